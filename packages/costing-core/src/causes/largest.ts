import type { Aligned } from './align.js';
import { attribute } from './attribute.js';
import type { Cause } from './cause.js';
import { type DoubleGraph, doubleGraph, NONE } from './double-graph.js';
import { changesByCause, MovedUp, SIGNS } from './moved-up.js';
import { compareCause, comparePart, type ShownPart, shownParts } from './shown-causes.js';

/**
 * The largest causes of many nodes at once. Each cause moves up through all that it is part of,
 *
 *     part of n = ½(D0·r1 + D1·r0)_n        r: what it moves where it happens, at the prices of before and of after
 *
 * so that what many are made of is gone through once. It is done in doubles whose error is known (`DoubleGraph`) and rounded to what is
 * shown; where that leaves a digit in doubt, exact arithmetic tells.
 *
 * @param scale decimals of what is shown.
 * @returns of each node at most so many, in the order in which causes are shown.
 */
export function largestParts(
  aligned: Aligned,
  nodes: readonly number[],
  scale: number,
  most: number,
): (readonly ShownPart[])[] {
  const graph = doubleGraph(aligned);
  const width = aligned.elements.length * SIGNS;
  const moved = new MovedUp(graph, changesByCause(aligned, graph, scale), 2 * ENTRIES);
  const tops = nodes.map((node) => new Largest(graph, graph.rowOf[node], aligned.causes, most));
  const count = aligned.causes.length;
  let room = FIRST_CAUSES;
  for (let begin = 0; begin < count; ) {
    const end = Math.min(count, begin + room);
    moved.move(begin, end, width);
    const values = new Float64Array((end - begin) * width);
    for (const top of tops) top.take(moved, values, begin, width);
    room = Math.min(MOST_CAUSES, Math.max(1, Math.floor((room * ENTRIES) / (moved.entries + 1))));
    begin = end;
  }
  return tops.map((top, i) => top.found(aligned, nodes[i], scale));
}

/** So many causes are moved at a time that about so many values are held. */
const ENTRIES = 4_000_000;
const FIRST_CAUSES = 64;
const MOST_CAUSES = 4096;

interface Found {
  readonly cause: number;
  readonly amounts: readonly number[];
  readonly total: number;
  /** Whether a unit of the last decimal is in doubt. */
  readonly isInDoubt: boolean;
}

/** The largest causes of one row so far. */
class Largest {
  readonly #row: number;
  readonly #error: number;
  readonly #causes: readonly Cause[];
  readonly #most: number;
  #found: Found[] = [];
  /** Whether doubles can't tell which they are. */
  #isUnknown: boolean;

  constructor({ isUnfit, roundings }: DoubleGraph, row: number, causes: readonly Cause[], most: number) {
    this.#row = row;
    this.#isUnknown = row !== NONE && isUnfit[row] === 1;
    // Both months' values are added, and those of both signs; the bound itself is rounded.
    this.#error = row === NONE ? 0 : (roundings[row] + 8) * 2 ** -53;
    this.#causes = causes;
    this.#most = most;
  }

  found(aligned: Aligned, node: number, scale: number): readonly ShownPart[] {
    if (this.#isUnknown) return shownParts(attribute(aligned, node), scale).slice(0, this.#most);
    const doubtful = new Set(this.#found.flatMap(({ cause, isInDoubt }) => (isInDoubt ? [cause] : [])));
    const known = this.#found.flatMap(({ cause, amounts, total, isInDoubt }) =>
      isInDoubt ? [] : [{ cause: this.#causes[cause], amounts: amounts.map(BigInt), total: BigInt(total) }],
    );
    if (doubtful.size === 0) return known;
    return [...known, ...shownParts(attribute(aligned, node, doubtful), scale)].sort(comparePart);
  }

  /**
   * Takes what causes from `begin` on move in the row.
   *
   * @param values room for each place of each of them; all 0, and so it is left.
   */
  take(moved: MovedUp, values: Float64Array, begin: number, width: number): void {
    if (this.#isUnknown || this.#row === NONE) return;
    const { first, place, value } = moved;
    const end = first[this.#row + 1];
    for (let at = first[this.#row]; at < end; at++) {
      values[place[at]] = (value[2 * at] + value[2 * at + 1]) / 2;
    }
    // A cause is looked at by the first of its places, and all of them are cleared.
    for (let at = first[this.#row]; at < end; at++)
      this.#consider(values, place[at] - (place[at] % width), begin, width);
  }

  #consider(values: Float64Array, at: number, begin: number, width: number): void {
    let size = 0;
    let total = 0;
    for (let i = at; i < at + width; i++) {
      total += values[i];
      size += Math.abs(values[i]);
    }
    if (size === 0) return;
    // What rounding each element can add to a total.
    if (Math.abs(total) + width + size * this.#error >= this.#least()) {
      this.#round(begin + at / width, values.subarray(at, at + width));
    }
    values.fill(0, at, at + width);
  }

  #least(): number {
    return this.#found.length < this.#most ? 0 : Math.abs(this.#found[this.#most - 1].total);
  }

  #round(cause: number, values: Float64Array): void {
    const amounts: number[] = [];
    let isInDoubt = false;
    for (let e = 0; e < values.length; e += SIGNS) {
      const value = values[e] + values[e + 1];
      const doubt = (values[e] - values[e + 1]) * this.#error;
      const shifted = Math.abs(value) + 0.5;
      const whole = Math.floor(shifted);
      // Of a value so near a half it can't be told to which side it is rounded.
      if (shifted - whole <= doubt || shifted - whole >= 1 - doubt) isInDoubt = true;
      if (whole > LARGEST) this.#isUnknown = true;
      amounts.push(value < 0 ? 0 - whole : whole);
    }
    if (!isInDoubt && amounts.every((amount) => amount === 0)) return;
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    this.#add({ cause, amounts, total, isInDoubt });
  }

  #add(found: Found): void {
    const at = this.#found.findIndex((other) => this.#compare(found, other) < 0);
    this.#found.splice(at < 0 ? this.#found.length : at, 0, found);
    if (this.#found.length <= this.#most) return;
    const last = this.#found.pop() as Found;
    const isNear = Math.abs(Math.abs(last.total) - this.#least()) <= 2 * found.amounts.length;
    if (isNear && (last.isInDoubt || this.#found.some(({ isInDoubt }) => isInDoubt))) this.#isUnknown = true;
  }

  #compare(a: Found, b: Found): number {
    return Math.abs(b.total) - Math.abs(a.total) || compareCause(this.#causes[a.cause], this.#causes[b.cause]);
  }
}

/** Beyond this a double has no room for halves and doubts. */
const LARGEST = 2 ** 50;
