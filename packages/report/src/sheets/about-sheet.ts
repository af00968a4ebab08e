import type { Language } from '@millrace/costing-core';
import type { VersionState } from '../report-input.js';
import { STATES } from '../sections/code-words.js';
import { columns, type Sheet } from './sheet.js';
import { sheetTexts } from './text/sheet-texts-in.js';
import type { WrittenSheet } from './workbook/workbook.js';

/** A stored version, as a workbook tells it. */
export interface ToldVersion {
  readonly ledger: string;
  readonly version: number;
  readonly period: string;
  readonly state: VersionState;
  readonly hash: string;
  readonly engine: string;
  readonly effective_on: string | null;
}

/** What a workbook is of, and which sheets it has. */
export function aboutSheet(
  { ledger, version, period, state, hash, engine, effective_on }: ToldVersion,
  currency: string,
  against: Pick<ToldVersion, 'version' | 'period'> | undefined,
  written: readonly WrittenSheet[],
  language: Language,
): Sheet {
  const identity = { ledger, currency, version: String(version), period, state: STATES[state][language] };
  const facts = {
    ...identity,
    ...(effective_on === null ? {} : { effective_on }),
    ...(against === undefined ? {} : { against: `${against.version} (${against.period})` }),
    hash,
    engine,
  };
  return aboutSheetOf(facts, written, language);
}

/** The same of what is no version, or of a part of one: what it is, by the names of columns. */
export function aboutSheetOf(
  facts: Readonly<Record<string, string>>,
  written: readonly WrittenSheet[],
  language: Language,
): Sheet {
  const { about, column } = sheetTexts(language);
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
