import { type Fraction, GrowingArray, Overflow } from '@millrace/exact';

/**
 * The cost-flow network: what the month is compiled into. It knows nothing of accounting.
 *
 * Money enters at *sources*, passes through *nodes* and leaves by edges to the OUTSIDE: closing stock, cost of sales,
 * expense. A node holds a vector, one integer amount per cost element, and hands it on in two ways only: `fixed`
 * edges carry a vector known beforehand; what is left is split over `share` edges in proportion to one weight per edge,
 * the same for all elements.
 *
 * A node's share edges are taken in the order in which they were added: that order decides the cents (rules.md 8).
 * In arrays, element e of thing i stands at i·elementCount + e.
 */
export interface Network {
  readonly elementCount: number;
  readonly nodeCount: number;
  readonly sourceNode: Uint32Array;
  readonly sourceAmount: Float64Array;
  readonly fixedFrom: Uint32Array;
  readonly fixedTo: Uint32Array;
  readonly fixedAmount: Float64Array;
  /** Share edges of node n stand at firstEdge[n] up to, not including, firstEdge[n + 1]. */
  readonly firstEdge: Uint32Array;
  /** A node, or OUTSIDE. */
  readonly edgeTo: Uint32Array;
  /** Integers; ±Infinity where the weight is beyond ±(2^53 − 1) and stands in `hugeWeight`. Below 0 only in `gains`. */
  readonly edgeWeight: Float64Array;
  readonly hugeWeight: ReadonlyMap<number, bigint>;
  /** By node: how it shares where that isn't by cumulative rounding. */
  readonly rounding: ReadonlyMap<number, NodeRounding>;
  /** Nodes with a share edge of a weight below 0 (`gains.ts`). */
  readonly gains: ReadonlySet<number>;
  /** By position of a share edge: the element as which all that it carries arrives (`combined.ts`). */
  readonly arrivesAs: ReadonlyMap<number, number>;
  /** Where a share edge stands, by the number that `NetworkBuilder.share` gave it. */
  readonly edgePosition: Uint32Array;
  /** Order of nodes by their keys (rules.md 29). Only loops ask for it. */
  readonly compareNodes: (a: number, b: number) => number;
}

/**
 * How a node shares that doesn't share by cumulative rounding (rules.md 10): with rest A and weights w, W = Σw,
 *
 * - `rate`: r = R(A·steps/W), every share edge carries R(r·w/steps): a rate of so many steps per unit of amount and weight;
 * - `share`: r = R(w·steps/W), every share edge carries R(r·A/steps);
 *
 * where the last edge of positive weight takes the rest, and
 *
 * - `remainder`: every share edge carries the whole units of A·w/W, the missing ones go to the largest fractions.
 */
export type NodeRounding = RateRounding | { readonly of: 'remainder' };

/** A rate that is rounded before it is used. */
export interface RateRounding {
  readonly of: 'rate' | 'share';
  readonly steps: Fraction;
}

/** Where an edge leads that leaves the network. */
export const OUTSIDE = 0xffff_ffff;

/** The weight of the share edge at `position`, exact. */
export function exactWeight(network: Network, position: number): bigint {
  return network.hugeWeight.get(position) ?? BigInt(network.edgeWeight[position]);
}

/**
 * Collects nodes, sources and edges; `build` lays them out by node.
 *
 * @example
 * const builder = new NetworkBuilder(1);
 * const stock = builder.node();
 * builder.source(stock, [1000]);
 * builder.share(stock, OUTSIDE, 1); // used
 * builder.share(stock, OUTSIDE, 2); // left
 * settle(builder.build()).carried // [333, 667]
 */
export class NetworkBuilder {
  readonly elementCount: number;
  #nodeCount = 0;
  readonly #sourceNode = new GrowingArray(Uint32Array);
  readonly #sourceAmount = new GrowingArray(Float64Array);
  readonly #fixedFrom = new GrowingArray(Uint32Array);
  readonly #fixedTo = new GrowingArray(Uint32Array);
  readonly #fixedAmount = new GrowingArray(Float64Array);
  readonly #edgeFrom = new GrowingArray(Uint32Array);
  readonly #edgeTo = new GrowingArray(Uint32Array);
  readonly #edgeWeight = new GrowingArray(Float64Array);
  readonly #hugeWeight = new Map<number, bigint>();
  readonly #rounding = new Map<number, NodeRounding>();
  readonly #gains = new Set<number>();
  readonly #arrivesAs = new Map<number, number>();

  constructor(elementCount: number) {
    this.elementCount = elementCount;
  }

  get nodeCount(): number {
    return this.#nodeCount;
  }

  /** A node that hands on all it receives. */
  node(): number {
    return this.#nodeCount++;
  }

  /** Value that enters at `node`: one amount per element. Returns the source's number, from 0. */
  source(node: number, amounts: ArrayLike<number>): number {
    this.#vector(this.#sourceAmount, amounts);
    return this.#sourceNode.push(node);
  }

  /** An edge that carries `amounts` whatever its node holds. Returns its number among the fixed edges. */
  fixed(from: number, to: number, amounts: ArrayLike<number>): number {
    this.#vector(this.#fixedAmount, amounts);
    this.#fixedTo.push(to);
    return this.#fixedFrom.push(from);
  }

  /**
   * An edge that takes its part of what `from` has left. Returns its number among the share edges.
   *
   * @param arrivesAs the element as which all that it carries arrives at `to`; undefined: each as what it is.
   */
  share(from: number, to: number, weight: number | bigint, arrivesAs?: number): number {
    if (weight < 0 || Number.isNaN(weight)) throw new RangeError(`a share edge of weight ${weight}`);
    const edge = this.#share(from, to, weight);
    if (arrivesAs !== undefined && to !== OUTSIDE) this.#arrivesAs.set(edge, arrivesAs);
    return edge;
  }

