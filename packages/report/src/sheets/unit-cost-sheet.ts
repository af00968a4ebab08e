import type { ResultRow, VersionRows } from '@millrace/costing-core';
import { resultSheet } from './result-sheet.js';
import { type ElementOfColumn, perElement, type Sheet } from './sheet.js';

/** The table of unit costs, with what each cost element is of them in a column of its own. */
export function unitCostSheet(
  version: Pick<VersionRows, 'rows'>,
  elements: readonly ElementOfColumn[],
  wanted: (row: ResultRow<'unit_cost'>) => boolean = () => true,
): Sheet {
  const rows = version.rows('unit_cost').filter(wanted);
  const parts = new Map(version.rows('unit_cost_element').map((row) => [keyOf(row, row.element), row]));
  const { name, columns, rows: cells } = resultSheet('unit_cost', rows);
  return {
    name,
    columns: [...columns, ...COLUMNS.flatMap((column) => perElement(column, elements))],
    rows: Iterator.from(cells).map((row, at) => {
      const own = elements.map(({ code }) => parts.get(keyOf(rows[at], code)));
      return [...row, ...COLUMNS.flatMap((column) => own.map((part) => part?.[column] ?? ''))];
    }),
  };
}

const COLUMNS = ['unit_cost', 'amount'] as const;

const KEY = ['plant', 'item', 'lot', 'project', 'basis'] as const;

function keyOf(row: ResultRow<'unit_cost'> | ResultRow<'unit_cost_element'>, element: string): string {
  return [...KEY.map((column) => row[column]), element].join('\0');
}
