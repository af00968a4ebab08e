import { divideBy } from './divide-by.js';

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
export interface Flows {
  /** Nodes are numbered 0 … nodeCount − 1; what leaves or enters the loop counts as a node too. */
  readonly nodeCount: number;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly value: readonly bigint[];
  readonly denominator: bigint;
}

export function roundFlows({ nodeCount, from, to, value, denominator }: Flows): bigint[] {
  const units = divideBy(denominator);
  const whole = value.map(units.floor);
  const part = value.map(units.part);
  const forest = new Forest(nodeCount, from, to);

  for (let edge = 0; edge < value.length; edge++) {
    while (part[edge] !== 0n) {
      const cycle = forest.pathBetween(to[edge], from[edge]);
      if (cycle === undefined) {
        forest.link(edge);
        break;
      }
      cycle.push({ edge, along: true });
      let stepAlong = denominator;
      let stepAgainst = denominator;
      for (const { edge, along } of cycle) {
        const down = part[edge];
        const up = denominator - down;
        const [forward, backward] = along ? [up, down] : [down, up];
        if (forward < stepAlong) stepAlong = forward;
        if (backward < stepAgainst) stepAgainst = backward;
      }
      const step = stepAlong <= stepAgainst ? stepAlong : -stepAgainst;
      for (const { edge: member, along } of cycle) {
        part[member] += along ? step : -step;
        if (part[member] !== 0n && part[member] !== denominator) continue;
        if (part[member] === denominator) {
          whole[member] += 1n;
          part[member] = 0n;
        }
        if (member !== edge) forest.cut(member);
      }
    }
  }
  return whole;
}

interface Travelled {
  readonly edge: number;
  /** True where the path runs in the edge's direction. */
  readonly along: boolean;
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

  /** The edges of the tree path from `start` to `end`; undefined where they are in different trees. */
  pathBetween(start: number, end: number): Travelled[] | undefined {
    const mark = ++this.#search;
    for (let node = start; node >= 0; node = this.#parent[node]) this.#seen[node] = mark;
    const down: Travelled[] = [];
    let meeting = end;
    for (; meeting >= 0 && this.#seen[meeting] !== mark; meeting = this.#parent[meeting]) {
      const edge = this.#edgeUp[meeting];
      if (edge >= 0) down.push({ edge, along: this.#to[edge] === meeting });
    }
    if (meeting < 0) return undefined;
    const path: Travelled[] = [];
    for (let node = start; node !== meeting; node = this.#parent[node]) {
      const edge = this.#edgeUp[node];
      path.push({ edge, along: this.#from[edge] === node });
    }
    return path.concat(down.reverse());
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
