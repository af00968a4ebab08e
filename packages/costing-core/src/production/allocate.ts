import { add, divide, divRound, type Fraction, fraction, multiply, ZERO } from '@millrace/exact';
import { partsAtRoundedRate } from '../network/rounded-rate.js';
import { type Exact, exactly } from '../standard/activity.js';
import { aboveZero, notBelowZero } from './given.js';
import { rounded } from './split.js';

/** Cost over receivers: the rate that was used, and what each bears, exactly. */
export interface Allocated {
  /** Currency for one of the driver's own unit. */
  readonly rate: Fraction;
  readonly parts: Readonly<Record<string, Fraction>>;
}

/**
 * Cost in proportion to a driver (费用分配): rate = amount ÷ Σ quantity, part = rate × quantity.
 *
 * With `decimals` the rate is rounded first (分配率保留位数), each part is rounded to `scale`, and the last receiver of a positive
 * quantity takes the rest (尾差倒挤); so do `closePeriod`'s pools under the policy `rate_rounding`.
 *
 * @param quantities the receivers in their order.
 * @throws RangeError where there is something to allocate and no quantity is above zero, or one is below it.
 *
 * @example
 * allocate('64000', { A: '1000', B: '800' }, { decimals: 2 }) // rate 35.56: A 35,560.00, B 28,440.00
 */
export function allocate(
  amount: Exact,
  quantities: Readonly<Record<string, Exact>>,
  rounding?: { readonly decimals: number; readonly scale?: number },
): Allocated {
  const names = Object.keys(quantities);
  const weights = names.map((name) => notBelowZero(`the quantity of ${name}`, quantities[name]));
  const total = weights.reduce(add, ZERO);
  const whole = exactly(amount);
  if (total.numerator === 0n) {
    if (whole.numerator !== 0n) throw new RangeError('nothing to allocate by: no quantity is above zero');
    return { rate: ZERO, parts: Object.fromEntries(names.map((name) => [name, ZERO])) };
  }
  const exact = divide(whole, total);
  if (rounding === undefined) {
    return { rate: exact, parts: Object.fromEntries(names.map((name, i) => [name, multiply(exact, weights[i])])) };
  }
  const { decimals, scale = 2 } = rounding;
  const smallest = 10n ** BigInt(scale);
  const common = weights.reduce((all, { denominator }) => all * denominator, 1n);
  const integers = weights.map(({ numerator, denominator }) => numerator * (common / denominator));
  const steps = fraction(10n ** BigInt(decimals) * common, smallest);
  const units = divRound(whole.numerator * smallest, whole.denominator);
  const parts = partsAtRoundedRate(units, integers, { of: 'rate', steps });
  const rate = divRound(exact.numerator * 10n ** BigInt(decimals), exact.denominator);
  return {
    rate: fraction(rate, 10n ** BigInt(decimals)),
    parts: Object.fromEntries(names.map((name, i) => [name, fraction(parts[i], smallest)])),
  };
}

/**
 * A rate laid down for a year, and what comes of it (年度计划分配率): applied = rate × quantity; difference = actual − applied,
 * positive where too little was applied.
 *
 * @throws RangeError where the budget has no quantity, or a quantity is below 0.
 * @param budget amount and quantity; the quantity may be that of planned output: Σ pieces × quota hours.
 * @param rounding the rate keeps so many decimals (分配率保留位数) before it is applied, and what is applied so many (2); exact unless given.
 *
 * @example
 * absorb({ amount: '48000', quantity: [['2000', '6'], ['1500', '8']] }, { 甲: '900', 乙: '880' }, '3700')
 * // rate 2: 甲 1,800.00, 乙 1,760.00, difference 140.00
 */
export function absorb(
  budget: { readonly amount: Exact; readonly quantity: Exact | readonly (readonly [pieces: Exact, hours: Exact])[] },
  quantities: Readonly<Record<string, Exact>>,
  actual: Exact,
  rounding?: { readonly decimals: number; readonly scale?: number },
): Allocated & { readonly applied: Fraction; readonly difference: Fraction } {
  const quantity = isList(budget.quantity)
    ? budget.quantity.map(([pieces, hours]) => multiply(exactly(pieces), exactly(hours))).reduce(add, ZERO)
    : exactly(budget.quantity);
  const exact = divide(exactly(budget.amount), aboveZero('the quantity of the budget', quantity));
  const rate = rounding === undefined ? exact : rounded(exact, rounding.decimals);
  const parts = Object.fromEntries(
    Object.entries(quantities).map(([name, of]) => {
      const part = multiply(rate, notBelowZero(`the quantity of ${name}`, of));
      return [name, rounding === undefined ? part : rounded(part, rounding.scale ?? 2)];
    }),
  );
  const applied = Object.values(parts).reduce(add, ZERO);
  return { rate, parts, applied, difference: add(exactly(actual), multiply(applied, fraction(-1))) };
}

function isList(
  quantity: Exact | readonly (readonly [Exact, Exact])[],
): quantity is readonly (readonly [Exact, Exact])[] {
  return Array.isArray(quantity);
}
