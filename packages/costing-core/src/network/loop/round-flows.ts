/**
 * Makes the flows of a solved loop whole: every edge ends at the floor or the ceiling of its exact value, every node
 * still balances, and a value that is whole already stays as it is (rules.md 29).
 *
 * Flows are integers over one `denominator`. Edges are taken in the order given; a fractional one joins a forest.
 * Where it would close a cycle, value is moved round that cycle in the edge's own direction or against it,
 * whichever makes some edge of the cycle whole by the smaller step (a tie: in its direction), and whole edges leave
 * the forest. At the end a leaf of the forest would be a node whose balance hangs on one fractional edge, which
 * cannot be, so no edge is left in it.
 *
 * Three flows of 3⅓ from a node to the outside: the second closes a cycle with the first, and the tie of ⅓ either way
 * goes in its direction: 3 and 3⅔. The third closes one with the second; against it ⅓ makes both whole: 3, 4, 3.
 */
export interface Graph {
  /** Nodes are numbered 0 … nodeCount − 1; what leaves or enters the loop counts as a node too. */
  readonly nodeCount: number;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/** The flows of a graph's edges, and what their parts beyond a whole number need to be moved round a cycle. */
export interface Parts {
  readonly count: number;
  isWhole(edge: number): boolean;
  /** Finds the step by which some edge of the cycle becomes whole; true where it runs in the cycle's direction. */
  smallerStep(cycle: Cycle): boolean;
  /** Moves the step that was found last round the cycle, and tells which of its edges are whole now. */
  move(cycle: Cycle, along: boolean): void;
}

/** Flows in exact fractions over one denominator. */
export interface Flows extends Graph {
  readonly value: readonly bigint[];
  readonly denominator: bigint;
}

export function roundFlows({ value, denominator, ...graph }: Flows): bigint[] {
  const parts = new FractionParts(value, denominator);
  makeWhole(graph, parts);
  return parts.whole;
}

export function makeWhole({ nodeCount, from, to }: Graph, parts: Parts): void {
  const forest = new Forest(nodeCount, from, to);
  const cycle = new Cycle();
  for (let edge = 0; edge < parts.count; edge++) {
    while (!parts.isWhole(edge)) {
      if (!forest.pathBetween(to[edge], from[edge], cycle)) {
        forest.link(edge);
        break;
      }
      cycle.push(edge, true);
      const along = parts.smallerStep(cycle);
      parts.move(cycle, along);
      for (let i = 0; i < cycle.length; i++) {
        if (cycle.isWhole[i] === 1 && cycle.edges[i] !== edge) forest.cut(cycle.edges[i]);
      }
    }
  }
}

class FractionParts implements Parts {
  readonly whole: bigint[];
  readonly #part: bigint[];
  readonly #denominator: bigint;
  #step = 0n;

  constructor(value: readonly bigint[], denominator: bigint) {
    this.whole = value.map((of) => floorOf(of, denominator));
    this.#part = value.map((of, edge) => of - this.whole[edge] * denominator);
    this.#denominator = denominator;
  }

  get count(): number {
    return this.whole.length;
  }

  isWhole(edge: number): boolean {
    return this.#part[edge] === 0n;
  }

  smallerStep(cycle: Cycle): boolean {
    const denominator = this.#denominator;
    let [leastAlong, greatestAlong, leastAgainst, greatestAgainst] = [denominator, 0n, denominator, 0n];
    for (let i = 0; i < cycle.length; i++) {
      const its = this.#part[cycle.edges[i]];
      if (cycle.isAlong[i] === 1) {
        if (its < leastAlong) leastAlong = its;
        if (its > greatestAlong) greatestAlong = its;
      } else {
        if (its < leastAgainst) leastAgainst = its;
        if (its > greatestAgainst) greatestAgainst = its;
      }
    }
    const [upAlong, upAgainst] = [denominator - greatestAlong, denominator - greatestAgainst];
    const stepAlong = upAlong < leastAgainst ? upAlong : leastAgainst;
    const stepAgainst = leastAlong < upAgainst ? leastAlong : upAgainst;
    const along = stepAlong <= stepAgainst;
    this.#step = along ? stepAlong : stepAgainst;
    return along;
  }

