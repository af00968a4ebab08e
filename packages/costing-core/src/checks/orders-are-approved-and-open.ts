import type { Facts } from '@millrace/facts';
import { APPROVED, printDate, rowKey, rowOf, startOfDay, TABLES } from '@millrace/facts';
import { namedKeys } from '../findings/named-keys.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What counts for an order belongs to one that is approved, and was open on that day. The cost flows into the order all
 * the same: nothing is left out in silence.
 */
export function ordersAreApprovedAndOpen(facts: Facts, scope: Scope, report: Report): void {
  const { production_order: orders, movement, work_report, opening_wip, symbols } = facts;
  const orderRow = rowOf(orders.order);
  const startOf = startsOfDays(scope.timeZone);
  const ofUnapproved = new Map<number, Set<string>>();
  const outside = new Map<number, Set<string>>();

  for (let row = 0; row < movement.rowCount; row++) {
    look(movement.order[row], movement.status[row], movement.posted_at[row], () => rowName('movement', row));
  }
  for (let row = 0; row < work_report.rowCount; row++) {
    const { order, status, reported_at } = work_report;
    look(order[row], status[row], reported_at[row], () => rowName('work_report', row));
  }
  for (const order of opening_wip.order) {
    if (order === 0) continue;
    const row = orderRow(order);
    if (orders.status[row] !== APPROVED) note(ofUnapproved, row, `opening_wip ${text(order)}`);
  }
  for (const [row, keys] of ofUnapproved) {
    const value = TABLES.production_order.columns.status.choices[orders.status[row]];
    report('order_must_be_approved', 'production_order', text(orders.order[row]), { value, keys: namedKeys(keys) });
  }
  for (const [row, keys] of outside) {
    report('order_was_not_open', 'production_order', text(orders.order[row]), {
      from: printDate(orders.opened_on[row]),
      to: Number.isNaN(orders.closed_on[row]) ? '' : printDate(orders.closed_on[row]),
      keys: namedKeys(keys),
    });
  }

  function look(order: number, status: number, at: number, name: () => string): void {
    if (order === 0 || status !== APPROVED) return;
    const row = orderRow(order);
    if (orders.status[row] !== APPROVED) note(ofUnapproved, row, name());
    // What was done in earlier periods was looked at when they were closed.
    if (at < scope.start) return;
    const isOpen = at >= startOf(orders.opened_on[row]) && !(at >= startOf(orders.closed_on[row] + 1));
    if (!isOpen) note(outside, row, name());
  }

  function rowName(table: 'movement' | 'work_report', row: number): string {
    return `${table} ${rowKey(facts, table, row)}`;
  }

  function text(code: number): string {
    return symbols.text(code);
  }
}

function note(keys: Map<number, Set<string>>, order: number, key: string): void {
  const present = keys.get(order);
  if (present === undefined) keys.set(order, new Set([key]));
  else present.add(key);
}

/** Orders share few days, and the start of one costs a look into the time zone. */
function startsOfDays(timeZone: string): (day: number) => number {
  const starts = new Map<number, number>();
  return (day) => {
    if (Number.isNaN(day)) return Number.NaN;
    let start = starts.get(day);
    if (start === undefined) {
      start = startOfDay(day, timeZone);
      starts.set(day, start);
    }
    return start;
  };
}
