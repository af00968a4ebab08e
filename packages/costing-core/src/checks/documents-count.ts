import { APPROVED } from '../facts/approved.js';
import { printDate } from '../facts/calendar.js';
import { TABLES } from '../facts/facts.js';
import type { Facts } from '../facts/read-facts.js';
import type { Report } from '../finding.js';
import type { Scope } from '../scope.js';

/**
 * Rows that do not count, and so are named: drafts and voids, and what is dated outside the period without belonging to
 * an order that is open in it.
 */
export function documentsCount(facts: Facts, scope: Scope, report: Report): void {
  const { symbols, production_order: orders } = facts;
  const open = new Uint8Array(symbols.size);
  for (let row = 0; row < orders.rowCount; row++) {
    const closedBefore = orders.closed_on[row] < scope.firstDay;
    open[orders.order[row]] = closedBefore || orders.opened_on[row] > scope.lastDay ? 0 : 1;
  }
  const { movement, work_report, cost_pool } = facts;
  const period = symbols.find(scope.period);
  const dated = (at: Float64Array, order: Int32Array) => (row: number) =>
    (at[row] >= scope.start && at[row] < scope.end) || (at[row] < scope.end && open[order[row]] === 1);

  count('production_order', orders.status, () => true);
  count('movement', movement.status, dated(movement.posted_at, movement.order));
  count('work_report', work_report.status, dated(work_report.reported_at, work_report.order));
  count('cost_pool', cost_pool.status, (row) => cost_pool.period[row] === period);

  function count(table: string, status: Uint8Array, belongs: (row: number) => boolean): void {
    const others = new Map<number, number>();
    let outside = 0;
    for (let row = 0; row < status.length; row++) {
      if (!belongs(row)) outside += status[row] === APPROVED ? 1 : 0;
      else if (status[row] !== APPROVED) others.set(status[row], (others.get(status[row]) ?? 0) + 1);
    }
    for (const [state, rows] of others) {
      const value = TABLES.movement.columns.status.choices[state];
      report('document_is_not_approved', table, value, { value, count: String(rows) });
    }
    if (outside > 0) {
      report('fact_is_outside_the_period', table, scope.period, {
        count: String(outside),
        from: printDate(scope.firstDay),
        to: printDate(scope.lastDay),
      });
    }
  }
}
