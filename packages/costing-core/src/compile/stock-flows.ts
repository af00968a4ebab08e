import { GrowingArray } from '../growing-array.js';

/**
 * What leaves a piece of stock other than by an event: on to the bucket's next piece, or into closing stock.
 */
export const CARRY = -1;
export const CLOSING = -2;

/** Quantity that could not be taken from anything: stock below zero. */
export interface Short {
  readonly event: number;
  readonly quantity: number;
}

/**
 * The outcome of a valuation method, quantities only: pieces of stock with one price each, where each event's value
 * enters, and what is taken from which piece.
 */
export class StockFlows {
  readonly pieceBucket = new GrowingArray(Int32Array);
  /** The event that a piece begins with. */
  readonly pieceStart = new GrowingArray(Int32Array);
  /** By event: the piece that its value enters; −1 for none. */
  readonly entered: Int32Array;
  readonly takenFrom = new GrowingArray(Int32Array);
  /** An event, CARRY or CLOSING. */
  readonly takenBy = new GrowingArray(Int32Array);
  readonly takenQuantity = new GrowingArray(Float64Array);
  /** The next piece, for CARRY. */
  readonly carriedTo = new GrowingArray(Int32Array);
  readonly short: Short[] = [];

  constructor(eventCount: number) {
    this.entered = new Int32Array(eventCount).fill(-1);
  }

  piece(bucket: number, start: number): number {
    this.pieceStart.push(start);
    return this.pieceBucket.push(bucket);
  }

  take(from: number, by: number, quantity: number, to = -1): void {
    this.takenFrom.push(from);
    this.takenBy.push(by);
    this.takenQuantity.push(quantity);
    this.carriedTo.push(to);
  }
}
