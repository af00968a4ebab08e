import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../finding.js';
import { OUTSIDE } from '../network/network.js';
import { bucketTexts, nodeName } from '../version/flow-tables.js';
import { flowsOf } from '../version/flows.js';
import type { Outcome } from '../version/outcome.js';
import { StockTables } from '../version/stock-tables.js';

/** The checks after settling: loops, trapped value, value without quantity and quantity without value. */
export function checkOutcome(outcome: Outcome, report: Report): void {
  const { settled, compiled, scope, facts, policy } = outcome;
  const print = (amount: number | bigint) => printFixed(amount, scope.amountScale);
  const names = (nodes: readonly number[]) => nodes.map((node) => nodeName(outcome, node).join(' ')).join(', ');

  for (const { nodes, trapped } of settled.loops) {
    if (trapped) continue;
    report('loop_was_solved', 'network', names(nodes.slice(0, 1)), {
      count: String(nodes.length),
      members: names(nodes.slice(0, 20)),
    });
  }
  for (const { node, reason, amounts } of settled.stranded) {
    const [kind, key] = nodeName(outcome, node);
    const amount = print(amounts.reduce((sum, value) => sum + value, 0));
    if (reason === 'no_weight') report('value_must_have_a_quantity', kind, key, { amount });
    else {
      const loop = settled.loops.find(({ nodes }) => nodes.includes(node));
      const code = policy.trapped_value === 'error' ? 'value_must_not_be_trapped' : 'trapped_value_was_expensed';
      report(code, kind, key, { amount, members: names(loop?.nodes.slice(0, 20) ?? []) });
    }
  }

  const stock = new StockTables(outcome);
  const withoutOutput = new Map<number, number>();
  const madeFor = new Map<number, number>();
  for (const flow of flowsOf(compiled.plan, settled)) {
    stock.add(flow);
    const total = scope.elements.reduce((sum, _, e) => sum + flow.amounts[flow.at + e], 0);
    if (flow.kind === 'order_without_output') withoutOutput.set(flow.ref, (withoutOutput.get(flow.ref) ?? 0) + total);
    if (flow.kind === 'completed' && flow.to !== OUTSIDE) madeFor.set(flow.ref, (madeFor.get(flow.ref) ?? 0) + total);
  }
  const orderKey = (order: number) => facts.symbols.text(facts.production_order.order[order]);
  for (const [order, amount] of withoutOutput) {
    if (amount !== 0)
      report('order_with_cost_must_have_output', 'production_order', orderKey(order), { amount: print(amount) });
  }
  for (const order of compiled.orders.withOutput()) {
    if ((madeFor.get(order) ?? 0) > 0) continue;
    const quantity = printFixed(compiled.orders.progress(order).completed, QUANTITY_SCALE);
    report('order_with_output_must_have_cost', 'production_order', orderKey(order), { quantity });
  }
  for (const [bucket, place] of compiled.events.buckets.entries()) {
    const quantity = stock.closingQuantity(bucket);
    const amount = stock.closingAmount(bucket);
    const key = bucketTexts(facts, place).join(' · ');
    const fields = { quantity: printFixed(quantity, QUANTITY_SCALE), amount: print(amount) };
    if (quantity >= 0n && amount < 0n) report('closing_value_must_not_be_negative', 'stock', key, fields);
    if (quantity > 0n && stock.availableAmount(bucket) === 0n) report('stock_must_have_a_value', 'stock', key, fields);
  }
}
