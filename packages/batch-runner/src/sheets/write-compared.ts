import { resolve } from 'node:path';
import type { Language } from '@millrace/costing-core';
import { aboutSheetOf, type Sheet } from '@millrace/report/sheets';
import type { StoredVersion } from '@millrace/store';
import { writeWorkbook } from './write-workbook.js';

/** Versions that are compared, the earlier first. */
type Pair = readonly [before: Compared, after: Compared];
type Compared = Pick<StoredVersion, 'record'>;

/** Writes what two versions differ by as a workbook, beside it which they are; nothing where no file is asked for. */
export async function writeCompared(
  xlsx: string | undefined,
  sheet: () => Sheet,
  [before, after]: Pair,
  language: Language,
): Promise<{ readonly file: string; readonly sheets: number } | undefined> {
  if (xlsx === undefined) return undefined;
  const file = resolve(xlsx);
  const told = ({ record: { version, period, hash } }: Compared) => `${version} (${period}) ${hash}`;
  const about = { ledger: after.record.ledger, before: told(before), after: told(after) };
  const sheets = await writeWorkbook(file, [sheet()], language, {
    about: (written) => aboutSheetOf(about, written, language),
  });
  return { file, sheets: sheets.length };
}
