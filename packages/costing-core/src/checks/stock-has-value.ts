import { listedPrices } from '@millrace/bom';
import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import type { Bucket } from '../compile/stock/valuation.js';
import type { Report } from '../findings.js';
import { bucketTexts } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';

/**
 * Stock is worth something, unless it may be worthless (consigned, customer-owned, samples), and never less than nothing. At a standard
 * price of 0 it is worth nothing whatever it was bought for.
 */
export function stockHasValue(outcome: Outcome, { stock }: Summary, report: Report): void {
  const { compiled, facts, scope } = outcome;
  const { events } = compiled;
  const itemRow = rowOf(facts.item.item);
  const listed = listedPrices(facts, scope.lastDay);
  for (const [bucket, place] of events.buckets.entries()) {
    const quantity = stock.closingQuantity(bucket);
    const amount = stock.closingAmount(bucket);
    const isBelow = quantity >= 0n && amount < 0n;
    const isWorthless = quantity > 0n && isFree(bucket, place, amount) && !mayBeWorthless(bucket, place.item);
    if (!isBelow && !isWorthless) continue;
    const key = bucketTexts(facts, place).join(' · ');
    const fields = {
      quantity: printFixed(quantity, QUANTITY_SCALE),
      amount: printFixed(amount, scope.amountScale),
    };
    if (isBelow) report('closing_value_must_not_be_negative', 'stock', key, fields);
    if (isWorthless) report('stock_must_have_a_value', 'stock', key, fields);
  }

  function isFree(bucket: number, { plant, item }: Bucket, amount: bigint): boolean {
    if (stock.availableAmount(bucket) === 0n) return true;
    if (amount !== 0n || compiled.valuation(item).method !== 'standard') return false;
    const prices = (plant === 0 ? [...scope.plants] : [plant]).flatMap((of) => listed(of, item, 'standard') ?? []);
    return prices.length > 0 && prices.every((price) => [...price.values()].every(({ numerator }) => numerator === 0n));
  }

  function mayBeWorthless(bucket: number, item: number): boolean {
    if (compiled.steps.has(item)) return true;
    if (facts.item.zero_cost_reason[itemRow(item)] !== 0) return true;
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const row = events.row[event];
      if (row >= 0 && facts.movement.zero_cost_reason[row] !== 0) return true;
    }
    return false;
  }
}
