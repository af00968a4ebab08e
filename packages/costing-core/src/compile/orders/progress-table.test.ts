import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderProgress } from './order-progress.js';
import { ProgressTable } from './progress-table.js';
import { virtualRouting } from './routings.js';

const SEQUENCES = ['entered', 'scrapped', 'good', 'scrap', 'inProcess'] as const;

const progress = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const quantities = (length: number) => fc.array(fc.nat(), { minLength: length, maxLength: length });
  return fc.record({
    routing: fc.constant({ ...virtualRouting(3), operations: Array.from({ length: count }, (_, k) => k) }),
    completed: fc.nat(),
    received: fc.nat(),
    closed: fc.boolean(),
    finished: fc.boolean(),
    hasScrap: fc.boolean(),
    firstOperation: fc.nat(),
    entered: quantities(count),
    scrapped: quantities(count),
    good: quantities(count),
    scrap: quantities(count),
    inProcess: quantities(count + 1),
  });
});

test('the progress of every order comes back as it was set', () => {
  fc.assert(
    fc.property(fc.array(progress, { minLength: 1, maxLength: 60, size: 'max' }), (given) => {
      const table = new ProgressTable(given.length);
      for (const [order, of] of given.entries()) table.set(order, { order, ...of });
      for (const [order, of] of given.entries()) {
        expect(table.has(order)).toBe(true);
        const { [order]: back } = given.map((_, row) => table.at(row));
        for (const name of Object.keys(of) as (keyof typeof of)[]) expect(back[name]).toEqual(of[name]);
        for (const name of SEQUENCES) expect((back as OrderProgress)[name]).toHaveLength(of[name].length);
      }
    }),
    { numRuns: 30 },
  );
});
