import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import { eventOrder } from '../movements/event-order.js';
import { MOVEMENT_KINDS, TYPE } from '../movements/kinds.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import { type Bucket, bucketCodes, bucketKey } from './valuation.js';

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
 * events. Opening stock is an event too, before all others: in; then, where it is below zero, out.
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

/** @param bucketAt the bucket of a place, by the item's valuation. */
export function stockEvents(
  facts: Facts,
  scope: Scope,
  movements: Movements,
  net: NetMovements,
  bucketAt: (place: Bucket) => Bucket,
  report: Report,
): StockEvents {
  const legs = new Legs(bucketAt);
  addOpening(facts, legs);
  addMovements(facts, scope, movements, net, legs, report);
  return inOrder(facts, legs);
}

/** One end of a movement. */
interface Leg {
  readonly bucket: number;
  readonly direction: number;
  readonly phase: number;
  readonly quantity: number;
  readonly row: number;
  other: Leg | undefined;
  place: number;
}

class Legs {
  readonly all: Leg[] = [];
  readonly buckets: Bucket[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #bucketAt: (place: Bucket) => Bucket;

  constructor(bucketAt: (place: Bucket) => Bucket) {
    this.#bucketAt = bucketAt;
  }

  add(place: Bucket, direction: number, phase: number, quantity: number, row: number): Leg {
    const bucket = this.#bucketAt(place);
    const key = bucketKey(bucket);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.buckets.push(bucket) - 1;
      this.#numbers.set(key, number);
    }
    const leg: Leg = { bucket: number, direction, phase, quantity, row, other: undefined, place: -1 };
    this.all.push(leg);
    return leg;
  }

