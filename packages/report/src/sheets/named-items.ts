import type { Language } from '@millrace/costing-core';
import type { Names } from '../figures/names.js';
import type { Sheet } from './sheet.js';

/** The same table in words: beside an item its name and unit, beside an order of another table what it makes. */
export function namedItems(sheet: Sheet, names: Names, language: Language): Sheet {
  const present = new Set(sheet.columns.map(({ name }) => name));
  const by = KEYS.find((key) => present.has(key));
  if (by === undefined) return sheet;
  const place = sheet.columns.findIndex(({ name }) => name === by) + 1;
  const more = ['item', 'name', 'unit'].filter((name) => !present.has(name));
  const cellsOf = (code: string) => {
    const item = by === 'order' ? names.itemOfOrder(code) : code;
    const cells: Readonly<Record<string, string>> = {
      item,
      name: item === '' ? '' : names.item(item)[language],
      unit: names.unit(item),
    };
    return more.map((name) => cells[name]);
  };
  const beside = <T>(row: readonly T[], added: readonly T[]) => [...row.slice(0, place), ...added, ...row.slice(place)];
  const added = more.map((name) => ({ name, kind: 'text' as const }));
  return {
    name: sheet.name,
    columns: beside(sheet.columns, added),
    rows: Iterator.from(sheet.rows).map((row) => beside(row, cellsOf(row[place - 1]))),
  };
}

/** Columns that say which item a row is of, the most telling first. */
const KEYS = ['item', 'output_item', 'order'] as const;
