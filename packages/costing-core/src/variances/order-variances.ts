import type { Outcome } from '../results/outcome.js';
import { conversionVariances } from './conversion-variances.js';
import type { Difference } from './difference.js';
import { hoursOfOrders } from './hours-basis.js';
import { materialVariances } from './material-variances.js';
import { beganBefore, type OrderToExplain, unitsOfOrders, workOfOrders } from './order-work.js';
import { quotaChanges } from './quota-change.js';
import type { StandardValue } from './standard-value.js';
import { yardstick } from './yardstick.js';

/**
 * Why what an order completed cost something else than standard (formulas.md 12), by the order's row: price and usage, in a mixture mix
 * and yield, of each component, rate, idle time and efficiency of conversion, of grades of labour mix and yield, lot size of what is needed once, change of quota of what it opened with, and
 * `other`, which makes it add up: what stays in process, rounding. Orders whose outputs have no standard price are left out
 * (`unexplainedOrders`), and those that received nothing.
 *
 * 210 kg for 861.00 at a standard of 4.00, 200 kg allowed: price 21.00, usage 40.00.
 */
export function orderVariances(outcome: Outcome, standardValue: StandardValue): Map<number, Difference[]> {
  const hours = hoursOfOrders(outcome);
  const units = unitsOfOrders(outcome);
  const begun = beganBefore(outcome);
  const measure = yardstick(outcome);
  const changed = quotaChanges(outcome);
  const found = new Map<number, Difference[]>();
  for (const [order, work] of workOfOrders(outcome)) {
    const toExplain = explained(work.received, standardValue);
    if (toExplain === undefined) continue;
    const of: OrderToExplain = {
      order,
      work,
      units: units.get(order) ?? [],
      isFirst: !begun(order),
      needed: measure.needed(order),
      routing: measure.routing(order),
      lot: measure.costingLot(order),
    };
    const rows = [...materialVariances(outcome, of), ...conversionVariances(outcome, of, hours), ...changed(of)];
    for (const [element, whole] of toExplain.entries()) {
      const named = rows.filter((row) => row.element === element).reduce((sum, { amount }) => sum + amount, 0n);
      rows.push({ component: '', element, kind: 'other', quantity: undefined, amount: whole - named });
    }
    found.set(
      order,
      rows.filter(({ amount }) => amount !== 0n),
    );
  }
  return found;
}

/** Orders, by their rows, that received something of which some has no standard price. */
export function unexplainedOrders(outcome: Outcome, standardValue: StandardValue): number[] {
  return [...workOfOrders(outcome)].flatMap(([order, { received }]) =>
    received.size > 0 && explained(received, standardValue) === undefined ? [order] : [],
  );
}

/** What an order's receipts cost beyond standard, by element; undefined where one has no standard price, or there is none. */
function explained(received: ReadonlyMap<number, bigint[]>, standardValue: StandardValue): bigint[] | undefined {
  let whole: bigint[] | undefined;
  for (const [row, amounts] of received) {
    const standard = standardValue(row);
    if (standard === undefined) return undefined;
    whole = amounts.map((amount, e) => (whole?.[e] ?? 0n) + amount - standard[e]);
  }
  return whole;
}
