import { APPROVED, type Facts, rowOf, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/** A rework order that refers to an order repairs pieces of one that counts; no other order refers to one. */
export function repairsNameAnOrder(facts: Facts, { plants, lastDay }: Scope, report: Report): void {
  const { production_order: orders, symbols } = facts;
  const rowWith = rowOf(orders.order);
  const counts = (row: number) =>
    orders.status[row] === APPROVED && plants.has(orders.plant[row]) && orders.opened_on[row] <= lastDay;
  for (let row = 0; row < orders.rowCount; row++) {
    if (orders.refers_to[row] === 0 || !counts(row)) continue;
    const key = symbols.text(orders.order[row]);
    const order = symbols.text(orders.refers_to[row]);
    if (orders.type[row] !== REWORK) report('only_rework_refers_to_an_order', 'production_order', key, { order });
    else if (!counts(rowWith(orders.refers_to[row])) || comesBack(row)) {
      report('repaired_order_must_count', 'production_order', key, { order });
    }
  }

  /** Whether what an order refers to refers back to it. */
  function comesBack(row: number): boolean {
    const seen = new Set<number>();
    let at = row;
    while (at >= 0 && orders.type[at] === REWORK && orders.refers_to[at] !== 0 && !seen.has(at)) {
      seen.add(at);
      at = rowWith(orders.refers_to[at]);
    }
    return at === row;
  }
}

const REWORK = TABLES.production_order.columns.type.choices.indexOf('rework');
