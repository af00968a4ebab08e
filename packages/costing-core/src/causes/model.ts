import { type Cause, type CauseKind, causeKey, type Place } from './cause.js';
import type { Fixed, Vector } from './fixed-point.js';

/**
 * One version as prices that make each other: `price = Σ coefficient · price of the source + own cost + rounding`, for each node
 * and element. Nodes are coarser than the network, so that two versions have the same ones:
 *
 * ```text
 * target ── made ── recipe (item, type of order) ─┬─ stock ─┬─ leaves: opening, purchases …
 *        └─ stock ─┘                               │         ├─ made, stock of other plants
 *                                                  └─ rate ──┴─ stock, other rates
 * ```
 *
 * Coefficients and own costs are products of factors, and each factor is one cause.
 */
export interface Model {
  readonly elements: readonly string[];
  readonly nodes: ReadonlyMap<string, ModelNode>;
}

export type NodeGroup = 'leaf' | 'stock' | 'made' | 'recipe' | 'rate' | 'sold' | 'closing' | 'total' | 'target';

export interface ModelNode {
  readonly group: NodeGroup;
  readonly place: Place;
  /** How many units: of an item, of a driver. */
  readonly quantity: Fixed;
  /** Currency per unit, by element. */
  readonly price: Vector;
  /** Each with another source or cause. */
  readonly links: readonly Link[];
  /** Each with another cause. */
  readonly own: readonly Own[];
  /** What the line above leaves: nothing but what cumulative rounding and the rounding of flows in loops did. */
  readonly rounding: Vector;
  /** How many rounded flows are gathered in it: |rounding · quantity| stays below so many of the smallest unit. */
  readonly flows: number;
}

export interface Factor {
  readonly cause: Cause;
  readonly value: Fixed;
}

export interface Link {
  readonly source: string;
  /** What tells links to one source apart. */
  readonly cause: Cause;
  readonly factors: readonly Factor[];
  /** The cause where only one version has the link. */
  readonly presence: CauseKind;
}

/** An own cost: a vector, which is its first cause, times factors. */
export interface Own {
  readonly cause: Cause;
  readonly amounts: Vector;
  readonly factors: readonly Factor[];
}

/** What a link is known by in both versions. */
export function linkKey({ source, cause }: Link): string {
  return `${source}\0${causeKey(cause)}`;
}

export function nodeKey(group: NodeGroup, place: Place, more: readonly string[] = []): string {
  return [group, place.plant, place.key, ...more].join('\0');
}
