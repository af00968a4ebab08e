import { GrowingArray } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { groupRows, orderByTexts } from '@millrace/facts';
import { inEventOrder } from '../movements/event-order.js';
import { PHASES, TYPE } from '../movements/kinds.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import { arrivesAt, asFrom, bucketAt, type Period, placeOf } from '../period.js';
import { type Bucket, bucketKey } from './valuation.js';

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
  /** Takes quantity at the bucket's cost, of which another value was known beforehand: what goes back to the vendor. */
  outReturned: 4,
} as const;

/** Whether an event takes quantity. */
export function takesQuantity(direction: number): boolean {
  return direction === DIRECTION.out || direction === DIRECTION.outAtValue || direction === DIRECTION.outReturned;
}

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
  /** The code of the movement that it refers to; 0 for none. */
  readonly reference: Int32Array;
  /** What distinguishes an event from others of its movement: the code of what it refers to; 0 for an only one. */
  readonly part: Int32Array;
  /** The other event of a movement between buckets; −1 for none. */
  readonly other: Int32Array;
}

export function stockEvents(period: Period, movements: Movements, net: NetMovements): StockEvents {
  const legs = new Legs(period);
  addOpening(period.facts, legs);
  addMovements(period, movements, net, legs);
  return inOrder(period.facts, legs);
}

/** The ends of movements, column by column, in the order in which they are added: those of opening stock first. */
class Legs {
  /** Plant, item, lot, project, transfer under way. */
  readonly places = Array.from({ length: 5 }, () => new GrowingArray(Int32Array));
  readonly direction = new GrowingArray(Uint8Array);
  readonly phase = new GrowingArray(Uint8Array);
  readonly quantity = new GrowingArray(Float64Array);
  readonly row = new GrowingArray(Int32Array);
  readonly part = new GrowingArray(Int32Array);
  readonly other = new GrowingArray(Int32Array);
  readonly #period: Period;

  constructor(period: Period) {
    this.#period = period;
  }

