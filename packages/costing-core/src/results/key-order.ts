import { markTexts, rankTexts, type Symbols } from '@millrace/facts';

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

/** A column of codes in the order of their texts, by UTF-8 bytes. */
export function keyOfTexts(symbols: Symbols, codes: ArrayLike<number>): KeyColumn {
  const marks = new Uint8Array(symbols.size);
  markTexts(codes, marks);
  const { codes: different, ranks } = rankTexts(symbols, marks);
  const of = new Int32Array(codes.length);
  for (let i = 0; i < of.length; i++) of[i] = ranks[codes[i]];
  return { of, size: different.length };
}
