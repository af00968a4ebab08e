import { type Facts, rowOf, TABLES } from '@millrace/facts';
import { TYPE } from '../movements/kinds.js';
import type { Movements } from '../movements/select.js';
import type { Period } from '../period.js';

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

/**
 * What an order takes apart gives back what another order took in the same period: that one becomes cheaper, and with it what is taken
 * apart, though nothing of it was less. What was never made has its completion reversed, and is not taken apart.
 */
export function reportTakenApartAtOnce(
  { facts, scope, report }: Period,
  { rows, rowOf: movementRow }: Movements,
): void {
  const { movement, production_order, symbols } = facts;
  if (!production_order.type.includes(DISASSEMBLY)) return;
  const orderRow = rowOf(production_order.order);
  const taking = new Set<number>();
  for (const row of rows) if (movement.type[row] === TYPE.issue) taking.add(movement.order[row]);
  for (const row of rows) {
    const code = movement.order[row];
    if (movement.type[row] !== TYPE.issue_return || movement.refers_to[row] === 0 || !taking.has(code)) continue;
    const original = movementRow(movement.refers_to[row]);
    if (code === 0 || !isDisassembly(facts, orderRow(code))) continue;
    if (original < 0 || movement.posted_at[original] < scope.start || movement.order[original] === code) continue;
    report('disassembly_gives_back_an_issue_of_its_period', 'movement', symbols.text(movement.movement[row]), {
      order: symbols.text(code),
      found: symbols.text(movement.movement[original]),
      other: symbols.text(movement.order[original]),
      item: symbols.text(movement.item[row]),
    });
  }
}

const DISASSEMBLY = TABLES.production_order.columns.type.choices.indexOf('disassembly');
