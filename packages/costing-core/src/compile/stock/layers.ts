import { DIRECTION, type StockEvents, takesQuantity } from './events.js';
import { CLOSING, type Spread, type StockFlows } from './flows.js';
import type { LateDifferences } from './late-difference.js';
import { Waiting } from './waiting.js';

/**
 * FIFO (先进先出) and LIFO: a piece of stock per inflow, taken oldest or youngest first, by quantity only. Opening layers
 * stand first, by the date they were received on.
 *
 * 10 at 10.00 and 10 at 20.00 came in; 15 go out: 10 from the first layer and 5 from the second, 200.00.
 *
 * `chronological`: an outflow takes what is there; one booked before its receipt waits and takes from the next ones in
 * order. `cumulative`: all of the period's inflows are there from the start, so the nth unit out takes the nth unit of
 * opening and receipts.
 *
 * A value that refers to a layer goes into it, for all that was and will be taken from it; any other goes over the
 * layers with quantity left at that instant, by quantity, or waits for the next layer where there is none. What goes
 * back is taken from the layer that it refers to, else from the youngest of the kind that it takes back
 * (purchases, for a return to the vendor), then from opening layers, then from any.
 */
export interface LayerRule {
  readonly youngestFirst: boolean;
  readonly cumulative: boolean;
  /** The opening layer that a reference names, as an event of the bucket; −1 for none. */
  openingLayer(bucket: number, reference: number): number;
  /** Whether a layer came in by what an event takes back: a purchase for a return to the vendor. */
  takesBack(event: number, layer: number): boolean;
}

export function matchLayers(
  events: StockEvents,
  bucket: number,
  rule: LayerRule,
  late: LateDifferences,
  flows: StockFlows,
): void {
  const { first, direction, quantity, row } = events;
  const open = new OpenLayers(rule.youngestFirst, flows);
  const waiting = new Waiting(flows);
  let valueWaiting: number[] = [];
  /** Values that refer to a layer of the period, which may be yet to come. */
  const valueOfReceipt: number[] = [];

  const end = first[bucket + 1];
  for (let event = first[bucket]; event < end; event++) {
    if (direction[event] === DIRECTION.in) receive(event);
    else if (direction[event] === DIRECTION.value) addValue(event);
    else if (!rule.cumulative) takeOut(event);
  }
  if (rule.cumulative) {
    for (let event = first[bucket]; event < end; event++) if (takesQuantity(direction[event])) takeOut(event);
  }
  for (const event of valueOfReceipt) flows.entered[event] = flows.entered[late.receipt(event)];
  open.close();
  waiting.leaveShort();
  if (valueWaiting.length > 0) {
    const nothing = flows.piece(bucket, valueWaiting[0]);
    for (const event of valueWaiting) flows.entered[event] = nothing;
  }

  function takeOut(event: number): void {
    if (direction[event] !== DIRECTION.out) {
      giveBack(event);
      return;
    }
    const missing = open.take(event, quantity[event]);
    if (missing > 0) waiting.add(event, missing);
  }

  function receive(event: number): void {
    if (quantity[event] === 0) {
      addValue(event);
      return;
    }
    const piece = flows.piece(bucket, event);
    flows.entered[event] = piece;
    for (const value of valueWaiting) flows.entered[value] = piece;
    valueWaiting = [];
    waiting.olderThanNow();
    const left = waiting.serve(piece, quantity[event]);
    if (left > 0) open.add(piece, left);
  }

  function addValue(event: number): void {
    const receipt = late.receipt(event);
    if (receipt >= first[bucket] && receipt < end && quantity[receipt] > 0) {
      valueOfReceipt.push(event);
      return;
    }
    const layer = rule.openingLayer(bucket, late.reference(event));
    const share = late.isOfThisPeriod(event) ? undefined : late.share(event, layer >= 0 ? quantity[layer] : 0);
    if (share !== undefined) flows.late.set(event, { ...share, closing: false });
    if (layer >= 0) flows.entered[event] = flows.entered[layer];
    else if (open.isEmpty) valueWaiting.push(event);
    else flows.spread.set(event, open.spread());
  }

  function giveBack(event: number): void {
    const named = rule.openingLayer(bucket, late.reference(event));
    const rank = (layer: number) => (layer === named ? 0 : rule.takesBack(event, layer) ? 1 : row[layer] < 0 ? 2 : 3);
    const missing = open.takeChosen(event, quantity[event], rank);
    if (missing > 0) waiting.add(event, missing);
  }
}

/** Layers with quantity left, oldest first: pieces and what is left of each, side by side. */
class OpenLayers {
  readonly #piece: number[] = [];
  readonly #left: number[] = [];
  readonly #youngestFirst: boolean;
  readonly #flows: StockFlows;
  #oldest = 0;

  constructor(youngestFirst: boolean, flows: StockFlows) {
    this.#youngestFirst = youngestFirst;
    this.#flows = flows;
  }

  add(piece: number, left: number): void {
    this.#piece.push(piece);
    this.#left.push(left);
  }

  get isEmpty(): boolean {
    while (this.#oldest < this.#left.length && this.#left[this.#oldest] === 0) this.#oldest++;
    while (this.#left.length > this.#oldest && this.#left[this.#left.length - 1] === 0) {
      this.#left.pop();
      this.#piece.pop();
    }
    return this.#oldest === this.#left.length;
  }

  /** An event takes a quantity layer by layer; returns what was missing. */
  take(event: number, quantity: number): number {
    let missing = quantity;
    while (missing > 0 && !this.isEmpty) {
      missing -= this.#takeFrom(this.#youngestFirst ? this.#left.length - 1 : this.#oldest, event, missing);
    }
    return missing;
  }

  /** The same, layers of the lowest rank first, the youngest of each rank before older ones. */
  takeChosen(event: number, quantity: number, rank: (start: number) => number): number {
    const start = (layer: number) => this.#flows.pieceStart.values[this.#piece[layer]];
    const chosen = this.#open().sort((a, b) => rank(start(a)) - rank(start(b)) || b - a);
    let missing = quantity;
    for (const layer of chosen) if (missing > 0) missing -= this.#takeFrom(layer, event, missing);
    return missing;
  }

  /** What is left is closing stock. */
  close(): void {
    for (const layer of this.#open()) this.#flows.take(this.#piece[layer], CLOSING, this.#left[layer]);
  }

  spread(): Spread {
    const open = this.#open();
    return {
      pieces: open.map((layer) => this.#piece[layer]),
      quantities: open.map((layer) => this.#left[layer]),
      takes: this.#flows.takenBy.length,
    };
  }

  #takeFrom(layer: number, event: number, wanted: number): number {
    const taken = Math.min(wanted, this.#left[layer]);
    this.#left[layer] -= taken;
    this.#flows.take(this.#piece[layer], event, taken);
    return taken;
  }

  #open(): number[] {
    const open: number[] = [];
    for (let layer = this.#oldest; layer < this.#left.length; layer++) if (this.#left[layer] > 0) open.push(layer);
    return open;
  }
}
