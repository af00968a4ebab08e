import { LARGEST, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import { TYPE } from '../movements/kinds.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import type { Period } from '../period.js';
import { reportSigns } from '../report-signs.js';
import { centresOf, type Routing, readRoutings, reportedRouting, virtualRouting } from './routings.js';
import { below } from './stage-table.js';
import type { Structures } from './structures.js';

/**
 * How far the orders have come by the end of the period (rules.md 16): from their reports, scrap and receipts to date.
 *
 * What an operation started is what the one before made good; what it started and neither made good nor scrapped is in
 * process there. 10 planned, 8 good and 1 scrapped at the first of two operations, 5 good at the second, 3 received:
 * 1 is in process at the first, 3 at the second, 2 have passed both and wait to be received.
 */
export interface OrderProgress {
  readonly order: number;
  readonly routing: Routing;
  /** Received in the period, net of reversals. 6 decimals. */
  readonly completed: number;
  readonly received: number;
  /** Closed by the period's end. */
  readonly closed: boolean;
  /** Closed, or received as planned less scrap. */
  readonly finished: boolean;
  /** The code of the operation with which the order begins, whatever was reported; 0 for none. */
  readonly firstOperation: number;
  /** Quantity that each operation started, and that it scrapped, to date. */
  readonly entered: readonly number[];
  readonly scrapped: readonly number[];
  /** Quantity in process at each operation, and last what has passed them all. */
  readonly inProcess: readonly number[];
  /** Good at each operation in the period; of an order that reports no quantities what was received. Never below 0. */
  readonly good: readonly number[];
  /** Reported as scrap at each operation in the period, never below 0. */
  readonly scrap: readonly number[];
  /** Whether any scrap was reported or posted, to date. */
  readonly hasScrap: boolean;
}

/** Follows orders by their row. */
export function followOrders(
  { facts, scope, policy, report }: Pick<Period, 'facts' | 'scope' | 'policy' | 'report'>,
  movements: Movements,
  net: NetMovements,
  structures: Structures,
): (order: number) => OrderProgress {
  const { production_order, symbols } = facts;
  const { received, completed } = receipts(facts, scope, movements, net);
  const posted = postedScrap(facts, movements);
  const reports = reportsToDate(facts, scope);
  const routingOf = readRoutings(facts);
  const centreOf = centresOf(facts);

  return (order) => {
    const code = production_order.order[order];
    const key = symbols.text(code);
    const own = routingOf(production_order.plant[order], production_order.item[order], structures.alternative(order));
    const reported = reports(order);
    const made = received[order];
    const postedHere = posted.get(code) ?? NOTHING_POSTED;
    const { routing, good, scrap } = quantities(facts, reported, made, { own, centreOf }, report);
    const last = routing.operations.length - 1;
    const ofPeriod = withinPeriod(facts, scope, { routing, reported, good, scrap });
    // Scrap that only a movement tells of is in process no more.
    for (const [k, operation] of routing.operations.entries()) {
      if (scrap[k] === 0) scrap[k] = routing.isVirtual ? total(postedHere.values()) : (postedHere.get(operation) ?? 0);
    }
    atLeastWhatFollows(good, scrap);
    let started = policy.started === 'planned' ? production_order.quantity_planned[order] : good[0] + scrap[0];
    const inProcess: number[] = [];
    const entered: number[] = [];
    for (let k = 0; k <= last; k++) {
      entered.push(Math.max(started, good[k] + scrap[k]));
      inProcess.push(atLeastNothing(started - good[k] - scrap[k], key, symbols.text(routing.operations[k])));
      started = good[k];
    }
    inProcess.push(atLeastNothing(good[last] - made, key, ''));

    const allScrapped = total(scrap);
    const closed = production_order.closed_on[order] <= scope.lastDay;
    const finished = closed || made >= production_order.quantity_planned[order] - allScrapped;
    const firstOperation = (own ?? routing).operations[0];
    return {
      order,
      routing,
      completed: completed[order],
      received: made,
      closed,
      finished,
      firstOperation,
      entered,
      scrapped: scrap,
      inProcess,
      good: routing.isVirtual ? [Math.max(0, completed[order])] : ofPeriod.good,
      scrap: ofPeriod.scrap,
      hasScrap: allScrapped !== 0 || total(postedHere.values()) > 0,
    };
  };

  function atLeastNothing(quantity: number, order: string, operation: string): number {
    if (quantity >= 0) return Math.min(quantity, LARGEST);
    report('order_must_not_complete_more_than_it_started', 'production_order', order, {
      operation,
      difference: printFixed(-quantity, QUANTITY_SCALE),
    });
    return 0;
  }
}

/** By order row: received to date and within the period, of the order's own item. */
function receipts({ movement, production_order }: Facts, scope: Scope, movements: Movements, net: NetMovements) {
  const received = new Float64Array(production_order.rowCount);
  const completed = new Float64Array(production_order.rowCount);
  const orderRow = rowOf(production_order.order);
  for (let row = 0; row < movement.rowCount; row++) {
    const sign = movement.type[row] === TYPE.completion ? 1 : movement.type[row] === TYPE.completion_reversal ? -1 : 0;
    if (sign === 0 || Number.isNaN(movements.quantity[row])) continue;
    const order = orderRow(movement.order[row]);
    if (order < 0 || production_order.item[order] !== movement.item[row]) continue;
    received[order] += sign * movements.quantity[row];
    if (movement.posted_at[row] >= scope.start && sign > 0) completed[order] += net.quantity[row];
  }
  return { received, completed };
}

/** By order code and operation: what was posted as scrap to date. */
function postedScrap({ movement }: Facts, { quantity }: Movements): Map<number, Map<number, number>> {
  const posted = new Map<number, Map<number, number>>();
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.type[row] !== TYPE.operation_scrap || Number.isNaN(quantity[row])) continue;
    const byOperation = below(posted, movement.order[row]);
    const operation = movement.operation[row];
    byOperation.set(operation, (byOperation.get(operation) ?? 0) + quantity[row]);
  }
  return posted;
}

