import { printFixed } from '@millrace/exact';
import { printDate, printInstant } from './calendar.js';
import type { Column } from './column.js';
import type { Facts } from './read-facts.js';
import { TABLES, type TableName, type TableSpec } from './tables.js';

/** The cell of a table as the text it was read from; amounts at the ledger's scale. */
export function cellText(facts: Facts, name: TableName, column: string, row: number, amountScale: number): string {
  const spec = specOf(name).columns[column];
  const value = cellsOf(facts, name, column)[row];
  if (Number.isNaN(value)) return '';
  switch (spec.kind) {
    case 'text':
    case 'period':
      return facts.symbols.text(value);
    case 'choice':
      return spec.choices[value] ?? '';
    case 'flag':
      return value === 1 ? 'true' : 'false';
    case 'date':
      return printDate(value);
    case 'instant':
      return printInstant(value);
    default:
      return printFixed(value, spec.kind === 'amount' ? amountScale : spec.scale);
  }
}

/** The columns of a table by name, for what treats all tables alike. */
export function specOf(name: TableName): TableSpec {
  return TABLES[name];
}

/** The stored cells of one column. */
export function cellsOf(facts: Facts, name: TableName, column: string): ArrayLike<number> {
  return (facts[name] as unknown as Record<string, ArrayLike<number>>)[column];
}

/** The columns of a table with their names, in order. */
export function columnsOf(name: TableName): [string, Column][] {
  return Object.entries(specOf(name).columns);
}

/** The key of a row, its parts joined by ` · `. */
export function rowKey(facts: Facts, name: TableName, row: number): string {
  return specOf(name)
    .key.map((column) => cellText(facts, name, column, row, 0))
    .join(' · ');
}
