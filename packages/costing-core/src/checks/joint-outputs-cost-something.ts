import { printFixed } from '@millrace/exact';
import type { Report } from '../findings.js';
import { jointCostOf } from '../results/joint-cost.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';

/** At one gross margin for all, an output with much further cost may bear less than nothing of the cost of its order. */
export function jointOutputsCostSomething(outcome: Outcome, { movements }: Summary, report: Report): void {
  const { facts, scope, compiled } = outcome;
  const { symbols, production_order } = facts;
  for (const { order, lines } of jointCostOf(outcome, movements)) {
    if (compiled.orders.joint.choice(order).method !== 'constant_margin') continue;
    for (const { item, value, amount } of lines) {
      if (value === undefined || amount >= 0n) continue;
      const fields = { item: symbols.text(item), amount: printFixed(amount, scope.amountScale) };
      const key = symbols.text(production_order.order[order]);
      report('joint_output_must_not_cost_less_than_nothing', 'production_order', key, fields);
    }
  }
}
