import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';

/** A finished order that bears cost completed something; what an order completed cost something. */
export function ordersHaveCostAndOutput(
  { compiled, facts, scope }: Outcome,
  { orders }: Summary,
  report: Report,
): void {
  const keyOf = (order: number) => facts.symbols.text(facts.production_order.order[order]);
  const residual = orders.byOrder('residual');
  for (let order = 0; order < facts.production_order.rowCount; order++) {
    if (residual.isZero(order) || compiled.orders.givesBack(order)) continue;
    report('order_with_cost_must_have_output', 'production_order', keyOf(order), {
      amount: printFixed(residual.at(order), scope.amountScale),
    });
  }
  const completed = orders.byOrder('completed');
  for (const order of compiled.orders.withOutput()) {
    const { steps } = compiled.orders;
    if (completed.valueAt(order) > 0 || steps.has(order) || steps.takers.has(order)) continue;
    const quantity = printFixed(compiled.orders.progress(order).completed, QUANTITY_SCALE);
    report('order_with_output_must_have_cost', 'production_order', keyOf(order), {
      quantity,
      amount: printFixed(completed.at(order), scope.amountScale),
    });
  }
}
