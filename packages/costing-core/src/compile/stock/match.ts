import type { Facts } from '@millrace/facts';
import { startOfDay } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import type { Period } from '../period.js';
import { AT_STANDARD, type Cutting, everyDay, everyInflow, matchAverage, WHOLE_PERIOD } from './average.js';
import { DIRECTION, type StockEvents } from './events.js';
import { StockFlows } from './flows.js';
import { type LateDifferences, lateDifferences } from './late-difference.js';
import { type LayerRule, matchLayers } from './layers.js';
import { cutTransferredLayers } from './transferred-layers.js';

/** How what goes out of a bucket is matched with what came in: by average, cut into pieces by time, or layer by layer. */
export type Matching = Cutting | LayerRule;

/** Matches one bucket. Quantities only: what it finds is added to `flows`. */
export function matchBucket(
  events: StockEvents,
  bucket: number,
  matching: Matching,
  late: LateDifferences,
  flows: StockFlows,
): void {
  if ('cumulative' in matching) matchLayers(events, bucket, matching, late, flows);
  else matchAverage(events, bucket, matching, late, flows);
}

/** Matches what goes out of each bucket with what came in, by the method of its item. Quantities only. */
export function matchStock(period: Period, movements: Movements, net: NetMovements, events: StockEvents): StockFlows {
  const { facts, scope, report, valuation, kindOf } = period;
  const { movement, symbols } = facts;
  const flows = new StockFlows(events.row.length);
  const late = lateDifferences(period, movements, net, events);
  const cuttings = {
    periodic_average: WHOLE_PERIOD,
    specific: WHOLE_PERIOD,
    standard: AT_STANDARD,
    moving_average: everyInflow(events),
  };
  let daily: Cutting | undefined;
  const cuttingOf = (method: keyof typeof cuttings | 'daily_average'): Cutting => {
    if (method !== 'daily_average') return cuttings[method];
    // A table of all days of the period, which only this method asks for.
    daily ??= everyDay(days(facts, scope, events));
    return daily;
  };
  const openingLayer = openingLayers(facts, events);
  for (let bucket = 0; bucket < events.buckets.length; bucket++) {
    const { method, layer_order } = valuation(events.buckets[bucket].item);
    if (method !== 'fifo' && method !== 'lifo') {
      matchBucket(events, bucket, cuttingOf(method), late, flows);
      continue;
    }
    const rule = {
      youngestFirst: method === 'lifo',
      cumulative: layer_order === 'cumulative',
      openingLayer,
      takesBack: (event: number, layer: number) =>
        events.row[layer] >= 0 &&
        (kindOf(events.row[event]).returns?.includes(kindOf(events.row[layer]).type) ?? false),
    };
    matchBucket(events, bucket, rule, late, flows);
  }
  for (const event of flows.early) {
    const row = events.row[event];
    if (row >= 0) report('outflow_was_booked_before_its_receipt', 'movement', symbols.text(movement.movement[row]));
  }
  return cutTransferredLayers(events, flows, (bucket) => {
    const { method } = valuation(events.buckets[bucket].item);
    return method === 'fifo' ? 'oldest_first' : method === 'lifo' ? 'youngest_first' : undefined;
  });
}

/** The local day of an event, as a number of its place in the period; opening belongs to the first day. */
function days({ movement }: Facts, { firstDay, lastDay, timeZone }: Scope, { row }: StockEvents) {
  const starts: number[] = [];
  for (let day = firstDay; day <= lastDay; day++) starts.push(startOfDay(day, timeZone));
  return (event: number): number => {
    if (row[event] < 0) return 0;
    const at = movement.posted_at[row[event]];
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

/** The opening event of a bucket whose layer has the name asked for. */
function openingLayers({ opening_stock }: Facts, events: StockEvents) {
  const layers = new Map<string, number>();
  for (let bucket = 0; bucket < events.buckets.length; bucket++) {
    for (let event = events.first[bucket]; event < events.first[bucket + 1] && events.row[event] < 0; event++) {
      // What is owed, and what has no quantity, is no layer.
      if (events.direction[event] === DIRECTION.in && events.quantity[event] > 0)
        layers.set(`${bucket} ${opening_stock.layer[-1 - events.row[event]]}`, event);
    }
  }
  return (bucket: number, reference: number): number =>
    reference === 0 ? -1 : (layers.get(`${bucket} ${reference}`) ?? -1);
}
