import { DIRECTION, type StockEvents } from './stock-events.js';
import { CARRY, CLOSING, type StockFlows } from './stock-flows.js';

/**
 * The averages: stock is cut into pieces by time, each with one price. A piece takes over what the one before carries,
 * adds what comes in, serves what goes out and carries on what is left. One piece for the whole period is the periodic
 * average (全月一次加权平均); `startsPiece` cuts finer.
 *
 * Within a piece all that comes in is there for all that goes out. An outflow that finds nothing waits for the next
 * inflow, and is served before younger ones; what waits at the end is short, and it is the last outflows that are
 * (rules.md 23, 24). Value that comes without quantity while there is nothing on hand waits for the next inflow too.
 */
export function matchAverage(
  events: StockEvents,
  bucket: number,
  startsPiece: (event: number, previous: number) => boolean,
  flows: StockFlows,
): void {
  const { first, direction, quantity } = events;
  const end = first[bucket + 1];
  const waiting = new Waiting(flows);
  let onHand = 0;
  let piece = -1;
  let valueWaiting: number[] = [];

  for (let from = first[bucket], to = from; from < end; from = to) {
    do to++;
    while (to < end && !startsPiece(to, to - 1));

    let comesIn = 0;
    let begins = false;
    for (let event = from; event < to; event++) {
      if (direction[event] === DIRECTION.in) comesIn += quantity[event];
      if (direction[event] !== DIRECTION.out) begins = true;
    }
    if (begins && onHand + comesIn > 0) {
      const next = flows.piece(bucket, from);
      if (onHand > 0) flows.take(piece, CARRY, onHand, next);
      piece = next;
      onHand += comesIn;
      for (const event of valueWaiting) flows.entered[event] = piece;
      valueWaiting = [];
    }
    for (let event = from; event < to; event++) {
      const bringsValue = direction[event] === DIRECTION.in || direction[event] === DIRECTION.value;
      if (bringsValue && onHand > 0) flows.entered[event] = piece;
      else if (bringsValue) valueWaiting.push(event);
    }
    onHand = waiting.serve(piece, onHand);
    for (let event = from; event < to; event++) {
      if (direction[event] !== DIRECTION.out && direction[event] !== DIRECTION.outAtValue) continue;
      waiting.add(event, quantity[event]);
      onHand = waiting.serve(piece, onHand);
    }
  }

  if (onHand > 0) flows.take(piece, CLOSING, onHand);
  waiting.leaveShort();
  if (valueWaiting.length > 0) {
    const nothing = flows.piece(bucket, valueWaiting[0]);
    for (const event of valueWaiting) flows.entered[event] = nothing;
  }
}

/** Outflows in the order in which they came, until something is there for them. */
class Waiting {
  readonly #flows: StockFlows;
  readonly #events: number[] = [];
  readonly #left: number[] = [];
  #next = 0;

  constructor(flows: StockFlows) {
    this.#flows = flows;
  }

  add(event: number, quantity: number): void {
    this.#events.push(event);
    this.#left.push(quantity);
  }

  /** Gives what is on hand to those who wait; returns what is left of it. */
  serve(piece: number, onHand: number): number {
    let rest = onHand;
    for (; rest > 0 && this.#next < this.#events.length; this.#next++) {
      const taken = Math.min(rest, this.#left[this.#next]);
      this.#flows.take(piece, this.#events[this.#next], taken);
      this.#left[this.#next] -= taken;
      rest -= taken;
      if (this.#left[this.#next] > 0) break;
    }
    return rest;
  }

  leaveShort(): void {
    for (; this.#next < this.#events.length; this.#next++) {
      this.#flows.short.push({ event: this.#events[this.#next], quantity: this.#left[this.#next] });
    }
  }
}
