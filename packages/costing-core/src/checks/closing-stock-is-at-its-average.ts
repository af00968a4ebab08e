import type { Report } from '../findings.js';
import { borneByBalances } from '../results/borne-by-balances.js';
import { bucketTexts } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';
import { unitCost } from '../results/unit-cost.js';

/**
 * What is left is worth what a unit cost in the period, where one price holds for all of it, but for rounding: one smallest unit
 * per element. Value that was put into closing stock alone, as a late difference by policy, is what makes it another; differences that are
 * shared by balances are no part of it.
 */
export function closingStockIsAtItsAverage(outcome: Outcome, { stock }: Summary, report: Report): void {
  const { facts, scope, policy, compiled } = outcome;
  const borne = borneByBalances(outcome, 'stock_balance');
  let available: { bucket: number; quantity: bigint; amount: bigint } | undefined;
  for (const { bucket, basis, quantity, amount: whole } of stock.unitCosts()) {
    if (basis === 'available') available = { bucket, quantity, amount: whole };
    if (basis !== 'closing' || quantity <= 0n) continue;
    if (available?.bucket !== bucket || available.quantity <= 0n) continue;
    const place = compiled.events.buckets[bucket];
    if (compiled.valuation(place.item).method !== 'periodic_average') continue;
    const amount = whole - (borne.get(bucket) ?? 0n);
    const off = amount * available.quantity - available.amount * quantity;
    if ((off < 0n ? -off : off) <= BigInt(scope.elements.length) * available.quantity) continue;
    const print = (of: { amount: bigint; quantity: bigint }) =>
      unitCost(of.amount, of.quantity, scope.amountScale, policy.unit_cost_scale);
    report('closing_stock_is_off_its_average', 'stock', bucketTexts(facts, place).join(' · '), {
      found: print({ amount, quantity }),
      expected: print(available),
    });
  }
}
