import { add, divide, type Fraction, multiply, subtract, ZERO } from '@millrace/exact';
import { type Exact, exactly } from '../standard/activity.js';
import { aboveZero } from './given.js';

/** Differences from what was laid down (差异): positive is unfavourable, everywhere. */
export interface PriceAndQuantity {
  /** Actual quantity × (actual price − standard price): price, or the rate of labour and variable overhead. */
  readonly price: Fraction;
  /** (actual quantity − standard quantity) × standard price: usage, or efficiency of the hours that were worked. */
  readonly quantity: Fraction;
  /** (paid − worked) × standard price: hours that were paid and not worked; 0 unless they are given. */
  readonly idle: Fraction;
  readonly total: Fraction;
}

/**
 * Price and usage of material, rate and efficiency of labour or variable overhead (价差、量差); of labour also idle time (停工工时差异), where
 * fewer hours were worked than paid.
 *
 * @param actual `worked` is what of the quantity counts for efficiency: all of it unless given.
 * @param standard its quantity is the one allowed for what was made.
 *
 * @example
 * priceAndQuantity({ quantity: '183200', price: '5.80' }, { quantity: '185000', price: '6.00' })
 * // price −36,640.00, quantity −10,800.00
 * @example
 * priceAndQuantity({ quantity: '5000', worked: '4800', price: '15.20' }, { quantity: '4900', price: '15' })
 * // price 1,000.00, idle 3,000.00, quantity −1,500.00
 */
export function priceAndQuantity(
  actual: { readonly quantity: Exact; readonly worked?: Exact; readonly price: Exact },
  standard: { readonly quantity: Exact; readonly price: Exact },
): PriceAndQuantity {
  const [aq, ap] = [exactly(actual.quantity), exactly(actual.price)];
  const [sq, sp] = [exactly(standard.quantity), exactly(standard.price)];
  const worked = exactly(actual.worked ?? actual.quantity);
  const price = multiply(aq, subtract(ap, sp));
  const quantity = multiply(subtract(worked, sq), sp);
  const idle = multiply(subtract(aq, worked), sp);
  return { price, quantity, idle, total: [price, quantity, idle].reduce(add, ZERO) };
}

/**
 * What a different mix and a different yield make of usage (组合差异、产出差异), of materials or of grades of labour: mix = Σ AQ·SP − ΣAQ · Σ m·SP,
 * yield = (ΣAQ − ΣSQ) · Σ m·SP, m a component's part of one unit of the standard mix; usage of each = (AQ − SQ)·SP, and mix + yield =
 * Σ usage. The parts of each are (AQ − m·ΣAQ)·SP and (m·ΣAQ − SQ)·SP.
 *
 * @param components by name: actual quantity, standard quantity for what was made, standard price.
 *
 * @example
 * mixAndYield({ X: { actual: '500', standard: '540', price: '5' }, Y: { actual: '450', standard: '360', price: '8' } })
 * // mix 210.00, yield 310.00, usage 520.00
 */
export function mixAndYield(
  components: Readonly<Record<string, { readonly actual: Exact; readonly standard: Exact; readonly price: Exact }>>,
): {
  readonly mix: Fraction;
  readonly yield: Fraction;
  readonly usage: Readonly<Record<string, Fraction>>;
  readonly parts: Readonly<Record<string, { readonly mix: Fraction; readonly yield: Fraction }>>;
  readonly total: Fraction;
} {
  const rows = Object.entries(components).map(([name, { actual, standard, price }]) => ({
    name,
    actual: exactly(actual),
    standard: exactly(standard),
    price: exactly(price),
  }));
  const actual = rows.map((row) => row.actual).reduce(add, ZERO);
  const standard = rows.map((row) => row.standard).reduce(add, ZERO);
  const atStandard = rows.map((row) => multiply(row.standard, row.price)).reduce(add, ZERO);
  const perUnit = divide(atStandard, aboveZero('the standard quantity of all components', standard));
  const atStandardPrice = rows.map((row) => multiply(row.actual, row.price)).reduce(add, ZERO);
  const mix = subtract(atStandardPrice, multiply(actual, perUnit));
  const yielded = multiply(subtract(actual, standard), perUnit);
  const usage = rows.map((row) => [row.name, multiply(subtract(row.actual, row.standard), row.price)] as const);
  const parts = rows.map((row) => {
    const inMix = divide(multiply(row.standard, actual), standard);
    const of = { mix: multiply(subtract(row.actual, inMix), row.price) };
    return [row.name, { ...of, yield: multiply(subtract(inMix, row.standard), row.price) }] as const;
  });
  const byName = { usage: Object.fromEntries(usage), parts: Object.fromEntries(parts) };
  return { mix, yield: yielded, ...byName, total: add(mix, yielded) };
}

/**
 * Fixed overhead (固定制造费用差异), r = budget ÷ budgeted hours: spending = actual − budget (耗费差异); volume = budget − r × standard hours
 * (能量差异), of which capacity = budget − r × actual hours (闲置能量差异) and efficiency = r × (actual − standard hours) (效率差异).
 *
 * @example
 * fixedOverhead({ actual: '20600', budget: '20000', budgetHours: '10000', actualHours: '9400', standardHours: '9100' })
 * // spending 600.00, capacity 1,200.00, efficiency 600.00; volume 1,800.00
 */
export function fixedOverhead(of: {
  readonly actual: Exact;
  readonly budget: Exact;
  readonly budgetHours: Exact;
  readonly actualHours: Exact;
  readonly standardHours: Exact;
}): {
  readonly rate: Fraction;
  readonly spending: Fraction;
  readonly volume: Fraction;
  readonly capacity: Fraction;
  readonly efficiency: Fraction;
  readonly total: Fraction;
} {
  const budget = exactly(of.budget);
  const rate = divide(budget, aboveZero('budgetHours', of.budgetHours));
  const spending = subtract(exactly(of.actual), budget);
  const volume = subtract(budget, multiply(rate, exactly(of.standardHours)));
  const capacity = subtract(budget, multiply(rate, exactly(of.actualHours)));
  const efficiency = multiply(rate, subtract(exactly(of.actualHours), exactly(of.standardHours)));
  return { rate, spending, volume, capacity, efficiency, total: add(spending, volume) };
}

/**
 * The budget for what was really done (弹性预算): fixed + rate × units, and the difference of the actual cost from it.
 *
 * @example
 * flexibleBudget({ fixed: '9000', rate: '4', units: '4800', actual: '28650' }) // budget 28,200.00, difference 450.00
 */
export function flexibleBudget(of: {
  readonly fixed?: Exact;
  readonly rate: Exact;
  readonly units: Exact;
  readonly actual: Exact;
}): { readonly budget: Fraction; readonly difference: Fraction } {
  const budget = add(exactly(of.fixed ?? ZERO), multiply(exactly(of.rate), exactly(of.units)));
  return { budget, difference: subtract(exactly(of.actual), budget) };
}

/**
 * Lot size: a cost that comes once a lot, spread in the standard over the costing lot (批量差异): fixed × price × (1 − made ÷ costing lot).
 *
 * @example
 * lotSize({ fixed: '60', made: '80', costingLot: '100' }) // 12.00
 */
export function lotSize(of: { readonly fixed: Exact; readonly made: Exact; readonly costingLot: Exact }): Fraction {
  const fixed = exactly(of.fixed);
  return subtract(fixed, multiply(fixed, divide(exactly(of.made), aboveZero('costingLot', of.costingLot))));
}
