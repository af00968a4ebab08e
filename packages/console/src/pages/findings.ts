import { visible } from '@millrace/facts';
import { findingsOf } from '@millrace/report/figures';
import { type Database, waiversOfVersion } from '@millrace/store';
import type { FindingsAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import type { SpokenWords } from '../console-options.js';
import type { Kept } from '../kept.js';

/** The rows that a rule of checks names in a version, some at a time. */
export async function findingsPage(
  database: Database,
  { code, from, ...query }: Asked<'findings'>,
  kept: Kept,
  { language, words }: SpokenWords,
): Promise<FindingsAnswer> {
  const record = await kept.record(database, query);
  const { tables } = await kept.figures(database, record, ['version_element', 'proof', 'finding']);
  const waivers = await waiversOfVersion(database, record);
  const found = findingsOf(tables.rows('finding'), waivers).find((group) => group.code === code)?.findings ?? [];
  return {
    count: found.length,
    rows: found.slice(from, from + ROWS).map(({ table, key, wrong, remedy, waived }) => ({
      table: words.table(table),
      key: visible(key),
      wrong: wrong[language],
      remedy: remedy[language],
      waived: visible(waived?.[language] ?? ''),
    })),
  };
}

const ROWS = 50;
