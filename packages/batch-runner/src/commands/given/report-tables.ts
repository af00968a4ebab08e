import { resultTableNames } from '@millrace/costing-core';
import { REPORT_TABLES } from '@millrace/report/figures';
import {
  type Database,
  mastersOf,
  readMasters,
  recomputeAsked,
  StoredVersion,
  type VersionRecord,
} from '@millrace/store';
import type { ReportedTables } from '../../sheets/report-sheets.js';
import { earlierInYear } from './earlier-in-year.js';

/** What the tables of a stored version are made of: one of a closed period is computed again, as its ledgers are flows. */
export async function reportTables(
  database: Database,
  record: VersionRecord,
  against: VersionRecord | undefined,
): Promise<ReportedTables> {
  const previous = against && (await StoredVersion.read(database, against, REPORT_TABLES));
  if (record.kind !== 'actual') {
    const version = await StoredVersion.read(database, record, resultTableNames());
    return { version, previous, masters: await readMasters(database, record), closed: undefined };
  }
  const { version, outcome, checks } = await recomputeAsked(database, record.ledger, String(record.version));
  const earlier = await earlierInYear(database, version.identity);
  return { version, previous, masters: mastersOf(outcome), closed: { outcome, earlier, checks } };
}
