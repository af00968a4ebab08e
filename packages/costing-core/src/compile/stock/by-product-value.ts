import {
  add,
  apportion,
  type Fraction,
  fraction,
  multiply,
  QUANTITY_SCALE,
  roundFraction,
  safe,
  ZERO,
} from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import type { Vector } from '../amounts.js';
import { TYPE } from '../movements/kinds.js';
import { tellWorthless } from '../orders/joint-split.js';
import type { StockContext } from './context.js';

/**
 * The value at which by-products and salvage leave their order (副产品扣除): price × quantity, the price that of the joint outputs,
 * else the item's standard price. By policy a by-product leaves at its net realisable value, which is quantity × sales price less
 * further and selling cost, at least 0; or at nothing. Its elements are those of the standard price; without one, the item's
 * own element.
 *
 * 500 by-products at 8.00 take 4,000.00 out of an order (formulas.md 5).
 */
export function byProductValue(context: StockContext) {
  const { facts, scope, events, orders, standard, bucketOf, atFallback, nothing, report } = context;
  const { movement, item, symbols } = facts;
  const itemRow = rowOf(item.item);
  const unit = 10n ** BigInt(scope.amountScale);

  return (event: number): Vector => {
    const row = events.row[event];
    const order = orders.row(movement.order[row]);
    const basis = movement.type[row] === TYPE.by_product_receipt ? orders.joint.choice(order).by_product : 'price';
    if (basis === 'none') return nothing();
    const code = movement.item[row];
    const quantity = fraction(events.quantity[event], 10n ** BigInt(QUANTITY_SCALE));
    const byStandard = standard(bucketOf(event))?.value(events.quantity[event]);
    if (basis === 'price') {
      const price = orders.joint.output(order, code)?.price;
      return price === undefined ? atStandard(event, byStandard) : split(row, multiply(quantity, price), byStandard);
    }
    const price = orders.joint.salesPrice(order, code);
    const gross = price === undefined ? totalOf(atStandard(event, byStandard)) : multiply(quantity, price);
    const after = orders.joint.realisable(order, code, quantity, ZERO);
    const value = add(gross, after);
    if (value.numerator < 0n) {
      tellWorthless(report, symbols.text(movement.order[row]), symbols.text(code), value);
      return nothing();
    }
    return split(row, value, byStandard);
  };

  function atStandard(event: number, byStandard: Vector | undefined): Vector {
    const quantity = events.quantity[event];
    return byStandard ?? atFallback(events.row[event], bucketOf(event), quantity, 'by_product_must_have_a_price');
  }

  function totalOf(amounts: Vector): Fraction {
    return fraction(
      Array.from(amounts).reduce((sum, amount) => sum + BigInt(amount), 0n),
      unit,
    );
  }

  /** A value as amounts of the elements of the standard price, else of the item's own element. */
  function split(row: number, value: Fraction, byStandard: Vector | undefined): Vector {
    const amount = safe(roundFraction(value, scope.amountScale));
    if (byStandard?.some((of) => of > 0)) return Float64Array.from(apportion(amount, byStandard));
    const vector = nothing();
    vector[scope.elementPlace.get(item.element[itemRow(movement.item[row])]) ?? 0] = amount;
    return vector;
  }
}
