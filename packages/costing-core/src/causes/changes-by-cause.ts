import { GrowingArray } from '@millrace/exact';
import type { Aligned, NodeChanges } from './align.js';
import { type DoubleGraph, double, NONE } from './double-graph.js';
import { type Fixed, times, type Vector } from './fixed-point.js';

/** Positive and negative apart, so that nothing cancels out on the way up. */
export const SIGNS = 2;

/**
 * What each cause moves where it happens, in units of the last decimal that is shown. A cause has a place for each column that it moves,
 * one after the other.
 */
export interface ChangesByCause {
  /** By place: element · SIGNS + (1 where it is negative) */
  readonly column: Uint32Array;
  readonly causeOf: Uint32Array;
  /** How many places its cause has. */
  readonly siblings: Uint32Array;
  /** Place p has `first[p]` up to `first[p + 1]`, each in another row. */
  readonly first: Uint32Array;
  readonly row: Uint32Array;
  /** At the prices of after and of before: they go with the coefficients of the other. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export function changesByCause({ changes, causes, prices, elements }: Aligned, graph: DoubleGraph, scale: number) {
  const units = 10n ** BigInt(scale);
  const width = elements.length * SIGNS;
  const [row, key] = [new GrowingArray(Uint32Array), new GrowingArray(Uint32Array)];
  const [before, after] = [new GrowingArray(Float64Array), new GrowingArray(Float64Array)];
  const add = (at: number, to: number, was: Fixed, is: Fixed) => {
    if (was === 0n && is === 0n) return;
    row.push(at);
    key.push(to);
    before.push(double(is * units));
    after.push(double(was * units));
  };
  for (const [node, changed] of changes.entries()) {
    const entry = graph.entryOf[node];
    if (changed === undefined || entry === NONE) continue;
    for (const [of, [was, is]] of movedAt(changed, prices, elements.length)) {
      for (let e = 0; e < elements.length; e++) {
        const to = of * width + e * SIGNS;
        add(entry, to, positive(was[e]), positive(is[e]));
        add(entry, to + 1, was[e] - positive(was[e]), is[e] - positive(is[e]));
      }
    }
  }
  return sortedByPlace(key.trimmed(), causes.length, width, { row, before, after });
}

function positive(value: Fixed): Fixed {
  return value > 0n ? value : 0n;
}

/** By cause: what a node's own changes move in it, at the prices of before and of after. */
function movedAt(
  { links, own }: NodeChanges,
  prices: readonly [readonly Vector[], readonly Vector[]],
  width: number,
): Map<number, readonly [Vector, Vector]> {
  const moved = new Map<number, readonly [Vector, Vector]>();
  const of = (cause: number) => {
    const known = moved.get(cause) ?? [Array<Fixed>(width).fill(0n), Array<Fixed>(width).fill(0n)];
    moved.set(cause, known);
    return known;
  };
  for (const { cause, source, by } of links) {
    for (const [side, to] of of(cause).entries()) {
      const price = prices[side][source];
      for (let e = 0; e < width; e++) to[e] += times(price[e], by);
    }
  }
  for (const { cause, by } of own) {
    for (const to of of(cause)) for (let e = 0; e < width; e++) to[e] += by[e];
  }
  return moved;
}

type Columns = { readonly row: GrowingArray<Uint32Array> } & {
  readonly [K in 'before' | 'after']: GrowingArray<Float64Array>;
};

/** @param key cause · width + column. */
function sortedByPlace(key: Uint32Array, causes: number, width: number, columns: Columns): ChangesByCause {
  const count = new Uint32Array(causes * width);
  for (const to of key) count[to]++;
  const [column, causeOf] = [new GrowingArray(Uint32Array), new GrowingArray(Uint32Array)];
  const siblings = new GrowingArray(Uint32Array);
  const first = new GrowingArray(Uint32Array);
  const next = new Uint32Array(count.length);
  let changes = 0;
  for (let cause = 0, to = 0; cause < causes; cause++) {
    const begin = column.length;
    for (let of = 0; of < width; of++, to++) {
      if (count[to] === 0) continue;
      column.push(of);
      causeOf.push(cause);
      first.push(changes);
      next[to] = changes;
      changes += count[to];
    }
    while (siblings.length < column.length) siblings.push(column.length - begin);
  }
  first.push(changes);
  const row = new Uint32Array(changes);
  const [before, after] = [new Float64Array(changes), new Float64Array(changes)];
  for (const [from, to] of key.entries()) {
    const at = next[to]++;
    row[at] = columns.row.values[from];
    before[at] = columns.before.values[from];
    after[at] = columns.after.values[from];
  }
  const places = { column: column.taken(), causeOf: causeOf.taken(), siblings: siblings.taken() };
  return { ...places, first: first.taken(), row, before, after };
}
