import { type Fraction, fraction, QUANTITY_SCALE } from '@millrace/exact';
import { takesQuantity } from '../compile/stock/events.js';
import { OUTSIDE } from '../network/network.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import type { Flow } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';

/**
 * The quantity that each flow moved. A movement may be several flows: one for each layer that it took, one for what was not
 * there. So a flow has its own part of the quantity, and together they have it once: 15 of two layers are 10 and 5.
 */
export class MovedQuantities {
  readonly #outcome: Outcome;
  /** By row of the movement: what it took from stock, and what it brought. */
  readonly #taken: Float64Array;
  readonly #brought: Float64Array;
  /** By row: from how many pieces it took. */
  readonly #pieces: Uint32Array;
  /** By row and piece (what was not there: the bucket, behind all pieces), for movements that took from several. */
  readonly #parts = new Map<number, number>();
  readonly #places: number;
  /** By row: whether a flow has what it brought; what an order completed may be two, of which one is known beforehand. */
  readonly #isTold: Uint8Array;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    const { events, flows } = outcome.compiled;
    const { rowCount } = outcome.facts.movement;
    this.#taken = new Float64Array(rowCount);
    this.#brought = new Float64Array(rowCount);
    this.#pieces = new Uint32Array(rowCount);
    this.#isTold = new Uint8Array(rowCount);
    for (let event = 0; event < events.row.length; event++) {
      if (events.row[event] < 0) continue;
      const side = takesQuantity(events.direction[event]) ? this.#taken : this.#brought;
      side[events.row[event]] += events.quantity[event];
    }
    for (const { row } of this.#takes()) this.#pieces[row]++;
    this.#places = flows.pieceBucket.length + events.buckets.length;
    for (const { row, place, quantity } of this.#takes()) {
      if (this.#pieces[row] < 2) continue;
      const key = row * this.#places + place;
      this.#parts.set(key, (this.#parts.get(key) ?? 0) + quantity);
    }
  }

  /** Asked once for each flow. Undefined where it moves value alone. */
  of({ from, kind, ref }: Pick<Flow, 'from' | 'kind' | 'ref'>): Fraction | undefined {
    const { opening_stock } = this.#outcome.facts;
    if (kind === 'opening_stock') return inUnits(opening_stock.quantity[ref]);
    if (kind !== 'movement') return undefined;
    const { plan, pieceOfNode, flows } = this.#outcome.compiled;
    const bucket = from === OUTSIDE ? -1 : bucketOfNode(plan, from);
    if (bucket < 0) {
      if (this.#isTold[ref] > 0 || this.#taken[ref] > 0) return undefined;
      this.#isTold[ref] = 1;
      return inUnits(this.#brought[ref]);
    }
    if (this.#pieces[ref] < 2) return inUnits(this.#taken[ref]);
    const piece = pieceOfNode[from] ?? -1;
    const place = piece >= 0 ? piece : flows.pieceBucket.length + bucket;
    return inUnits(this.#parts.get(ref * this.#places + place) ?? 0);
  }

  /** What movements took from pieces of stock, and what was not there. */
  *#takes(): Generator<{ readonly row: number; readonly place: number; readonly quantity: number }> {
    const { events, flows } = this.#outcome.compiled;
    const { takenBy, takenFrom, takenQuantity, pieceBucket } = flows;
    for (let take = 0; take < takenBy.length; take++) {
      const event = takenBy.values[take];
      if (event < 0 || events.row[event] < 0) continue;
      yield { row: events.row[event], place: takenFrom.values[take], quantity: takenQuantity.values[take] };
    }
    const bucketOf = bucketsOf(events.first);
    for (const { event, quantity } of flows.short) {
      if (events.row[event] < 0) continue;
      yield { row: events.row[event], place: pieceBucket.length + bucketOf(event), quantity };
    }
  }
}

/** The bucket of an event: of those that begin at or before it the last. */
function bucketsOf(first: Uint32Array): (event: number) => number {
  return (event) => {
    let [low, high] = [0, first.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (first[middle] <= event) low = middle;
      else high = middle;
    }
    return low;
  };
}

function inUnits(quantity: number): Fraction | undefined {
  return quantity === 0 ? undefined : fraction(quantity, 10n ** BigInt(QUANTITY_SCALE));
}
