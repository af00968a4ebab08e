import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  overCommonDenominator,
  roundFraction,
  subtract,
  ZERO,
} from './fraction.js';

const some = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([n, d]) => fraction(n, d));

test('fractions are kept in lowest terms, the denominator positive', () => {
  expect(fraction(6, -4)).toEqual({ numerator: -3n, denominator: 2n });
  expect(fraction(0, 7)).toEqual(ZERO);
  expect(() => fraction(1, 0)).toThrow(RangeError);
});

test('the field laws hold', () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      expect(subtract(add(a, b), b)).toEqual(a);
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
      if (b.numerator !== 0n) expect(multiply(divide(a, b), b)).toEqual(a);
      expect(compare(a, b)).toBe(-compare(b, a) + 0);
    }),
  );
});

test('rounding is half away from zero at the scale asked for', () => {
  expect(roundFraction(fraction(-1, 8), 2)).toBe(-13n);
  expect(roundFraction(fraction(2, 3), 2)).toBe(67n);
});

test('a common denominator keeps the proportions', () => {
  fc.assert(
    fc.property(fc.array(some, { minLength: 2 }), (values) => {
      const whole = overCommonDenominator(values);
      for (let i = 1; i < values.length; i++) {
        const left = multiply(values[i], fraction(whole[0]));
        expect(left).toEqual(multiply(values[0], fraction(whole[i])));
      }
    }),
  );
});
