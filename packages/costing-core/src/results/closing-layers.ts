import { GrowingArray, invariant, QUANTITY_SCALE } from '@millrace/exact';
import { compareText, printDate } from '@millrace/facts';
import { CLOSING } from '../compile/stock/flows.js';
import { isLayered } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import type { Flow } from './flows.js';
import { inOrder } from './key-order.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** A part of a bucket's closing stock with an age and a cost of its own; unnamed where its stock has one price. */
interface ClosingLayer {
  readonly name: string;
  /** Days since 1970; NaN where it isn't known. */
  readonly receivedOn: number;
  readonly amounts: Totals;
  quantity: bigint;
  /** The first of its pieces, by which it is older or younger than others. */
  first: number;
  /** The pieces whose quantity it has. */
  readonly pieces: Set<number>;
}

/** Collects what buckets close with, layer by layer: what the next period opens with. */
export class ClosingLayers {
  readonly #outcome: Outcome;
  readonly #width: number;
  /** By bucket: whether its stock is kept in layers. */
  readonly #isLayered: Uint8Array;
  /** By flow into closing stock of layers. */
  readonly #bucket = new GrowingArray(Int32Array);
  readonly #piece = new GrowingArray(Int32Array);
  readonly #amounts = new GrowingArray(Float64Array);

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
    const { events, valuation } = outcome.compiled;
    this.#isLayered = Uint8Array.from(events.buckets, ({ item }) => (isLayered(valuation(item)) ? 1 : 0));
  }

  /** A flow into closing stock. */
  add({ from, amounts, at }: Flow): void {
    const { plan, pieceOfNode } = this.#outcome.compiled;
    const bucket = plan.nodeRef[from];
    if (this.#isLayered[bucket] === 0) return;
    this.#bucket.push(bucket);
    this.#piece.push(pieceOfNode[from]);
    for (let e = 0; e < this.#width; e++) this.#amounts.push(amounts[at + e]);
  }

  /**
   * Writes the layers of all buckets by name, as the next period opens them; where stock has one price, all of it.
   *
   * @param key writes the key of a bucket.
   * @param quantity by bucket, what it closes with; `closing`: the same in money, by bucket and element.
   */
  *write(rows: RowWriter, key: (bucket: number) => void, quantity: Totals, closing: Totals): Filling {
    const { amountScale } = this.#outcome.scope;
    const buckets = this.#isLayered.length;
    const order = inOrder(this.#bucket.length, [{ of: this.#bucket.values, size: buckets }]);
    const left = this.#leftOfPieces();
    let next = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      if (this.#isLayered[bucket] === 0) {
        if (quantity.isZero(bucket) && closing.areZero(bucket * this.#width, this.#width)) continue;
        key(bucket);
        rows.text('');
        rows.nothing();
        rows.number(quantity.valueAt(bucket), QUANTITY_SCALE);
        rows.nothing();
        rows.amounts(closing, bucket * this.#width, this.#width, amountScale);
        if (rows.end()) yield;
        continue;
      }
      const first = next;
      while (next < order.length && this.#bucket.values[order[next]] === bucket) next++;
      const layers = this.#layersOf(order.subarray(first, next), quantity.at(bucket), left);
      const byAge = layers.filter(({ name }) => name !== '').sort((a, b) => this.#compareAge(a, b));
      const sequence = new Map(byAge.map((layer, place) => [layer, 1 + place]));
      for (const layer of layers) {
        if (layer.quantity === 0n && layer.amounts.areZero()) continue;
        key(bucket);
        rows.text(layer.name);
        rows.printed(Number.isNaN(layer.receivedOn) ? '' : printDate(layer.receivedOn));
        rows.number(layer.quantity, QUANTITY_SCALE);
        // Which of the layers received on one day came first.
        const place = sequence.get(layer);
        if (place === undefined) rows.nothing();
        else rows.integer(place);
        rows.amounts(layer.amounts, 0, this.#width, amountScale);
        if (rows.end()) yield;
      }
    }
  }

  /** A bucket's layers by name; what has none holds the quantity that the named ones don't. */
  #layersOf(flows: Uint32Array, closing: bigint, left: Float64Array): ClosingLayer[] {
    const { layers } = this.#outcome.compiled;
    const byName = new Map<string, ClosingLayer>();
    for (const flow of flows) {
      const piece = this.#piece.values[flow];
      const isLayer = piece >= 0;
      const name = isLayer ? layers.name(piece) : '';
      let layer = byName.get(name);
      if (layer === undefined) {
        const receivedOn = isLayer ? layers.receivedOn(piece) : Number.NaN;
        const amounts = new Totals(this.#width);
        layer = { name, receivedOn, amounts, quantity: 0n, first: piece, pieces: new Set() };
        byName.set(name, layer);
      }
      for (let e = 0; e < this.#width; e++) layer.amounts.add(e, this.#amounts.values[flow * this.#width + e]);
      if (layer.pieces.has(piece)) continue;
      layer.pieces.add(piece);
      layer.first = Math.min(layer.first, piece);
      layer.quantity += isLayer ? BigInt(left[piece]) : 0n;
    }
    const all = [...byName.values()].sort((a, b) => compareText(a.name, b.name));
    const named = all.reduce((sum, layer) => (layer.name === '' ? sum : sum + layer.quantity), 0n);
    invariant(named === closing || all[0]?.name === '', 'The layers of a bucket hold what it closes with.');
    if (all[0]?.name === '') all[0].quantity = closing - named;
    return all;
  }

  /** By the event that a layer began with; several of one transfer in the order in which they are used. */
  #compareAge(a: ClosingLayer, b: ClosingLayer): number {
    const { pieceStart } = this.#outcome.compiled.flows;
    return pieceStart.values[a.first] - pieceStart.values[b.first] || a.first - b.first;
  }

  /** By piece: the quantity left of it. */
  #leftOfPieces(): Float64Array {
    const { pieceBucket, takenBy, takenFrom, takenQuantity } = this.#outcome.compiled.flows;
    const left = new Float64Array(pieceBucket.length);
    for (let take = 0; take < takenBy.length; take++) {
      if (takenBy.values[take] === CLOSING) left[takenFrom.values[take]] = takenQuantity.values[take];
    }
    return left;
  }
}
