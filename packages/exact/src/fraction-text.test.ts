import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotFixedPoint } from './fixed.js';
import { fraction } from './fraction.js';
import { parseFraction, printFraction } from './fraction-text.js';

test.each([
  ['1.25', 5, 4],
  ['-0.07', -7, 100],
  ['0', 0, 1],
  ['-0', 0, 1],
  ['007.50', 15, 2],
])('parseFraction(%j) is %d/%d', (text, numerator, denominator) => {
  expect(parseFraction(text)).toEqual(fraction(numerator, denominator));
});

test.each(['', ' 1', '1e3', '0x10', '1,000', '.5', '5.', '+1', '１２', '1/3'])(
  '%j is refused, never coerced',
  (text) => {
    expect(() => parseFraction(text)).toThrow(NotFixedPoint);
  },
);

test('text of any length survives a round trip', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 40 }), (digits, scale) => {
      const value = fraction(digits, 10n ** BigInt(scale));
      expect(parseFraction(printFraction(value, scale))).toEqual(value);
    }),
  );
});

test('printing rounds half away from zero', () => {
  expect(printFraction(fraction(2, 3), 4)).toBe('0.6667');
  expect(printFraction(fraction(-165, 8), 2)).toBe('-20.63');
});