  /** Returns the number of the leg. */
  add(place: Bucket, direction: number, phase: number, quantity: number, row: number): number {
    const { plant, item, lot, project, inTransit } = bucketAt(this.#period, place);
    this.places[0].push(plant);
    this.places[1].push(item);
    this.places[2].push(lot);
    this.places[3].push(project);
    this.places[4].push(inTransit);
    this.direction.push(direction);
    this.phase.push(phase);
    this.quantity.push(quantity);
    this.part.push(0);
    this.other.push(-1);
    return this.row.push(row);
  }

  areOne(a: Bucket, b: Bucket): boolean {
    return bucketKey(bucketAt(this.#period, a)) === bucketKey(bucketAt(this.#period, b));
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

function addMovements(period: Period, movements: Movements, net: NetMovements, legs: Legs): void {
  const { facts, scope, report, kindOf } = period;
  const { plants } = scope;
  const { movement, symbols } = facts;
  const onTheWay = transitPlaces(period, movements);
  const receivedAt = receivedPlaces(period, movements, onTheWay);

  for (const row of movements.rows) {
    const kind = kindOf(row);
    const quantity = net.quantity[row];
    const place = placeOf(facts, row);
    const parts = net.shared.get(row);
    if (parts !== undefined) {
      for (const { receipt } of parts) {
        const part = legs.add(arrivesAt(period, receipt), DIRECTION.value, PHASES.adjustment, 0, row);
        legs.part.values[part] = movement.movement[receipt];
      }
      continue;
    }
    if (kind.valueOnly !== undefined) {
      if (plants.has(place.plant)) legs.add(asFrom(place, receivedAt(row)), DIRECTION.value, kind.valueOnly, 0, row);
      continue;
    }
    const corrected = net.corrections.get(row);
    if (corrected !== undefined) {
      const correction = legs.add(arrivesAt(period, row), DIRECTION.value, PHASES.adjustment, 0, row);
      legs.part.values[correction] = corrected.estimate;
    }
    // What was returned whole is as if it had not been.
    const addsValueOnly = quantity === 0 && movements.quantity[row] === 0 && net.amounts(row) !== undefined;
    if (quantity === 0 && !(addsValueOnly && kind.into !== undefined)) continue;

    let from: Bucket | undefined = kind.outOf === undefined || !plants.has(place.plant) ? undefined : place;
    let to: Bucket | undefined = kind.into === undefined ? undefined : arrivesAt(period, row);
    if (kind.type === 'transfer_out') to = { ...place, inTransit: movement.movement[row] };
    if (kind.type === 'transfer_in') {
      from = onTheWay(row);
      to = asFrom(arrivesAt(period, row), from);
      if (from === undefined) {
        report('transfer_in_must_refer_to_a_transfer_out', 'movement', symbols.text(movement.movement[row]));
      }
    }
    if (to !== undefined && !plants.has(to.plant)) to = undefined;
    // A transfer within one bucket, or of quantity 0, moves no stock; a cost that it brings stays at its destination.
    const movesNothing = from !== undefined && to !== undefined && legs.areOne(from, to);
    if (movesNothing || (addsValueOnly && kind.addsCost)) {
      if (to !== undefined && net.amounts(row) !== undefined) legs.add(to, DIRECTION.value, kind.into ?? 0, 0, row);
      continue;
    }

    const source = from && legs.add(from, leavesBy(period, net, row), kind.outOf ?? 0, quantity, row);
    const target = to && legs.add(to, DIRECTION.in, kind.into ?? 0, quantity, row);
    if (source === undefined || target === undefined) continue;
    legs.other.values[source] = target;
    legs.other.values[target] = source;
  }
}

/**
 * How a movement leaves its bucket: what goes back to the vendor, of a receipt of an earlier period, at the stock's own
 * price where the policy says so; other returns at the value that is known beforehand.
 */
function leavesBy({ policy, kindOf }: Period, net: NetMovements, row: number): number {
  const { returns, owns } = kindOf(row);
  if (returns === undefined) return DIRECTION.out;
  const atStockPrice = owns && net.isOfEarlier(row) && policy.vendor_return === 'stock_price';
  return atStockPrice ? DIRECTION.outReturned : DIRECTION.outAtValue;
}

/** Where the goods of a `transfer_in` are before: on the way since the `transfer_out` that it refers to. */
function transitPlaces({ facts, scope }: Period, { rowOf }: Movements): (row: number) => Bucket | undefined {
  const { movement, opening_stock } = facts;
  const openInTransit = new Map<number, Bucket>();
  for (let row = 0; row < opening_stock.rowCount; row++) {
    const place = openingPlace(opening_stock, row);
    if (place.inTransit !== 0) openInTransit.set(place.inTransit, place);
  }
  return (row) => {
    const code = movement.refers_to[row];
    const out = rowOf(code);
    if (code === 0 || out < 0) {
      const place = openInTransit.get(code);
      return place?.item === movement.item[row] ? place : undefined;
    }
    const isIt = movement.type[out] === TYPE.transfer_out && movement.item[out] === movement.item[row];
    return isIt && scope.plants.has(movement.plant[out]) ? { ...placeOf(facts, out), inTransit: code } : undefined;
  };
}

/**
 * Where the stock is that a value adjustment is for: where the movement of the period that it refers to brought it, or the
 * opening layer of that name is. An invoice knows its receipt, and seldom the lot. Undefined where that is of another item or
 * plant, or of several lots.
 */
function receivedPlaces(
  period: Period,
  { rows, rowOf }: Movements,
  onTheWay: (row: number) => Bucket | undefined,
): (row: number) => Bucket | undefined {
  const { facts } = period;
  const { movement, opening_stock } = facts;
  const inPeriod = new Uint8Array(movement.rowCount);
  for (const row of rows) inPeriod[row] = 1;
  const layers = new Map<number, Bucket[]>();
  for (let row = 0; row < opening_stock.rowCount; row++) {
    const place = openingPlace(opening_stock, row);
    if (opening_stock.layer[row] === 0 || place.inTransit !== 0) continue;
    const present = layers.get(opening_stock.layer[row]);
    if (present === undefined) layers.set(opening_stock.layer[row], [place]);
    else present.push(place);
  }
  return (row) => {
    const code = movement.refers_to[row];
    if (code === 0) return undefined;
    const own = placeOf(facts, row);
    const isLike = ({ plant, item }: Bucket) => item === own.item && (plant === own.plant || plant === 0);
    const received = rowOf(code);
    if (received >= 0 && inPeriod[received] === 1) {
      const isOnItsWay = movement.type[received] === TYPE.transfer_in;
      const place = asFrom(arrivesAt(period, received), isOnItsWay ? onTheWay(received) : undefined);
      return isLike(place) ? place : undefined;
    }
    const [place, ...others] = (layers.get(code) ?? []).filter(isLike);
    const isElsewhere = ({ lot, project }: Bucket) => lot !== place.lot || project !== place.project;
    return place === undefined || others.some(isElsewhere) ? undefined : place;
  };
}

/**
 * Buckets by their keys, each one's events by event key, opening first: layers by date received, sequence and name, then
 * what is owed, which they cover.
 */
function inOrder(facts: Facts, legs: Legs): StockEvents {
  const count = legs.row.length;
  const places = legs.places.map((codes) => codes.trimmed());
  const { of: bucketOfLeg, first: legOfBucket } = groupRows(count, places);
  const byKey = orderByTexts(
    facts.symbols,
    legOfBucket.length,
    places.map((codes) => legOfBucket.map((leg) => codes[leg])),
  );
  const rank = new Int32Array(byKey.length);
  for (let place = 0; place < byKey.length; place++) rank[byKey[place]] = place;

  const first = new Uint32Array(byKey.length + 1);
  for (let leg = 0; leg < count; leg++) first[rank[bucketOfLeg[leg]] + 1]++;
  for (let bucket = 0; bucket < byKey.length; bucket++) first[bucket + 1] += first[bucket];
  const next = first.slice();
  /** By leg, where it stands among the events; and the other way round. */
  const placeOfLeg = new Int32Array(count);
  const legAt = new Int32Array(count);
  for (const leg of inTime(facts, legs)) {
    const place = next[rank[bucketOfLeg[leg]]]++;
    placeOfLeg[leg] = place;
    legAt[place] = leg;
  }
  const { refers_to } = facts.movement;
  const row = legAt.map((leg) => legs.row.values[leg]);
  return {
    buckets: Array.from(byKey, (bucket) => {
      const [plant, item, lot, project, inTransit] = places.map((codes) => codes[legOfBucket[bucket]]);
      return { plant, item, lot, project, inTransit };
    }),
    first,
    direction: Uint8Array.from(legAt, (leg) => legs.direction.values[leg]),
    quantity: Float64Array.from(legAt, (leg) => legs.quantity.values[leg]),
    row,
    reference: row.map((own, place) => legs.part.values[legAt[place]] || (own < 0 ? 0 : refers_to[own])),
    part: legAt.map((leg) => legs.part.values[leg]),
    other: legAt.map((leg) => (legs.other.values[leg] < 0 ? -1 : placeOfLeg[legs.other.values[leg]])),
  };
}

/** Legs in the order of time, those of opening stock before all others. */
function inTime(facts: Facts, { row, phase }: Legs): Int32Array {
  const openings = facts.opening_stock.rowCount;
  const legs = new Int32Array(row.length);
  for (let leg = 0; leg < openings; leg++) legs[leg] = leg;
  const compare = openingOrder(facts);
  legs.subarray(0, openings).sort((a, b) => compare(-1 - row.values[a], -1 - row.values[b]));
  const moved = inEventOrder(facts, row.trimmed().subarray(openings), phase.trimmed().subarray(openings));
  for (let i = 0; i < moved.length; i++) legs[openings + i] = openings + moved[i];
  return legs;
}

function openingOrder({ opening_stock, symbols }: Facts): (a: number, b: number) => number {
  const { received_on, sequence, layer, lot, project, plant, quantity } = opening_stock;
  const compareText = symbols.compare;
  const isOwed = (row: number) => Number(quantity[row] < 0);
  return (a, b) =>
    isOwed(a) - isOwed(b) ||
    (received_on[a] || 0) - (received_on[b] || 0) ||
    (sequence[a] || 0) - (sequence[b] || 0) ||
    compareText(layer[a], layer[b]) ||
    compareText(lot[a], lot[b]) ||
    compareText(project[a], project[b]) ||
    compareText(plant[a], plant[b]);
}
