import type { Policy } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';
import { bomOf, linesOf } from './structures.js';

/**
 * What an order should have taken (formulas.md 12), by line: of the alternative that it follows; or by the item's standard, of the active
 * one on the day from which its standard price holds, else on the period's last day, else the order's.
 */
export function measuredBy(
  counted: Counted,
  order: Order,
  against: Policy['variances']['against'],
): ReturnType<typeof linesOf> {
  if (against === 'order_plan') return linesOf(counted, order);
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
    if (bomOf(then, active) !== undefined) return linesOf(then, active);
  }
  return linesOf(counted, order);
}
