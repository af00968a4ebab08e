import { add, divide, type Fraction, fraction, ONE, printFraction, subtract, ZERO } from '@millrace/exact';
import type { JointLine } from '../compile/orders/joint-split.js';
import type { MovementCost } from './movement-cost.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** The lines of orders that yielded something besides their own item, each with what it took of the cost, order by order. */
export function jointCostOf(
  { facts, compiled }: Outcome,
  movements: MovementCost,
): { readonly order: number; readonly lines: readonly (JointLine & { readonly amount: bigint })[] }[] {
  const { symbols, production_order } = facts;
  const byOrder = new Map<number, (JointLine & { readonly amount: bigint })[]>();
  for (const line of compiled.orders.jointLines) {
    const amount = line.rows.reduce((sum, row) => sum + movements.total(row), 0n);
    const lines = byOrder.get(line.order);
    if (lines === undefined) byOrder.set(line.order, [{ ...line, amount }]);
    else lines.push({ ...line, amount });
  }
  const role = ({ value }: JointLine) => Number(value === undefined);
  return [...byOrder]
    .filter(([order, lines]) => lines.some(({ item }) => item !== production_order.item[order]))
    .sort(([a], [b]) => symbols.compare(production_order.order[a], production_order.order[b]))
    .map(([order, lines]) => ({
      order,
      lines: lines.sort((a, b) => symbols.compare(a.item, b.item) || role(b) - role(a)),
    }));
}

/**
 * What orders yielded besides, and by what their cost was split (联产品成本分配表). What processing further costs is shown; it is no
 * cost of the order.
 */
export function* writeJointCost(outcome: Outcome, movements: MovementCost, rows: RowWriter): Filling {
  const { facts, scope, policy, compiled } = outcome;
  const { symbols, production_order } = facts;
  const unit = 10n ** BigInt(scope.amountScale);
  for (const { order, lines } of jointCostOf(outcome, movements)) {
    const { method } = compiled.orders.joint.choice(order);
    const weighed = lines.filter(({ value }) => value !== undefined);
    const value = weighed.reduce((sum, line) => add(sum, line.value ?? ZERO), ZERO);
    const further = weighed.reduce((sum, line) => add(sum, line.further), ZERO);
    const cost = fraction(
      weighed.reduce((sum, { amount }) => sum + amount, 0n),
      unit,
    );
    const rate = rateOf(method, cost, further, value);
    for (const line of lines) {
      const isByProduct = line.value === undefined;
      const whole = add(fraction(line.amount, unit), line.further);
      const unitCost = line.quantity.numerator === 0n ? undefined : divide(whole, line.quantity);
      rows.code(symbols, production_order.order[order]);
      rows.code(symbols, line.item);
      rows.text(isByProduct ? 'by_product' : 'joint');
      rows.text(method);
      rows.printed(printFraction(line.quantity, 6));
      rows.printed(line.value === undefined ? '' : printFraction(line.value, 9));
      rows.printed(isByProduct || rate === undefined ? '' : printFraction(rate, 9));
      rows.number(isByProduct ? line.amount : 0n, scope.amountScale);
      rows.number(isByProduct ? 0n : line.amount, scope.amountScale);
      rows.printed(printFraction(line.further, 9));
      rows.printed(unitCost === undefined ? '' : printFraction(unitCost, policy.unit_cost_scale));
      if (rows.end()) yield;
    }
  }
}

/** Cost per unit of value; at one margin for all, that margin: 1 − (cost + further) / sales. */
function rateOf(method: string, cost: Fraction, further: Fraction, value: Fraction): Fraction | undefined {
  if (value.numerator === 0n) return undefined;
  return method === 'constant_margin' ? subtract(ONE, divide(add(cost, further), value)) : divide(cost, value);
}
