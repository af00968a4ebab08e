import { type Facts, rowOf, TABLES } from '@millrace/facts';
import { TYPE } from '../movements/kinds.js';
import type { Movements } from '../movements/select.js';

export function isDisassembly({ production_order }: Facts, order: number): boolean {
  return production_order.type[order] === DISASSEMBLY;
}

/**
 * Disassembly orders that give back in the period what another order took (拆卸按原成本): an `issue_return` that refers to an issue, other
 * than their own, of something else than the item that they take apart. It comes back at what it had cost, so that what the order has
 * besides, the price of the item less that and its own cost, goes nowhere: it is the residual `disassembly_difference`.
 */
export function givingBack(facts: Facts, { rows, rowOf: movementRow }: Movements): ReadonlySet<number> {
  const { movement, production_order } = facts;
  const orderRow = rowOf(production_order.order);
  const found = new Set<number>();
  for (const row of rows) {
    if (movement.type[row] !== TYPE.issue_return || movement.refers_to[row] === 0) continue;
    const order = orderRow(movement.order[row]);
    if (order < 0 || !isDisassembly(facts, order) || movement.item[row] === production_order.item[order]) continue;
    const original = movementRow(movement.refers_to[row]);
    if (original < 0 || movement.order[original] !== movement.order[row]) found.add(order);
  }
  return found;
}

const DISASSEMBLY = TABLES.production_order.columns.type.choices.indexOf('disassembly');
