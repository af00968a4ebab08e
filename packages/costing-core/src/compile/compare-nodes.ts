import { compareText, type Facts } from '@millrace/facts';
import { NODE_MEANINGS, NODES } from './flow-kinds.js';
import type { StageTable } from './orders/stage-table.js';
import type { Plan } from './plan.js';
import type { StockEvents } from './stock/events.js';
import { bucketCodes } from './stock/valuation.js';

/**
 * The order of nodes by their keys, which decides the cents of a loop (rules.md 29): `received` centre; `centre` centre, item that is shared; `department` centre, round; `order` order,
 * stage; `loss` order, `earlier` of scrap of before; `step` item, stage, part; `pool` pool; `rate` centre, driver, item that bears its difference; `stock` plant, item, lot, starting movement or layer. Texts by their UTF-8 bytes.
 */
export function compareNodes(
  { symbols, production_order, cost_pool, movement, opening_stock }: Facts,
  events: StockEvents,
  stages: StageTable,
) {
  const names = NODES.map((kind, number) => NODE_MEANINGS[number].name ?? kind);
  const sorted = [...names].sort(compareText);
  const rank = names.map((name) => sorted.indexOf(name));

  const key = ({ nodeKind, nodeRef, nodePart }: Omit<Plan, 'network'>, node: number): (number | string)[] => {
    const ref = nodeRef[node];
    const part = nodePart[node];
    switch (NODES[nodeKind[node]]) {
      case 'received':
        return [ref];
      case 'centre':
      case 'department':
      case 'rate':
      case 'item_difference':
        return [ref, part];
      case 'order':
        return [production_order.order[ref], stages.text(part), ''];
      case 'opening':
        return [production_order.order[ref], stages.text(part), 'opening'];
      case 'step':
        return [ref, stages.text(part), ''];
      case 'step_balance':
        return [ref, stages.text(part)];
      case 'step_opening':
        return [ref, stages.text(part), 'opening'];
      case 'wip_balance':
        return [production_order.order[ref], stages.text(part)];
      case 'completed':
        return [production_order.order[ref], 'completed'];
      case 'loss':
        return [production_order.order[ref], part === 0 ? '' : 'earlier'];
      case 'pool':
        return [cost_pool.pool[ref]];
      default: {
        const start = part < 0 ? opening_stock.layer[-1 - part] : movement.movement[part];
        return [...bucketCodes(events.buckets[ref]), start ?? 0];
      }
    }
  };
  return (plan: Omit<Plan, 'network'>, a: number, b: number): number => {
    const byKind = rank[plan.nodeKind[a]] - rank[plan.nodeKind[b]];
    if (byKind !== 0) return byKind;
    const keyOfB = key(plan, b);
    for (const [i, code] of key(plan, a).entries()) {
      const other = keyOfB[i];
      const order =
        typeof code === 'string' || typeof other === 'string'
          ? compareText(String(code), String(other))
          : symbols.compare(code, other);
      if (order !== 0) return order;
    }
    return a - b;
  };
}
