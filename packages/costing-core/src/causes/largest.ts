import type { Aligned } from './align.js';
import { attribute } from './attribute.js';
import { type ChangesByCause, changesByCause, SIGNS } from './changes-by-cause.js';
import { type DoubleGraph, doubleGraph, NONE } from './double-graph.js';
import { MOST_PLACES, MovedUp } from './moved-up.js';
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
 * @returns what tells of each of them at most so many, in the order in which causes are shown.
 */
export function largestParts(
  aligned: Aligned,
  nodes: readonly number[],
  scale: number,
  most: number,
): (node: number) => readonly ShownPart[] {
  const graph = doubleGraph(aligned);
  const changes = changesByCause(aligned, graph, scale);
  const sought = { aligned, changes, most, room: roomFor(aligned.elements.length) };
  const tops: (Largest | undefined)[] = [];
  for (const node of nodes) {
    const row = graph.rowOf[node];
    if (row !== NONE) tops[row] ??= new Largest(graph, row, sought);
  }
  const moved = new MovedUp(graph, changes, 2 * ENTRIES);
  const { causeOf } = changes;
  let places = FIRST_PLACES;
  for (let begin = 0, end = 0; begin < causeOf.length; begin = end) {
    end = Math.min(begin + places, causeOf.length);
    // All places of a cause.
    while (end < causeOf.length && causeOf[end] === causeOf[end - 1]) end++;
    moved.move(begin, end, (row) => tops[row]?.take(moved, row, begin));
    places = Math.min(MOST_PLACES, 2 * places, Math.ceil(((end - begin) * ENTRIES) / (moved.entries + 1)));
  }
  return (node) => tops[graph.rowOf[node]]?.found(node, scale) ?? [];
}

/** So many places are moved at a time that about so many values are held: those that the processor has at hand. */
const ENTRIES = 2_000_000;
const FIRST_PLACES = 64;

/** What is the same for all rows. */
interface Sought {
  readonly changes: ChangesByCause;
  readonly aligned: Aligned;
  readonly most: number;
  readonly room: Room;
}

/** One cause by element: what moves it up and down, and its amounts. One for all rows: it is needed millions of times. */
interface Room {
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly amounts: Float64Array;
}

function roomFor(elements: number): Room {
  return { up: new Float64Array(elements), down: new Float64Array(elements), amounts: new Float64Array(elements) };
}

/** The largest causes of one row so far. */
class Largest {
  readonly #error: number;
  readonly #changes: ChangesByCause;
  readonly #aligned: Aligned;
  readonly #most: number;
  readonly #room: Room;
  // Columns of those found, not an object for each: there are millions on the way.
  readonly #cause: number[] = [];
  readonly #total: number[] = [];
  /** As many for each as there are elements. */
  readonly #amounts: number[] = [];
  /** 1 where a unit of the last decimal is in doubt. */
  readonly #isInDoubt: number[] = [];
  /** What a total must come to so as to be one of them. */
  #least = 0;
  /** Whether doubles can't tell which they are. */
  #isUnknown: boolean;

  constructor({ isUnfit, roundings }: DoubleGraph, row: number, { changes, aligned, most, room }: Sought) {
    this.#room = room;
    this.#isUnknown = isUnfit[row] === 1;
    // Both months' values are added, and those of both signs; the bound itself is rounded.
    this.#error = (roundings[row] + 8) * 2 ** -53;
    this.#changes = changes;
    this.#aligned = aligned;
    this.#most = most;
  }

