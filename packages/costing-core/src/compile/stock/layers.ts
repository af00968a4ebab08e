import { DIRECTION, type StockEvents } from './events.js';
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
 * layers with quantity left at that instant, by quantity, or waits for the next layer where there is none. A return to the
 * vendor takes from the layer that it refers to, else from the youngest purchases, then from opening layers.
 */
export interface LayerRule {
  readonly youngestFirst: boolean;
  readonly cumulative: boolean;
  /** The opening layer that a reference names, as an event of the bucket; −1 for none. */
  openingLayer(bucket: number, reference: number): number;
  isPurchase(event: number): boolean;
}

export function matchLayers(
  events: StockEvents,
  bucket: number,
  rule: LayerRule,
  late: LateDifferences,
  flows: StockFlows,
): void {
  const { first, direction, quantity } = events;
  const open = new OpenLayers(rule.youngestFirst, flows);
  const waiting = new Waiting(flows);
  let valueWaiting: number[] = [];

  const order = Array.from({ length: first[bucket + 1] - first[bucket] }, (_, i) => first[bucket] + i);
  if (rule.cumulative) order.sort((a, b) => Number(isOutflow(a)) - Number(isOutflow(b)) || a - b);
  for (const event of order) {
    if (direction[event] === DIRECTION.in) receive(event);
    else if (direction[event] === DIRECTION.value) addValue(event);
    else if (direction[event] === DIRECTION.outAtValue) giveBack(event);
    else {
      const missing = open.take(event, quantity[event]);
      if (missing > 0) waiting.add(event, missing);
    }
  }
  open.close();
  waiting.leaveShort();
  if (valueWaiting.length > 0) {
    const nothing = flows.piece(bucket, valueWaiting[0]);
    for (const event of valueWaiting) flows.entered[event] = nothing;
  }

  function isOutflow(event: number): boolean {
    return direction[event] === DIRECTION.out || direction[event] === DIRECTION.outAtValue;
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
    if (left > 0) open.add(piece, event, left);
  }

  function addValue(event: number): void {
    const receipt = late.receipt(event);
    if (receipt >= 0 && flows.entered[receipt] >= 0 && flows.pieceBucket.values[flows.entered[receipt]] === bucket) {
      flows.entered[event] = flows.entered[receipt];
      return;
    }
    const layer = rule.openingLayer(bucket, late.reference(event));
    const share = late.share(event, layer >= 0 ? quantity[layer] : 0);
    if (share !== undefined) flows.late.set(event, { ...share, closing: false });
    if (layer >= 0) flows.entered[event] = flows.entered[layer];
    else if (open.isEmpty) valueWaiting.push(event);
    else flows.spread.set(event, open.spread());
  }

  function giveBack(event: number): void {
    const named = rule.openingLayer(bucket, late.reference(event));
    const choice = open.chosenFirst((of) => (of === named ? 0 : rule.isPurchase(of) ? 1 : 2));
    let missing = quantity[event];
    for (const layer of choice) {
      if (missing === 0) break;
      const taken = Math.min(missing, layer.left);
      layer.left -= taken;
      missing -= taken;
      flows.take(layer.piece, event, taken);
    }
    if (missing > 0) waiting.add(event, missing);
  }
}

interface Layer {
  readonly piece: number;
  readonly event: number;
  left: number;
}

/** Layers with quantity left, oldest first. */
class OpenLayers {
  readonly #layers: Layer[] = [];
  readonly #youngestFirst: boolean;
  readonly #flows: StockFlows;
  #oldest = 0;

  constructor(youngestFirst: boolean, flows: StockFlows) {
    this.#youngestFirst = youngestFirst;
    this.#flows = flows;
  }

  add(piece: number, event: number, left: number): void {
    this.#layers.push({ piece, event, left });
  }

  get isEmpty(): boolean {
    while (this.#oldest < this.#layers.length && this.#layers[this.#oldest].left === 0) this.#oldest++;
    while (this.#layers.length > this.#oldest && this.#layers[this.#layers.length - 1].left === 0) this.#layers.pop();
    return this.#oldest === this.#layers.length;
  }

  /** An event takes a quantity layer by layer; returns what was missing. */
  take(event: number, quantity: number): number {
    let missing = quantity;
    while (missing > 0 && !this.isEmpty) {
      const layer = this.#layers[this.#youngestFirst ? this.#layers.length - 1 : this.#oldest];
      const taken = Math.min(missing, layer.left);
      layer.left -= taken;
      missing -= taken;
      this.#flows.take(layer.piece, event, taken);
    }
    return missing;
  }

  /** What is left is closing stock. */
  close(): void {
    for (const { piece, left } of this.#left()) this.#flows.take(piece, CLOSING, left);
  }

  /** Layers by the class they fall into, the youngest of each first. */
  chosenFirst(classOf: (event: number) => number): Layer[] {
    return this.#left()
      .reverse()
      .sort((a, b) => classOf(a.event) - classOf(b.event));
  }

  spread(): Spread {
    const left = this.#left();
    return { pieces: left.map((layer) => layer.piece), quantities: left.map((layer) => layer.left) };
  }

  #left(): Layer[] {
    return this.#layers.slice(this.#oldest).filter((layer) => layer.left > 0);
  }
}
