import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestRemainder, largestRemainderExactly } from './largest-remainder.js';

describe('largestRemainder', () => {
  test.each<[number, number[], number[]]>([
    [1000, [1, 1, 1], [334, 333, 333]],
    [-1000, [1, 1, 1], [-334, -333, -333]],
    [1000, [1, 0, 2], [333, 0, 667]],
    // 14.28…, 28.57…, 57.14…: the missing unit goes to the largest fraction, wherever it stands
    [100, [1, 2, 4], [14, 29, 57]],
    [2, [3, 3, 3, 3], [1, 1, 0, 0]],
    [0, [0, 0], [0, 0]],
    [7, [5], [7]],
  ])('%d over %j is %j', (amount, weights, expected) => {
    expect([...largestRemainder(amount, Float64Array.from(weights))].map((part) => part + 0)).toEqual(expected);
  });

  const amount = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1_000_000, max: 1_000_000 }));
  const weights = fc
    .array(fc.oneof(fc.nat({ max: 9 }), fc.nat(), fc.maxSafeNat()), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((weight) => weight > 0));

  /** By the definition: every fraction compared with every other. */
  function byDefinition(whole: number, all: readonly number[]): bigint[] {
    const size = BigInt(Math.abs(whole));
    const total = all.reduce((sum, weight) => sum + BigInt(weight), 0n);
    const fraction = (i: number) => (size * BigInt(all[i])) % total;
    const floors = all.map((weight) => (size * BigInt(weight)) / total);
    const missing = size - floors.reduce((sum, part) => sum + part, 0n);
    const before = (i: number) =>
      all.filter((_, k) => fraction(k) > fraction(i) || (fraction(k) === fraction(i) && k < i)).length;
    const parts = floors.map((part, i) => (BigInt(before(i)) < missing ? part + 1n : part));
    return parts.map((part) => (whole < 0 ? -part : part));
  }

  test('is what the definition says, to the unit', () => {
    fc.assert(
      fc.property(amount, weights, (whole, all) => {
        const expected = byDefinition(whole, all);
        expect(Array.from(largestRemainder(whole, Float64Array.from(all)), BigInt)).toEqual(expected);
        expect(largestRemainderExactly(BigInt(whole), all.map(BigInt))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('fractions that are equal, or nearly, at the edge of what doubles hold', () => {
    const near = fc.tuple(fc.integer({ min: 2 ** 51, max: 2 ** 53 - 1 }), fc.integer({ min: 2 ** 40, max: 2 ** 46 }));
    fc.assert(
      fc.property(
        near,
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 9 }),
        ([whole, base], moved) => {
          const all = moved.map((by) => base + by);
          expect(Array.from(largestRemainder(whole, Float64Array.from(all)), BigInt)).toEqual(byDefinition(whole, all));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('of many receivers, with equal fractions among them and in order of size', () => {
    const many = fc.array(fc.constantFrom(1, 2, 3, 3, 5, 999), { minLength: 100, maxLength: 400 });
    const inOrder = fc
      .integer({ min: 100, max: 300 })
      .map((count) => Array.from({ length: count }, (_, i) => 7 * i + 1));
    const upAndDown = inOrder.map((weights) => weights.concat(weights.toReversed()));
    fc.assert(
      fc.property(fc.nat(), fc.oneof(many, inOrder, upAndDown), (whole, all) => {
        expect(Array.from(largestRemainder(whole, Float64Array.from(all)), BigInt)).toEqual(byDefinition(whole, all));
      }),
      { numRuns: 50 },
    );
  });

  test('what nothing weighs is refused', () => {
    expect(() => largestRemainder(5, Float64Array.of(0, 0))).toThrow(RangeError);
    expect(() => largestRemainder(2 ** 53, Float64Array.of(1))).toThrow(RangeError);
  });

  test('a weight below 0: an abnormal gain, what the others carry more', () => {
    expect(largestRemainderExactly(900_000n, [460n, -10n])).toEqual([920_000n, -20_000n]);
    expect(largestRemainderExactly(100n, [5n, 3n, -1n])).toEqual([71n, 43n, -14n]);
  });
});
