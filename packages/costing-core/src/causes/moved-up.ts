import { GrowingArray } from '@millrace/exact';
import type { Aligned, NodeChanges } from './align.js';
import { type DoubleGraph, double, NONE } from './double-graph.js';
import { type Fixed, times, type Vector } from './fixed-point.js';

/** Positive and negative apart, so that nothing cancels out on the way up. */
export const SIGNS = 2;

/** What each cause moves where it happens, in units of the last decimal that is shown: cause c has `first[c]` up to `first[c + 1]`. */
export interface ChangesByCause {
  readonly first: Uint32Array;
  readonly cause: Uint32Array;
  readonly row: Uint32Array;
  /** element · SIGNS + (1 where it is negative) */
  readonly place: Uint32Array;
  /** At the prices of after and of before: they go with the coefficients of the other. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export function changesByCause({ changes, causes, prices, elements }: Aligned, graph: DoubleGraph, scale: number) {
  const units = 10n ** BigInt(scale);
  const cause = new GrowingArray(Uint32Array);
  const [row, place] = [new GrowingArray(Uint32Array), new GrowingArray(Uint32Array)];
  const [before, after] = [new GrowingArray(Float64Array), new GrowingArray(Float64Array)];
  const add = (to: readonly number[], was: Fixed, is: Fixed) => {
    if (was === 0n && is === 0n) return;
    cause.push(to[0]);
    row.push(to[1]);
    place.push(to[2]);
    before.push(double(is * units));
    after.push(double(was * units));
  };
  for (const [node, changed] of changes.entries()) {
    if (changed === undefined || graph.entryOf[node] === NONE) continue;
    for (const [of, [was, is]] of movedAt(changed, prices, elements.length)) {
      for (let e = 0; e < elements.length; e++) {
        add([of, graph.entryOf[node], e * SIGNS], positive(was[e]), positive(is[e]));
        add([of, graph.entryOf[node], e * SIGNS + 1], was[e] - positive(was[e]), is[e] - positive(is[e]));
      }
    }
  }
  return sortedByCause(cause.trimmed(), causes.length, { row, place, before, after });
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

type Columns = { readonly [K in 'row' | 'place']: GrowingArray<Uint32Array> } & {
  readonly [K in 'before' | 'after']: GrowingArray<Float64Array>;
};

function sortedByCause(cause: Uint32Array, causes: number, columns: Columns): ChangesByCause {
  const first = new Uint32Array(causes + 1);
  for (const of of cause) first[of + 1]++;
  for (let c = 0; c < causes; c++) first[c + 1] += first[c];
  const next = first.slice();
  const sorted = {
    first,
    cause: new Uint32Array(cause.length),
    row: new Uint32Array(cause.length),
    place: new Uint32Array(cause.length),
    before: new Float64Array(cause.length),
    after: new Float64Array(cause.length),
  };
  for (const [from, of] of cause.entries()) {
    const to = next[of]++;
    sorted.cause[to] = of;
    sorted.row[to] = columns.row.values[from];
    sorted.place[to] = columns.place.values[from];
    sorted.before[to] = columns.before.values[from];
    sorted.after[to] = columns.after.values[from];
  }
  return sorted;
}

/** What some causes move in each row of a graph: their places and values, row by row. */
export class MovedUp {
  readonly #graph: DoubleGraph;
  readonly #changes: ChangesByCause;
  /** Row r holds `first[r]` up to `first[r + 1]`. */
  readonly first: Uint32Array;
  readonly #place: GrowingArray<Uint32Array>;
  readonly #value: GrowingArray<Float64Array>;

  /** @param room how much is to be held. */
  constructor(graph: DoubleGraph, changes: ChangesByCause, room: number) {
    this.#graph = graph;
    this.#changes = changes;
    this.first = new Uint32Array(graph.roundings.length + 1);
    this.#place = new GrowingArray(Uint32Array, room);
    this.#value = new GrowingArray(Float64Array, 2 * room);
  }

  /** (cause − the first cause) · width + place */
  get place(): Uint32Array {
    return this.#place.values;
  }

  /** Two a place: through the coefficients of before, and of after. */
  get value(): Float64Array {
    return this.#value.values;
  }

  /** How much is held. */
  get entries(): number {
    return this.#place.length;
  }

  /** Moves causes from `begin` up to, not including, `end`, each of so many places. */
  move(begin: number, end: number, width: number): void {
    const { first, source, before, after, isUnfit } = this.#graph;
    const { head, next } = this.#byRow(begin, end);
    const { cause, place: placeIn, before: movedBefore, after: movedAfter } = this.#changes;
    const firstChange = this.#changes.first[begin];
    const places = (end - begin) * width;
    const sums = new Float64Array(2 * places);
    const seen = new Uint32Array(places);
    const touched = new Uint32Array(places);
    this.#place.length = 0;
    for (let row = 0; row < isUnfit.length; row++) {
      const mark = row + 1;
      let count = 0;
      const { place, value } = this;
      for (let link = isUnfit[row] === 1 ? first[row + 1] : first[row]; link < first[row + 1]; link++) {
        const [a0, a1] = [before[link], after[link]];
        const last = this.first[source[link] + 1];
        for (let at = this.first[source[link]]; at < last; at++) {
          const to = place[at];
          if (seen[to] === mark) {
            sums[2 * to] += a0 * value[2 * at];
            sums[2 * to + 1] += a1 * value[2 * at + 1];
          } else {
            seen[to] = mark;
            touched[count++] = to;
            sums[2 * to] = a0 * value[2 * at];
            sums[2 * to + 1] = a1 * value[2 * at + 1];
          }
        }
      }
      for (let of = isUnfit[row] === 1 ? NONE : head[row]; of >= 0; of = next[of - firstChange]) {
        const to = (cause[of] - begin) * width + placeIn[of];
        if (seen[to] !== mark) {
          seen[to] = mark;
          touched[count++] = to;
          sums[2 * to] = sums[2 * to + 1] = 0;
        }
        sums[2 * to] += movedBefore[of];
        sums[2 * to + 1] += movedAfter[of];
      }
      this.#hold(row, touched, count, sums);
    }
  }

  /** What a row holds: so many of the places touched. */
  #hold(row: number, touched: Uint32Array, count: number, sums: Float64Array): void {
    const begin = this.#place.length;
    const end = begin + count;
    this.first[row] = begin;
    this.first[row + 1] = end;
    if (count === 0) return;
    if (end > this.place.length) {
      this.#place.reserve(2 * end);
      this.#value.reserve(4 * end);
    }
    this.#place.length = end;
    const { place, value } = this;
    for (let i = 0, at = begin; i < count; i++, at++) {
      const to = touched[i];
      place[at] = to;
      value[2 * at] = sums[2 * to];
      value[2 * at + 1] = sums[2 * to + 1];
    }
  }

  /** The changes of some causes as a list for each row: its first, and what follows on each; −1 ends it. */
  #byRow(begin: number, end: number): { readonly head: Int32Array; readonly next: Int32Array } {
    const { first, row } = this.#changes;
    const head = new Int32Array(this.#graph.roundings.length).fill(NONE);
    const next = new Int32Array(first[end] - first[begin]);
    for (let of = first[begin]; of < first[end]; of++) {
      next[of - first[begin]] = head[row[of]];
      head[row[of]] = of;
    }
    return { head, next };
  }
}
