import { GrowingArray } from '@millrace/exact';
import type { Vector } from '../amounts.js';

/** What leaves a piece of stock other than by an event: on to the bucket's next piece, or into closing stock. */
export const CARRY = -1;
export const CLOSING = -2;

/** Quantity that could not be taken from anything: stock below zero. */
export interface Short {
  readonly event: number;
  readonly quantity: number;
  /** The layer of a transfer that it goes to. */
  readonly to?: number;
}

/** A value that lands on several pieces, by quantity. */
export interface Spread {
  readonly pieces: readonly number[];
  readonly quantities: readonly number[];
  /** How much was taken before it lands: the number of takes until then. */
  readonly takes: number;
}

/**
 * What becomes of a late difference: of its amount, `covered / of` is borne by stock that is still there, the rest is
 * expense. `closing`: it goes into closing stock by an edge of its own.
 */
export interface LateShare {
  readonly covered: number;
  readonly of: number;
  readonly closing: boolean;
}

/**
 * A cost that came after its receipt, which is an event of the period in which it comes (rules.md 21): an invoice, what
 * an estimate turned out to be, what goes back to the vendor. What stock bears of it is seen from the node that splits it.
 */
export interface LateCost {
  readonly event: number;
  readonly bucket: number;
  /** The node that splits it; −1 where stock bears it whole. */
  readonly node: number;
  /** What comes to stock where there is no such node; what goes back is below 0. */
  readonly amounts?: Vector;
  /** By which quantities it is split: so much of the receipt's is still there. Undefined where these decide nothing. */
  readonly split?: { readonly quantity: number; readonly covered: number };
}

/**
 * The outcome of a valuation method, quantities only: pieces of stock with one price each, where each event's value
 * enters, and what is taken from which piece.
 */
export class StockFlows {
  readonly pieceBucket = new GrowingArray(Int32Array);
  /** The event that a piece begins with. */
  readonly pieceStart = new GrowingArray(Int32Array);
  /** The layer elsewhere that a transferred layer came from; −1 for none. */
  readonly pieceOrigin = new GrowingArray(Int32Array);
  /** By event: the piece that its value enters; −1 for none, or where it is spread. */
  readonly entered: Int32Array;
  readonly spread = new Map<number, Spread>();
  readonly late = new Map<number, LateShare>();
  readonly takenFrom: GrowingArray<Int32Array>;
  /** An event, CARRY or CLOSING. */
  readonly takenBy: GrowingArray<Int32Array>;
  readonly takenQuantity: GrowingArray<Float64Array>;
  /** The piece that it goes to: the next one of the bucket, or one of a transfer's; −1 where the event itself says where. */
  readonly takenTo: GrowingArray<Int32Array>;
  readonly short: Short[] = [];
  /** Outflows that were served by an inflow that came later. */
  readonly early: number[] = [];

  constructor(eventCount: number) {
    this.entered = new Int32Array(eventCount).fill(-1);
    this.takenFrom = new GrowingArray(Int32Array, eventCount);
    this.takenBy = new GrowingArray(Int32Array, eventCount);
    this.takenQuantity = new GrowingArray(Float64Array, eventCount);
    this.takenTo = new GrowingArray(Int32Array, eventCount);
  }

  piece(bucket: number, start: number, origin = -1): number {
    this.pieceStart.push(start);
    this.pieceOrigin.push(origin);
    return this.pieceBucket.push(bucket);
  }

  take(from: number, by: number, quantity: number, to = -1): void {
    this.takenFrom.push(from);
    this.takenBy.push(by);
    this.takenQuantity.push(quantity);
    this.takenTo.push(to);
  }
}
