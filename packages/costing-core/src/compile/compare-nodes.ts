import type { Facts } from '@millrace/facts';
import { NODES, type Plan } from './plan.js';
import type { StockEvents } from './stock/events.js';
import { bucketCodes } from './stock/valuation.js';

/**
 * The order of nodes by their keys, which decides the cents of a loop (rules.md 29): `centre` centre; `order` order,
 * stage; `pool` pool; `stock` plant, item, lot, starting movement or layer. Texts by their UTF-8 bytes.
 */
export function compareNodes(
  { symbols, production_order, cost_pool, movement, opening_stock }: Facts,
  events: StockEvents,
) {
  const kinds = Array.from(NODES.keys()).sort((a, b) => (NODES[a] < NODES[b] ? -1 : 1));
  const rank = new Uint8Array(NODES.length);
  for (const [place, kind] of kinds.entries()) rank[kind] = place;

  const key = ({ nodeKind, nodeRef, nodePart }: Omit<Plan, 'network'>, node: number): number[] => {
    const ref = nodeRef[node];
    const part = nodePart[node];
    switch (NODES[nodeKind[node]]) {
      case 'centre':
        return [ref];
      case 'order':
        return [production_order.order[ref], part];
      case 'pool':
        return [cost_pool.pool[ref]];
      default: {
        const start = part < 0 ? opening_stock.layer[-1 - part] : movement.movement[part];
        return [...bucketCodes(events.buckets[ref]), start ?? 0];
      }
    }
  };
  return (plan: Omit<Plan, 'network'>, a: number, b: number): number => {
    if (plan.nodeKind[a] !== plan.nodeKind[b]) return rank[plan.nodeKind[a]] - rank[plan.nodeKind[b]];
    const keyOfB = key(plan, b);
    for (const [i, code] of key(plan, a).entries()) {
      const order = symbols.compare(code, keyOfB[i]);
      if (order !== 0) return order;
    }
    return a - b;
  };
}
