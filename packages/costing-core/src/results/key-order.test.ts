import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from './key-order.js';

test('places come in the order of the key, equal ones as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(9))), (rows) => {
      const order = inOrder(rows.length, [
        { of: rows.map(([a]) => a), size: 6 },
        { of: rows.map(([, b]) => b), size: 10 },
      ]);
      const expected = [...rows.keys()].sort((i, j) => rows[i][0] - rows[j][0] || rows[i][1] - rows[j][1] || i - j);
      expect([...order]).toEqual(expected);
    }),
  );
});
