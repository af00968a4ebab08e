import { buildStructure } from '@millrace/bom';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byItem, rollUpColumns } from './roll-up-columns.js';

test('a car takes 4 wheels of 25.00 and 1.50 of its own', () => {
  const structure = buildStructure({
    items: 2,
    parent: Int32Array.of(0),
    component: Int32Array.of(1),
    quantity: Int32Array.of(4),
    denominator: 1,
  });
  const rolled = rollUpColumns({
    structure,
    price: [Float64Array.of(Number.NaN, 2500)],
    own: [Float64Array.of(150, 0)],
  });
  expect(byItem(rolled)).toEqual([Float64Array.of(10150, 2500)]);
});

const plant = fc.integer({ min: 2, max: 15 }).chain((items) =>
  fc.record({
    items: fc.constant(items),
    denominator: fc.array(fc.integer({ min: 1, max: 10 ** 7 }), { minLength: items, maxLength: items }),
    lines: fc.array(
      fc.record({
        pair: fc.tuple(fc.nat(items - 1), fc.nat(items - 1)).filter(([a, b]) => a !== b),
        quantity: fc.integer({ min: -(10 ** 6), max: 10 ** 8 }),
      }),
      { maxLength: 40 },
    ),
    elements: fc.array(
      fc.record({
        price: fc.array(fc.integer({ min: 0, max: 10 ** 7 }), { minLength: items, maxLength: items }),
        own: fc.array(fc.integer({ min: -(10 ** 6), max: 10 ** 9 }), { minLength: items, maxLength: items }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    missing: fc.option(fc.nat(items - 1), { nil: undefined, freq: 5 }),
    oversized: fc.boolean(),
  }),
);

type Plant = typeof plant extends fc.Arbitrary<infer T> ? T : never;

function columnsOf({ items, denominator, lines, elements, missing, oversized }: Plant) {
  const sorted = lines.map(({ pair: [a, b], quantity }) => ({
    parent: Math.min(a, b),
    component: Math.max(a, b),
    quantity,
  }));
  const first = sorted.filter(({ parent }) => parent === 0);
  const structure = buildStructure({
    items,
    parent: Int32Array.from(sorted, ({ parent }) => parent),
    component: Int32Array.from(sorted, ({ component }) => component),
    quantity: Int32Array.from(sorted, ({ quantity }) => quantity),
    denominator: Float64Array.from(denominator),
    oversized: oversized
      ? new Map([
          [0, { quantities: first.map(({ quantity }) => BigInt(quantity)), denominator: BigInt(denominator[0]) }],
        ])
      : undefined,
  });
  const price = elements.map((of) => Float64Array.from(of.price, (p, i) => (i === missing ? Number.NaN : p)));
  const own = elements.map((of) => Float64Array.from(of.own));
  return { sorted, columns: { structure, price, own } };
}

function inBigInt(
  input: Plant,
  price: readonly Float64Array[],
  own: readonly Float64Array[],
): (bigint | undefined)[][] {
  const { sorted } = columnsOf(input);
  return price.map((of, e) => {
    const cost: (bigint | undefined)[] = new Array(input.items);
    for (let item = input.items - 1; item >= 0; item--) {
      const lines = sorted.filter(({ parent }) => parent === item);
      if (lines.length === 0) {
        cost[item] = Number.isNaN(of[item]) ? undefined : BigInt(of[item]);
        continue;
      }
      let sum: bigint | undefined = BigInt(own[e][item]);
      for (const { component, quantity } of lines) {
        const below: bigint | undefined = cost[component];
        sum = sum === undefined || below === undefined ? undefined : sum + BigInt(quantity) * below;
      }
      cost[item] = sum === undefined ? undefined : rounded(sum, BigInt(input.denominator[item]));
    }
    return cost;
  });
}

function rounded(n: bigint, d: bigint): bigint {
  const size = ((n < 0n ? -n : n) * 2n + d) / (2n * d);
  return n < 0n ? -size : size;
}

const exactly = (costs: readonly Float64Array[]) =>
  costs.map((of) => Array.from(of, (cost) => (Number.isNaN(cost) ? undefined : BigInt(cost))));

const fits = (costs: (bigint | undefined)[][]) =>
  costs.flat().every((cost) => cost === undefined || (cost < 2n ** 53n && cost > -(2n ** 53n)));

test('the roll-up on columns equals the same in BigInt', () => {
  fc.assert(
    fc.property(plant, (input) => {
      const { columns } = columnsOf(input);
      const expected = inBigInt(input, columns.price, columns.own);
      fc.pre(fits(expected));
      expect(exactly(byItem(rollUpColumns(columns)))).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('items in a loop and above it have no cost, the others do', () => {
  const structure = buildStructure({
    items: 5,
    parent: Int32Array.of(0, 1, 2, 2, 3),
    component: Int32Array.of(1, 2, 1, 4, 4),
    quantity: Int32Array.of(1, 1, 1, 1, 2),
    denominator: 1,
  });
  const rolled = rollUpColumns({ structure, price: [Float64Array.of(9, 9, 9, 9, 5)] });
  expect(Array.from(byItem(rolled)[0])).toEqual([Number.NaN, Number.NaN, Number.NaN, 10, 5]);
});
