import { listedPrices } from '@millrace/bom';
import { add, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import type { Cost } from './last-costs.js';
import { type PresentCost, placeName } from './present-costs.js';

/** What an item costs is not more than the price at which it is sold on the period's last day, where it has one. */
export function costsAreBelowSalesPrices(
  { facts, scope, policy }: Outcome,
  costs: ReadonlyMap<number, PresentCost>,
  report: Report,
): void {
  if (facts.item_price.rowCount === 0) return;
  const listed = listedPrices(facts, scope.lastDay);
  const print = (cost: Cost) => unitCost(cost.amount, cost.quantity, scope.amountScale, policy.unit_cost_scale);
  for (const cost of costs.values()) {
    const prices = listed(cost.plant, cost.item, 'sale');
    if (prices === undefined || cost.quantity <= 0n) continue;
    const { numerator, denominator } = [...prices.values()].reduce(add, ZERO);
    const price = { amount: numerator * 10n ** BigInt(scope.amountScale), quantity: denominator * UNIT };
    if (price.amount <= 0n || cost.amount * price.quantity <= price.amount * cost.quantity) continue;
    report('unit_cost_is_above_the_sales_price', 'unit_cost', placeName(facts, cost), {
      found: print(cost),
      expected: print(price),
    });
  }
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
