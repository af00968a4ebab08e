import type { Row } from '@millrace/costing-core';
import type { Bucket, Price } from './bucket.js';
import { type Counted, found, type Movement, type Order, text } from './counted.js';
import { worth } from './fallback.js';
import { Fraction, larger, ONE, sum, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import { costShareOf } from './structures.js';

/** Completions share what an order completed; so does a by-product with a cost share, which others leave at a price. */
export function sharesCost(counted: Counted, order: Order, { type, item }: Pick<Movement, 'type' | 'item'>): boolean {
  return type === 'completion' || (type === 'by_product_receipt' && shareOf(counted, order, item) !== undefined);
}

/**
 * The weights of an order's receipts (rules.md 18). An output with a cost share takes it, whatever its quantity, between its
 * receipts by quantity; the others have what is left, by joint weight × quantity.
 */
export function jointWeights(
  counted: Counted,
  order: Order,
  receipts: readonly { readonly item: string; readonly net: Fraction }[],
): Fraction[] {
  const shares = new Map<string, Fraction>();
  for (const { item } of receipts) {
    const share = shareOf(counted, order, item);
    if (share !== undefined) shares.set(item, share);
  }
  const weight = ({ item, net }: (typeof receipts)[number]) => {
    const own = text(jointOutput(counted, order, item)?.weight);
    return net.times(own === '' ? ONE : Fraction.of(own));
  };
  const others = sum(receipts.filter(({ item }) => !shares.has(item)).map(weight));
  const left = larger(ZERO, ONE.minus(sum([...shares.values()])));
  return receipts.map((receipt) => {
    const share = shares.get(receipt.item);
    if (share === undefined) {
      if (shares.size === 0) return weight(receipt);
      return others.sign === 0 ? ZERO : left.times(weight(receipt)).over(others);
    }
    const all = sum(receipts.filter(({ item }) => item === receipt.item).map(({ net }) => net));
    return all.sign === 0 ? ZERO : share.times(receipt.net).over(all);
  });
}

/** A row for the order itself has the first word, then the line of the structure that the order follows. */
function shareOf(counted: Counted, order: Order, output: string): Fraction | undefined {
  if (text(jointOutput(counted, order, output)?.order) !== '') return undefined;
  const share = costShareOf(counted, order, output);
  return share === '' ? undefined : Fraction.of(share);
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
