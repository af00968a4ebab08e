import type { Policy, Row } from '@millrace/costing-core';
import type { Bucket, Price } from './bucket.js';
import { type Counted, found, type Movement, type Order, text } from './counted.js';
import { listedPrice, worth } from './fallback.js';
import { Fraction, larger, ONE, sum, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import type { Netted } from './returns.js';
import { costShareOf } from './structures.js';

type JointChoice = Policy['joint'];

/** How an order's cost is split: of its item before the ledger, key by key. */
export function jointChoice({ joint, joint_by_item }: Policy, { item }: Order): JointChoice {
  return Object.assign({}, joint, joint_by_item[item]);
}

/** Completions share what an order completed; so does a by-product with a cost share, which others leave at a price. */
export function sharesCost(
  counted: Counted,
  policy: Policy,
  order: Order,
  { type, item }: Pick<Movement, 'type' | 'item'>,
): boolean {
  const { method } = jointChoice(policy, order);
  const knowsShares = method === 'weight' || method === 'share';
  return (
    type === 'completion' ||
    (type === 'by_product_receipt' && knowsShares && shareOf(counted, order, item) !== undefined)
  );
}

/** What is asked to know what orders yielded in the period. */
export interface Yields {
  readonly counted: Counted;
  readonly policy: Policy;
  readonly netted: Netted;
}

interface Receipt {
  readonly item: string;
  readonly net: Fraction;
}

/**
 * The weights of an order's receipts (rules.md 18, production.md 7): by receipt its part by quantity of the value of its item.
 * At one margin for all, also what each gives back of what processing it further costs, in the smallest unit.
 */
export function jointSplit(
  yields: Yields,
  order: Order,
  receipts: readonly Receipt[],
): { readonly weights: Fraction[]; readonly givenBack: bigint[]; readonly isJoint: boolean } {
  const { counted, policy } = yields;
  const items = [...new Set(receipts.map(({ item }) => item))];
  const quantityOf = (item: string) => sum(receipts.filter((of) => of.item === item).map(({ net }) => net));
  const { method } = jointChoice(policy, order);
  const values = new Map(
    items.map((item): [string, Fraction] => {
      const quantity = quantityOf(item);
      if (method === 'quantity' || (items.length === 1 && method !== 'weight' && method !== 'share'))
        return [item, quantity];
      if (method === 'standard_cost') return [item, quantity.times(standardOf(counted, order, item) ?? ZERO)];
      const price = salesPrice(counted, order, item) ?? ZERO;
      if (method !== 'net_realisable_value') return [item, larger(ZERO, quantity.times(price))];
      if (salesPrice(counted, order, item) === undefined) return [item, ZERO];
      const after = afterSplit(yields, order, item, quantity);
      return [item, larger(ZERO, quantity.times(price).minus(after.further).minus(after.selling))];
    }),
  );
  if (method === 'weight' || method === 'share') {
    const own = (item: string) => {
      const weight = method === 'weight' ? text(jointOutput(counted, order, item)?.weight) : '';
      return quantityOf(item).times(weight === '' ? ONE : Fraction.of(weight));
    };
    const others = items.filter((item) => shareOf(counted, order, item) === undefined);
    const shared = sum(items.map((item) => shareOf(counted, order, item) ?? ZERO));
    const whole = sum(others.map(own));
    for (const item of items) {
      const share = shareOf(counted, order, item);
      const left = larger(ZERO, ONE.minus(shared));
      const byOwn = whole.sign === 0 ? ZERO : left.times(own(item)).over(whole);
      values.set(item, others.length === items.length ? own(item) : (share ?? byOwn));
    }
  } else if (sum([...values.values()]).sign === 0) {
    for (const item of items) values.set(item, quantityOf(item));
  }
  const before = new Map<string, Fraction>();
  const scale = new Fraction(10n ** BigInt(counted.amountScale));
  const givenBack = receipts.map(({ item, net }) => {
    if (method !== 'constant_margin' || items.length === 1 || net.sign === 0) return 0n;
    const { further } = afterSplit(yields, order, item, quantityOf(item));
    const from = before.get(item) ?? ZERO;
    before.set(item, from.plus(net));
    const upTo = (units: Fraction) => further.times(units).over(quantityOf(item)).times(scale).rounded;
    return upTo(from.plus(net)) - upTo(from);
  });
  return {
    weights: receipts.map(({ item, net }) =>
      net.sign === 0 ? ZERO : (values.get(item) ?? ZERO).times(net).over(quantityOf(item)),
    ),
    givenBack,
    isJoint: items.length > 1,
  };
}

/** The element of what processing further costs: named, else the first of class conversion. */
export function furtherElement({ elements, rows }: Counted, policy: Policy, order: Order): string {
  const { further_element: named } = jointChoice(policy, order);
  const conversion = elements.find((element) =>
    (rows.cost_element ?? []).some((row) => row.element === element && row.class === 'conversion'),
  );
  return named === '' ? (conversion ?? elements[0]) : named;
}

/** Further and selling cost of a quantity: its part of all that the row is for, and a rate per unit. */
function afterSplit({ counted, netted }: Yields, order: Order, item: string, quantity: Fraction) {
  const row = jointOutput(counted, order, item);
  const number = (cell: unknown) => Fraction.of(text(cell) || '0');
  const whole = sum(
    counted.movements
      .filter(({ type }) => type === 'completion' || type === 'by_product_receipt')
      .filter((movement) => {
        const of = counted.orders.get(movement.order);
        return of !== undefined && jointOutput(counted, of, movement.item) === row;
      })
      .map((movement) => netted.net(movement)),
  );
  if (row === undefined || quantity.sign === 0) return { further: ZERO, selling: ZERO };
  return {
    further: number(row.further_cost).times(quantity).over(whole).plus(number(row.further_rate).times(quantity)),
    selling: number(row.selling_cost).times(quantity).over(whole),
  };
}

function salesPrice(counted: Counted, order: Order, item: string): Fraction | undefined {
  const own = text(jointOutput(counted, order, item)?.price);
  return own === '' ? inAll(counted, order, item, 'sale') : Fraction.of(own);
}

function standardOf(counted: Counted, order: Order, item: string): Fraction | undefined {
  return inAll(counted, order, item, 'standard');
}

/** A listed price of all elements, in currency. */
function inAll(counted: Counted, { plant }: Order, item: string, kind: 'standard' | 'sale'): Fraction | undefined {
  const price = listedPrice(counted, { plant, item, lot: '', project: '', inTransit: '' }, kind);
  return price && sum(price).over(new Fraction(10n ** BigInt(counted.amountScale)));
}

/** A row for the order itself has the first word, then the line of the structure that the order follows. */
function shareOf(counted: Counted, order: Order, output: string): Fraction | undefined {
  const row = jointOutput(counted, order, output);
  const byLine = text(row?.order) === '' ? costShareOf(counted, order, output) : '';
  const share = byLine === '' ? text(row?.share) : byLine;
  return share === '' ? undefined : Fraction.of(share);
}

/**
 * The value at which a by-product leaves its order: price × quantity by the joint outputs, else its standard price, else a
 * fallback price; of the elements that its standard price has, else of the item's own element. By policy its net realisable
 * value, or nothing.
 */
export function byProductValue(
  yields: Yields,
  order: Order,
  { place, fallback }: Bucket,
  {
    type,
    quantity,
    standard,
  }: { readonly type: string; readonly quantity: Fraction; readonly standard: Price | undefined },
): Vector {
  const { counted, policy } = yields;
  const basis = type === 'by_product_receipt' ? jointChoice(policy, order).by_product : 'price';
  if (basis === 'none') return counted.elements.map(() => 0n);
  const byStandard = standard && worth(quantity, standard);
  const atStandard = byStandard ?? worth(quantity, fallback);
  const scale = new Fraction(10n ** BigInt(counted.amountScale));
  const price = text(jointOutput(counted, order, place.item)?.price);
  let worthOf = price === '' ? undefined : Fraction.of(price).times(quantity);
  if (basis === 'net_realisable_value') {
    const sold = salesPrice(counted, order, place.item);
    const gross = sold?.times(quantity) ?? sum(atStandard.map((amount) => new Fraction(amount))).over(scale);
    const after = afterSplit(yields, order, place.item, quantity);
    worthOf = larger(ZERO, gross.minus(after.further).minus(after.selling));
  }
  if (worthOf === undefined) return atStandard;
  const value = worthOf.times(scale).rounded;
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
