import { apportion, divRound, QUANTITY_SCALE, RATE_SCALE, safe } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import type { Vector } from '../amounts.js';
import type { StockContext } from './context.js';

/**
 * The value at which by-products and salvage leave their order: price × quantity. The price is that of the joint outputs,
 * else the item's standard price. Its elements are those of the standard price; without one, the item's own element.
 *
 * 500 by-products at 8.00 take 4,000.00 out of an order (formulas.md 5).
 */
export function byProductValue({
  facts,
  scope,
  events,
  orders,
  standard,
  bucketOf,
  atFallback,
  nothing,
}: StockContext) {
  const { movement, item, symbols } = facts;
  const itemRow = rowOf(item.item, symbols);
  const perUnit = 10n ** BigInt(QUANTITY_SCALE + RATE_SCALE - scope.amountScale);
  return (event: number): Vector => {
    const row = events.row[event];
    const quantity = events.quantity[event];
    const joint = orders.jointOutput(orders.row(movement.order[row]), movement.item[row]);
    const byStandard = standard(bucketOf(event))?.value(quantity);
    if (joint === undefined || Number.isNaN(joint.price)) {
      return byStandard ?? atFallback(row, bucketOf(event), quantity, 'by_product_must_have_a_price');
    }
    const value = safe(divRound(BigInt(joint.price) * BigInt(quantity), perUnit));
    if (byStandard?.some((amount) => amount > 0)) return Float64Array.from(apportion(value, byStandard));
    const vector = nothing();
    vector[scope.elementPlace.get(item.element[itemRow[movement.item[row]]]) ?? 0] = value;
    return vector;
  };
}
