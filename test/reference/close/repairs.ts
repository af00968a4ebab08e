import type { Policy } from '@millrace/costing-core';
import type { Counted, Order } from './counted.js';
import { isOfEarlierScrap } from './losses.js';
import type { ReferenceNetwork } from './network.js';
import { stagesOf } from './orders.js';
import { type Bearer, repairedBy } from './repaired-by.js';
import type { Netted } from './returns.js';

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
