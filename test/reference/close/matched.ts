import type { StockEvent } from './bucket.js';
import { type Fraction, smaller } from './fraction.js';

/** Stock of one price: a period's, a day's, or a layer. It begins with an event. */
export interface Piece {
  /** The event's name; of a layer that was transferred, with the name before it that it had: `T/R`. */
  readonly name: string;
  readonly start: StockEvent;
}

/** A quantity of a piece. */
export interface Part {
  readonly piece: Piece;
  readonly quantity: Fraction;
}

/** What is taken from a piece: by an outflow, by the bucket's next piece, or by closing stock. */
export interface Take {
  readonly from: Piece;
  readonly by: StockEvent | Piece | 'closing';
  readonly quantity: Fraction;
  /** The layer elsewhere that it becomes. */
  readonly to?: Piece;
}

/** What is not there at the period's end. */
export interface Short {
  readonly event: StockEvent;
  readonly quantity: Fraction;
  readonly to?: Piece;
}

/** Of a late difference, stock bears `covered / of`; `toClosing`: by an edge of its own to closing stock. */
export interface LateShare {
  readonly covered: Fraction;
  readonly of: Fraction;
  readonly toClosing: boolean;
}

/** What a valuation method makes of a bucket's events, in quantities only. */
export interface Matched {
  /** Where the value of an event lands: in a piece, or on several by quantity. */
  readonly lands: Map<StockEvent, Piece | readonly Part[]>;
  /** In the order in which they are taken. */
  readonly takes: Take[];
  readonly short: Short[];
  readonly late: Map<StockEvent, LateShare>;
  /** Of a value that lands on several pieces: how many takes there were before. */
  readonly landsAfter: Map<StockEvent, number>;
}

/** Outflows that found nothing wait for what comes in later, the first of them first (rules.md 23). */
export class Waiting {
  readonly #queue: { readonly event: StockEvent; left: Fraction }[] = [];

  add(event: StockEvent, quantity: Fraction): void {
    if (quantity.sign > 0) this.#queue.push({ event, left: quantity });
  }

  get isEmpty(): boolean {
    return this.#queue.every(({ left }) => left.sign === 0);
  }

  /** Whose turn it is. */
  get next(): StockEvent | undefined {
    return this.#queue.find(({ left }) => left.sign > 0)?.event;
  }

  /** Takes what they wait for from a piece; returns what is left of it. */
  takeFrom(piece: Piece, quantity: Fraction, matched: Matched): Fraction {
    let rest = quantity;
    while (rest.sign > 0 && this.next !== undefined) rest = this.takeNext(piece, rest, matched);
    return rest;
  }

  /** The same for the first of them alone. */
  takeNext(piece: Piece, quantity: Fraction, { takes }: Matched): Fraction {
    const waiting = this.#queue.find(({ left }) => left.sign > 0);
    if (waiting === undefined) return quantity;
    const taken = smaller(quantity, waiting.left);
    takes.push({ from: piece, by: waiting.event, quantity: taken });
    waiting.left = waiting.left.minus(taken);
    return quantity.minus(taken);
  }

  leave({ short }: Matched): void {
    for (const { event, left } of this.#queue) if (left.sign > 0) short.push({ event, quantity: left });
  }
}
