import type { Policy } from '@millrace/costing-core';
import type { Fraction } from './fraction.js';
import { compareText } from './order-of-rows.js';

/** One amount per cost element, in the ledger's smallest unit. */
export type Vector = readonly bigint[];

/** Where an edge leads that leaves the network. */
export const OUTSIDE = '';

/** Value that is known before anything is settled. */
interface Known {
  readonly kind: string;
  readonly movement: string;
  readonly amounts: Vector;
}

interface FixedEdge extends Known {
  readonly to: string;
}

export interface ShareEdge {
  readonly to: string;
  readonly kind: string;
  readonly movement: string;
  readonly weight: Fraction;
  /** The element as which all that it carries arrives; each as what it is where there is none. */
  readonly arrivesAs?: string;
}

/** A node by its name: what enters it from outside, what it gives away beforehand, how it splits the rest. */
export interface Node {
  readonly name: string;
  readonly sources: Known[];
  readonly fixed: FixedEdge[];
  /** In the order of rules.md 8. */
  readonly shares: ShareEdge[];
  /** Decimals of its rate, or of each share of the whole, or by largest remainder (rules.md 10). */
  rounding: Policy['rate_rounding']['default'];
}

/** What an edge carried, all elements together, or those named; of the outside, what came in. */
export type CarriedIn = (
  from: string,
  edge: Pick<ShareEdge, 'kind' | 'movement' | 'to'>,
  elements?: readonly string[],
) => Fraction;

/** A node that holds a difference: of absorbed cost, or of an item at standard. */
export interface Unshared {
  readonly node: string;
  readonly rounding: Node['rounding'];
  readonly item?: string;
  /** Elements whose amounts in the balances it is shared by; all without it. */
  readonly elements?: readonly string[];
}

/** A cost that came after its receipt, and what of it comes to stock: an amount, or less than what left stock for a node. */
export interface LateCost {
  readonly movement: string;
  readonly receipt: string;
  /** The day of the receipt; empty where nobody says it. */
  readonly receivedOn: string;
  /** Plant, item, lot and project of the stock. */
  readonly place: readonly string[];
  /** What was received, and what of it is there; undefined where that decides nothing. */
  readonly quantity: Fraction | undefined;
  readonly covered: Fraction | undefined;
  readonly amounts: Vector;
  readonly toStock: Vector | { readonly leaves: string };
}

/** What bears a part of a difference that is shared by balances, and how that closes. */
export interface Bearer {
  readonly to: string;
  readonly weight: Fraction;
  /** Of stock, and of what was sold. */
  readonly item?: string;
  readonly isMade: boolean;
  readonly closes?: 'closing_wip' | 'step_wip' | 'closing_stock';
  /** The step whose it is. */
  readonly closedBy?: string;
}

/** The cost-flow network of a period, by names. */
export class ReferenceNetwork {
  readonly elements: readonly string[];
  readonly nodes = new Map<string, Node>();
  /** Nodes whose difference is shared by balances, which only settlement knows. */
  readonly unshared: Unshared[] = [];
  /** The balances, given what edges carried. */
  bearers: (network: ReferenceNetwork, carried: CarriedIn) => Bearer[] = () => [];
  /** Costs that came after their receipts. */
  lateCosts: readonly LateCost[] = [];

  constructor(elements: readonly string[]) {
    this.elements = elements;
  }

  node(name: string): Node {
    let node = this.nodes.get(name);
    if (node === undefined) {
      node = { name, sources: [], fixed: [], shares: [], rounding: 'exact' };
      this.nodes.set(name, node);
    }
    return node;
  }

  source(to: string, kind: string, movement: string, amounts: Vector): void {
    this.node(to).sources.push({ kind, movement, amounts });
  }

  fixed(from: string, to: string, kind: string, movement: string, amounts: Vector): void {
    this.node(from).fixed.push({ to, kind, movement, amounts });
    if (to !== OUTSIDE) this.node(to);
  }

  /** Edges of weight 0 get exactly 0 and are not in the network (rules.md 10). */
  share(from: string, to: string, kind: string, movement: string, weight: Fraction): void {
    // An abnormal gain's weight alone may be below 0 (rules.md 10).
    if (weight.sign < 0 && kind !== 'irreparable') throw new RangeError(`${from} to ${to} has a weight of ${weight}`);
    if (weight.sign === 0) return;
    this.node(from).shares.push({ to, kind, movement, weight });
    if (to !== OUTSIDE) this.node(to);
  }

  get sorted(): Node[] {
    return [...this.nodes.values()].sort((a, b) => compareText(a.name, b.name));
  }
}
