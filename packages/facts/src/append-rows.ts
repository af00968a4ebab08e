import { cellsOf, columnsOf } from './cells.js';
import { emptyCell } from './column.js';
import type { Columns, Facts } from './read-facts.js';
import type { TABLES, TableName } from './tables.js';

/** Cells of a row as facts hold them: texts and choices as codes. What is left out is empty. */
export type Cells<T extends TableName> = Partial<Record<keyof (typeof TABLES)[T]['columns'], number>>;

/** A table with rows added at its end; the given one stays as it is. */
export function appendRows<T extends TableName>(facts: Facts, name: T, rows: readonly Cells<T>[]): Columns<T> {
  const { rowCount } = facts[name];
  const columns = columnsOf(name).map(([column, { kind }]) => {
    const given = cellsOf(facts, name, column) as Float64Array;
    const cells = new (given.constructor as Float64ArrayConstructor)(rowCount + rows.length).fill(emptyCell(kind));
    cells.set(given);
    for (const [i, row] of rows.entries()) {
      const cell = (row as Readonly<Record<string, number | undefined>>)[column];
      if (cell !== undefined) cells[rowCount + i] = cell;
    }
    return [column, cells];
  });
  return { rowCount: rowCount + rows.length, ...Object.fromEntries(columns) } as unknown as Columns<T>;
}
