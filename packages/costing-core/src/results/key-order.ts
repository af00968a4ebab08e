import type { Symbols } from '@millrace/facts';

/** A column of a key as small numbers, from 0 up to, not including, `size`. */
export interface KeyColumn {
  readonly of: ArrayLike<number>;
  readonly size: number;
}

/**
 * The places 0 … count − 1 in the order of a key of several columns, the first one first, equal ones as they came: a counting
 * sort a column, from the last to the first.
 *
 * @example
 * inOrder(3, [{ of: [1, 0, 1], size: 2 }, { of: [5, 7, 2], size: 8 }]) // [1, 2, 0]
 */
export function inOrder(count: number, key: readonly KeyColumn[]): Uint32Array {
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (const { of, size } of [...key].reverse()) {
    const next = new Uint32Array(size + 1);
    for (let i = 0; i < count; i++) next[of[i] + 1]++;
    for (let value = 0; value < size; value++) next[value + 1] += next[value];
    const sorted = new Uint32Array(count);
    for (let i = 0; i < count; i++) sorted[next[of[order[i]]]++] = order[i];
    order = sorted;
  }
  return order;
}

/** By code: the place of its text among those of all given codes, by UTF-8 bytes. */
export function ranksOf(symbols: Symbols, codes: ArrayLike<number>): Int32Array {
  const rank = new Int32Array(symbols.size).fill(-1);
  const distinct: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    if (rank[codes[i]] >= 0) continue;
    rank[codes[i]] = 0;
    distinct.push(codes[i]);
  }
  for (const [place, code] of byText(symbols, distinct).entries()) rank[code] = place;
  return rank;
}

/** Codes in the order of their texts. Most often they come so: that is seen first. */
function byText(symbols: Symbols, codes: number[]): number[] {
  for (let i = 1; i < codes.length; i++) {
    if (symbols.compare(codes[i - 1], codes[i]) > 0) return codes.sort(symbols.compare);
  }
  return codes;
}
