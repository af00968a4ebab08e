import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Orders } from '../orders/orders.js';

/** What spreads cost over orders (分配标准). */
export const DRIVERS = ['hours_machine', 'hours_labour', 'quantity_good'] as const;
export type Driver = (typeof DRIVERS)[number];

/** One order's part of a centre's driver; 0 for the operation unless parts are kept apart by operation. */
export interface Driven {
  readonly order: number;
  readonly operation: number;
  readonly quantity: number;
}

/**
 * By centre and driver: what the period's reports of that centre add up to, per order, in the order of their keys.
 *
 * Hours count set-up, a reversing report counts negative. `quantity_good` counts an order's good quantity at the last of its
 * operations that the centre reported (rules.md 19).
 */
export function readDrivers(facts: Facts, scope: Scope, orders: Orders, byOperation: boolean, report: Report) {
  const { work_report, work_centre, symbols } = facts;
  const centreRow = rowOf(work_centre.work_centre, symbols);
  const byCentre = new Map<number, number[]>();
  for (let row = 0; row < work_report.rowCount; row++) {
    const at = work_report.reported_at[row];
    if (work_report.status[row] !== APPROVED || at < scope.start || at >= scope.end) continue;
    const centre = work_centre.centre[centreRow[work_report.work_centre[row]]];
    const present = byCentre.get(centre);
    if (present === undefined) byCentre.set(centre, [row]);
    else present.push(row);
  }

  const sums = (centre: number, driver: Driver) => {
    const values = work_report[driver];
    const perOrder = new Map<number, Map<number, number>>();
    for (const row of byCentre.get(centre) ?? []) {
      const quantity = values[row] || 0;
      const order = orders.row(work_report.order[row]);
      if (quantity === 0 || order < 0) continue;
      let perOperation = perOrder.get(order);
      if (perOperation === undefined) {
        perOperation = new Map();
        perOrder.set(order, perOperation);
      }
      const operation = work_report.operation[row];
      const sign = work_report.reverses[row] === 0 ? 1 : -1;
      perOperation.set(operation, (perOperation.get(operation) ?? 0) + sign * quantity);
    }
    return perOrder;
  };

  return {
    centres: (): number[] => [...byCentre.keys()].sort(symbols.compare),
    read(centre: number, driver: Driver): Driven[] {
      const driven: Driven[] = [];
      for (const [order, perOperation] of sums(centre, driver)) {
        const counted = driver === 'quantity_good' ? lastOperation(orders, order, perOperation) : perOperation;
        for (const [operation, quantity] of byOperation ? counted : [[0, sum(counted.values())]]) {
          if (quantity > 0) driven.push({ order, operation, quantity });
          else if (quantity < 0) {
            report('driver_of_an_order_must_not_be_negative', 'production_order', keyOf(order), {
              driver,
              centre: symbols.text(centre),
              found: printFixed(quantity, QUANTITY_SCALE),
            });
          }
        }
      }
      return driven.sort(
        (a, b) =>
          symbols.compare(facts.production_order.order[a.order], facts.production_order.order[b.order]) ||
          symbols.compare(a.operation, b.operation),
      );
    },
  };

  function keyOf(order: number): string {
    return symbols.text(facts.production_order.order[order]);
  }
}

/** What was reported at the last of the order's operations; of what it does not have, nothing counts. */
function lastOperation(orders: Orders, order: number, perOperation: Map<number, number>): Map<number, number> {
  const { operations } = orders.progress(order).routing;
  const last = operations.findLast((operation) => perOperation.has(operation));
  return last === undefined ? new Map() : new Map([[last, perOperation.get(last) as number]]);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
