import { APPROVED, type Facts, localDay, printDate, rowOf, startOfDay } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';

/**
 * Work in process that nobody works on is often none any more: an order was finished or given up and not closed. Looks at orders that are
 * open at the period's end and bear cost or hours; the last that was done for one is its last movement or report.
 */
export function ordersMoveOn(facts: Facts, scope: Scope, { checks }: Policy, report: Report): void {
  const { production_order: orders, movement, work_report, opening_wip, symbols } = facts;
  const orderRow = rowOf(orders.order);
  const last = new Float64Array(orders.rowCount).fill(Number.NaN);
  const look = (order: number, at: number) => {
    const row = order === 0 ? -1 : orderRow(order);
    if (row >= 0 && !(last[row] >= at)) last[row] = at;
  };
  for (const order of opening_wip.order) look(order, OPENED);
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.status[row] === APPROVED) look(movement.order[row], movement.posted_at[row]);
  }
  for (let row = 0; row < work_report.rowCount; row++) {
    if (work_report.status[row] === APPROVED) look(work_report.order[row], work_report.reported_at[row]);
  }
  const earliestDay = scope.lastDay - checks.still_days;
  const earliest = startOfDay(earliestDay, scope.timeZone);
  for (let row = 0; row < orders.rowCount; row++) {
    const isOpen = orders.status[row] === APPROVED && !(orders.closed_on[row] <= scope.lastDay);
    if (!isOpen || !scope.plants.has(orders.plant[row])) continue;
    if (!(last[row] < earliest && orders.opened_on[row] < earliestDay)) continue;
    // Of the time before the first period there may be no documents.
    const done = last[row] === OPENED ? OPENED : localDay(last[row], scope.timeZone);
    const day = Math.max(orders.opened_on[row], done);
    report('order_stands_still', 'production_order', symbols.text(orders.order[row]), {
      item: symbols.text(orders.item[row]),
      days: String(scope.lastDay - day),
      from: printDate(day),
    });
  }
}

/** Of an order that only the opening tells of, nothing is known but its day. */
const OPENED = Number.NEGATIVE_INFINITY;
