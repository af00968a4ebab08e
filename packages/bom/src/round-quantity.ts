import { divide, type Fraction, fraction, multiply, parseFraction } from '@millrace/exact';
import type { RoundingDirection } from './policy.js';

/**
 * A quantity rounded to a whole number of steps; `half_up` rounds ties away from zero.
 *
 * @example
 * roundQuantity(fraction(8, 11), '0.01', 'up') // 73/100
 */
export function roundQuantity(quantity: Fraction, step: string | undefined, direction: RoundingDirection): Fraction {
  if (direction === 'exact' || step === undefined) return quantity;
  const unit = parseFraction(step);
  if (unit.numerator <= 0n) throw new RangeError(`the rounding step ${step}`);
  const steps = divide(quantity, unit);
  return multiply(fraction(wholeSteps(steps, direction)), unit);
}

function wholeSteps({ numerator, denominator }: Fraction, direction: 'up' | 'down' | 'half_up'): bigint {
  const floor = numerator >= 0n ? numerator / denominator : -((denominator - 1n - numerator) / denominator);
  const rest = numerator - floor * denominator;
  if (rest === 0n || direction === 'down') return floor;
  if (direction === 'up') return floor + 1n;
  const twice = 2n * rest;
  return twice > denominator || (twice === denominator && numerator > 0n) ? floor + 1n : floor;
}
