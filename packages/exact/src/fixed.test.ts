import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOf, LARGEST, NotFixedPoint, parseFixed, printFixed, readFixed } from './fixed.js';

test.each([
  ['0', 2, 0],
  ['-0', 2, 0],
  ['12.5', 2, 1250],
  ['-0.07', 2, -7],
  ['007', 0, 7],
  ['1.000001', 6, 1_000_001],
  ['90071992547409.91', 2, LARGEST],
])('%s at scale %d is %d', (text, scale, value) => {
  expect(parseFixed(text, scale)).toBe(value);
});

test.each([
  ['', 'not_a_plain_number'],
  [' 1', 'not_a_plain_number'],
  ['1 ', 'not_a_plain_number'],
  ['-', 'not_a_plain_number'],
  ['+1', 'not_a_plain_number'],
  ['.5', 'not_a_plain_number'],
  ['5.', 'not_a_plain_number'],
  ['1..2', 'not_a_plain_number'],
  ['1200*3', 'not_a_plain_number'],
  ['=1+1', 'not_a_plain_number'],
  ['1e3', 'not_a_plain_number'],
  ['0x10', 'not_a_plain_number'],
  ['１２', 'not_a_plain_number'],
  ['1,000', 'not_a_plain_number'],
  ['1,5', 'not_a_plain_number'],
  ['NaN', 'not_a_plain_number'],
  ['Infinity', 'not_a_plain_number'],
  ['--1', 'not_a_plain_number'],
  ['1.001', 'too_many_decimals'],
  ['1.500', 'too_many_decimals'],
  ['90071992547409.92', 'too_large'],
  ['9'.repeat(400), 'too_large'],
])('%j is refused: %s', (text, fault) => {
  expect(readFixed(text, 2)).toBeNaN();
  expect(faultOf(text, 2)).toBe(fault);
  expect(() => parseFixed(text, 2)).toThrow(NotFixedPoint);
});

test('what is printed is parsed back to the same number, at every scale', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }), (value, scale) => {
      expect(parseFixed(printFixed(value, scale), scale)).toBe(value);
    }),
  );
});

test('parsing agrees with BigInt arithmetic on plain text, and refuses nothing else', () => {
  const digits = (least: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.boolean(),
      digits(1),
      digits(0),
      fc.integer({ min: 0, max: 9 }),
      (negative, whole, decimals, scale) => {
        const text = `${negative ? '-' : ''}${whole}${decimals && `.${decimals}`}`;
        const exact = BigInt((negative ? '-' : '') + whole + decimals.padEnd(scale, '0'));
        if (decimals.length > scale) expect(faultOf(text, scale)).toBe('too_many_decimals');
        else if (exact > LARGEST || exact < -LARGEST) expect(faultOf(text, scale)).toBe('too_large');
        else expect(BigInt(parseFixed(text, scale))).toBe(exact);
      },
    ),
  );
});

test('faultOf and readFixed agree on any text', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.-+eE, ') }));
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 9 }), (text, scale) => {
      expect(Number.isNaN(readFixed(text, scale))).toBe(faultOf(text, scale) !== undefined);
    }),
  );
});

test('totals beyond 2^53 are printed from BigInt', () => {
  expect(printFixed(-123_456_789_012_345_678_901n, 2)).toBe('-1234567890123456789.01');
});
