import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupRows } from './group-rows.js';

test('rows are grouped by all their columns', () => {
  const { of, first } = groupRows(4, [Int32Array.of(7, 8, 7, 7), Float64Array.of(1, 1, 2, 1)]);
  expect([[...of], [...first]]).toEqual([
    [0, 1, 2, 0],
    [0, 1, 2],
  ]);
});

test('numbers of any size, negative and empty ones too, are told apart as text would tell them', () => {
  const value = fc.constantFrom(0, -1, 1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1, 20_000, Number.NaN);
  const column = fc.array(value, { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(column, column, (a, b) => {
      const groups = new Map<string, number>();
      const expected = a.map((_, row) => {
        const key = `${a[row]} ${b[row]}`;
        if (!groups.has(key)) groups.set(key, groups.size);
        return groups.get(key);
      });
      expect([...groupRows(200, [Float64Array.from(a), Float64Array.from(b)]).of]).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('many groups are told apart when the table has grown', () => {
  const rows = 100_000;
  const high = Int32Array.from({ length: rows }, (_, row) => row % 317);
  const low = Float64Array.from({ length: rows }, (_, row) => Math.floor(row / 317));
  const { of, first } = groupRows(rows, [high, low]);
  expect(first.length).toBe(rows);
  expect(of.every((group, row) => group === row)).toBe(true);
});
