import { GrowingArray } from '@millrace/exact';

/** Rows that are alike: each row's group, groups numbered as they first appear, and the first row of each. */
export interface Groups {
  readonly of: Int32Array;
  readonly first: Int32Array;
}

/**
 * Groups rows by the values of some columns, by an open-addressing table of groups: no text is joined, and there is no
 * limit below memory. Empty cells are alike, NaN too.
 *
 * @example
 * groupRows(4, [Int32Array.of(7, 8, 7, 7), Float64Array.of(1, 1, 2, 1)]).of // [0, 1, 2, 0]
 */
export function groupRows(rowCount: number, columns: readonly ArrayLike<number>[]): Groups {
  const of = new Int32Array(rowCount);
  const first = new GrowingArray(Int32Array);
  const hashes = new GrowingArray(Int32Array);
  /** A group and 1; 0 is a free place. */
  let table = new Int32Array(1024);
  for (let row = 0; row < rowCount; row++) {
    const hash = hashOf(columns, row);
    let place = hash & (table.length - 1);
    let group = table[place] - 1;
    while (group >= 0 && !(hashes.values[group] === hash && areAlike(columns, row, first.values[group]))) {
      place = (place + 1) & (table.length - 1);
      group = table[place] - 1;
    }
    if (group < 0) {
      group = first.push(row);
      hashes.push(hash);
      table[place] = group + 1;
      if (2 * first.length > table.length) table = grown(table, hashes);
    }
    of[row] = group;
  }
  return { of, first: first.trimmed() };
}

function grown(table: Int32Array, hashes: GrowingArray<Int32Array>): Int32Array<ArrayBuffer> {
  const next = new Int32Array(2 * table.length);
  const mask = next.length - 1;
  for (let group = 0; group < hashes.length; group++) {
    let place = hashes.values[group] & mask;
    while (next[place] !== 0) place = (place + 1) & mask;
    next[place] = group + 1;
  }
  return next;
}

function hashOf(columns: readonly ArrayLike<number>[], row: number): number {
  let hash = 0;
  for (let c = 0; c < columns.length; c++) hash = mixed(hash, columns[c][row]);
  return hash;
}

/** A hash with one more value in it. */
export function mixed(hash: number, value: number): number {
  let next = Math.imul(hash ^ (value | 0), 0x01000193);
  next = Math.imul(next ^ ((value / 4_294_967_296) | 0), 0x85ebca6b);
  return next ^ (next >>> 15);
}

function areAlike(columns: readonly ArrayLike<number>[], a: number, b: number): boolean {
  for (let c = 0; c < columns.length; c++) {
    const left = columns[c][a];
    const right = columns[c][b];
    if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false;
  }
  return true;
}
