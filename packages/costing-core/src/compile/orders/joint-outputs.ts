import { jointOutputsInForce } from '@millrace/bom';
import {
  add,
  compare,
  type Fraction,
  fraction,
  multiply,
  ONE,
  overCommonDenominator,
  printFraction,
  RATE_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Structures } from './structures.js';

/** What an order yields besides its main product, and how cost is split between them. */
export interface JointOutput {
  /** The part of the cost that all pieces of it take together, 9 decimals; NaN where it goes by weight. */
  readonly share: number;
  /** Per piece, 9 decimals; NaN for none. */
  readonly weight: number;
  /** Price of a by-product per unit, 9 decimals; NaN for none. */
  readonly price: number;
}

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

export interface JointOutputs {
  /** What is laid down for an output of an order; undefined for nothing. */
  output(order: number, output: number): JointOutput | undefined;
  /** The weight of each receipt of an order in what the order completed. */
  weights(order: number, receipts: readonly Receipt[], report: Report): readonly bigint[];
}

/**
 * How an order's cost is split between what it yields. For each output the first of these decides: the row of
 * `joint_output` for the order itself; the cost share of its line in the bill of material that the order follows; the row of
 * `joint_output` for plant and item. Rows count that are in force on the period's last day.
 *
 * Outputs with a cost share take it whatever their quantity; what is left goes to the others by weight × quantity. A harvest
 * of 100.00 with a second output of share 0.5, of which 2 pieces came: 50.00 and 2 at 25.00.
 */
export function jointOutputs(facts: Facts, { lastDay }: Scope, structures: Structures): JointOutputs {
  const { joint_output: table, bom_line, production_order: orders, symbols } = facts;
  const inForce = jointOutputsInForce(facts, lastDay);
  const output = (order: number, item: number): JointOutput | undefined => {
    const [plant, main] = [orders.plant[order], orders.item[order]];
    const ofOrder = inForce.ofOrder(plant, main, orders.order[order], item);
    const ofItem = ofOrder ?? inForce.ofItem(plant, main, item);
    const line = structures.output(order, item);
    if (ofItem === undefined && line === undefined) return undefined;
    const share = ofOrder === undefined && line !== undefined ? bom_line.cost_share[line] : Number.NaN;
    const [weight, price] =
      ofItem === undefined ? [Number.NaN, Number.NaN] : [table.weight[ofItem], table.price[ofItem]];
    return { share, weight, price };
  };

  const weights = (order: number, receipts: readonly Receipt[], report: Report): readonly bigint[] => {
    const laidDown = receipts.map(({ item }) => output(order, item));
    const hasShare = laidDown.map((of) => of !== undefined && !Number.isNaN(of.share));
    const quantityOf = new Map<number, number>();
    for (const { item, quantity } of receipts) quantityOf.set(item, (quantityOf.get(item) ?? 0) + quantity);
    let byWeight = 0n;
    let shared = ZERO;
    const seen = new Set<number>();
    const raw = receipts.map(({ item, quantity }, r) => {
      if (hasShare[r]) {
        if (!seen.has(item)) shared = add(shared, fraction(laidDown[r]?.share ?? 0, ONE_SHARE));
        seen.add(item);
        return 0n;
      }
      const weight = laidDown[r]?.weight ?? Number.NaN;
      const own = BigInt(quantity) * (Number.isNaN(weight) ? ONE_SHARE : BigInt(weight));
      byWeight += own;
      return own;
    });
    if (seen.size === 0) return raw;
    const left = subtract(ONE, shared);
    if (compare(left, ZERO) < 0 || (byWeight === 0n && left.numerator !== 0n)) {
      report('cost_shares_must_add_up_to_the_whole', 'production_order', symbols.text(orders.order[order]), {
        sum: printFraction(shared, 9),
      });
    }
    const rest: Fraction = compare(left, ZERO) < 0 ? ZERO : left;
    return overCommonDenominator(
      receipts.map(({ item, quantity }, r) => {
        if (!hasShare[r]) return byWeight === 0n ? ZERO : multiply(rest, fraction(raw[r], byWeight));
        const whole = quantityOf.get(item) as number;
        const share = fraction(laidDown[r]?.share ?? 0, ONE_SHARE);
        return whole === 0 ? ZERO : multiply(share, fraction(quantity, whole));
      }),
    );
  };
  return { output, weights };
}

/** 1 at the 9 decimals of shares and weights. */
const ONE_SHARE = 10n ** BigInt(RATE_SCALE);
