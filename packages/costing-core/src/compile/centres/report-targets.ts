import { add, divide, type Fraction, fraction, GrowingArray, multiply } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, IDLE, orderByTexts, type RowsByKey, rowOf, rowsByKey } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Orders } from '../orders/orders.js';
import type { Routing } from '../orders/routings.js';
import { reportSigns } from '../report-signs.js';
import type { BuiltInDriver, Millionths, REPORTED_QUANTITIES, Target } from './driver.js';

/**
 * What the period's work reports of a centre add up to, per order and operation.
 *
 * Hours count set-up, a reversing report counts negative. `cycles`: one for a report that says nothing, none for a set-up.
 * `quantity_good`: an order's good quantity at the last of its operations that the centre reported (rules.md 19).
 * `quota_hours_…`: over the operations of the centre, good quantity × run hours of a piece, without set-up (定额工时).
 */
export class ReportTargets {
  readonly #facts: Facts;
  readonly #scope: Scope;
  readonly #signOf: (row: number) => 1 | -1;
  readonly #orders: Orders;
  readonly #routingOf: (order: number) => Routing | undefined;
  /** Reports of the period by centre. */
  readonly #byCentre = new Map<number, Reports>();
  /** All of them. */
  readonly #all = new Reports();
  #rowsByOrder: RowsByKey | undefined;
  #centreOfOperation: ((routingRow: number) => number) | undefined;

  /** @param routingOf the routing of an order's item, also where it reports nothing. */
  constructor(facts: Facts, scope: Scope, orders: Orders, routingOf: (order: number) => Routing | undefined) {
    this.#facts = facts;
    this.#scope = scope;
    this.#signOf = reportSigns(facts);
    this.#orders = orders;
    this.#routingOf = routingOf;
    const { work_report, work_centre, symbols } = facts;
    const centreRow = rowOf(work_centre.work_centre);
    let last = -1;
    for (const row of orderByTexts(symbols, work_report.rowCount, [work_report.order, work_report.operation])) {
      const at = work_report.reported_at[row];
      if (work_report.status[row] !== APPROVED || at < scope.start || at >= scope.end) continue;
      const order = orders.row(work_report.order[row]);
      if (order < 0) continue;
      const centre = work_centre.centre[centreRow(work_report.work_centre[row])];
      let reports = this.#byCentre.get(centre);
      if (reports === undefined) {
        reports = new Reports();
        this.#byCentre.set(centre, reports);
      }
      reports.add(row, order, work_report.operation[row]);
      this.#all.add(row, order, 0);
      // What is wrong with its reports is told, whether or not they bear anything.
      if (order !== last) orders.progress(order);
      last = order;
    }
  }

  /** Centres that reported something in the period. */
  centres(): number[] {
    return [...this.#byCentre.keys()].sort(this.#facts.symbols.compare);
  }

  /** The period's good quantity at an order's last operation that reported one, else what was received. */
  goodAtLast(order: number): number {
    const good = this.#goodOf(order);
    if (good.size === 0) return this.#orders.progress(order).completed;
    const last = this.#lastOf(order, good);
    return last === undefined ? 0 : Math.max(0, good.get(last) as number);
  }

  /** An order's rows of the period: few drivers ask for them. */
  #rowsOf(order: number): Int32Array {
    const { row, order: orders } = this.#all;
    this.#rowsByOrder ??= rowsByKey(orders.length, [orders.trimmed()]);
    return this.#rowsByOrder.find(order).map((place) => row.values[place]);
  }

