import type { Row } from '@millrace/costing-core';
import type { Bucket } from './bucket.js';
import { type Counted, found, type Order, text } from './counted.js';
import { type Price, worth } from './fallback.js';
import { Fraction, ONE, sum, ZERO } from './fraction.js';
import type { Vector } from './network.js';

/** A receipt's weight is its joint weight × quantity (rules.md 18). */
export function jointWeight(counted: Counted, order: Order, item: string, quantity: Fraction): Fraction {
  const weight = text(jointOutput(counted, order, item)?.weight);
  return quantity.times(weight === '' ? ONE : Fraction.of(weight));
}

/**
 * The value at which a by-product leaves its order: price × quantity by the joint outputs, else its standard price, else a
 * fallback price; of the elements that its standard price has, else of the item's own element.
 */
export function byProductValue(
  counted: Counted,
  order: Order,
  { place, fallback }: Bucket,
  standard: Price | undefined,
  quantity: Fraction,
): Vector {
  const price = text(jointOutput(counted, order, place.item)?.price);
  const byStandard = standard && worth(quantity, standard);
  if (price === '') return byStandard ?? worth(quantity, fallback);
  const value = valueAt(price, quantity, counted.amountScale);
  const whole = sum((byStandard ?? []).map((amount) => new Fraction(amount)));
  if (byStandard !== undefined && whole.sign > 0) {
    let cumulative = ZERO;
    let before = 0n;
    return byStandard.map((weight) => {
      cumulative = cumulative.plus(new Fraction(weight));
      const upTo = new Fraction(value).times(cumulative).over(whole).rounded;
      const part = upTo - before;
      before = upTo;
      return part;
    });
  }
  const element = text(found(counted.rows.item, (row) => row.item === place.item).element);
  const own = Math.max(0, counted.elements.indexOf(element));
  return counted.elements.map((_, e) => (e === own ? value : 0n));
}

/** What an order yields is laid down for the order itself, else for its plant and item; the latest row in force. */
function jointOutput(counted: Counted, { order, plant, item }: Order, output: string) {
  const inForce = (counted.rows.joint_output ?? []).filter(
    (row) =>
      row.plant === plant && row.item === item && row.output_item === output && text(row.valid_from) <= counted.lastDay,
  );
  const latest = (rows: readonly Row<'joint_output'>[]) =>
    rows.reduce<Row<'joint_output'> | undefined>(
      (best, row) => (best === undefined || text(row.valid_from) > text(best.valid_from) ? row : best),
      undefined,
    );
  return (
    latest(inForce.filter((row) => text(row.order) === order)) ??
    latest(inForce.filter((row) => text(row.order) === ''))
  );
}

function valueAt(price: string, quantity: Fraction, amountScale: number): bigint {
  return Fraction.of(price)
    .times(quantity)
    .times(new Fraction(10n ** BigInt(amountScale))).rounded;
}
