import { QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { unitsOf } from '@millrace/report/figures';
import { columnCode, type Sheet } from '@millrace/report/sheets';
import { SearchedLines } from './searched-lines.js';

type Row = readonly string[];

/** A table of a version with all of its rows, made ready to be searched and sorted by any column, by exact values. */
export class SheetTable {
  readonly name: Sheet['name'];
  readonly columns: Sheet['columns'];
  readonly rows: readonly Row[];
  readonly #lines: SearchedLines<Row>;

  /** @param where texts that columns must hold. */
  constructor({ name, columns, rows }: Sheet, where: Readonly<Record<string, string>>) {
    this.name = name;
    this.columns = columns;
    const wanted = Object.entries(where).map(([column, text]) => [this.placeOf(column), text] as const);
    this.rows = Array.from(Iterator.from(rows).filter((row) => wanted.every(([at, text]) => row[at] === text)));
    this.#lines = new SearchedLines(
      this.rows,
      (row) => row.join('\n'),
      (sort) => this.#comparing(sort),
    );
  }

  /** The place of a column by what programs call it; -1 where there is none. */
  placeOf(column: string): number {
    return this.columns.findIndex((one) => columnCode(one) === column);
  }

  /** The rows in which all words are found. */
  find(search: string, sort: string, down: boolean): Row[] {
    return this.#lines.find(search, sort, down);
  }

  #comparing(sort: string): ((a: Row, b: Row) => number) | undefined {
    const at = this.placeOf(sort);
    if (at < 0) return undefined;
    const { kind } = this.columns[at];
    if (kind !== 'number' && kind !== 'quantity') return (a, b) => compareText(a[at], b[at]);
    const numbers = new Map(this.rows.map((row) => [row, numberOf(row[at])]));
    // What has no number comes before all that have one.
    return (a, b) => {
      const [x, y] = [numbers.get(a), numbers.get(b)];
      if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
      return x < y ? -1 : x > y ? 1 : 0;
    };
  }
}

function numberOf(cell: string): bigint | undefined {
  return cell === '' ? undefined : unitsOf(cell, FINEST);
}

/** Decimals that no number of a table exceeds: a product of a rate and a quantity. */
const FINEST = 4 * QUANTITY_SCALE;
