import type { Policy } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';
import { Fraction } from './fraction.js';
import { operationsOf } from './progress.js';
import { bomOf, linesOf } from './structures.js';

/** What an order should have taken and done. */
export interface Measure {
  readonly lines: ReturnType<typeof linesOf>;
  readonly routing: ReturnType<typeof operationsOf>['routing'];
  /** How many the standard makes at once; undefined without a bill of material. */
  readonly lot: Fraction | undefined;
}

/**
 * By what an order is measured (formulas.md 12): the alternative that it follows; or its item's standard, the active one on the day from
 * which the item's standard price holds, else on the period's last day, else the order's.
 */
export function measuredBy(counted: Counted, order: Order, against: Policy['variances']['against']): Measure {
  if (against === 'order_plan') return measureOf(counted, order);
  // Attributes of the order itself are no part of the standard.
  const active = { ...order, order: '', alternative: '' };
  const prices = (counted.rows.item_price ?? []).filter(
    (row) =>
      row.kind === 'standard' &&
      row.plant === order.plant &&
      row.item === order.item &&
      text(row.valid_from) <= counted.lastDay,
  );
  const days = prices.map((row) => text(row.valid_from)).sort();
  for (const lastDay of [...days.slice(-1), counted.lastDay]) {
    const then = { ...counted, lastDay };
    if (bomOf(then, active) !== undefined) return measureOf(then, active);
  }
  return measureOf(counted, order);
}

function measureOf(then: Counted, order: Order): Measure {
  const bom = bomOf(then, order);
  const stated = Fraction.of(text(then.rows.item?.find(({ item }) => item === order.item)?.costing_lot) || '0');
  const lot = stated.sign > 0 ? stated : Fraction.of(text(bom?.base_quantity) || '0');
  return {
    lines: linesOf(then, order),
    routing: operationsOf(then, order).routing,
    lot: bom === undefined ? undefined : lot,
  };
}
