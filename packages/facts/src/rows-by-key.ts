import { groupRows, mixed } from './group-rows.js';

/** The rows that have given values in some columns, without a text or an object a row. */
export interface RowsByKey {
  /** In the order in which they came; none where no row has these values. Empty cells are alike, NaN too. */
  find(...values: readonly number[]): Int32Array;
}

/**
 * Sorts rows into groups once, and finds each group by its values.
 *
 * @example
 * const rows = rowsByKey(3, [Int32Array.of(7, 8, 7), Float64Array.of(1, 1, 1)]);
 * rows.find(7, 1) // [0, 2]
 */
export function rowsByKey(rowCount: number, columns: readonly ArrayLike<number>[]): RowsByKey {
  const { of, first } = groupRows(rowCount, columns);
  const start = new Int32Array(first.length + 1);
  for (let row = 0; row < rowCount; row++) start[of[row] + 1]++;
  for (let group = 0; group < first.length; group++) start[group + 1] += start[group];
  const next = start.slice();
  const rows = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) rows[next[of[row]]++] = row;
  const places = placesOf(first, columns);
  const mask = places.length - 1;
  return {
    find(...values) {
      let hash = 0;
      for (const value of values) hash = mixed(hash, value);
      let place = hash & mask;
      while (places[place] !== 0) {
        const group = places[place] - 1;
        if (hasValues(columns, first[group], values)) return rows.subarray(start[group], start[group + 1]);
        place = (place + 1) & mask;
      }
      return NONE;
    },
  };
}

const NONE = new Int32Array(0);

/** An open-addressing table at most half full: a group and 1, or 0 for a free place. */
function placesOf(first: Int32Array, columns: readonly ArrayLike<number>[]): Int32Array {
  let size = 16;
  while (size < 2 * first.length) size *= 2;
  const places = new Int32Array(size);
  for (let group = 0; group < first.length; group++) {
    let hash = 0;
    for (let c = 0; c < columns.length; c++) hash = mixed(hash, columns[c][first[group]]);
    let place = hash & (size - 1);
    while (places[place] !== 0) place = (place + 1) & (size - 1);
    places[place] = group + 1;
  }
  return places;
}

function hasValues(columns: readonly ArrayLike<number>[], row: number, values: readonly number[]): boolean {
  for (let c = 0; c < columns.length; c++) {
    const cell = columns[c][row];
    if (cell !== values[c] && !(Number.isNaN(cell) && Number.isNaN(values[c]))) return false;
  }
  return true;
}