  move({ edges, isAlong, isWhole, length }: Cycle, along: boolean): void {
    for (let i = 0; i < length; i++) {
      const edge = edges[i];
      const moved = this.#part[edge] + ((isAlong[i] === 1) === along ? this.#step : -this.#step);
      const isFull = moved === this.#denominator;
      this.#part[edge] = isFull ? 0n : moved;
      if (isFull) this.whole[edge] += 1n;
      isWhole[i] = this.#part[edge] === 0n ? 1 : 0;
    }
  }
}

function floorOf(n: bigint, d: bigint): bigint {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
}

/** The edges of a cycle; memory that serves one after the other. */
export class Cycle {
  edges = new Int32Array(64);
  /** 1 where the cycle runs in the edge's direction. */
  isAlong = new Uint8Array(64);
  /** 1 where the edge is whole after the last step. */
  isWhole = new Uint8Array(64);
  length = 0;

  push(edge: number, along: boolean): void {
    if (this.length === this.edges.length) {
      const [edges, isAlong] = [this.edges, this.isAlong];
      this.edges = new Int32Array(2 * this.length);
      this.edges.set(edges);
      this.isAlong = new Uint8Array(2 * this.length);
      this.isAlong.set(isAlong);
      this.isWhole = new Uint8Array(2 * this.length);
    }
    this.edges[this.length] = edge;
    this.isAlong[this.length++] = along ? 1 : 0;
  }
}

/** Trees of fractional edges, each node pointing to its parent. */
class Forest {
  readonly #from: ArrayLike<number>;
  readonly #to: ArrayLike<number>;
  readonly #parent: Int32Array;
  readonly #edgeUp: Int32Array;
  readonly #seen: Uint32Array;
  #search = 0;

  constructor(nodeCount: number, from: ArrayLike<number>, to: ArrayLike<number>) {
    this.#from = from;
    this.#to = to;
    this.#parent = new Int32Array(nodeCount).fill(-1);
    this.#edgeUp = new Int32Array(nodeCount).fill(-1);
    this.#seen = new Uint32Array(nodeCount);
  }

  /** Takes into a cycle the edges of the tree path from `start` to `end`; false where they are in different trees. */
  pathBetween(start: number, end: number, cycle: Cycle): boolean {
    const [parent, edgeUp, seen] = [this.#parent, this.#edgeUp, this.#seen];
    const mark = ++this.#search;
    for (let node = start; node >= 0; node = parent[node]) seen[node] = mark;
    let meeting = end;
    while (meeting >= 0 && seen[meeting] !== mark) meeting = parent[meeting];
    cycle.length = 0;
    if (meeting < 0) return false;
    for (let node = start; node !== meeting; node = parent[node])
      cycle.push(edgeUp[node], this.#from[edgeUp[node]] === node);
    for (let node = end; node !== meeting; node = parent[node])
      cycle.push(edgeUp[node], this.#to[edgeUp[node]] === node);
    return true;
  }

  link(edge: number): void {
    const child = this.#from[edge];
    this.#makeRoot(child);
    this.#parent[child] = this.#to[edge];
    this.#edgeUp[child] = edge;
  }

  cut(edge: number): void {
    const child = this.#edgeUp[this.#from[edge]] === edge ? this.#from[edge] : this.#to[edge];
    this.#parent[child] = -1;
    this.#edgeUp[child] = -1;
  }

  #makeRoot(node: number): void {
    let child = node;
    let parent = this.#parent[child];
    let edge = this.#edgeUp[child];
    this.#parent[child] = -1;
    this.#edgeUp[child] = -1;
    while (parent >= 0) {
      const above = this.#parent[parent];
      const edgeAbove = this.#edgeUp[parent];
      this.#parent[parent] = child;
      this.#edgeUp[parent] = edge;
      child = parent;
      parent = above;
      edge = edgeAbove;
    }
  }
}