  /** @param node one that has the row. */
  found(node: number, scale: number): readonly ShownPart[] {
    const { causes, elements } = this.#aligned;
    if (this.#isUnknown) return shownParts(attribute(this.#aligned, node), scale).slice(0, this.#most);
    const known: ShownPart[] = [];
    const doubtful = new Set<number>();
    for (const [at, cause] of this.#cause.entries()) {
      if (this.#isInDoubt[at] === 1) doubtful.add(cause);
      else {
        const amounts = this.#amounts.slice(at * elements.length, (at + 1) * elements.length).map(BigInt);
        known.push({ cause: causes[cause], amounts, total: BigInt(this.#total[at]) });
      }
    }
    if (doubtful.size === 0) return known;
    return [...known, ...shownParts(attribute(this.#aligned, node, doubtful), scale)].sort(comparePart);
  }

  /** Takes what places from `begin` on move in the row. */
  take(moved: MovedUp, row: number, begin: number): void {
    if (this.#isUnknown) return;
    const { first, place, value } = moved;
    const { siblings } = this.#changes;
    // What rounding each element can add to a total, and the error.
    const digits = this.#aligned.elements.length * SIGNS;
    const most = (1 + this.#error) / 2;
    for (let at = first[row]; at < first[row + 1]; at++) {
      const size = Math.abs(value[2 * at] + value[2 * at + 1]) * most;
      // If no place of a cause comes to its share, all together are less.
      if (size * siblings[begin + place[at]] + digits >= this.#least) at = this.#consider(moved, row, begin, at);
    }
  }

  /** @returns where the last place of the cause at `at` is held. */
  #consider({ first, place, value }: MovedUp, row: number, begin: number, at: number): number {
    const { causeOf, column } = this.#changes;
    const { up, down } = this.#room;
    const cause = causeOf[begin + place[at]];
    let from = at;
    while (from > first[row] && causeOf[begin + place[from - 1]] === cause) from--;
    up.fill(0);
    down.fill(0);
    let next = from;
    for (; next < first[row + 1] && causeOf[begin + place[next]] === cause; next++) {
      const of = column[begin + place[next]];
      (of % SIGNS === 0 ? up : down)[Math.floor(of / SIGNS)] = (value[2 * next] + value[2 * next + 1]) / 2;
    }
    this.#round(cause);
    return next - 1;
  }

  #round(cause: number): void {
    const { up, down, amounts } = this.#room;
    let isInDoubt = 0;
    let isNothing = true;
    let total = 0;
    for (let e = 0; e < amounts.length; e++) {
      const value = up[e] + down[e];
      const doubt = (up[e] - down[e]) * this.#error;
      const shifted = Math.abs(value) + 0.5;
      const whole = Math.floor(shifted);
      // Of a value so near a half it can't be told to which side it is rounded.
      if (shifted - whole <= doubt || shifted - whole >= 1 - doubt) isInDoubt = 1;
      if (whole > LARGEST) this.#isUnknown = true;
      if (whole > 0) isNothing = false;
      amounts[e] = value < 0 ? 0 - whole : whole;
      total += amounts[e];
    }
    const isFarBelow = Math.abs(total) + amounts.length * SIGNS < this.#least;
    if (!isFarBelow && (isInDoubt === 1 || !isNothing)) this.#add(cause, total, isInDoubt);
  }

  #add(cause: number, total: number, isInDoubt: number): void {
    const { amounts } = this.#room;
    let at = this.#cause.length;
    while (at > 0 && this.#isBefore(cause, total, at - 1)) at--;
    insert(this.#cause, at, cause);
    insert(this.#total, at, total);
    insert(this.#isInDoubt, at, isInDoubt);
    for (let e = 0; e < amounts.length; e++) insert(this.#amounts, at * amounts.length + e, amounts[e]);
    if (this.#cause.length > this.#most) this.#dropLast();
    if (this.#cause.length === this.#most) this.#least = Math.abs(this.#total[this.#most - 1]);
  }

  #dropLast(): void {
    const elements = this.#aligned.elements.length;
    this.#cause.pop();
    for (let e = 0; e < elements; e++) this.#amounts.pop();
    const size = Math.abs(this.#total.pop() as number);
    const isNear = size >= Math.abs(this.#total[this.#most - 1]) - 2 * elements;
    const isDropped = this.#isInDoubt.pop() === 1;
    if (isNear && (isDropped || this.#isInDoubt.includes(1))) this.#isUnknown = true;
  }

  /** Whether a cause is shown before the one at a place. */
  #isBefore(cause: number, total: number, at: number): boolean {
    const { causes } = this.#aligned;
    const by = Math.abs(total) - Math.abs(this.#total[at]);
    return by > 0 || (by === 0 && compareCause(causes[cause], causes[this.#cause[at]]) < 0);
  }
}

/** `splice` would make an array of what it takes out. */
function insert(to: number[], at: number, value: number): void {
  to.push(value);
  for (let i = to.length - 1; i > at; i--) to[i] = to[i - 1];
  to[at] = value;
}

/** Beyond this a double has no room for halves and doubts. */
const LARGEST = 2 ** 50;
