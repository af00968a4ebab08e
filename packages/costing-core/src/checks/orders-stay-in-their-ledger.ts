import type { Facts } from '@millrace/facts';
import { APPROVED, rowKey, rowOf, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What happens to an order of the ledger happens in its plants: an issue from elsewhere would bring no cost, a receipt
 * elsewhere take none. And what happens in its plants is for its orders: cost of another's would stay in process for good.
 * Looks at all facts, since movements of other plants are none of the period's.
 */
export function ordersStayInTheirLedger(facts: Facts, scope: Scope, report: Report): void {
  const { plants, start, end } = scope;
  const { movement, production_order: orders, symbols } = facts;
  const orderRow = rowOf(orders.order);
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.order[row] === 0 || movement.status[row] !== APPROVED) continue;
    if (movement.posted_at[row] < start || movement.posted_at[row] >= end) continue;
    const isHere = plants.has(movement.plant[row]);
    const isOwn = plants.has(orders.plant[orderRow(movement.order[row])]);
    if (isHere && !isOwn) isElsewhere('movement', movement.order[row], symbols.text(movement.movement[row]));
    if (isHere || !isOwn) continue;
    report('movement_of_an_order_must_be_in_its_ledger', 'movement', symbols.text(movement.movement[row]), {
      value: TABLES.movement.columns.type.choices[movement.type[row]],
      order: symbols.text(movement.order[row]),
      plant: symbols.text(movement.plant[row]),
    });
  }
  const { opening_wip, work_report, work_centre, cost_centre } = facts;
  for (let row = 0; row < opening_wip.rowCount; row++) {
    const order = opening_wip.order[row];
    if (order === 0 || plants.has(orders.plant[orderRow(order)])) continue;
    isElsewhere('opening_wip', order, rowKey(facts, 'opening_wip', row));
  }
  const workCentreRow = rowOf(work_centre.work_centre);
  const centreRow = rowOf(cost_centre.centre);
  for (let row = 0; row < work_report.rowCount; row++) {
    if (work_report.status[row] !== APPROVED) continue;
    if (work_report.reported_at[row] < start || work_report.reported_at[row] >= end) continue;
    const plant = orders.plant[orderRow(work_report.order[row])];
    const value = work_report.work_centre[row];
    const other = cost_centre.plant[centreRow(work_centre.centre[workCentreRow(value)])];
    if (!plants.has(plant) || plants.has(other)) continue;
    report('report_must_be_in_the_ledger_of_its_order', 'work_report', symbols.text(work_report.report[row]), {
      order: symbols.text(work_report.order[row]),
      plant: symbols.text(plant),
      value: symbols.text(value),
      other: symbols.text(other),
      ledger: scope.ledger,
    });
  }

  function isElsewhere(table: 'movement' | 'opening_wip', order: number, key: string): void {
    report('order_must_be_of_the_ledger', table, key, {
      order: symbols.text(order),
      plant: symbols.text(orders.plant[orderRow(order)]),
      ledger: scope.ledger,
    });
  }
}