  /** A share edge of a weight below 0: an abnormal gain, which the node's other edges carry on (rules.md 10). */
  gain(from: number, to: number, weight: number | bigint): number {
    if (weight >= 0 || Number.isNaN(weight)) throw new RangeError(`a gain of weight ${weight}`);
    this.#gains.add(from);
    return this.#share(from, to, weight);
  }

  #share(from: number, to: number, weight: number | bigint): number {
    this.#edgeFrom.push(from);
    this.#edgeTo.push(to);
    const isHuge = weight > Number.MAX_SAFE_INTEGER || weight < -Number.MAX_SAFE_INTEGER;
    if (!isHuge) return this.#edgeWeight.push(Number(weight));
    const edge = this.#edgeWeight.push(weight < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
    this.#hugeWeight.set(edge, BigInt(weight));
    return edge;
  }

  /** Makes a node share at a rounded rate, or by largest remainder. */
  roundRate(node: number, rounding: NodeRounding): void {
    this.#rounding.set(node, rounding);
  }

  /** The network; the builder is empty afterwards, so that nothing is held twice, unless more is to be added (`keeps`). */
  build(compareNodes?: Network['compareNodes'], { keeps = false }: { readonly keeps?: boolean } = {}): Network {
    return layOut({
      elementCount: this.elementCount,
      nodeCount: this.nodeCount,
      sourceNode: values(this.#sourceNode, keeps),
      sourceAmount: values(this.#sourceAmount, keeps),
      fixedFrom: values(this.#fixedFrom, keeps),
      fixedTo: values(this.#fixedTo, keeps),
      fixedAmount: values(this.#fixedAmount, keeps),
      edgeFrom: values(this.#edgeFrom, keeps),
      edgeTo: values(this.#edgeTo, keeps),
      edgeWeight: values(this.#edgeWeight, keeps),
      hugeWeight: this.#hugeWeight,
      rounding: keeps ? new Map(this.#rounding) : this.#rounding,
      gains: this.#gains,
      arrivesAs: this.#arrivesAs,
      ...(compareNodes && { compareNodes }),
    });
  }

  #vector(column: GrowingArray<Float64Array>, amounts: ArrayLike<number>): void {
    for (let e = 0; e < this.elementCount; e++) {
      if (!Number.isSafeInteger(amounts[e])) throw new Overflow(amounts[e]);
      column.push(amounts[e]);
    }
  }
}

/** What a column holds, handed over for good, or kept so that more can be added. */
export function values<T extends Uint8Array | Int32Array | Uint32Array | Float64Array>(
  column: GrowingArray<T>,
  keeps: boolean,
): T {
  return keeps ? column.kept() : column.taken();
}

/** Nodes, sources and edges as columns, the share edges in the order in which they were added. */
interface NetworkColumns {
  readonly elementCount: number;
  readonly nodeCount: number;
  readonly sourceNode: Uint32Array;
  readonly sourceAmount: Float64Array;
  readonly fixedFrom: Uint32Array;
  readonly fixedTo: Uint32Array;
  readonly fixedAmount: Float64Array;
  readonly edgeFrom: Uint32Array | Int32Array;
  readonly edgeTo: Uint32Array;
  readonly edgeWeight: Float64Array;
  /** By edge: weights beyond 2^53 − 1. */
  readonly hugeWeight: ReadonlyMap<number, bigint>;
  readonly rounding?: ReadonlyMap<number, NodeRounding>;
  readonly gains?: ReadonlySet<number>;
  /** By edge: the element as which all that it carries arrives. */
  readonly arrivesAs?: ReadonlyMap<number, number>;
  readonly compareNodes?: Network['compareNodes'];
}

/** Groups share edges by the node they leave, each group in the order of adding (a counting sort). */
function layOut(columns: NetworkColumns): Network {
  const { nodeCount, edgeFrom, edgeTo, edgeWeight, hugeWeight } = columns;
  const count = edgeFrom.length;
  const firstEdge = new Uint32Array(nodeCount + 1);
  for (let edge = 0; edge < count; edge++) firstEdge[edgeFrom[edge] + 1]++;
  for (let node = 0; node < nodeCount; node++) firstEdge[node + 1] += firstEdge[node];
  const next = firstEdge.slice();
  const edgePosition = new Uint32Array(count);
  const toByNode = new Uint32Array(count);
  const weightByNode = new Float64Array(count);
  for (let edge = 0; edge < count; edge++) {
    const position = next[edgeFrom[edge]]++;
    edgePosition[edge] = position;
    toByNode[position] = edgeTo[edge];
    weightByNode[position] = edgeWeight[edge];
  }
  return {
    elementCount: columns.elementCount,
    nodeCount,
    sourceNode: columns.sourceNode,
    sourceAmount: columns.sourceAmount,
    fixedFrom: columns.fixedFrom,
    fixedTo: columns.fixedTo,
    fixedAmount: columns.fixedAmount,
    firstEdge,
    edgeTo: toByNode,
    edgeWeight: weightByNode,
    hugeWeight: new Map([...hugeWeight].map(([edge, weight]) => [edgePosition[edge], weight])),
    rounding: columns.rounding ?? new Map(),
    gains: columns.gains ?? new Set(),
    arrivesAs: new Map([...(columns.arrivesAs ?? [])].map(([edge, element]) => [edgePosition[edge], element])),
    edgePosition,
    compareNodes: columns.compareNodes ?? ((a, b) => a - b),
  };
}
