import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import { TYPE } from '../compile/movements/kinds.js';
import { orderStructures } from '../compile/orders/structures.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/** An order completes its own item; another one only where its bill of material or `joint_output` says so. */
export function completionsAreOfTheirOrder(facts: Facts, { start, end, lastDay }: Scope, report: Report): void {
  const { movement, production_order: orders, joint_output, symbols } = facts;
  const orderRow = rowOf(orders.order);
  const structures = orderStructures(facts, lastDay, report);
  const outputs = new Set<string>();
  for (let row = 0; row < joint_output.rowCount; row++) {
    const { plant, item, order, output_item } = joint_output;
    outputs.add(`${plant[row]} ${item[row]} ${order[row]} ${output_item[row]}`);
  }
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.type[row] !== TYPE.completion || movement.status[row] !== APPROVED || movement.order[row] === 0)
      continue;
    if (movement.posted_at[row] < start || movement.posted_at[row] >= end) continue;
    const code = movement.order[row];
    const order = orderRow(code);
    const item = movement.item[row];
    const makes = `${orders.plant[order]} ${orders.item[order]}`;
    if (item === orders.item[order] || outputs.has(`${makes} ${code} ${item}`) || outputs.has(`${makes} 0 ${item}`))
      continue;
    if (order >= 0 && structures.output(order, item) !== undefined) continue;
    report('completion_must_be_of_what_its_order_makes', 'movement', symbols.text(movement.movement[row]), {
      order: symbols.text(code),
      expected: symbols.text(orders.item[order]),
      found: symbols.text(item),
    });
  }
}
