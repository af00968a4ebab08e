import type { Policy } from '@millrace/costing-core';
import type { Price } from './fallback.js';
import type { Fraction } from './fraction.js';
import type { ReferenceNetwork, Vector } from './network.js';
import type { EventKey } from './order-of-rows.js';

/** What happens to a valuation bucket, told without prices: what every valuation method turns into nodes and edges. */
export interface BucketEvents {
  /** `P1 · RAW` */
  readonly key: string;
  readonly opening: OpeningRow[];
  readonly receipts: Receipt[];
  readonly adjustments: Adjustment[];
  readonly outflows: Outflow[];
  readonly fallback: Price;
  readonly lateDifference: Policy['late_difference'];
}

interface OpeningRow {
  readonly quantity: Fraction;
  readonly amounts: Vector;
}

/** Comes in with an amount, or from another node (then `amounts` is undefined). */
interface Receipt {
  readonly event: EventKey;
  readonly quantity: Fraction;
  readonly amounts: Vector | undefined;
  /** The node that a known amount is taken from, such as the order of an issue's return; the outside otherwise. */
  readonly from: string;
}

/** Brings value only. */
interface Adjustment {
  readonly event: EventKey;
  readonly amounts: Vector;
  /** Of an adjustment that is late, for what it refers to is of an earlier period: how much that was. */
  readonly lateFor: Fraction | undefined;
}

export interface Outflow {
  readonly event: EventKey;
  readonly quantity: Fraction;
  readonly to: Target;
  /** Of what leaves at a value that is known, such as an earlier receipt that goes back; other things leave at cost. */
  readonly amounts: Vector | undefined;
}

/** A node, or a bucket whose own method says which of its nodes a receipt reaches. */
export type Target = { readonly node: string } | { readonly plant: string; readonly item: string };

/** A valuation method: how a bucket's events become nodes and edges. */
export interface ValuationMethod {
  /** The node that a movement's receipt reaches. */
  readonly arrival: (bucket: string, movement: string) => string;
  /** Builds the bucket's nodes and edges; `arrives` says which node an outflow reaches. */
  readonly build: (bucket: BucketEvents, network: ReferenceNetwork, arrives: (outflow: Outflow) => string) => void;
}
