import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divRound, mulDivRound, Overflow, roundUnlessInDoubt } from './mul-div-round.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** Safe integers that crowd where errors live: 0, ±1, powers of two and their neighbours, the ends of the range. */
const edge = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, -2, 3, 5, 10, 100, MAX, -MAX, MAX - 1, 1 - MAX),
  fc
    .tuple(fc.integer({ min: 1, max: 52 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([bits, off, negative]) => {
      const value = 2 ** bits + off;
      return negative ? -value : value;
    }),
  fc.maxSafeInteger(),
  fc.integer({ min: -100_000, max: 100_000 }),
);

/** R(n/d) by the definition: of the two neighbouring integers the nearer, a tie away from zero. */
function roundByDefinition(n: bigint, d: bigint): bigint {
  const magnitude = (x: bigint) => (x < 0n ? -x : x);
  const whole = magnitude(n) / magnitude(d);
  const rest = magnitude(n) % magnitude(d);
  const rounded = 2n * rest >= magnitude(d) ? whole + 1n : whole;
  return n < 0n === d < 0n ? rounded : -rounded;
}

function expected(a: number, b: number, c: number): bigint {
  return roundByDefinition(BigInt(a) * BigInt(b), BigInt(c));
}

function agrees(a: number, b: number, c: number): void {
  const exact = expected(a, b, c);
  if (exact > BigInt(MAX) || exact < -BigInt(MAX)) expect(() => mulDivRound(a, b, c)).toThrow(Overflow);
  else expect(mulDivRound(a, b, c)).toBe(Number(exact));
}

test.each([
  [10, 1, 4, 3],
  [-10, 1, 4, -3],
  [10, -1, 4, -3],
  [10, 1, -4, -3],
  [-10, -1, -4, -3],
  [1, 1, 2, 1],
  [-1, 1, 2, -1],
  [1, 1, 3, 0],
  [-1, 1, 3, 0],
  [0, -5, 3, 0],
  [MAX, MAX, MAX, MAX],
  [MAX, 1, 2, (MAX + 1) / 2],
])('mulDivRound(%d, %d, %d) is %d', (a, b, c, result) => {
  expect(mulDivRound(a, b, c)).toBe(result);
});

test('mulDivRound equals the rounded fraction for every sign and size, or overflows', () => {
  fc.assert(
    fc.property(edge, edge, edge, (a, b, c) => {
      fc.pre(c !== 0);
      agrees(a, b, c);
    }),
    { numRuns: 20_000 },
  );
});

test('mulDivRound decides exact ties and their nearest neighbours', () => {
  const half = fc.tuple(
    fc.integer({ min: 0, max: 2 ** 26 }),
    fc.integer({ min: 1, max: 2 ** 25 }),
    fc.integer({ min: -1, max: 1 }),
  );
  fc.assert(
    fc.property(half, fc.boolean(), ([whole, halfOfDivisor, off], negative) => {
      const numerator = (2 * whole + 1) * halfOfDivisor + off;
      agrees(negative ? -numerator : numerator, 1, 2 * halfOfDivisor);
    }),
    { numRuns: 20_000 },
  );
});

test('a quotient computed as (a/c)·b is rounded as rightly as (a·b)/c', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.integer({ min: 1, max: MAX }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, c, part) => {
        const b = Math.floor(part * c);
        expect(roundUnlessInDoubt((a / c) * b, a, b, c)).toBe(Number(expected(a, b, c)));
      },
    ),
    { numRuns: 20_000 },
  );
});

test('dividing by zero is an error', () => {
  expect(() => mulDivRound(1, 1, 0)).toThrow(RangeError);
  expect(() => mulDivRound(0, 1, 0)).toThrow(RangeError);
});

test('divRound follows the definition of rounding half away from zero', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (n, d) => {
      fc.pre(d !== 0n);
      expect(divRound(n, d)).toBe(roundByDefinition(n, d));
    }),
  );
});
