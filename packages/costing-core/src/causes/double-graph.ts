import { GrowingArray } from '@millrace/exact';
import type { Aligned } from './align.js';
import { type Fixed, ONE, type Vector } from './fixed-point.js';
import type { Graph } from './graph.js';
import { solve, type Term, Unsolvable } from './solve.js';

/**
 * What changes move through, in doubles, a row after those that it takes of: the nodes at or below which something changed. A node of a loop
 * is what all nodes of the loop bring in from outside, each a row of its own, times the inverse of the loop.
 *
 * No coefficient is negative, so that nothing cancels out on the way: where all that comes in has one sign, a value of row r is off by at
 * most `roundings[r]` · 2^-53 of itself.
 */
export interface DoubleGraph {
  /** Row r takes of `source[first[r]]` up to, not including, `source[first[r + 1]]`. */
  readonly first: Uint32Array;
  readonly source: Uint32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly roundings: Float64Array;
  /** By row: 1 where doubles can't tell, since a coefficient is negative, or a loop too large. */
  readonly isUnfit: Uint8Array;
  /** By node: the row with its value, and the row that its own changes come in by; NONE where nothing changed below it. */
  readonly rowOf: Int32Array;
  readonly entryOf: Int32Array;
}

export const NONE = -1;

export function doubleGraph({ graph, changes }: Aligned): DoubleGraph {
  const rows = new Rows(graph, (node) => changes[node] !== undefined);
  const { nodes, start, count } = graph.order;
  for (let c = 0; c < count; c++) {
    if (graph.isLoop[c] === 1) rows.addLoop(nodes.subarray(start[c], start[c + 1]));
    else rows.addNode(nodes[start[c]]);
  }
  return rows.done();
}

/** To a double, and times another: a number, its scale, their quotient, the product. */
const ROUNDINGS_OF_PRODUCT = 4;

export function double(value: Fixed): number {
  return Number(value) / SCALE;
}

const SCALE = Number(ONE);

class Rows {
  readonly #graph: Graph;
  readonly #isChanged: (node: number) => boolean;
  readonly #rowOf: Int32Array;
  readonly #entryOf: Int32Array;
  readonly #first = new GrowingArray(Uint32Array);
  readonly #source = new GrowingArray(Uint32Array);
  readonly #before = new GrowingArray(Float64Array);
  readonly #after = new GrowingArray(Float64Array);
  readonly #roundings = new GrowingArray(Float64Array);
  readonly #isUnfit = new GrowingArray(Uint8Array);

  constructor(graph: Graph, isChanged: (node: number) => boolean) {
    this.#graph = graph;
    this.#isChanged = isChanged;
    this.#rowOf = new Int32Array(graph.root.length).fill(NONE);
    this.#entryOf = new Int32Array(graph.root.length).fill(NONE);
    this.#first.push(0);
  }

  addNode(node: number): void {
    const root = this.#graph.root[node];
    if (root === node) {
      this.#takeSources(node);
      this.#rowOf[node] = this.#entryOf[node] = this.#close(this.#isChanged(node));
    } else this.#rowOf[node] = this.#rowOf[root];
  }

  addLoop(loop: Uint32Array): void {
    const { component } = this.#graph;
    for (const node of loop) {
      this.#takeSources(node, (source) => component[source] !== component[node]);
      this.#entryOf[node] = this.#close(this.#isChanged(node));
    }
    const inverses = [this.#graph.before, this.#graph.after].map((side) => this.#inverse(loop, side));
    for (const [n, node] of loop.entries()) {
      const [before, after] = inverses.map((inverse) => inverse?.[n]);
      for (const [i, other] of loop.entries()) {
        const entry = this.#entryOf[other];
        if (entry === NONE) continue;
        // What isn't known is as unfit as what is negative.
        this.#take(entry, before?.[i] ?? -1n, after?.[i] ?? -1n);
      }
      this.#rowOf[node] = this.#close(false);
    }
  }

  done(): DoubleGraph {
    return {
      first: this.#first.taken(),
      source: this.#source.taken(),
      before: this.#before.taken(),
      after: this.#after.taken(),
      roundings: this.#roundings.taken(),
      isUnfit: this.#isUnfit.taken(),
      rowOf: this.#rowOf,
      entryOf: this.#entryOf,
    };
  }

  #takeSources(node: number, isMeant: (source: number) => boolean = () => true): void {
    const { first, source, before, after } = this.#graph;
    for (let link = first[node]; link < first[node + 1]; link++) {
      const row = this.#rowOf[source[link]];
      if (row !== NONE && isMeant(source[link])) this.#take(row, before[link], after[link]);
    }
  }

  #take(row: number, before: Fixed, after: Fixed): void {
    this.#source.push(row);
    this.#before.push(isFit(before) ? double(before) : Number.NaN);
    this.#after.push(isFit(after) ? double(after) : Number.NaN);
  }

  /** Ends a row with the links that were taken since the one before; NONE where it would be empty. */
  #close(isChanged: boolean): number {
    const begin = this.#first.values[this.#first.length - 1];
    const end = this.#source.length;
    if (begin === end && !isChanged) return NONE;
    let most = ROUNDINGS_OF_PRODUCT;
    let isUnfit = 0;
    for (let link = begin; link < end; link++) {
      const row = this.#source.values[link];
      most = Math.max(most, this.#roundings.values[row] + ROUNDINGS_OF_PRODUCT);
      const isNumber = this.#before.values[link] >= 0 && this.#after.values[link] >= 0;
      if (!isNumber || this.#isUnfit.values[row] === 1) isUnfit = 1;
    }
    // Each that is added rounds once more.
    this.#roundings.push(most + end - begin);
    this.#isUnfit.push(isUnfit);
    this.#first.push(end);
    return this.#first.length - 2;
  }

  /** By node of a loop: what each of its nodes brings in adds to it. Undefined where the loop is too large, or has no one solution. */
  #inverse(loop: Uint32Array, coefficients: readonly Fixed[]): Vector[] | undefined {
    if (loop.length > LARGEST_LOOP) return undefined;
    const { first, source, component } = this.#graph;
    const numberOf = new Map(Array.from(loop, (node, n) => [node, n]));
    const terms = Array.from(loop, (node) => {
      const row: Term[] = [];
      for (let link = first[node]; link < first[node + 1]; link++) {
        if (component[source[link]] !== component[node] || coefficients[link] === 0n) continue;
        row.push([numberOf.get(source[link]) as number, coefficients[link]]);
      }
      return row;
    });
    const right = Array.from(loop, (_, n) => Array.from(loop, (_, i) => (i === n ? ONE : 0n)));
    try {
      return solve(terms, right);
    } catch (error) {
      if (error instanceof Unsolvable) return undefined;
      throw error;
    }
  }
}

/** Not negative, and of digits enough: what elimination left of 0 has none. */
function isFit(value: Fixed): boolean {
  return value === 0n || value > SMALLEST;
}

const SMALLEST = ONE / 10n ** 20n;

/** A loop is inverted whole. */
const LARGEST_LOOP = 64;
