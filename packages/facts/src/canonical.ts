import { cellsOf, cellText, columnsOf, specOf } from './cells.js';
import type { Column } from './column.js';
import { orderRows } from './order-rows.js';
import type { Facts } from './read-facts.js';
import type { Row } from './rows.js';
import { sortTexts } from './sort-texts.js';
import type { TableName } from './tables.js';
import type { Symbols } from './texts.js';

/** The rows of a table in the order of their keys, as text cells: the same for the same rows in any order. */
export function* canonicalRows(facts: Facts, name: TableName, amountScale: number): Generator<string[]> {
  const columns = columnsOf(name).map(([column]) => column);
  for (const row of rowsByKey(facts, name)) {
    yield columns.map((column) => cellText(facts, name, column, row, amountScale));
  }
}

/** The same as objects: of masters, which are few. */
export function rowObjects<T extends TableName>(facts: Facts, name: T, amountScale: number): Row<T>[] {
  const columns = columnsOf(name).map(([column]) => column);
  return cellsAsObjects(facts, name, amountScale, columns) as unknown as Row<T>[];
}

/** Some columns of them. */
export function partObjects<T extends TableName, C extends keyof Row<T> & string>(
  facts: Facts,
  name: T,
  amountScale: number,
  columns: readonly C[],
): Pick<Row<T>, C>[] {
  return cellsAsObjects(facts, name, amountScale, columns) as unknown as Pick<Row<T>, C>[];
}

function cellsAsObjects(facts: Facts, name: TableName, amountScale: number, columns: readonly string[]): object[] {
  return Array.from(rowsByKey(facts, name), (row) => {
    const cells: Record<string, string> = {};
    for (const column of columns) cells[column] = cellText(facts, name, column, row, amountScale);
    return cells;
  });
}

/** The places of a table's rows in the order of their keys, texts by their bytes. */
export function rowsByKey(facts: Facts, name: TableName): Int32Array {
  const { rowCount } = facts[name];
  const { columns, key } = specOf(name);
  const cells = key.map((column) => cellsOf(facts, name, column));
  const areCodes = key.map((column) => isCode(columns[column]));
  if (isInKeyOrder(facts.symbols, rowCount, cells, areCodes)) return orderRows(rowCount, []);
  const ranks = ranksOfKey(facts, name);
  return orderRows(
    rowCount,
    cells.map((column, k) => (areCodes[k] ? ranked(column, ranks) : column)),
  );
}

function isInKeyOrder(
  { compare }: Symbols,
  rowCount: number,
  cells: readonly ArrayLike<number>[],
  areCodes: readonly boolean[],
): boolean {
  for (let row = 1; row < rowCount; row++) {
    for (let k = 0; k < cells.length; k++) {
      const [before, own] = [cells[k][row - 1], cells[k][row]];
      if (before === own) continue;
      if ((areCodes[k] ? compare(before, own) : before - own) > 0) return false;
      break;
    }
  }
  return true;
}

/** The places of rows in the order of some columns of codes, by their texts. */
export function orderByTexts(symbols: Symbols, rowCount: number, columns: readonly Int32Array[]): Int32Array {
  const marks = new Uint8Array(symbols.size);
  for (const codes of columns) markTexts(codes, marks);
  const { ranks } = rankTexts(symbols, marks);
  return orderRows(
    rowCount,
    columns.map((codes) => ranked(codes, ranks)),
  );
}

/** True where cells are codes of texts. */
export function isCode({ kind }: Column): boolean {
  return kind === 'text' || kind === 'period';
}

/** The texts that are marked by their code, in order of their bytes: their codes, and by code the place among them. */
export function rankTexts(
  symbols: Symbols,
  marks: Uint8Array,
): { readonly codes: Int32Array; readonly ranks: Int32Array } {
  let count = 0;
  for (const mark of marks) count += mark;
  const codes = new Int32Array(count);
  for (let code = 0, i = 0; code < marks.length; code++) if (marks[code] === 1) codes[i++] = code;
  sortTexts(symbols, codes);
  const ranks = new Int32Array(marks.length);
  for (let rank = 0; rank < count; rank++) ranks[codes[rank]] = rank;
  return { codes, ranks };
}

/** Marks the texts of a column by their codes. */
export function markTexts(cells: ArrayLike<number>, marks: Uint8Array): void {
  for (let row = 0; row < cells.length; row++) marks[cells[row]] = 1;
}

function ranksOfKey(facts: Facts, name: TableName): Int32Array {
  const { columns, key } = specOf(name);
  const marks = new Uint8Array(facts.symbols.size);
  for (const column of key) if (isCode(columns[column])) markTexts(cellsOf(facts, name, column), marks);
  return rankTexts(facts.symbols, marks).ranks;
}

function ranked(cells: ArrayLike<number>, ranks: Int32Array): Int32Array {
  const own = new Int32Array(cells.length);
  for (let row = 0; row < own.length; row++) own[row] = ranks[cells[row]];
  return own;
}