  areOne(a: Bucket, b: Bucket): boolean {
    return bucketKey(this.#bucketAt(a)) === bucketKey(this.#bucketAt(b));
  }
}

function addOpening({ opening_stock: opening }: Facts, legs: Legs): void {
  for (let row = 0; row < opening.rowCount; row++) {
    const quantity = opening.quantity[row];
    legs.add(openingPlace(opening, row), quantity < 0 ? DIRECTION.out : DIRECTION.in, 0, Math.abs(quantity), -1 - row);
  }
}

function openingPlace({ plant, item, lot, project, in_transit }: Facts['opening_stock'], row: number): Bucket {
  return { plant: plant[row], item: item[row], lot: lot[row], project: project[row], inTransit: in_transit[row] };
}

function addMovements(
  facts: Facts,
  { plants }: Scope,
  { rows, rowOf, quantity: moved }: Movements,
  net: NetMovements,
  legs: Legs,
  report: Report,
): void {
  const { movement, opening_stock, symbols } = facts;
  const openInTransit = new Map<number, Bucket>();
  for (let row = 0; row < opening_stock.rowCount; row++) {
    const place = openingPlace(opening_stock, row);
    if (place.inTransit !== 0) openInTransit.set(place.inTransit, place);
  }
  const placeOf = (row: number): Bucket => ({
    plant: movement.plant[row],
    item: movement.item[row],
    lot: movement.lot[row],
    project: movement.project[row],
    inTransit: 0,
  });
  const destinationOf = (row: number): Bucket => ({
    plant: movement.to_plant[row] || movement.plant[row],
    item: movement.to_item[row] || movement.item[row],
    lot: movement.to_lot[row] || movement.lot[row],
    project: movement.to_project[row] || movement.project[row],
    inTransit: 0,
  });
  /** Where the goods of a `transfer_in` are before: on the way since the `transfer_out` that it refers to. */
  const onTheWay = (row: number): Bucket | undefined => {
    const code = movement.refers_to[row];
    const out = rowOf[code];
    if (code === 0 || out < 0) {
      const place = openInTransit.get(code);
      return place?.item === movement.item[row] ? place : undefined;
    }
    const isIt = movement.type[out] === TYPE.transfer_out && movement.item[out] === movement.item[row];
    return isIt ? { ...placeOf(out), inTransit: code } : undefined;
  };

  for (const row of rows) {
    const kind = MOVEMENT_KINDS[movement.type[row]];
    const quantity = net.quantity[row];
    const place = placeOf(row);
    if (kind.valueOnly !== undefined) {
      if (plants.has(place.plant)) legs.add(place, DIRECTION.value, kind.valueOnly, 0, row);
      continue;
    }
    // What was returned whole is as if it had not been.
    const addsValueOnly = quantity === 0 && moved[row] === 0 && net.amounts(row) !== undefined;
    if (quantity === 0 && !(addsValueOnly && kind.into !== undefined)) continue;

    let from: Bucket | undefined = kind.outOf === undefined || !plants.has(place.plant) ? undefined : place;
    let to: Bucket | undefined = kind.into === undefined ? undefined : place;
    if (kind.hasDestination) to = destinationOf(row);
    if (kind.type === 'transfer_out')
      to = leavesTheLedger(row) ? undefined : { ...place, inTransit: movement.movement[row] };
    if (kind.type === 'transfer_in') {
      from = onTheWay(row);
      if (from === undefined) {
        report('transfer_in_must_refer_to_a_transfer_out', 'movement', symbols.text(movement.movement[row]));
      }
    }
    if (to !== undefined && !plants.has(to.plant)) to = undefined;
    // A transfer within one bucket, or of nothing, moves no stock; what it cost all the same lands where it goes.
    const movesNothing = from !== undefined && to !== undefined && legs.areOne(from, to);
    if (movesNothing || (addsValueOnly && kind.addsCost)) {
      if (to !== undefined && net.amounts(row) !== undefined) legs.add(to, DIRECTION.value, kind.into ?? 0, 0, row);
      continue;
    }

    const direction = kind.returns === undefined ? DIRECTION.out : DIRECTION.outAtValue;
    const source = from && legs.add(from, direction, kind.outOf ?? 0, quantity, row);
    const target = to && legs.add(to, DIRECTION.in, kind.into ?? 0, quantity, row);
    if (source === undefined || target === undefined) continue;
    source.other = target;
    target.other = source;
  }

  function leavesTheLedger(row: number): boolean {
    return movement.to_plant[row] !== 0 && !plants.has(movement.to_plant[row]);
  }
}

/**
 * Buckets by their keys, each one's events by event key, opening first: layers by date received, sequence and name, then
 * what is owed, which they cover.
 */
function inOrder(facts: Facts, { all, buckets }: Legs): StockEvents {
  const compareText = facts.symbols.compare;
  const codes = buckets.map(bucketCodes);
  const byKey = Array.from(buckets.keys()).sort((a, b) => {
    for (let i = 0; i < codes[a].length; i++) {
      const order = compareText(codes[a][i], codes[b][i]);
      if (order !== 0) return order;
    }
    return 0;
  });
  const rank = new Uint32Array(buckets.length);
  for (const [place, bucket] of byKey.entries()) rank[bucket] = place;

  const compareRows = eventOrder(facts);
  const { received_on, sequence, layer, lot, project, plant, quantity } = facts.opening_stock;
  const isOwed = (row: number) => Number(quantity[row] < 0);
  const compareOpenings = (a: number, b: number) =>
    isOwed(a) - isOwed(b) ||
    (received_on[a] || 0) - (received_on[b] || 0) ||
    (sequence[a] || 0) - (sequence[b] || 0) ||
    compareText(layer[a], layer[b]) ||
    compareText(lot[a], lot[b]) ||
    compareText(project[a], project[b]) ||
    compareText(plant[a], plant[b]);
  all.sort((a, b) => {
    if (a.bucket !== b.bucket) return rank[a.bucket] - rank[b.bucket];
    if (a.row < 0 && b.row < 0) return compareOpenings(-1 - a.row, -1 - b.row);
    return a.row < 0 || b.row < 0 ? a.phase - b.phase : compareRows(a.row, a.phase, b.row, b.phase);
  });

  const first = new Uint32Array(buckets.length + 1);
  for (const [place, leg] of all.entries()) {
    leg.place = place;
    first[rank[leg.bucket] + 1]++;
  }
  for (let bucket = 0; bucket < buckets.length; bucket++) first[bucket + 1] += first[bucket];
  return {
    buckets: byKey.map((bucket) => buckets[bucket]),
    first,
    direction: Uint8Array.from(all, (leg) => leg.direction),
    quantity: Float64Array.from(all, (leg) => leg.quantity),
    row: Int32Array.from(all, (leg) => leg.row),
    other: Int32Array.from(all, (leg) => leg.other?.place ?? -1),
  };
}
