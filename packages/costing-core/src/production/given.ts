import { compare, type Fraction, ONE, printFraction, ZERO } from '@millrace/exact';
import { type Exact, exactly } from '../standard/activity.js';

// What a close would tell as a finding, a function refuses: by the name of what it was given, not by what that led to.

/** @throws RangeError where it is below 0. */
export function notBelowZero(what: string, value: Exact): Fraction {
  const number = exactly(value);
  if (number.numerator < 0n) throw new RangeError(`${what} is ${plain(number)}: it can't be below 0`);
  return number;
}

/** @throws RangeError where it isn't above 0. */
export function aboveZero(what: string, value: Exact): Fraction {
  const number = exactly(value);
  if (number.numerator <= 0n) throw new RangeError(`${what} is ${plain(number)}: it must be above 0`);
  return number;
}

/** A part of a whole. @throws RangeError where it isn't from 0 to 1. */
export function part(what: string, value: Exact): Fraction {
  const number = exactly(value);
  if (compare(number, ZERO) >= 0 && compare(number, ONE) <= 0) return number;
  throw new RangeError(`${what} is ${plain(number)}: it must be from 0 to 1 (0.4 is 40 %)`);
}

/** @throws RangeError where there is none. */
export function given<T>(what: string, value: T | undefined): T {
  if (value === undefined) throw new RangeError(`${what} is missing`);
  return value;
}

function plain(value: Fraction): string {
  return printFraction(value, 9).replace(/\.?0+$/, '');
}