  /** An order's good quantity of the period by operation, those that reported any. */
  #goodOf(order: number): ReadonlyMap<number, number> {
    const { work_report } = this.#facts;
    const good = new Map<number, number>();
    for (const row of this.#rowsOf(order)) {
      const quantity = this.#signed(row, work_report.quantity_good[row] || 0);
      if (quantity === 0) continue;
      good.set(work_report.operation[row], (good.get(work_report.operation[row]) ?? 0) + quantity);
    }
    return good;
  }

  /** Orders that a centre reported in the period. */
  ordersOf(centre: number): Set<number> {
    return new Set(this.#reportsOf(centre).order.trimmed());
  }

  #reportsOf(centre: number): Reports {
    return this.#byCentre.get(centre) ?? NONE;
  }

  /** What the centre's reports of the period say, report by report, whatever the operation. */
  reported(
    centre: number,
    name: (typeof REPORTED_QUANTITIES)[number],
  ): { readonly ref: number; readonly quantity: number }[] {
    const { row, order } = this.#reportsOf(centre);
    const quantities = this.#reported(row.trimmed(), name);
    return Array.from(order.trimmed(), (ref, i) => ({ ref, quantity: quantities[i] }));
  }

  targets(centre: number, driver: BuiltInDriver): Target[] {
    const targets: Target[] = [];
    this.each(centre, driver, (ref, operation, quantity) => {
      targets.push({ kind: 'order', ref, operation, position: Number.NaN, quantity });
    });
    return targets;
  }

  /** Hands out what an order's operations have of a driver, order by order. */
  each(centre: number, driver: BuiltInDriver, visit: Visit): void {
    if (driver === 'quota_hours_machine' || driver === 'quota_hours_labour') {
      this.#eachQuota(centre, driver === 'quota_hours_machine' ? 'machine' : 'labour', visit);
      return;
    }
    const reports = this.#reportsOf(centre);
    const orders = reports.order.trimmed();
    const ofReports = reports.operation.trimmed();
    const quantities = this.#reported(reports.row.trimmed(), driver);
    const operations: number[] = [];
    const sums: number[] = [];
    for (let i = 0; i < orders.length; ) {
      const order = orders[i];
      operations.length = 0;
      sums.length = 0;
      for (; i < orders.length && orders[i] === order; i++) {
        const quantity = quantities[i];
        if (quantity === 0) continue;
        const operation = ofReports[i];
        if (operations.length > 0 && operations[operations.length - 1] === operation) {
          sums[sums.length - 1] += quantity;
        } else {
          operations.push(operation);
          sums.push(quantity);
        }
      }
      const last = driver === 'quantity_good' ? this.#lastOf(order, new Set(operations)) : undefined;
      for (let k = 0; k < operations.length; k++) {
        if (driver !== 'quantity_good' || operations[k] === last) visit(order, operations[k], sums[k]);
      }
    }
  }

  /** What reports say, a reversing one below zero. Rows stand anywhere in the table: they are looked up in one short loop. */
  #reported(rows: Int32Array, driver: (typeof REPORTED_QUANTITIES)[number]): Float64Array {
    const { [driver]: column, setup, idle } = this.#facts.work_report;
    const quantities = new Float64Array(rows.length);
    if (driver !== 'cycles') for (let i = 0; i < rows.length; i++) quantities[i] = column[rows[i]] || 0;
    else
      for (const [i, row] of rows.entries())
        quantities[i] = cyclesOf(setup[row] === 1 || idle[row] === IDLE, column[row]);
    for (let i = 0; i < rows.length; i++) quantities[i] *= this.#signOf(rows[i]);
    return quantities;
  }

  #signed(row: number, quantity: number): number {
    return this.#signOf(row) * quantity;
  }

  /** The last of the order's operations that is among these; of what it does not have, nothing counts. */
  #lastOf(order: number, perOperation: { has(operation: number): boolean }): number | undefined {
    return this.#orders.progress(order).routing.operations.findLast((operation) => perOperation.has(operation));
  }

  #eachQuota(centre: number, kind: 'machine' | 'labour', visit: Visit): void {
    const { production_order, routing_operation } = this.#facts;
    for (let order = 0; order < production_order.rowCount; order++) {
      if (!this.#scope.plants.has(production_order.plant[order])) continue;
      const rows = this.#routingOf(order)?.rows ?? [];
      for (const row of rows) {
        if (this.centreOf(row) !== centre) continue;
        const operation = routing_operation.operation[row];
        const { routing, completed } = this.#orders.progress(order);
        const good = routing.isVirtual ? completed : (this.#goodOf(order).get(operation) ?? 0);
        if (good === 0) continue;
        const quantity = multiply(fraction(good), this.runHours(row, kind));
        if (quantity.numerator === 0n) continue;
        visit(order, operation, quantity);
      }
    }
  }

  /** Run hours of a piece over the operations in a centre of an item's routing, the one without an alternative. */
  quotaOfItem(centre: number, item: number, kind: 'machine' | 'labour'): Fraction {
    const { routing_operation: table } = this.#facts;
    let hours = fraction(0);
    for (let row = 0; row < table.rowCount; row++) {
      if (table.item[row] !== item || table.alternative[row] !== 0 || this.centreOf(row) !== centre) continue;
      hours = add(hours, this.runHours(row, kind));
    }
    return hours;
  }

  /** The centre of an operation, by its row of `routing_operation`. */
  centreOf(row: number): number {
    if (this.#centreOfOperation === undefined) {
      const { work_centre, routing_operation } = this.#facts;
      const centreRow = rowOf(work_centre.work_centre);
      this.#centreOfOperation = (at) => work_centre.centre[centreRow(routing_operation.work_centre[at])];
    }
    return this.#centreOfOperation(row);
  }

  /** Run hours of a piece, by a row of `routing_operation`. */
  runHours(row: number, kind: 'machine' | 'labour'): Fraction {
    const table = this.#facts.routing_operation;
    const run = (kind === 'machine' ? table.run_hours_machine : table.run_hours_labour)[row] || 0;
    const perPiece = divide(fraction(run), fraction(table.base_quantity[row] || ONE_PIECE));
    const hours = multiply(perPiece, fraction(1, SECONDS_PER_HOUR[table.time_unit[row]] ?? 1));
    return table.efficiency[row] > 0 ? divide(hours, fraction(table.efficiency[row], 10 ** 9)) : hours;
  }
}

/** Reports as columns, in the order of their orders and operations. */
class Reports {
  /** Of the table of reports. */
  readonly row = new GrowingArray(Int32Array);
  /** The row of the order. */
  readonly order = new GrowingArray(Int32Array);
  readonly operation = new GrowingArray(Int32Array);

  add(row: number, order: number, operation: number): void {
    this.row.push(row);
    this.order.push(order);
    this.operation.push(operation);
  }
}

const NONE = new Reports();

/** A report that says nothing is of one cycle, a set-up of none, nor what stood idle. */
function cyclesOf(isNone: boolean, cycles: number): number {
  if (isNone) return 0;
  return Number.isNaN(cycles) ? ONE_CYCLE : cycles;
}

/** Takes what an order's operation has of a driver. */
type Visit = (order: number, operation: number, quantity: Millionths) => void;

const ONE_CYCLE = 10 ** 6;
const ONE_PIECE = 10 ** 6;
/** In the order of `time_unit`: hours, minutes, seconds. */
const SECONDS_PER_HOUR = [1, 60, 3600];
