import type { Facts } from '@millrace/facts';
import { APPROVED, printDate, rowKey, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import { namedKeys } from './named-keys.js';

/**
 * Rows that do not count, and so are named: drafts and voids among what the closing looks at (`own`), and approved rows
 * that are dated outside the period without belonging to an order that is open in it.
 */
export function documentsCount(all: Facts, own: Facts, scope: Scope, report: Report): void {
  for (const table of ['production_order', 'movement', 'work_report', 'cost_pool'] as const) {
    const { status: statuses } = own[table];
    const counts = countByStatus(statuses);
    for (const [status, value] of TABLES[table].columns.status.choices.entries()) {
      if (status === APPROVED || counts[status] === 0) continue;
      const rows: string[] = [];
      for (let row = 0; row < statuses.length; row++) {
        if (statuses[row] === status) rows.push(rowKey(own, table, row));
      }
      const keys = namedKeys(rows);
      report('document_is_not_approved', table, value, { value, count: String(counts[status]), keys });
    }
  }
  const { movement } = all;
  const touches = (row: number) => scope.plants.has(movement.plant[row]) || scope.plants.has(movement.to_plant[row]);
  const approved = {
    movement: countByStatus(movement.status, touches)[APPROVED],
    work_report: countByStatus(all.work_report.status)[APPROVED],
    cost_pool: countByStatus(all.cost_pool.status)[APPROVED],
  };
  for (const table of ['movement', 'work_report', 'cost_pool'] as const) {
    const outside = approved[table] - countByStatus(own[table].status)[APPROVED];
    if (outside === 0) continue;
    report('fact_is_outside_the_period', table, scope.period, {
      count: String(outside),
      from: printDate(scope.firstDay),
      to: printDate(scope.lastDay),
    });
  }
}

function countByStatus(statuses: Uint8Array, counted: (row: number) => boolean = () => true): Uint32Array {
  const counts = new Uint32Array(TABLES.movement.columns.status.choices.length);
  for (let row = 0; row < statuses.length; row++) if (counted(row)) counts[statuses[row]]++;
  return counts;
}
