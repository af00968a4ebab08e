import type { Facts } from '../facts/read-facts.js';
import type { Scope } from '../scope.js';
import { eventOrder } from './event-order.js';
import { MOVEMENT_KINDS } from './movement-kind.js';
import type { Movements } from './movements.js';
import type { NetMovements } from './returns.js';

/** A valuation bucket: the unit that has a price. */
export interface Bucket {
  readonly plant: number;
  readonly item: number;
  readonly lot: number;
}

/** What an event does to its bucket. */
export const DIRECTION = {
  /** Brings quantity (and value). */
  in: 0,
  /** Takes quantity, at the bucket's cost. */
  out: 1,
  /** Brings value only. */
  value: 2,
  /** Takes quantity at a value known beforehand: a return of what came at that value. */
  outAtValue: 3,
} as const;

/**
 * All that happens to stock in the period, bucket by bucket, each in event order. A movement between buckets is two
 * events. Opening stock is an event too, before all others: in, or out where it is below zero.
 */
export interface StockEvents {
  readonly buckets: readonly Bucket[];
  /** Events of bucket b stand at first[b] up to, not including, first[b + 1]. */
  readonly first: Uint32Array;
  readonly direction: Uint8Array;
  /** Never negative, 6 decimals. */
  readonly quantity: Float64Array;
  /** The movement's row, or −1 − the row of opening stock. */
  readonly row: Int32Array;
  /** The other event of a movement between buckets; −1 for none. */
  readonly other: Int32Array;
}

export function stockEvents(
  facts: Facts,
  { plants }: Scope,
  { rows }: Movements,
  net: NetMovements,
  bucketKey: (plant: number, item: number, lot: number) => Bucket,
): StockEvents {
  const { movement, opening_stock: opening } = facts;
  const legs: Leg[] = [];
  const numbers = new Map<string, number>();
  const buckets: Bucket[] = [];
  const add = (
    direction: number,
    phase: number,
    quantity: number,
    row: number,
    plant: number,
    item: number,
    lot: number,
  ) => {
    const bucket = bucketKey(plant, item, lot);
    const key = `${bucket.plant} ${bucket.item} ${bucket.lot}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = buckets.push(bucket) - 1;
      numbers.set(key, number);
    }
    const leg: Leg = { bucket: number, direction, phase, quantity, row, other: undefined, place: -1 };
    legs.push(leg);
    return leg;
  };

  for (let row = 0; row < opening.rowCount; row++) {
    const quantity = opening.quantity[row];
    const direction = quantity < 0 ? DIRECTION.out : DIRECTION.in;
    add(direction, 0, Math.abs(quantity), -1 - row, opening.plant[row], opening.item[row], opening.lot[row]);
  }
  for (const row of rows) {
    const kind = MOVEMENT_KINDS[movement.type[row]];
    const quantity = net.quantity[row];
    const [plant, item, lot] = [movement.plant[row], movement.item[row], movement.lot[row]];
    if (kind.valueOnly !== undefined) {
      if (plants.has(plant)) add(DIRECTION.value, kind.valueOnly, 0, row, plant, item, lot);
      continue;
    }
    if (quantity === 0 && !(kind.owns && kind.into !== undefined)) continue;
    const isTransfer = kind.into !== undefined && kind.outOf !== undefined;
    let source: Leg | undefined;
    if (kind.outOf !== undefined && plants.has(plant)) {
      const direction = kind.returns === undefined ? DIRECTION.out : DIRECTION.outAtValue;
      source = add(direction, kind.outOf, quantity, row, plant, item, lot);
    }
    if (kind.into === undefined) continue;
    const toPlant = isTransfer ? movement.to_plant[row] || plant : plant;
    if (!plants.has(toPlant)) continue;
    const toItem = isTransfer ? movement.to_item[row] || item : item;
    const toLot = isTransfer ? movement.to_lot[row] || lot : lot;
    const target = add(DIRECTION.in, kind.into, quantity, row, toPlant, toItem, toLot);
    if (source !== undefined) {
      source.other = target;
      target.other = source;
    }
  }
  return inOrder(facts, buckets, legs);
}

interface Leg {
  readonly bucket: number;
  readonly direction: number;
  readonly phase: number;
  readonly quantity: number;
  readonly row: number;
  /** The other end of a movement between buckets. */
  other: Leg | undefined;
  place: number;
}

function inOrder(facts: Facts, buckets: readonly Bucket[], legs: Leg[]): StockEvents {
  const compareText = facts.symbols.compare;
  const byKey = Array.from(buckets.keys()).sort((a, b) => {
    const [x, y] = [buckets[a], buckets[b]];
    return compareText(x.plant, y.plant) || compareText(x.item, y.item) || compareText(x.lot, y.lot);
  });
  const rank = new Uint32Array(buckets.length);
  for (const [place, bucket] of byKey.entries()) rank[bucket] = place;

  const compareRows = eventOrder(facts);
  const { received_on, layer, lot } = facts.opening_stock;
  const compareOpenings = (a: number, b: number) =>
    (received_on[a] || 0) - (received_on[b] || 0) || compareText(layer[a], layer[b]) || compareText(lot[a], lot[b]);
  legs.sort((a, b) => {
    if (a.bucket !== b.bucket) return rank[a.bucket] - rank[b.bucket];
    if (a.row < 0 && b.row < 0) return compareOpenings(-1 - a.row, -1 - b.row);
    return a.row < 0 || b.row < 0 ? a.phase - b.phase : compareRows(a.row, a.phase, b.row, b.phase);
  });

  const first = new Uint32Array(buckets.length + 1);
  for (const [place, leg] of legs.entries()) {
    leg.place = place;
    first[rank[leg.bucket] + 1]++;
  }
  for (let bucket = 0; bucket < buckets.length; bucket++) first[bucket + 1] += first[bucket];
  return {
    buckets: byKey.map((bucket) => buckets[bucket]),
    first,
    direction: Uint8Array.from(legs, (leg) => leg.direction),
    quantity: Float64Array.from(legs, (leg) => leg.quantity),
    row: Int32Array.from(legs, (leg) => leg.row),
    other: Int32Array.from(legs, (leg) => leg.other?.place ?? -1),
  };
}
