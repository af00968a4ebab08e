import { TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { type PresentCost, placeName } from './present-costs.js';

/** What was produced costs at least the material in it: nothing makes it cheaper than that but a credit. */
export function productsCostMoreThanMaterial(
  { facts, scope, policy }: Outcome,
  costs: ReadonlyMap<number, PresentCost>,
  report: Report,
): void {
  const { cost_element } = facts;
  const isMaterial = scope.elements.map(
    (element) => cost_element.class[cost_element.element.indexOf(element)] === MATERIAL,
  );
  for (const cost of costs.values()) {
    if (!cost.isProduced || cost.quantity <= 0n) continue;
    const material = cost.amounts.reduce((sum, amount, e) => (isMaterial[e] ? sum + amount : sum), 0n);
    if (material <= 0n || cost.amount >= material) continue;
    const print = (amount: bigint) => unitCost(amount, cost.quantity, scope.amountScale, policy.unit_cost_scale);
    report('product_costs_less_than_its_material', 'unit_cost', placeName(facts, cost), {
      found: print(cost.amount),
      expected: print(material),
    });
  }
}

const MATERIAL = TABLES.cost_element.columns.class.choices.indexOf('material');
