import { invariant } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { CLOSING } from '../compile/stock/flows.js';
import { isLayered } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';

/** A part of closing stock with an age and a cost of its own; unnamed where a bucket's stock has one price. */
export interface ClosingLayer {
  readonly name: string;
  /** Days since 1970; NaN where it isn't known. */
  readonly receivedOn: number;
  readonly quantity: bigint;
  readonly amounts: Totals;
  /** Its place among the bucket's layers by age, from 1; empty where stock has one price. */
  readonly sequence: string;
}

/** While it is collected: what layers of one name hold together. */
interface Collected extends Omit<ClosingLayer, 'quantity' | 'sequence'> {
  readonly pieces: Set<number>;
}

/** Collects what buckets close with, layer by layer: what the next period opens with. */
export class ClosingLayers {
  readonly #outcome: Outcome;
  readonly #byBucket = new Map<number, Map<string, Collected>>();
  /** By piece: the quantity left of it. */
  readonly #left = new Map<number, number>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    const { takenBy, takenFrom, takenQuantity } = outcome.compiled.flows;
    for (let take = 0; take < takenBy.length; take++) {
      if (takenBy.values[take] === CLOSING) this.#left.set(takenFrom.values[take], takenQuantity.values[take]);
    }
  }

  add(flow: Flow): void {
    if (flow.kind !== 'closing_stock') return;
    const { plan, pieceOfNode, layers, events, valuation } = this.#outcome.compiled;
    const bucket = plan.nodeRef[flow.from];
    const piece = pieceOfNode[flow.from];
    const isLayer = piece >= 0 && isLayered(valuation(events.buckets[bucket].item));
    const name = isLayer ? layers.name(piece) : '';
    let ofBucket = this.#byBucket.get(bucket);
    if (ofBucket === undefined) {
      ofBucket = new Map();
      this.#byBucket.set(bucket, ofBucket);
    }
    let layer = ofBucket.get(name);
    if (layer === undefined) {
      layer = {
        name,
        receivedOn: isLayer ? layers.receivedOn(piece) : Number.NaN,
        pieces: new Set(),
        amounts: new Totals(this.#outcome.scope.elements.length),
      };
      ofBucket.set(name, layer);
    }
    layer.pieces.add(piece);
    for (let e = 0; e < this.#outcome.scope.elements.length; e++) layer.amounts.add(e, flow.amounts[flow.at + e]);
  }

  /** A bucket's layers by name; what has none holds the quantity that the named ones don't. */
  of(bucket: number, closingQuantity: bigint): ClosingLayer[] {
    const layers = [...(this.#byBucket.get(bucket)?.values() ?? [])].sort((a, b) => compareText(a.name, b.name));
    const named = layers.reduce((sum, layer) => (layer.name === '' ? sum : sum + this.#quantityOf(layer)), 0n);
    invariant(named === closingQuantity || layers[0]?.name === '', 'The layers of a bucket hold what it closes with.');
    const byAge = layers.filter(({ name }) => name !== '').sort((a, b) => this.#compareAge(a, b));
    const sequence = new Map(byAge.map(({ name }, place) => [name, String(1 + place)]));
    const whole = layers.map(({ pieces, ...layer }) => ({
      ...layer,
      quantity: layer.name === '' ? closingQuantity - named : this.#quantityOf({ pieces }),
      sequence: sequence.get(layer.name) ?? '',
    }));
    return whole.filter(({ quantity, amounts }) => quantity !== 0n || amounts.all.some((amount) => amount !== 0n));
  }

  /** By the event that a layer began with; several of one transfer in the order in which they are used. */
  #compareAge(a: Collected, b: Collected): number {
    const { pieceStart } = this.#outcome.compiled.flows;
    const least = ({ pieces }: Collected) => [...pieces].reduce((one, other) => Math.min(one, other));
    const [first, second] = [least(a), least(b)];
    return pieceStart.values[first] - pieceStart.values[second] || first - second;
  }

  #quantityOf({ pieces }: Pick<Collected, 'pieces'>): bigint {
    let quantity = 0n;
    for (const piece of pieces) quantity += BigInt(this.#left.get(piece) ?? 0);
    return quantity;
  }
}
