import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  largestRemainderExactly,
  multiply,
  parseFraction,
  printFixed,
  printFraction,
  roundFraction,
  ZERO,
} from '@millrace/exact';

/**
 * How a rate is rounded before it is used (分配率保留位数): not at all, the rate itself to so many decimals, or each share
 * of the whole; the last that has a weight then takes the rest (尾差倒挤). Where the rate isn't rounded, parts are by cumulative rounding
 * (`exact`) or by largest remainder (最大余额法).
 */
export type RateRounding = 'exact' | 'largest_remainder' | number | { readonly share: number };

/**
 * Splits an amount by weights. Exact: by cumulative rounding, so that each part is less than one unit from its exact value.
 * By largest remainder: whole units, the missing ones to the largest fractions. With a rounded rate: R(rate · w) for all but the
 * last with a weight, which takes the rest.
 *
 * @returns parts in the smallest unit, which add up to the amount; all 0 where no weight is.
 */
export function splitAmount(
  amount: bigint,
  weights: readonly Fraction[],
  rounding: RateRounding,
  amountScale: number,
): bigint[] {
  const total = sumOf(weights);
  if (total.numerator === 0n) return weights.map(() => 0n);
  if (rounding === 'exact') {
    let cumulative = ZERO;
    let before = 0n;
    return weights.map((weight) => {
      cumulative = add(cumulative, weight);
      const upTo = roundFraction(multiply(fraction(amount), divide(cumulative, total)));
      const part = upTo - before;
      before = upTo;
      return part;
    });
  }
  if (rounding === 'largest_remainder') {
    const common = weights.reduce((all, { denominator }) => all * denominator, 1n);
    return largestRemainderExactly(
      amount,
      weights.map(({ numerator, denominator }) => numerator * (common / denominator)),
    );
  }
  const unit = 10n ** BigInt(amountScale);
  const last = weights.findLastIndex((weight) => compare(weight, ZERO) > 0);
  const partOf = (weight: Fraction): bigint => {
    if (typeof rounding === 'object') {
      return roundFraction(multiply(rounded(divide(weight, total), rounding.share), fraction(amount)));
    }
    const rate = rounded(divide(fraction(amount, unit), total), rounding);
    return roundFraction(multiply(multiply(rate, weight), fraction(unit)));
  };
  const parts = weights.map((weight, i) => (i === last ? 0n : partOf(weight)));
  parts[last] = amount - parts.reduce((sum, part) => sum + part, 0n);
  return parts;
}

/** A fraction at so many decimals, half away from zero. */
export function rounded(value: Fraction, scale: number): Fraction {
  return fraction(roundFraction(value, scale), 10n ** BigInt(scale));
}

export function sumOf(values: readonly Fraction[]): Fraction {
  return values.reduce(add, ZERO);
}

/** A quantity or weight as it is written: without zeros at its end, at most 9 decimals. */
export function printWeight(value: Fraction): string {
  return printFraction(value, 9).replace(/\.?0+$/, '');
}

/** An amount in the smallest unit. */
export function unitsOf(amount: string, scale: number): bigint {
  return roundFraction(parseFraction(amount), scale);
}

export function printAmount(amount: bigint, scale: number): string {
  return printFixed(amount, scale);
}
