import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion } from './apportion.js';
import { divRound } from './mul-div-round.js';

const MAX = Number.MAX_SAFE_INTEGER;
const amount = fc.oneof(
  fc.constantFrom(0, 1, -1, MAX, -MAX),
  fc.maxSafeInteger(),
  fc.integer({ min: -10_000, max: 10_000 }),
);
const weight = fc.oneof(fc.constantFrom(0, 1, MAX), fc.maxSafeNat(), fc.integer({ min: 0, max: 1000 }));
const weights = fc.array(weight, { minLength: 1, maxLength: 40 }).filter((list) => list.some((w) => w > 0));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + BigInt(value), 0n);

test('10.00 over three equal issues', () => {
  expect(apportion(1000, [1, 1, 1])).toEqual([333, 334, 333]);
});

test('shares follow their definition by cumulative rounding', () => {
  fc.assert(
    fc.property(amount, weights, (amount, weights) => {
      const total = sum(weights);
      let cumulative = 0n;
      let before = 0n;
      const shares = weights.map((w) => {
        cumulative += BigInt(w);
        const upTo = divRound(BigInt(amount) * cumulative, total);
        const share = upTo - before;
        before = upTo;
        return Number(share);
      });
      expect(apportion(amount, weights)).toEqual(shares);
    }),
  );
});

test('shares add up, lie within one unit of the exact value, and weight 0 gets 0', () => {
  fc.assert(
    fc.property(amount, weights, (amount, weights) => {
      const shares = apportion(amount, weights);
      const total = sum(weights);
      expect(sum(shares)).toBe(BigInt(amount));
      weights.forEach((w, i) => {
        const error = BigInt(shares[i]) * total - BigInt(amount) * BigInt(w);
        expect(error < total && -error < total).toBe(true);
        if (w === 0) expect(shares[i]).toBe(0);
      });
    }),
  );
});

test('a negative amount splits like the positive one', () => {
  fc.assert(
    fc.property(amount, weights, (amount, weights) => {
      expect(apportion(-amount, weights)).toEqual(apportion(amount, weights).map((share) => 0 - share));
    }),
  );
});

test('an amount without any weight is refused, nothing without weight is nothing', () => {
  expect(() => apportion(1, [0, 0])).toThrow(RangeError);
  expect(() => apportion(1, [])).toThrow(RangeError);
  expect(() => apportion(1, [-1, 2])).toThrow(RangeError);
  expect(() => apportion(0.5, [1])).toThrow(RangeError);
  expect(apportion(0, [0, 0])).toEqual([0, 0]);
});