const NOTHING_POSTED: ReadonlyMap<number, number> = new Map();

/** Good at an operation is at least what the next one took on. */
function atLeastWhatFollows(good: number[], scrap: readonly number[]): void {
  for (let k = good.length - 2; k >= 0; k--) good[k] = Math.max(good[k], good[k + 1] + scrap[k + 1]);
}

/** What of the quantities reported to date is of the period: less what they were before it. */
function withinPeriod(
  facts: Facts,
  scope: Scope,
  of: {
    readonly routing: Routing;
    readonly reported: Int32Array;
    readonly good: readonly number[];
    readonly scrap: readonly number[];
  },
): { readonly good: readonly number[]; readonly scrap: readonly number[] } {
  const { routing, reported } = of;
  const { work_report } = facts;
  const signOf = reportSigns(facts);
  const before = { good: of.good.map(() => 0), scrap: of.scrap.map(() => 0) };
  for (const row of reported) {
    const k = routing.operations.indexOf(work_report.operation[row]);
    if (k < 0 || work_report.reported_at[row] >= scope.start) continue;
    const sign = signOf(row);
    before.good[k] += sign * (work_report.quantity_good[row] || 0);
    before.scrap[k] += sign * (work_report.quantity_scrap[row] || 0);
  }
  const good = [...of.good];
  atLeastWhatFollows(good, of.scrap);
  atLeastWhatFollows(before.good, before.scrap);
  const rest = (all: readonly number[], earlier: readonly number[]) =>
    all.map((quantity, k) => Math.max(0, quantity - earlier[k]));
  return { good: rest(good, before.good), scrap: rest(of.scrap, before.scrap) };
}

function total(quantities: Iterable<number>): number {
  let sum = 0;
  for (const quantity of quantities) sum += quantity;
  return sum;
}

/** By order row: its approved reports up to the period's end. */
function reportsToDate({ work_report, production_order }: Facts, scope: Scope): (order: number) => Int32Array {
  const orderRow = rowOf(production_order.order);
  const of = new Int32Array(work_report.rowCount);
  const end = new Int32Array(production_order.rowCount + 1);
  for (let row = 0; row < of.length; row++) {
    const isLooked = work_report.status[row] === APPROVED && work_report.reported_at[row] < scope.end;
    of[row] = isLooked ? orderRow(work_report.order[row]) : -1;
    if (of[row] >= 0) end[of[row] + 1]++;
  }
  for (let order = 0; order < production_order.rowCount; order++) end[order + 1] += end[order];
  const next = end.slice();
  const rows = new Int32Array(end[production_order.rowCount]);
  for (let row = 0; row < of.length; row++) if (of[row] >= 0) rows[next[of[row]]++] = row;
  return (order) => rows.subarray(end[order], end[order + 1]);
}

/** Rows of orders of which the period's reports name scrap. */
export function ordersWithScrap({ work_report, production_order }: Facts, scope: Scope): ReadonlySet<number> {
  const orderRow = rowOf(production_order.order);
  const found = new Set<number>();
  for (let row = 0; row < work_report.rowCount; row++) {
    const at = work_report.reported_at[row];
    const isNamed = work_report.quantity_scrap[row] > 0 && at >= scope.start && at < scope.end;
    if (isNamed) found.add(orderRow(work_report.order[row]));
  }
  return found;
}

/** Good and scrap by operation. Without operations, or without any reported quantity, there is one virtual operation. */
function quantities(
  facts: Facts,
  reports: Int32Array,
  received: number,
  { own, centreOf }: { readonly own: Routing | undefined; readonly centreOf: (workCentre: number) => number },
  report: Report,
) {
  const { work_report, symbols } = facts;
  const sign = reportSigns(facts);
  const isCounted = reports.some((row) => work_report.quantity_good[row] > 0 || work_report.quantity_scrap[row] > 0);
  if (!isCounted) {
    return { routing: virtualRouting(own?.centre ?? 0), good: [received], scrap: [0] };
  }
  const routing = own ?? reportedRouting(reportedCentres(facts, reports, centreOf), symbols);
  const good = routing.operations.map(() => 0);
  const scrap = routing.operations.map(() => 0);
  const place = new Map(routing.operations.map((operation, k) => [operation, k]));
  for (const row of reports) {
    const k = place.get(work_report.operation[row]);
    if (k === undefined) {
      report('report_must_name_an_operation_of_its_order', 'work_report', symbols.text(work_report.report[row]), {
        order: symbols.text(work_report.order[row]),
        operation: symbols.text(work_report.operation[row]),
      });
      continue;
    }
    good[k] += sign(row) * (work_report.quantity_good[row] || 0);
    scrap[k] += sign(row) * (work_report.quantity_scrap[row] || 0);
  }
  return { routing, good, scrap };
}

/** By operation the centre in which it was reported; of several that of the last report: by its instant, then by its key. */
function reportedCentres(
  { work_report, symbols }: Facts,
  reports: Int32Array,
  centreOf: (workCentre: number) => number,
): ReadonlyMap<number, number> {
  const inTime = [...reports].sort(
    (a, b) =>
      work_report.reported_at[a] - work_report.reported_at[b] ||
      symbols.compare(work_report.report[a], work_report.report[b]),
  );
  return new Map(inTime.map((row) => [work_report.operation[row], centreOf(work_report.work_centre[row])]));
}
