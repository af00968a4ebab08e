import type { Language } from '@millrace/costing-core';
import { findingsOf, grouped } from '@millrace/report/figures';
import { type Database, mustBeActual } from '@millrace/store';
import type { ChecksAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import type { Kept } from '../kept.js';

/** Every check of a version, what passed like what did not, with the rows that it looked at: they are counted again. */
export async function checksPage(
  database: Database,
  query: Asked<'checks'>,
  kept: Kept,
  language: Language,
): Promise<ChecksAnswer> {
  const record = await kept.record(database, query);
  mustBeActual(record);
  const { checks, version } = await kept.recomputed(database, record);
  const groups = findingsOf(version.rows('finding'));
  return {
    checks: checks.map((one) => ({
      check: one.check,
      looksAt: one[language],
      rows: grouped(String(one.rows)),
      findings: one.findings,
      result: one.result,
      codes: groups.filter(({ check }) => check === one.check).map(({ code }) => code),
    })),
  };
}
