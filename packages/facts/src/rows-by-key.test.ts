import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsByKey } from './rows-by-key.js';

test('rows are found by their values, empty cells too, and only they', () => {
  const cell = fc.constantFrom(Number.NaN, 0, 1, -1, 2 ** 40, 2 ** 40 + 1);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), fc.tuple(cell, cell), (rows, [a, b]) => {
      const found = rowsByKey(rows.length, [rows.map(([of]) => of), rows.map(([, of]) => of)]).find(a, b);
      const expected = rows.flatMap(([x, y], row) => (Object.is(x, a) && Object.is(y, b) ? [row] : []));
      expect([...found]).toEqual(expected);
    }),
  );
});
