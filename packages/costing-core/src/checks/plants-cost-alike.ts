import { divRound, parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import type { PresentCost } from './present-costs.js';

/** An item costs about the same at every plant: the policy says by how many percent more at the dearest than at the cheapest. */
export function plantsCostAlike(
  { facts, scope, policy }: Outcome,
  costs: ReadonlyMap<number, PresentCost>,
  report: Report,
): void {
  const { symbols } = facts;
  const allowed = BigInt(parseFixed(policy.checks.plants_percent, QUANTITY_SCALE));
  const byItem = new Map<number, { cheapest: PresentCost; dearest: PresentCost }>();
  for (const cost of costs.values()) {
    if (cost.plant === 0 || cost.quantity <= 0n || cost.amount <= 0n) continue;
    const of = byItem.get(cost.item);
    if (of === undefined) {
      byItem.set(cost.item, { cheapest: cost, dearest: cost });
      continue;
    }
    if (isBefore(cost, of.cheapest)) of.cheapest = cost;
    if (isBefore(of.dearest, cost)) of.dearest = cost;
  }
  for (const { cheapest, dearest } of byItem.values()) {
    const base = cheapest.amount * dearest.quantity;
    const more = dearest.amount * cheapest.quantity - base;
    if (more * HUNDRED_PERCENT <= allowed * base) continue;
    const print = ({ amount, quantity }: PresentCost) =>
      unitCost(amount, quantity, scope.amountScale, policy.unit_cost_scale);
    report('plants_cost_differently', 'unit_cost', symbols.text(dearest.item), {
      plant: symbols.text(dearest.plant),
      found: print(dearest),
      other: symbols.text(cheapest.plant),
      expected: print(cheapest),
      difference: printFixed(divRound(1000n * more, base), 1),
    });
  }

  /** Cheaper; of those alike, the plant that comes first, so that the order of rows does not matter. */
  function isBefore(a: PresentCost, b: PresentCost): boolean {
    const difference = a.amount * b.quantity - b.amount * a.quantity;
    return difference < 0n || (difference === 0n && symbols.compare(a.plant, b.plant) < 0);
  }
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
