import type { VersionRecord } from '@millrace/store';
import type { Texts } from '../text/texts.js';
import { columns, type Sheet } from './sheet.js';
import type { WrittenSheet } from './workbook/write-workbook.js';

/** What a workbook is of, and which sheets it has. */
export function aboutSheet(
  { ledger, version, period, state, hash, engine, effective_on }: VersionRecord,
  currency: string,
  against: VersionRecord | undefined,
  written: readonly WrittenSheet[],
  texts: Texts,
): Sheet {
  const identity = { ledger, currency, version: String(version), period, state: texts.state[state] };
  const facts = {
    ...identity,
    ...(effective_on === null ? {} : { effective_on }),
    ...(against === undefined ? {} : { against: `${against.version} (${against.period})` }),
    hash,
    engine,
  };
  return aboutSheetOf(facts, written, texts);
}

/** The same of what is no version, or of a part of one: what it is, by the names of columns. */
export function aboutSheetOf(
  facts: Readonly<Record<string, string>>,
  written: readonly WrittenSheet[],
  texts: Texts,
): Sheet {
  const { about, column } = texts.sheets;
  return {
    name: 'about',
    columns: columns('text', 'what', 'value', 'remark'),
    rows: [
      ...Object.entries(facts).map(([name, value]) => [column(name), value, '']),
      ...written.map(({ title, rows, longNumbers, cutTexts }) => [
        title,
        about.rows(rows),
        [longNumbers === 0 ? '' : about.longNumbers(longNumbers), cutTexts === 0 ? '' : about.cutTexts(cutTexts)]
          .filter((remark) => remark !== '')
          .join('; '),
      ]),
    ],
  };
}
