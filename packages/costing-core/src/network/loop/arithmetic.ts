import { add, divide, divRound, type Fraction, multiply, ONE, ZERO } from '@millrace/exact';
import type { Arithmetic } from './eliminate.js';

/** The three number types in which a loop may be eliminated. */

export const doubles: Arithmetic<number> = {
  zero: 0,
  one: 1,
  add: (a, b) => a + b,
  mulDiv: (a, b, c) => (a * b) / c,
};

export const fractions: Arithmetic<Fraction> = {
  zero: ZERO,
  one: ONE,
  add,
  mulDiv: (a, b, c) => divide(multiply(a, b), c),
};

/** Fixed-point numbers of 2^-bits, rounded at each product. */
export function fixedPoint(bits: number): Arithmetic<bigint> {
  return {
    zero: 0n,
    one: 1n << BigInt(bits),
    add: (a, b) => a + b,
    mulDiv: (a, b, c) => divRound(a * b, c),
  };
}
