import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped, groupedQuantity, groupedUnitCost, percentText, shares, signed, unitsOf } from './decimals.js';

test.each([
  ['0.00', 2, 0n],
  ['-0.07', 2, -7n],
  ['12.5', 2, 1250n],
  ['12.500000', 2, 1250n],
  ['7', 0, 7n],
  ['90071992547409931234.56', 2, 9007199254740993123456n],
])('%s at %i decimals is %s units', (text, scale, units) => {
  expect(unitsOf(text, scale)).toBe(units);
});

test.each(['', '1e3', '1,000.00', '1200*3', '１２', '.5', '5.', '--1', 'NaN'])('"%s" is refused', (text) => {
  expect(() => unitsOf(text, 2)).toThrow(RangeError);
});

test('digits beyond the scale are refused, not cut off', () => {
  expect(() => unitsOf('1.005', 2)).toThrow('more than 2 decimals');
});

test.each([
  ['0', '0'],
  ['999', '999'],
  ['1000', '1,000'],
  ['-1234567.80', '-1,234,567.80'],
  ['-100.00', '-100.00'],
  ['0.123456', '0.123456'],
])('%s is shown as %s', (text, shown) => {
  expect(grouped(text)).toBe(shown);
});

test.each([
  ['1000.000000', '1,000'],
  ['12.500000', '12.5'],
  ['0.000000', '0'],
  ['100', '100'],
])('the quantity %s is shown as %s', (text, shown) => {
  expect(groupedQuantity(text)).toBe(shown);
});

test.each([
  ['1234.567850', '1,234.5679'],
  ['1234.567849', '1,234.5678'],
  ['-0.000050', '-0.0001'],
  ['0.000049', '0.000049'],
  ['0.000000', '0.0000'],
  ['12.34', '12.34'],
])('the unit cost %s is shown as %s', (text, shown) => {
  expect(groupedUnitCost(text, 4)).toBe(shown);
});

test.each([
  ['1.00', '+1.00'],
  ['-1.00', '-1.00'],
  ['0.00', '0.00'],
])('the change %s is shown as %s', (text, shown) => {
  expect(signed(text)).toBe(shown);
});

test('three equal parts are 33.3, 33.4 and 33.3 percent', () => {
  expect(shares([1n, 1n, 1n]).map(percentText)).toEqual(['33.3%', '33.4%', '33.3%']);
});

test('shares of nothing are nothing', () => {
  expect(shares([0n, 0n])).toEqual([0n, 0n]);
});

test('shares add up to 100 percent', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1 }), (parts) => {
      fc.pre(parts.some((part) => part > 0n));
      expect(shares(parts).reduce((sum, share) => sum + share, 0n)).toBe(1000n);
    }),
  );
});
