import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { namedKeys } from '../../findings/named-keys.js';
import { OUTSIDE } from '../plan.js';
import type { StockContext } from './context.js';
import { DIRECTION, type StockEvents, takesQuantity } from './events.js';
import type { Places } from './places.js';
import type { ReturnedValues } from './returned-value.js';

/**
 * Stock below zero. What is taken though it isn't there leaves at a fallback price from a node of its own (`short`),
 * which owes it to the outside: closing stock of negative quantity and value. The next period opens with that `debt`;
 * what then covers it flows to `revaluation`, where the difference to what was thought becomes a residual.
 *
 * 3 pieces were sold short at 10.00; next month 5 come in at 12.00. 3 of them cover the debt: 36.00 − 30.00 is a
 * difference of 6.00, and 2 pieces are left at 12.00.
 */
export interface BelowZero {
  /** Where what covers a bucket's debt goes. */
  revaluation(bucket: number): number;
}

export function openBelowZero({ events, plan, bucketOf, flows, opening, nothing }: StockContext): BelowZero {
  const uncovered = new Map(flows.short.map(({ event, quantity }) => [event, quantity]));
  const owed = new Map<number, { covered: number; left: number; debt: number; revaluation: number }>();
  for (let event = 0; event < events.row.length; event++) {
    const row = events.row[event];
    if (row >= 0 || events.direction[event] !== DIRECTION.out) continue;
    const bucket = bucketOf(event);
    let entry = owed.get(bucket);
    if (entry === undefined) {
      const debt = plan.node('debt', bucket);
      entry = { covered: 0, left: 0, debt, revaluation: plan.node('revaluation', bucket) };
      owed.set(bucket, entry);
    }
    plan.source(entry.debt, opening(-1 - row) ?? nothing(), 'opening_stock', -1 - row);
    const left = uncovered.get(event) ?? 0;
    entry.left += left;
    entry.covered += events.quantity[event] - left;
  }
  for (const [bucket, { covered, left, debt, revaluation }] of owed) {
    if (covered > 0) plan.share(debt, revaluation, covered, 'revalued', bucket);
    if (left > 0) plan.share(debt, OUTSIDE, left, 'closing_stock', bucket);
    plan.share(revaluation, OUTSIDE, 1, 'negative_stock', bucket);
  }
  return { revaluation: (bucket) => (owed.get(bucket) as { revaluation: number }).revaluation };
}

/** What is short at the period's end. */
export function addShort(
  { facts, scope, events, flows, policy, plan, report, bucketOf, atFallback, nodes }: StockContext,
  { entry, targetOf, reclassify, leavesTo }: Places,
  returned: ReturnedValues,
): void {
  const { movement, symbols } = facts;
  const nodeOfBucket = new Map<number, number>();
  const bucketsBeside = besides(events);
  const code =
    policy.stock_below_zero === 'block'
      ? 'stock_must_not_fall_below_zero'
      : 'stock_below_zero_was_valued_at_a_fallback_price';
  for (const { event, quantity, to } of flows.short) {
    const row = events.row[event];
    if (row < 0) continue;
    const bucket = bucketOf(event);
    const elsewhere = underOtherNames(bucket);
    let node = nodeOfBucket.get(bucket);
    if (node === undefined) {
      node = plan.node('short', bucket);
      nodeOfBucket.set(bucket, node);
      plan.share(node, OUTSIDE, 1, 'closing_stock', bucket);
    }
    if (events.direction[event] === DIRECTION.outAtValue) {
      const value = returned.part(row, bucket, quantity);
      plan.fixed(node, targetOf(row), value, 'movement', row);
      reclassify(row, value);
      report(code, 'movement', symbols.text(movement.movement[row]), {
        item: symbols.text(events.buckets[bucket].item),
        quantity: printFixed(quantity, QUANTITY_SCALE),
        amount: printFixed(
          value.reduce((sum, amount) => sum + amount, 0),
          scope.amountScale,
        ),
        origin: 'original',
        ...elsewhere,
      });
    } else {
      const other = events.other[event];
      const target = to !== undefined ? nodes[to] : other >= 0 ? entry(other) : leavesTo(event);
      const value = atFallback(row, bucket, quantity, code, elsewhere);
      plan.fixed(node, target, value, 'movement', row);
      reclassify(row, value);
    }
  }

  /** What is there at the end of the same item at the same plant under other lots and projects: documents forget these. */
  function underOtherNames(bucket: number): { found: string; keys: string } | undefined {
    const keys = new Set<string>();
    let found = 0;
    for (const other of bucketsBeside(bucket)) {
      const { lot, project } = events.buckets[other];
      const left = closingQuantity(other);
      if (left <= 0 || (lot === 0 && project === 0)) continue;
      found += left;
      keys.add([lot, project].flatMap((code) => (code === 0 ? [] : [symbols.text(code)])).join(' · '));
    }
    return keys.size === 0 ? undefined : { found: printFixed(found, QUANTITY_SCALE), keys: namedKeys(keys) };
  }

  function closingQuantity(bucket: number): number {
    let quantity = 0;
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const direction = events.direction[event];
      if (direction === DIRECTION.in) quantity += events.quantity[event];
      else if (takesQuantity(direction)) quantity -= events.quantity[event];
    }
    return quantity;
  }
}

/** The other buckets of an item at its plant that are not under way. */
function besides({ buckets }: StockEvents): (bucket: number) => readonly number[] {
  let known: Map<string, number[]> | undefined;
  return (bucket) => {
    known ??= gathered();
    const { plant, item, inTransit } = buckets[bucket];
    const all = inTransit === 0 ? known.get(`${plant} ${item}`) : undefined;
    return all?.filter((other) => other !== bucket) ?? [];
  };

  function gathered(): Map<string, number[]> {
    const found = new Map<string, number[]>();
    for (const [bucket, { plant, item, inTransit }] of buckets.entries()) {
      if (inTransit !== 0) continue;
      const key = `${plant} ${item}`;
      const present = found.get(key);
      if (present === undefined) found.set(key, [bucket]);
      else present.push(bucket);
    }
    return found;
  }
}
