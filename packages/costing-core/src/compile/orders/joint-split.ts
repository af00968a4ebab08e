import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  overCommonDenominator,
  printFraction,
  QUANTITY_SCALE,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { JointOutputs } from './joint-outputs.js';

/** A receipt of an order in the period, and where it goes. */
export interface Receipt {
  readonly order: number;
  readonly item: number;
  /** 6 decimals. */
  readonly quantity: number;
  readonly to: number;
  /** The row of its movement. */
  readonly row: number;
}

/** A line of the split: all that an order received of an output in the period. */
export interface JointLine {
  readonly order: number;
  readonly item: number;
  /** The rows of its movements. */
  readonly rows: readonly number[];
  readonly quantity: Fraction;
  /** By what it is weighed; undefined for a by-product, which takes its value out beforehand. */
  readonly value: Fraction | undefined;
  /** What processing it further costs, in currency: shown, it is no cost of the order. */
  readonly further: Fraction;
}

/** How what an order completed is split between its receipts. */
interface JointSplit {
  readonly weights: readonly bigint[];
  /** The weight of one of what values are counted in. */
  readonly unit: Fraction;
  /** By receipt, in the ledger's smallest unit: what processing it further costs, which it gives back; only at one margin. */
  readonly givenBack: readonly bigint[] | undefined;
  readonly lines: readonly JointLine[];
}

/**
 * Splits what an order completed: share = (cost − credits) × value / Σ value (联产品成本分配). An output's value, by the policy
 * `joint.method`, goes over its receipts by quantity:
 *
 * - `weight`: a cost share as it is laid down, what is left by weight × quantity; `share`: what is left by quantity;
 * - `quantity`: its quantity;
 * - `sales_value`: quantity × sales price; `net_realisable_value`: less further and selling cost, at least 0;
 * - `constant_margin`: quantity × sales price, of the cost and what processing all of them further costs; each then gives back its own;
 * - `standard_cost`: quantity × standard price.
 *
 * A harvest of 100.00 with a second output of share 0.5, of which 2 pieces came: 50.00 and 2 at 25.00.
 */
export function splitJointly(
  facts: Facts,
  joint: JointOutputs,
  order: number,
  receipts: readonly Receipt[],
  { amountScale, report }: { readonly amountScale: number; readonly report: Report },
): JointSplit {
  const quantities = new Map<number, bigint>();
  for (const { item, quantity } of receipts) quantities.set(item, (quantities.get(item) ?? 0n) + BigInt(quantity));
  const outputs = [...quantities].map(([item, quantity]) => ({ item, quantity: fraction(quantity, UNIT) }));
  const values = new Map(valuesOf(facts, joint, order, outputs, report).map((value, o) => [outputs[o].item, value]));
  const exact = receipts.map(({ item, quantity }) => {
    const whole = quantities.get(item) as bigint;
    return whole === 0n ? ZERO : multiply(values.get(item) as Fraction, fraction(quantity, whole));
  });
  const weights = overCommonDenominator(exact);
  const total = exact.reduce(add, ZERO);
  const weight = weights.reduce((sum, of) => sum + of, 0n);
  const lines = outputs.map(({ item, quantity }): JointLine => {
    const rows = receipts.filter((receipt) => receipt.item === item).map(({ row }) => row);
    const { further } = joint.afterSplit(order, item, quantity);
    return { order, item, rows, quantity, value: values.get(item), further };
  });
  const isMargin = outputs.length > 1 && joint.choice(order).method === 'constant_margin';
  return {
    weights,
    unit: total.numerator === 0n ? ONE : divide(fraction(weight), total),
    givenBack: isMargin ? partsOfFurther(receipts, lines, amountScale) : undefined,
    lines,
  };
}

interface Output {
  readonly item: number;
  readonly quantity: Fraction;
}

function valuesOf(
  facts: Facts,
  joint: JointOutputs,
  order: number,
  outputs: readonly Output[],
  report: Report,
): Fraction[] {
  const { method } = joint.choice(order);
  const byQuantity = outputs.map(({ quantity }) => quantity);
  if (method === 'weight' || method === 'share') return byShares(facts, joint, order, outputs, report);
  if (method === 'quantity' || outputs.length === 1) return byQuantity;
  const { symbols, production_order } = facts;
  const key = symbols.text(production_order.order[order]);
  const values = outputs.map(({ item, quantity }) => {
    const price = method === 'standard_cost' ? joint.standardCost(order, item) : joint.salesPrice(order, item);
    if (price === undefined) {
      const kind = method === 'standard_cost' ? 'standard' : 'sale';
      report('joint_output_must_have_a_price', 'production_order', key, { item: symbols.text(item), kind });
      return ZERO;
    }
    if (method !== 'net_realisable_value') return atLeastNothing(multiply(quantity, price));
    const value = joint.realisable(order, item, quantity, price);
    if (value.numerator < 0n) tellWorthless(report, key, symbols.text(item), value);
    return atLeastNothing(value);
  });
  if (values.some(({ numerator }) => numerator > 0n)) return values;
  report('joint_outputs_must_have_a_value', 'production_order', key, {});
  return byQuantity;
}

/** Further and selling cost of an output are more than what it is sold for. */
export function tellWorthless(report: Report, order: string, item: string, value: Fraction): void {
  const difference = printFraction(subtract(ZERO, value), QUANTITY_SCALE);
  report('joint_output_is_worth_nothing', 'production_order', order, { item, difference });
}

/** Cost shares as they are laid down; what is left goes to the others by weight × quantity, or by quantity. */
function byShares(
  { symbols, production_order }: Facts,
  joint: JointOutputs,
  order: number,
  outputs: readonly Output[],
  report: Report,
): Fraction[] {
  const isWeighed = joint.choice(order).method === 'weight';
  const laidDown = outputs.map(({ item }) => joint.output(order, item));
  const own = outputs.map(({ quantity }, o) => (isWeighed ? multiply(quantity, laidDown[o]?.weight ?? ONE) : quantity));
  const shares = laidDown.map((of) => of?.share);
  if (shares.every((share) => share === undefined)) return own;
  const shared = shares.reduce<Fraction>((sum, share) => add(sum, share ?? ZERO), ZERO);
  const others = own.reduce((sum, value, o) => (shares[o] === undefined ? add(sum, value) : sum), ZERO);
  const left = subtract(ONE, shared);
  if (left.numerator < 0n || (others.numerator === 0n && left.numerator !== 0n)) {
    report('cost_shares_must_add_up_to_the_whole', 'production_order', symbols.text(production_order.order[order]), {
      sum: printFraction(shared, 9),
    });
  }
  const rest = atLeastNothing(left);
  return own.map((value, o) => shares[o] ?? (others.numerator === 0n ? ZERO : multiply(rest, divide(value, others))));
}

/** By receipt its part of what processing its item further costs: cumulative over the receipts of the item. */
function partsOfFurther(receipts: readonly Receipt[], lines: readonly JointLine[], amountScale: number): bigint[] {
  const before = new Map<number, Fraction>();
  return receipts.map(({ item, quantity }) => {
    const line = lines.find((of) => of.item === item) as JointLine;
    if (line.quantity.numerator === 0n) return 0n;
    const from = before.get(item) ?? ZERO;
    const upTo = add(from, fraction(quantity, UNIT));
    before.set(item, upTo);
    const part = (units: Fraction) => roundFraction(multiply(line.further, divide(units, line.quantity)), amountScale);
    return part(upTo) - part(from);
  });
}

function atLeastNothing(value: Fraction): Fraction {
  return compare(value, ZERO) < 0 ? ZERO : value;
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
