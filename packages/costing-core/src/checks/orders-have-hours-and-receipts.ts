import { hoursPerPiece, routingsOf } from '@millrace/bom';
import { APPROVED, type Facts, rowOf, TABLES } from '@millrace/facts';
import { TYPE } from '../compile/movements/kinds.js';
import { reportSigns } from '../compile/report-signs.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import { placeKey } from './last-costs.js';

/**
 * Hours and receipts go together. An order from which goods were received had hours, where others of its item had some, or
 * where its routing plans some at a cost centre that reports hours; one that was closed with hours yielded something. All to
 * date: an order may have its hours in one month and its receipt in the next.
 */
export function ordersHaveHoursAndReceipts(facts: Facts, scope: Scope, report: Report): void {
  const { production_order: orders, symbols } = facts;
  const { hours, centres } = hoursToDate(facts, scope);
  const { received, now } = receiptsToDate(facts, scope);
  const opened = openedWithWork(facts);
  const withHours = new Set<number>();
  const made = (order: number) => placeKey(facts, orders.plant[order], orders.item[order]);
  const isLookedAt = (order: number) =>
    orders.type[order] === NORMAL && orders.status[order] === APPROVED && scope.plants.has(orders.plant[order]);
  for (const order of hours.keys()) if (isLookedAt(order) && isSome(hours.get(order))) withHours.add(made(order));
  if (withHours.size === 0 && centres.size === 0) return;

  const plans = plansHours(facts, centres);
  for (let order = 0; order < orders.rowCount; order++) {
    if (!isLookedAt(order)) continue;
    const key = symbols.text(orders.order[order]);
    const hasHours = isSome(hours.get(order)) || opened.has(orders.order[order]);
    // Of an order that was closed before, what it had before is not among the facts.
    const isKnown = !(orders.closed_on[order] < scope.firstDay);
    if (isKnown && now.has(order) && isSome(received.get(order)) && !hasHours) {
      const isUsual = withHours.has(made(order)) || plans(order);
      if (isUsual) report('order_was_received_without_hours', 'production_order', key, item(order));
    }
    const isClosed = orders.closed_on[order] >= scope.firstDay && orders.closed_on[order] <= scope.lastDay;
    if (isClosed && isSome(hours.get(order)) && !isSome(received.get(order))) {
      report('order_with_hours_was_not_received', 'production_order', key, item(order));
    }
  }

  function item(order: number): { item: string } {
    return { item: symbols.text(orders.item[order]) };
  }
}

function isSome(sum: number | undefined): boolean {
  return (sum ?? 0) > 0;
}

/** By the row of an order, less what was reversed; and the cost centres that reported hours in the period. */
function hoursToDate(facts: Facts, scope: Scope) {
  const { work_report, work_centre, production_order } = facts;
  const signOf = reportSigns(facts);
  const orderRow = rowOf(production_order.order);
  const workCentreRow = rowOf(work_centre.work_centre);
  const hours = new Map<number, number>();
  const centres = new Set<number>();
  for (let row = 0; row < work_report.rowCount; row++) {
    if (work_report.status[row] !== APPROVED || work_report.reported_at[row] >= scope.end) continue;
    const own = (work_report.hours_machine[row] || 0) + (work_report.hours_labour[row] || 0);
    if (own === 0) continue;
    const order = orderRow(work_report.order[row]);
    hours.set(order, (hours.get(order) ?? 0) + signOf(row) * own);
    if (work_report.reported_at[row] >= scope.start) {
      centres.add(work_centre.centre[workCentreRow(work_report.work_centre[row])]);
    }
  }
  return { hours, centres };
}

/** By the row of an order, of whatever it yields, less what was reversed; and the orders that something was received of now. */
function receiptsToDate({ movement, production_order }: Facts, scope: Scope) {
  const orderRow = rowOf(production_order.order);
  const received = new Map<number, number>();
  const now = new Set<number>();
  for (let row = 0; row < movement.rowCount; row++) {
    const sign = movement.type[row] === TYPE.completion ? 1 : movement.type[row] === TYPE.completion_reversal ? -1 : 0;
    if (sign === 0 || movement.status[row] !== APPROVED || movement.posted_at[row] >= scope.end) continue;
    const order = orderRow(movement.order[row]);
    received.set(order, (received.get(order) ?? 0) + sign * movement.quantity[row]);
    if (movement.posted_at[row] >= scope.start) now.add(order);
  }
  return { received, now };
}

/** Codes of orders whose opening work in process has had work: reports of before the first month need not be there. */
function openedWithWork({ opening_wip, cost_element }: Facts): ReadonlySet<number> {
  const elementRow = rowOf(cost_element.element);
  const opened = new Set<number>();
  for (let row = 0; row < opening_wip.rowCount; row++) {
    const isMaterial = cost_element.class[elementRow(opening_wip.element[row])] === MATERIAL;
    if (!isMaterial && opening_wip.amount[row] !== 0) opened.add(opening_wip.order[row]);
  }
  return opened;
}

/** Whether the routing of an order has run times at a cost centre that reported hours. */
function plansHours(facts: Facts, centres: ReadonlySet<number>): (order: number) => boolean {
  const { production_order: orders, routing_operation, work_centre } = facts;
  const workCentreRow = rowOf(work_centre.work_centre);
  const routing = routingsOf(facts);
  return (order) =>
    routing(orders.plant[order], orders.item[order], orders.alternative[order]).some(
      (row) =>
        hoursPerPiece(facts, row).numerator > 0n &&
        centres.has(work_centre.centre[workCentreRow(routing_operation.work_centre[row])]),
    );
}

const NORMAL = TABLES.production_order.columns.type.choices.indexOf('normal');
const MATERIAL = TABLES.cost_element.columns.class.choices.indexOf('material');
