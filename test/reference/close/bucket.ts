import type { MovementType, Policy } from '@millrace/costing-core';
import type { Fraction } from './fraction.js';
import type { Vector } from './network.js';
import type { EventKey } from './order-of-rows.js';

/** A price per element, in the ledger's smallest unit for one of the item's own unit. */
export type Price = readonly Fraction[];

/** Where stock is: at a plant, of a lot and a project, or on its way since a `transfer_out`. Empty: not told apart. */
export interface Place {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  readonly inTransit: string;
}

/** The unit that has a price, with all that happens to it, told without prices. */
export interface Bucket {
  readonly place: Place;
  /** `P1 · RAW` */
  readonly key: string;
  readonly valuation: Policy['valuation'];
  readonly fallback: Price;
  /** The standard price, where there is one and the bucket is valued by it. */
  readonly standard: Price | undefined;
  /** Opening stock, then the period's events in their order. */
  readonly events: StockEvent[];
}

/**
 * `in` brings quantity, and value with it. `value` brings value only. `out` takes quantity at what it costs.
 * `out at value` takes quantity at a value known beforehand, `out returned` at what it costs, of which another value is
 * known beforehand: what goes back to the vendor.
 */
export interface StockEvent {
  readonly does: 'in' | 'value' | 'out' | 'out at value' | 'out returned';
  readonly bucket: Bucket;
  /** Undefined for opening stock. */
  readonly key: EventKey | undefined;
  /** Empty for opening stock. */
  readonly movement: string;
  readonly type: MovementType | undefined;
  /** Estimates of an earlier period that it corrects. */
  readonly corrects?: readonly Corrected[];
  /** What stock that begins here is called: the movement, or the layer that it opened as. */
  readonly name: string;
  /** Of opening stock: received on, layer, lot, project, plant. */
  readonly openedBy?: readonly string[];
  readonly quantity: Fraction;
  readonly refersTo: string;
  /** Of `out at value`: the pieces before it that the known value is also for (what a receipt of the period corrects). */
  readonly after?: Fraction;
  /** What it brings, or takes at a known value; undefined for what takes its cost from elsewhere. */
  readonly amounts: Vector | undefined;
  /** Where a known amount comes from, or where an outflow goes: a node, or the outside. */
  readonly node: string;
  /** The day in the ledger's time zone; opening stock belongs to the period's first. */
  readonly day: number;
  /** Of a movement between buckets: the event at its other end. */
  other: StockEvent | undefined;
}

/** A reversal, with what the estimate was worth. */
interface Corrected {
  readonly reversal: string;
  readonly amounts: Vector;
}

/** The bucket that a place belongs to: what the valuation doesn't tell apart is left out. */
export function placeOfBucket({ bucket }: Policy['valuation'], place: Place): Place {
  return {
    plant: bucket === 'item' ? '' : place.plant,
    item: place.item,
    lot: bucket.includes('lot') ? place.lot : '',
    project: bucket.includes('project') ? place.project : '',
    inTransit: place.inTransit,
  };
}

export function keyOfPlace({ plant, item, lot, project, inTransit }: Place): string {
  return [plant, item, lot, project, inTransit].filter((text) => text !== '').join(' · ');
}
