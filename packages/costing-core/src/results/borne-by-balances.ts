import { NODE } from '../compile/flow-kinds.js';
import type { Outcome } from './outcome.js';

/** What orders, or buckets of stock, bear of differences that are shared by balances, all elements together: it is in no price. */
export function borneByBalances(
  { compiled: { plan }, settled: { held, network } }: Outcome,
  kind: 'wip_balance' | 'stock_balance',
): ReadonlyMap<number, bigint> {
  const borne = new Map<number, bigint>();
  for (let node = 0; node < network.nodeCount; node++) {
    if (plan.nodeKind[node] !== NODE[kind]) continue;
    let amount = borne.get(plan.nodeRef[node]) ?? 0n;
    for (let e = 0; e < network.elementCount; e++) amount += BigInt(held[node * network.elementCount + e]);
    borne.set(plan.nodeRef[node], amount);
  }
  return borne;
}
