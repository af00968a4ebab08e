import { jointOutputsInForce } from '@millrace/bom';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf, TABLES } from '@millrace/facts';
import { costedMovements } from '../compile/movements/costed.js';
import { TYPE } from '../compile/movements/kinds.js';
import { orderStructures } from '../compile/orders/structures.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * An order completes its own item; another one only where its bill of material or `joint_output` says so, and as a by-product where
 * they say that. What takes no part in costing takes no cost from its order.
 */
export function completionsAreOfTheirOrder(facts: Facts, { start, end, lastDay }: Scope, report: Report): void {
  const { movement, production_order: orders, joint_output, bom_line, symbols } = facts;
  const inForce = jointOutputsInForce(facts, lastDay);
  const isCosted = costedMovements(facts);
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
    if (!isCosted(row)) tell('completed_item_must_be_costed', row, order);
    if (item === orders.item[order]) continue;
    if (isByProduct(order, item)) tell('by_product_must_come_as_one', row, order);
    const makes = `${orders.plant[order]} ${orders.item[order]}`;
    if (outputs.has(`${makes} ${code} ${item}`) || outputs.has(`${makes} 0 ${item}`)) continue;
    if (order >= 0 && structures.output(order, item) !== undefined) continue;
    tell('completion_must_be_of_what_its_order_makes', row, order);
  }

  function tell(code: CompletionFinding, row: number, order: number): void {
    report(code, 'movement', symbols.text(movement.movement[row]), {
      order: symbols.text(movement.order[row]),
      expected: symbols.text(orders.item[order]),
      found: symbols.text(movement.item[row]),
    });
  }

  /** By the row that decides; a part of the cost that is laid down for it holds whichever way it comes. */
  function isByProduct(order: number, item: number): boolean {
    if (order < 0) return false;
    const { plant, item: makes, order: codes } = orders;
    const laid =
      inForce.ofOrder(plant[order], makes[order], codes[order], item) ??
      inForce.ofItem(plant[order], makes[order], item);
    const line = structures.output(order, item);
    if (line !== undefined && !Number.isNaN(bom_line.cost_share[line])) return false;
    if (laid !== undefined) return joint_output.role[laid] === BY && Number.isNaN(joint_output.share[laid]);
    return line !== undefined && bom_line.kind[line] === BY_PRODUCT;
  }
}

type CompletionFinding =
  | 'completed_item_must_be_costed'
  | 'by_product_must_come_as_one'
  | 'completion_must_be_of_what_its_order_makes';

const BY = TABLES.joint_output.columns.role.choices.indexOf('by');
const BY_PRODUCT = TABLES.bom_line.columns.kind.choices.indexOf('by_product');
