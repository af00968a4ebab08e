import { printFixed } from '@millrace/exact';
import type { Report } from '../findings.js';
import { borneByBalances } from '../results/borne-by-balances.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';
import { unitCost } from '../results/unit-cost.js';

/**
 * A unit that is still in process costs no more than one that was completed in the same month, and nothing that is in process is
 * worth less than nothing. An amount is rounded once per stage and element, so that much more is no more. Of differences that
 * are shared by balances what was completed has no part.
 */
export function workInProcessCostsLess(outcome: Outcome, { orders }: Summary, report: Report): void {
  const { compiled, facts, scope, policy } = outcome;
  const borne = borneByBalances(outcome, 'wip_balance');
  const closing = orders.byOrder('closing_wip');
  const completed = orders.byOrder('completed');
  const stages = new Map<number, number>();
  const { units: table } = compiled.orders;
  for (let place = 0; place < table.length; place++) {
    const order = table.orderAt(place);
    stages.set(order, (stages.get(order) ?? 0) + 1);
  }
  for (const [order, count] of stages) {
    const whole = closing.at(order);
    const amount = whole - (borne.get(order) ?? 0n);
    if (amount === 0n) continue;
    const key = facts.symbols.text(facts.production_order.order[order]);
    if (whole < 0n) {
      report('work_in_process_is_below_zero', 'production_order', key, {
        amount: printFixed(whole, scope.amountScale),
      });
      continue;
    }
    const progress = compiled.orders.progress(order);
    const units = progress.inProcess.reduce((sum, at) => sum + BigInt(at), 0n);
    const made = BigInt(progress.completed);
    const value = completed.at(order);
    if (units <= 0n || made <= 0n || value <= 0n) continue;
    const rounding = BigInt(count * scope.elements.length);
    if ((amount - rounding) * made <= (value + rounding) * units) continue;
    const print = (of: bigint, quantity: bigint) => unitCost(of, quantity, scope.amountScale, policy.unit_cost_scale);
    report('work_in_process_costs_more_than_its_product', 'production_order', key, {
      item: facts.symbols.text(facts.production_order.item[order]),
      found: print(amount, units),
      expected: print(value, made),
    });
  }
}
