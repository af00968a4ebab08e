import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parseFraction,
  printFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { given } from './given.js';
import { printAmount, printWeight, type RateRounding, rounded, splitAmount, sumOf, unitsOf } from './split.js';

/** What comes out of a joint process. All decimals as text. */
export interface JointProduct {
  readonly item: string;
  readonly quantity: string;
  /** Per unit; for `weight`. 1 unless given: then physical units. */
  readonly weight?: string;
  /** The part of the cost that it takes; for `share`. Left out: an equal part of what is left. */
  readonly share?: string;
  /** Sales price per unit: at the split-off for `sales_value`, else of the final product. */
  readonly price?: string;
  /** Standard cost per unit; for `standard_cost`. */
  readonly standard_cost?: string;
  /** What processing it further costs in all (可归属成本), and selling it. */
  readonly further_cost?: string;
  readonly selling_cost?: string;
}

export interface JointCostInput {
  readonly method:
    | 'weight'
    | 'quantity'
    | 'share'
    | 'sales_value'
    | 'net_realisable_value'
    | 'constant_margin'
    | 'standard_cost';
  readonly joint_cost: string;
  readonly products: readonly JointProduct[];
  /** Credited to the joint cost before it is split, in all: their value less further and selling cost. */
  readonly by_products?: readonly {
    readonly item: string;
    readonly quantity: string;
    readonly price: string;
    readonly further_cost?: string;
    readonly selling_cost?: string;
  }[];
  readonly amount_scale?: number;
  readonly unit_cost_scale?: number;
  readonly rate_rounding?: RateRounding;
}

/** What a joint product bears. */
export interface JointShare {
  readonly item: string;
  /** What it is weighed by: units, sales value, net realisable value … */
  readonly value: string;
  readonly allocated: string;
  readonly further: string;
  /** (allocated + further) / quantity. */
  readonly unit_cost: string;
}

/**
 * Splits the cost of a joint process (联产品成本分配): (cost − credits) × value / Σ value. The value is weight × quantity, quantity,
 * sales value at the split-off, net realisable value = quantity × price − further − selling, or quantity × standard cost.
 * Constant margin (固定毛利率): final sales × (1 − margin) − further, margin = 1 − (cost + Σ further) / Σ final sales.
 *
 * @returns by product what it bears; `rate` of cost to value (constant margin: the margin); `credit` in all.
 * @throws RangeError where no product has a value, or a product or by-product has one below 0; where a price or standard cost is missing; where
 * shares that are all given don't add up to 1.
 *
 * @example
 * jointCost({ method: 'sales_value', joint_cost: '5000', products: [
 *   { item: 'Big', quantity: '800', price: '9' }, { item: 'Mini', quantity: '200', price: '4' } ] }).products[0].allocated
 * // '4500.00'
 */
export function jointCost(input: JointCostInput): {
  readonly products: readonly JointShare[];
  readonly rate: string;
  readonly credit: string;
} {
  const { method, products, amount_scale: scale = 2, unit_cost_scale: unitScale = 6, rate_rounding = 'exact' } = input;
  const number = (text: string | undefined) => parseFraction(text ?? '0');
  const credits = (input.by_products ?? []).map(({ quantity, price, further_cost, selling_cost }) =>
    subtract(subtract(multiply(number(quantity), number(price)), number(further_cost)), number(selling_cost)),
  );
  for (const [i, value] of credits.entries()) {
    if (compare(value, ZERO) < 0) throw new RangeError(`the value of ${input.by_products?.[i].item} is below 0`);
  }
  const credit = sumOf(credits.map((of) => rounded(of, scale)));
  const cost = subtract(number(input.joint_cost), credit);
  const values = products.map((product) => weighedBy(method, product, products));
  const total = sumOf(values);
  if (method === 'share' && compare(total, ONE) !== 0) {
    throw new RangeError(`the shares add up to ${printWeight(total)}, not to 1`);
  }
  for (const [i, value] of values.entries()) {
    if (compare(value, ZERO) < 0) throw new RangeError(`the value of ${products[i].item} is below 0`);
  }
  if (total.numerator === 0n) throw new RangeError('no product has a value');
  const further = products.map((product) => number(product.further_cost));
  const isMargin = method === 'constant_margin';
  // Known beforehand: each gives back what processing it further costs; what is then left goes by final sales.
  const shared = isMargin ? add(cost, sumOf(further)) : cost;
  const parts = splitAmount(unitsOf(printFraction(shared, scale), scale), values, rate_rounding, scale);
  const unit = 10n ** BigInt(scale);
  const shares = products.map(({ item, quantity }, i) => {
    const allocated = isMargin ? parts[i] - unitsOf(printFraction(further[i], scale), scale) : parts[i];
    const whole = add(fraction(allocated, unit), further[i]);
    const units = number(quantity);
    return {
      item,
      value: printFraction(values[i], scale),
      allocated: printAmount(allocated, scale),
      further: printFraction(further[i], scale),
      unit_cost: units.numerator === 0n ? '' : printFraction(divide(whole, units), unitScale),
    };
  });
  const rate = divide(shared, total);
  return {
    products: shares,
    rate: printFraction(isMargin ? subtract(ONE, rate) : rate, unitScale),
    credit: printFraction(credit, scale),
  };
}

function weighedBy(method: JointCostInput['method'], of: JointProduct, all: readonly JointProduct[]): Fraction {
  const quantity = parseFraction(of.quantity);
  const times = (what: string, text: string | undefined) =>
    multiply(quantity, parseFraction(given(`the ${what} of ${of.item}`, text)));
  switch (method) {
    case 'weight':
      return times('weight', of.weight ?? '1');
    case 'quantity':
      return quantity;
    case 'share': {
      if (of.share !== undefined) return parseFraction(of.share);
      const stated = sumOf(all.map(({ share }) => parseFraction(share ?? '0')));
      return divide(subtract(ONE, stated), fraction(all.filter(({ share }) => share === undefined).length));
    }
    case 'standard_cost':
      return times('standard cost', of.standard_cost);
    case 'net_realisable_value':
      return subtract(
        subtract(times('price', of.price), parseFraction(of.further_cost ?? '0')),
        parseFraction(of.selling_cost ?? '0'),
      );
    default:
      return times('price', of.price);
  }
}
