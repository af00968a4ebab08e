import type { Policy } from '@millrace/costing-core';
import type { Counted, Order } from './counted.js';
import { ONE, sum, ZERO } from './fraction.js';
import { sharesCost } from './joint-outputs.js';
import { isOfEarlierScrap } from './losses.js';
import type { ReferenceNetwork } from './network.js';
import { compareText } from './order-of-rows.js';
import { type Bearer, stagesOf } from './orders.js';
import type { Netted } from './returns.js';

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

/**
 * By order that only repairs, whose loss that is. What something goes into or comes out of has a loss, whichever of the orders
 * comes first.
 */
export function lossesOfRepairs(
  network: ReferenceNetwork,
  { counted, policy, netted }: { readonly counted: Counted; readonly policy: Policy; readonly netted: Netted },
  salvage: ReadonlyMap<Order, readonly unknown[]>,
): ReadonlyMap<Order, readonly Bearer[]> {
  const losses = new Map<Order, readonly Bearer[]>();
  for (const order of counted.orders.values()) {
    const bearers = repairedBy(counted, policy, netted, order);
    if (bearers === undefined) continue;
    losses.set(order, bearers);
    const isPaid = counted.movements.some(
      (of) => of.type === 'compensation' && of.order === order.order && !isOfEarlierScrap(counted, of),
    );
    const isReduced = bearers.length === 1 && (isPaid || (salvage.get(order) ?? []).length > 0);
    if (!isReduced && stagesOf(network, order).length === 0) continue;
    for (const bearer of bearers) network.node(`loss ${bearer.order}`);
  }
  return losses;
}
