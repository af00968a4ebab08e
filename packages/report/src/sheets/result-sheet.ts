import {
  RESULT_TABLES,
  type ResultRow,
  type ResultSpec,
  type ResultTableName,
  resultColumns,
} from '@millrace/costing-core';
import type { Column } from '@millrace/facts';
import type { Sheet, SheetColumn } from './sheet.js';

/** A table of a version as it is: its columns, and the rows that are asked for. */
export function resultSheet<T extends ResultTableName>(name: T, rows: Iterable<ResultRow<T>>): Sheet {
  const { columns }: ResultSpec = RESULT_TABLES[name];
  const names = resultColumns(name);
  return {
    name,
    columns: names.map((column) => ({ name: column, kind: kindOf(columns[column]) })),
    rows: cellsOf(rows, names),
  };
}

function* cellsOf(rows: Iterable<Readonly<Record<string, string>>>, names: readonly string[]): Generator<string[]> {
  for (const row of rows) yield names.map((name) => row[name]);
}

function kindOf({ kind, scale }: Column): SheetColumn['kind'] {
  if (kind === 'date') return 'day';
  if (kind === 'decimal') return scale === QUANTITY_DECIMALS ? 'quantity' : 'number';
  return kind === 'amount' || kind === 'integer' ? 'number' : 'text';
}

const QUANTITY_DECIMALS = 6;
