import type { StockFlows } from './flows.js';

/**
 * Outflows in the order in which they came, until something is there for them. Those that had to wait for a later
 * inflow are noted as early; what is never served is short, and it is the last outflows that are.
 */
export class Waiting {
  readonly #flows: StockFlows;
  readonly #events: number[] = [];
  readonly #left: number[] = [];
  #next = 0;
  #older = 0;

  constructor(flows: StockFlows) {
    this.#flows = flows;
  }

  get isEmpty(): boolean {
    return this.#next === this.#events.length;
  }

  add(event: number, quantity: number): void {
    this.#events.push(event);
    this.#left.push(quantity);
  }

  /** The outflow whose turn it is. */
  get next(): number {
    return this.#events[this.#next];
  }

  /** Gives what is on hand to those who wait; returns what is left of it. */
  serve(piece: number, onHand: number): number {
    let rest = onHand;
    while (rest > 0 && !this.isEmpty) rest = this.serveNext(piece, rest);
    return rest;
  }

  /** The same to the first of them alone. */
  serveNext(piece: number, onHand: number): number {
    const taken = Math.min(onHand, this.#left[this.#next]);
    this.#flows.take(piece, this.next, taken);
    if (this.#next < this.#older && this.#flows.early.at(-1) !== this.next) this.#flows.early.push(this.next);
    this.#left[this.#next] -= taken;
    if (this.#left[this.#next] === 0) this.#next++;
    return onHand - taken;
  }

  /** From now on, whoever waits already is served by something that came later. */
  olderThanNow(): void {
    this.#older = this.#events.length;
  }

  leaveShort(): void {
    for (; !this.isEmpty; this.#next++) {
      this.#flows.short.push({ event: this.#events[this.#next], quantity: this.#left[this.#next] });
    }
  }
}
