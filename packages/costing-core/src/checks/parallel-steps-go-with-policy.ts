import type { Facts } from '@millrace/facts';
import { parallelItems } from '../compile/orders/step-needs.js';
import { valuationOf } from '../compile/stock/valuation.js';
import type { Report } from '../findings.js';
import type { Policy } from '../policy.js';

/**
 * Choices that ask for a value of what steps in parallel make, which has none. Looked at for items that have orders; what only shows in
 * a stage is said where that is shared.
 */
export function parallelStepsGoWithPolicy(facts: Facts, policy: Policy, report: Report): void {
  const { symbols, production_order } = facts;
  const steps = parallelItems(facts, policy);
  if (steps.size === 0) return;
  const valuation = valuationOf(facts, policy);
  const shared = Object.values(policy.centre_material_driver).flatMap((of) =>
    typeof of === 'string' ? [] : Object.keys(of),
  );
  for (const item of new Set(production_order.item)) {
    if (!steps.has(item)) continue;
    const name = symbols.text(item);
    const choices = {
      'valuation.method: standard': valuation(item).method === 'standard',
      centre_material_driver: shared.includes(name),
    };
    for (const [choice, isMade] of Object.entries(choices)) {
      if (isMade) report('choice_must_go_with_parallel_steps', 'item', name, { choice });
    }
  }
}
