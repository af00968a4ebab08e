import type { Policy } from '@millrace/costing-core';
import type { Counted, Order } from './counted.js';
import { type Fraction, ONE, sum, ZERO } from './fraction.js';
import { sharesCost } from './joint-outputs.js';
import { compareText } from './order-of-rows.js';
import type { Netted } from './returns.js';

/** An order by whose loss a repair is borne, and its weight among several. */
export interface Bearer {
  readonly order: string;
  readonly weight: Fraction;
}

/**
 * Whose loss it is what an order bears that only repairs: a rework order that refers to an order and receives nothing. It is that of
 * the order at the end of the references; where that was closed before the period, of the item's orders by what they received in
 * it; where there are none, or the references lead to no order that counts, its own. Undefined for other orders.
 */
export function repairedBy(counted: Counted, policy: Policy, netted: Netted, order: Order): Bearer[] | undefined {
  if (!onlyRepairs(counted, policy, netted, order)) return undefined;
  const own = [{ order: order.order, weight: ONE }];
  const way = [order];
  for (let at = order; onlyRepairs(counted, policy, netted, at); at = way[way.length - 1]) {
    const next = counted.orders.get(at.refersTo);
    if (next === undefined || way.includes(next)) return own;
    way.push(next);
  }
  const repaired = way[way.length - 1];
  if (!repaired.closed || repaired.open) return [{ order: repaired.order, weight: ONE }];
  const alike = [...counted.orders.values()].filter(
    ({ item, plant }) => item === repaired.item && plant === repaired.plant,
  );
  const bearers = alike
    .map((of) => ({ order: of.order, weight: sum(completions(counted, of).map((movement) => netted.net(movement))) }))
    .filter(({ weight }) => weight.sign > 0)
    .sort((a, b) => compareText(a.order, b.order));
  return bearers.length > 0 ? bearers : own;
}

function onlyRepairs(counted: Counted, policy: Policy, netted: Netted, order: Order): boolean {
  if (order.type !== 'rework' || order.refersTo === '') return false;
  const toDate = counted.toDate.filter((of) => of.order === order.order && of.item === order.item);
  const received = toDate.map(({ type, quantity }) =>
    type === 'completion' ? quantity : type === 'completion_reversal' ? ZERO.minus(quantity) : ZERO,
  );
  const makes = counted.movements.some(
    (of) => of.order === order.order && sharesCost(counted, policy, order, of) && netted.net(of).sign > 0,
  );
  return sum(received).sign === 0 && !makes;
}

function completions({ movements }: Counted, { order, item }: Order) {
  return movements.filter((of) => of.order === order && of.item === item && of.type === 'completion');
}
