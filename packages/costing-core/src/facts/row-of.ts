import type { Symbols } from './symbols.js';

/** By symbol code: the row whose key column holds it; −1 for none. */
export function rowOf(key: Int32Array, symbols: Symbols): Int32Array {
  const rows = new Int32Array(symbols.size).fill(-1);
  for (let row = 0; row < key.length; row++) rows[key[row]] = row;
  return rows;
}
