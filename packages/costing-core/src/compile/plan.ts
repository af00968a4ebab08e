import { divide, type Fraction, fraction, GrowingArray, multiply } from '@millrace/exact';
import { type Network, NetworkBuilder, OUTSIDE, values } from '../network/network.js';
import type { Rounding } from '../policy.js';
import { FLOW, type FlowKind, NODE, type NodeKind } from './flow-kinds.js';

/** Kind and reference of each source, fixed edge or share edge, by its number. */
export interface Labels {
  readonly kind: Uint8Array;
  readonly ref: Int32Array;
}

/** Where the amount that was taken in is not the document's: by what rule, and by how much. */
export interface Departure {
  readonly rule: 'fallback_price' | 'original_value' | 'left_out';
  readonly row: number;
  readonly amounts: Float64Array;
}

/** A network with its labels: what its nodes and flows mean. Settlement needs none of it; results are read off it. */
export interface Plan {
  readonly network: Network;
  readonly nodeKind: Uint8Array;
  /** Bucket, order, pool or centre; −1 for none. */
  readonly nodeRef: Int32Array;
  /** Stage of an order by its number, round of a department, starting movement of a piece of stock. */
  readonly nodePart: Int32Array;
  readonly sources: Labels;
  readonly fixed: Labels;
  readonly shares: Labels;
  readonly departures: readonly Departure[];
}

/** The order of a plan's nodes by their keys. */
export type CompareNodes = (plan: Omit<Plan, 'network'>, a: number, b: number) => number;

/** A node that holds a difference which balances share: of a centre's absorbed cost, by its code, or of a bucket at standard. */
export interface Unshared {
  readonly node: number;
  /** Elements by whose amounts it is shared; by those of all without it. */
  readonly elements?: readonly number[] | undefined;
  readonly of: 'centre' | 'bucket';
  readonly ref: number;
}

/** Builds a network and labels it in one go. */
export class PlanBuilder {
  readonly elementCount: number;
  readonly #amountScale: number;
  readonly #network: NetworkBuilder;
  readonly #nodeKind = new GrowingArray(Uint8Array);
  readonly #nodeRef = new GrowingArray(Int32Array);
  readonly #nodePart = new GrowingArray(Int32Array);
  readonly #sources = new GrowingLabels();
  readonly #fixed = new GrowingLabels();
  readonly #shares = new GrowingLabels();
  readonly #departures: Departure[] = [];
  readonly #unshared: Unshared[] = [];

  constructor(elementCount: number, amountScale: number) {
    this.elementCount = elementCount;
    this.#amountScale = amountScale;
    this.#network = new NetworkBuilder(elementCount);
  }

  get nodeCount(): number {
    return this.#network.nodeCount;
  }

  node(kind: NodeKind, ref: number, part = 0): number {
    this.#nodeKind.push(NODE[kind]);
    this.#nodeRef.push(ref);
    this.#nodePart.push(part);
    return this.#network.node();
  }

  source(node: number, amounts: ArrayLike<number>, kind: FlowKind, ref: number): void {
    this.#network.source(node, amounts);
    this.#sources.push(FLOW[kind], ref);
  }

  /** Returns the number of the edge among the fixed ones. */
  fixed(from: number, to: number, amounts: ArrayLike<number>, kind: FlowKind, ref: number): number {
    this.#fixed.push(FLOW[kind], ref);
    return this.#network.fixed(from, to, amounts);
  }

  share(from: number, to: number, weight: number | bigint, kind: FlowKind, ref: number): void {
    this.#network.share(from, to, weight);
    this.#shares.push(FLOW[kind], ref);
  }

  /** What a movement takes, which arrives as one element; undefined: each as what it is. */
  shareOut(row: number, from: number, to: number, weight: number, arrivesAs: number | undefined): void {
    this.#network.share(from, to, weight, arrivesAs);
    this.#shares.push(FLOW.movement, row);
  }

  /** A share edge that may have a weight below 0, as an abnormal gain has. */
  gain(from: number, to: number, weight: bigint, kind: FlowKind, ref: number): void {
    if (weight >= 0n) {
      this.share(from, to, weight, kind, ref);
      return;
    }
    this.#network.gain(from, to, weight);
    this.#shares.push(FLOW[kind], ref);
  }

  /**
   * Makes a node share at a rate of so many decimals, or by largest remainder; `unit`: the weight that stands for one of the
   * driver's own unit.
   */
  roundRate(node: number, rounding: Rounding, unit: Fraction): void {
    if (rounding === 'exact') return;
    if (rounding === 'largest_remainder') {
      this.#network.roundRate(node, { of: 'remainder' });
      return;
    }
    const isShare = typeof rounding !== 'number';
    const decimals = fraction(10n ** BigInt(isShare ? rounding.share : rounding));
    const steps = isShare ? decimals : divide(multiply(decimals, unit), fraction(10n ** BigInt(this.#amountScale)));
    this.#network.roundRate(node, { of: isShare ? 'share' : 'rate', steps });
  }

  /** Leaves a difference where it is, until settlement says what balances are. */
  leaveToBalances(difference: Unshared): void {
    this.#unshared.push(difference);
  }

  get unshared(): readonly Unshared[] {
    return this.#unshared;
  }

  /** Notes that a movement was taken in by `amounts` more than its documents say. */
  departs(rule: Departure['rule'], row: number, amounts: Float64Array): void {
    this.#departures.push({ rule, row, amounts });
  }

  /** The plan; the builder is empty afterwards, unless more is to be added. */
  build(compareNodes: CompareNodes, { keeps = false }: { readonly keeps?: boolean } = {}): Plan {
    const labelled = {
      nodeKind: values(this.#nodeKind, keeps),
      nodeRef: values(this.#nodeRef, keeps),
      nodePart: values(this.#nodePart, keeps),
      sources: this.#sources.labels(keeps),
      fixed: this.#fixed.labels(keeps),
      shares: this.#shares.labels(keeps),
      departures: this.#departures,
    };
    return { ...labelled, network: this.#network.build((a, b) => compareNodes(labelled, a, b), { keeps }) };
  }
}

class GrowingLabels {
  readonly #kind = new GrowingArray(Uint8Array);
  readonly #ref = new GrowingArray(Int32Array);

  push(kind: number, ref: number): void {
    this.#kind.push(kind);
    this.#ref.push(ref);
  }

  labels(keeps: boolean): Labels {
    return { kind: values(this.#kind, keeps), ref: values(this.#ref, keeps) };
  }
}

export { OUTSIDE };
