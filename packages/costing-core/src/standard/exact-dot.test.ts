import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactDot } from './exact-dot.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** R(T/d) by the definition: the nearer integer, a tie away from zero. */
function expected(constant: number, terms: readonly (readonly [number, number])[], divisor: number): bigint {
  const sum = terms.reduce((total, [q, c]) => total + BigInt(q) * BigInt(c), BigInt(constant));
  const [size, d] = [sum < 0n ? -sum : sum, BigInt(divisor)];
  const rounded = size / d + (2n * (size % d) >= d ? 1n : 0n);
  return sum < 0n ? -rounded : rounded;
}

function linesOf(component: Int32Array, quantity: Float64Array, divisor: number) {
  return { firstLine: Int32Array.of(0, component.length), component, quantity, denominator: Float64Array.of(divisor) };
}

function dot(constant: number, terms: readonly (readonly [number, number])[], divisor: number): number {
  const component = Int32Array.from(terms, (_, k) => k);
  const quantity = Float64Array.from(terms, ([q]) => q);
  const cost = Float64Array.from(terms, ([, c]) => c);
  return exactDot(linesOf(component, quantity, divisor), 0, cost, constant);
}

function agrees(constant: number, terms: readonly (readonly [number, number])[], divisor: number): void {
  const exact = expected(constant, terms, divisor);
  if (exact > BigInt(MAX) || exact < -BigInt(MAX)) expect(() => dot(constant, terms, divisor)).toThrow(RangeError);
  else expect(dot(constant, terms, divisor)).toBe(Number(exact));
}

/** Integers that crowd around powers of two, the ends of the range and zero. */
const edge = (bits: number) =>
  fc.oneof(
    fc.constantFrom(0, 1, -1, 2, 999, 1000),
    fc
      .tuple(fc.integer({ min: 1, max: bits }), fc.integer({ min: -2, max: 2 }), fc.boolean())
      .map(([power, off, negative]) => (negative ? -1 : 1) * Math.min(2 ** power + off, MAX)),
    fc.maxSafeInteger().map((value) => Math.trunc(value / 2 ** (53 - bits)) + 0),
  );

test('4 at 2.50 and 2 at 0.10 per 3 pieces are 3.40', () => {
  const terms = [
    [4, 250],
    [2, 10],
  ] as const;
  expect(dot(0, terms, 3)).toBe(340);
});

test.each([
  [5, 10, 1],
  [-5, 10, -1],
  [4, 10, 0],
  [-4, 10, 0],
  [15, 10, 2],
  [-15, 10, -2],
])('%d / %d is %d: ties go away from zero', (constant, divisor, result) => {
  expect(dot(constant, [], divisor)).toBe(result);
});

test('the sum is exact for quantities and costs of every size and sign', () => {
  const terms = fc.array(fc.tuple(edge(31), edge(50)), { maxLength: 12 });
  fc.assert(fc.property(edge(52), terms, fc.integer({ min: 1, max: 2 ** 31 }), agrees), { numRuns: 20_000 });
});

test('the sum is exact where doubles have long given up: quantities to 2^53, any divisor', () => {
  const terms = fc.array(fc.tuple(edge(53), edge(53)), { maxLength: 6 });
  const divisor = fc.oneof(fc.integer({ min: 1, max: MAX }), fc.constantFrom(10 ** 6, 10 ** 9, 2 ** 30, 2 ** 29, MAX));
  fc.assert(fc.property(edge(53), terms, divisor, agrees), { numRuns: 20_000 });
});

test('exact ties and their neighbours are decided, also after cancellation', () => {
  const divisor = fc.integer({ min: 1, max: 2 ** 28 }).map((half) => 2 * half);
  fc.assert(
    fc.property(divisor, edge(48), edge(30), edge(50), fc.integer({ min: -1, max: 1 }), (d, whole, q, c, off) => {
      fc.pre(Number.isSafeInteger(d / 2 + off));
      agrees(
        d / 2 + off,
        [
          [d, whole],
          [q, c],
          [q, -c],
        ],
        d,
      );
      agrees(
        -(d / 2 + off),
        [
          [d, whole],
          [q, c],
          [q, -c],
        ],
        d,
      );
    }),
    { numRuns: 20_000 },
  );
});

test('a component without a cost leaves none', () => {
  const cost = Float64Array.of(1, Number.NaN);
  expect(exactDot(linesOf(Int32Array.of(0, 1), Float64Array.of(2, 3), 1), 0, cost, 0)).toBeNaN();
  expect(exactDot(linesOf(Int32Array.of(0, 1), Float64Array.of(2, 0), 1), 0, cost, 0)).toBeNaN();
});
