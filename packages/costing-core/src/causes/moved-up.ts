import { GrowingArray } from '@millrace/exact';
import type { ChangesByCause } from './changes-by-cause.js';
import { type DoubleGraph, NONE } from './double-graph.js';

/**
 * What some causes move in each row of a graph: their places, in order, and values, row by row.
 *
 * A row has the places that its sources have, which are found 32 at a time as bits of words; so that what is done for each of the values
 * that come in, of which there are hundreds of millions, is to add two products.
 */
export class MovedUp {
  readonly #graph: DoubleGraph;
  readonly #changes: ChangesByCause;
  /** Row r holds `first[r]` up to `first[r + 1]`. */
  readonly first: Uint32Array;
  /** After the first place of those that are moved. */
  readonly #place: GrowingArray<Uint32Array>;
  readonly #value: GrowingArray<Float64Array>;
  /** Row r has the words from `firstWord[r]` up to `firstWord[r + 1]`: which they are, and the bits of its places in them. */
  readonly #firstWord: Uint32Array;
  readonly #word = new GrowingArray(Uint32Array);
  readonly #bits = new GrowingArray(Int32Array);

  /** @param room how much is to be held. */
  constructor(graph: DoubleGraph, changes: ChangesByCause, room: number) {
    this.#graph = graph;
    this.#changes = changes;
    this.first = new Uint32Array(graph.roundings.length + 1);
    this.#firstWord = new Uint32Array(graph.roundings.length + 1);
    this.#place = new GrowingArray(Uint32Array, room);
    this.#value = new GrowingArray(Float64Array, 2 * room);
  }

  /** Places, from the first of those that are moved on. */
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

  /**
   * Moves places from `begin` up to, not including, `end`: about MOST_PLACES, if so many.
   *
   * @param seen is told each row with what it holds.
   */
  move(begin: number, end: number, seen: (row: number) => void): void {
    const { first: firstLink, source, isUnfit } = this.#graph;
    const { head, next, placeOf } = this.#byRow(begin, end);
    const { before: movedBefore, after: movedAfter } = this.#changes;
    const firstChange = this.#changes.first[begin];
    const places = end - begin;
    const sums = new Float64Array(2 * places);
    const taken = new Int32Array(Math.ceil(places / 32));
    this.#place.length = this.#word.length = this.#bits.length = 0;
    const { first } = this;
    for (let row = 0; row < isUnfit.length; row++) {
      if (isUnfit[row] === 0) {
        for (let link = firstLink[row]; link < firstLink[row + 1]; link++) {
          if (first[source[link]] < first[source[link] + 1]) this.#takeSource(link, taken, sums);
        }
        for (let of = head[row]; of >= 0; of = next[of - firstChange]) {
          const to = placeOf[of - firstChange];
          taken[to >>> 5] |= 1 << (to & 31);
          sums[2 * to] += movedBefore[of];
          sums[2 * to + 1] += movedAfter[of];
        }
      }
      this.#hold(row, taken, sums);
      if (first[row] < first[row + 1]) seen(row);
    }
  }

  #takeSource(link: number, taken: Int32Array, sums: Float64Array): void {
    const { place, value } = this;
    const from = this.#graph.source[link];
    const [word, bits] = [this.#word.values, this.#bits.values];
    const lastWord = this.#firstWord[from + 1];
    for (let at = this.#firstWord[from]; at < lastWord; at++) taken[word[at]] |= bits[at];
    const before = this.#graph.before[link];
    const after = this.#graph.after[link];
    const last = this.first[from + 1];
    for (let at = this.first[from]; at < last; at++) {
      const to = 2 * place[at];
      sums[to] += before * value[2 * at];
      sums[to + 1] += after * value[2 * at + 1];
    }
  }

  /** Holds for a row what was taken, in the order of places, and clears it. */
  #hold(row: number, taken: Int32Array, sums: Float64Array): void {
    let at = this.#place.length;
    this.#makeRoom(at + sums.length / 2);
    const { place, value } = this;
    this.first[row] = at;
    this.#firstWord[row] = this.#word.length;
    for (let word = 0; word < taken.length; word++) {
      if (taken[word] === 0) continue;
      this.#word.push(word);
      this.#bits.push(taken[word]);
      for (let bits = taken[word]; bits !== 0; bits &= bits - 1) {
        const to = 32 * word + 31 - Math.clz32(bits & -bits);
        place[at] = to;
        value[2 * at] = sums[2 * to];
        value[2 * at + 1] = sums[2 * to + 1];
        sums[2 * to] = 0;
        sums[2 * to + 1] = 0;
        at++;
      }
      taken[word] = 0;
    }
    this.#place.length = at;
    this.first[row + 1] = at;
    this.#firstWord[row + 1] = this.#word.length;
  }

  #makeRoom(entries: number): void {
    if (entries <= this.place.length) return;
    this.#place.reserve(2 * entries);
    this.#value.reserve(4 * entries);
  }

  /** The changes of some places as a list for each row: its first, and what follows on each; −1 ends it. */
  #byRow(begin: number, end: number) {
    const { first, row } = this.#changes;
    const head = new Int32Array(this.#graph.roundings.length).fill(NONE);
    const next = new Int32Array(first[end] - first[begin]);
    const placeOf = new Uint32Array(next.length);
    for (let place = begin; place < end; place++) {
      for (let of = first[place]; of < first[place + 1]; of++) {
        next[of - first[begin]] = head[row[of]];
        placeOf[of - first[begin]] = place - begin;
        head[row[of]] = of;
      }
    }
    return { head, next, placeOf };
  }
}

/** More at a time cost more than they save: the words of a row are gone through one by one. */
export const MOST_PLACES = 4096;
