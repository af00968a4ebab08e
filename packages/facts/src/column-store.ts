import { GrowingArray } from '@millrace/exact';
import { emptyCell, type Kind } from './column.js';

type Cells = Int32Array | Uint8Array | Float64Array;

/** Collects the cells of a column. While all of them are empty they are counted only: most tables have columns that nobody fills. */
export class ColumnStore {
  readonly #kind: Kind;
  readonly #empty: number;
  #length = 0;
  #expected = 0;
  #cells: GrowingArray<Cells> | undefined;

  constructor(kind: Kind) {
    this.#kind = kind;
    this.#empty = emptyCell(kind);
  }

  push(value: number): void {
    this.#length++;
    if (this.#cells !== undefined) this.#cells.push(value);
    else if (value !== this.#empty && !(Number.isNaN(value) && Number.isNaN(this.#empty))) this.#begin(value);
  }

  /** How many cells are expected, so that they needn't be moved as the column grows. */
  expect(count: number): void {
    this.#expected = count;
    this.#cells?.reserve(count);
  }

  /** The cells so far; those of an empty column are a part of one that all such columns share, and so not to be changed. */
  kept(empties: EmptyColumns): Cells {
    return this.#cells?.kept() ?? empties.of(this.#kind, this.#length);
  }

  /** The first cell that isn't empty. */
  #begin(value: number): void {
    const room = Math.max(this.#expected, 2 * this.#length);
    this.#cells = new GrowingArray<Cells>(ARRAY_OF[this.#kind], room);
    this.#cells.values.fill(this.#empty, 0, this.#length - 1);
    this.#cells.length = this.#length - 1;
    this.#cells.push(value);
  }
}

/** Columns in which all is empty: one for each kind of cell, which all tables share. */
export class EmptyColumns {
  readonly #longest = new Map<Kind, Cells>();

  of(kind: Kind, length: number): Cells {
    let cells = this.#longest.get(kind);
    if (cells === undefined || cells.length < length) {
      cells = new ARRAY_OF[kind](length);
      // Zeros are there already, and take no memory until they are written.
      if (emptyCell(kind) !== 0) cells.fill(emptyCell(kind));
      this.#longest.set(kind, cells);
    }
    return cells.subarray(0, length);
  }
}

const ARRAY_OF: Record<Kind, new (length: number) => Cells> = {
  text: Int32Array,
  period: Int32Array,
  choice: Uint8Array,
  flag: Uint8Array,
  integer: Float64Array,
  decimal: Float64Array,
  amount: Float64Array,
  date: Float64Array,
  instant: Float64Array,
};
