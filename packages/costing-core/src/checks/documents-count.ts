import type { Facts, TableName } from '@millrace/facts';
import { APPROVED, cellsOf, printDate, rowKey, rowOf, TABLES } from '@millrace/facts';
import { namedKeys } from '../findings/named-keys.js';
import type { Report } from '../findings.js';
import { datedTables, placesOfDocuments } from '../period/document-counts.js';
import { ownDocuments } from '../period/own-documents.js';
import type { Scope } from '../period/scope.js';

/**
 * Rows that do not count, and so are named: drafts and voids among what the closing looks at (`own`), approved rows
 * that are dated outside the period without belonging to an order that is open in it, and those that no period has.
 */
export function documentsCount(all: Facts, own: Facts, scope: Scope, report: Report): void {
  const isOwn = ownDocuments(own, scope);
  for (const table of ['production_order', 'movement', 'work_report', 'stock_count', 'cost_pool'] as const) {
    const { status: statuses } = own[table];
    const isOfLedger = isOwn(table);
    for (const [status, value] of TABLES[table].columns.status.choices.entries()) {
      if (status === APPROVED) continue;
      const rows: string[] = [];
      for (let row = 0; row < statuses.length; row++) {
        if (statuses[row] === status && isOfLedger(row)) rows.push(rowKey(own, table, row));
      }
      if (rows.length === 0) continue;
      const fields = { value, count: String(rows.length), keys: namedKeys(rows) };
      report('document_is_not_approved', table, value, fields);
    }
  }
  for (const [table, column] of datedTables()) {
    const placeOf = placesOfDocuments(all, scope, table, column);
    const lost: string[] = [];
    let outside = 0;
    // A calendar of one period doesn't say which others there are: files hold a month often enough.
    const isCalendar = all.period.rowCount > 1;
    for (let row = 0; row < all[table].rowCount; row++) {
      const place = placeOf(row);
      if (place === 'no_period' && isCalendar) lost.push(rowKey(all, table, row));
      else if (place !== 'other_ledgers' && place !== 'not_approved') outside++;
    }
    if (lost.length > 0) {
      report('fact_is_in_no_period', table, scope.ledger, { count: String(lost.length), keys: namedKeys(lost) });
    }
    outside -= countApproved(own, isOwn(table), table);
    if (outside <= 0) continue;
    report('fact_is_outside_the_period', table, scope.period, {
      count: String(outside),
      from: printDate(scope.firstDay),
      to: printDate(scope.lastDay),
    });
  }
}

/** Approved rows among what the closing looks at, of this ledger. */
function countApproved(own: Facts, isOwn: (row: number) => boolean, table: TableName): number {
  const statuses = cellsOf(own, table, 'status');
  let count = 0;
  for (let row = 0; row < own[table].rowCount; row++) if (statuses[row] === APPROVED && isOwn(row)) count++;
  return count;
}

/**
 * What is dated before the first period that is closed says how far an order had come; what it cost must stand in opening_wip.
 * Of an order that has no row there it would vanish.
 */
export function historyHasAnOpening(own: Facts, scope: Scope, report: Report): void {
  const opened = new Set(own.opening_wip.order);
  // What a step in parallel had in process stands by its item.
  const items = new Set(own.opening_wip.item);
  const orderRow = rowOf(own.production_order.order);
  const isOpened = (order: number) => opened.has(order) || items.has(own.production_order.item[orderRow(order)]);
  for (const [table, column] of [
    ['movement', 'posted_at'],
    ['work_report', 'reported_at'],
  ] as const) {
    const dated = cellsOf(own, table, column);
    const { order: orders, status } = own[table];
    const rows: string[] = [];
    for (let row = 0; row < dated.length; row++) {
      if (status[row] !== APPROVED || dated[row] >= scope.start || isOpened(orders[row])) continue;
      rows.push(rowKey(own, table, row));
    }
    if (rows.length === 0) continue;
    const fields = { count: String(rows.length), keys: namedKeys(rows), from: printDate(scope.firstDay) };
    report('fact_is_before_the_opening', table, scope.period, fields);
  }
}
