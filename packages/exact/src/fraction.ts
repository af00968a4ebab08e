import { divRound } from './mul-div-round.js';

/**
 * An exact fraction in lowest terms, the denominator positive. For what must not be rounded on its way:
 * unit conversions, degrees of completion, cumulative yields.
 */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Millions of them live for a moment, some for a whole close. Of a literal V8 would infer from the latter that all of them should
 * be put with what is old, where they pile up; of a class it doesn't.
 */
class LowestTerms implements Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;

  constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }
}

/** numerator/denominator in lowest terms. @throws RangeError when the denominator is 0. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  if (d === 0n) throw new RangeError(`the fraction ${n}/0`);
  if (n === 0n) return ZERO;
  if (d === 1n) return new LowestTerms(n, d);
  const divisor = greatestCommonDivisor(n, d) * (d < 0n ? -1n : 1n);
  return new LowestTerms(n / divisor, d / divisor);
}

export const ZERO: Fraction = new LowestTerms(0n, 1n);
export const ONE: Fraction = new LowestTerms(1n, 1n);

/** a + b. */
export function add(a: Fraction, b: Fraction): Fraction {
  if (a.numerator === 0n) return b;
  if (b.numerator === 0n) return a;
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a − b. */
export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a·b. */
export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** a/b. @throws RangeError when b is 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** −1, 0 or 1. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The fraction as a count of 10^-scale, rounded half away from zero.
 *
 * @example
 * roundFraction(fraction(2, 3), 2) // 67n
 */
export function roundFraction(value: Fraction, scale = 0): bigint {
  return divRound(value.numerator * 10n ** BigInt(scale), value.denominator);
}

/**
 * The fractions as integers over one common denominator: weights that keep their proportions exactly.
 *
 * @example
 * overCommonDenominator([fraction(1, 2), fraction(1, 3)]) // [3n, 2n]
 */
export function overCommonDenominator(values: readonly Fraction[]): bigint[] {
  let common = 1n;
  for (const { denominator } of values) common *= denominator / greatestCommonDivisor(common, denominator);
  return values.map(({ numerator, denominator }) => numerator * (common / denominator));
}

/** Never negative; that of 0 and 0 is 0. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
