import { fraction } from '@millrace/exact';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WIP_METHODS } from '../../policy.js';
import { type StageUnits, StageUnitsTable } from './stage-units.js';

/** Whole units, millionths, thirds, what is below zero, and what no double holds. */
const units = fc.oneof(
  fc.integer().map((whole) => fraction(whole)),
  fc.integer().map((millionths) => fraction(millionths, 1_000_000)),
  fc.tuple(fc.integer(), fc.integer({ min: 1, max: 50 })).map(([n, d]) => fraction(n, d)),
  fc.bigInt(-(2n ** 90n), 2n ** 90n).map((whole) => fraction(whole, 7n)),
);

const stage: fc.Arbitrary<StageUnits> = fc.record({
  order: fc.nat(),
  stage: fc.nat(),
  node: fc.nat(),
  method: fc.constantFrom(...WIP_METHODS),
  opening: units,
  openingEquivalents: units,
  completed: units,
  scrapped: units,
  abnormal: units,
  closing: units,
  closingEquivalents: units,
  equivalentUnits: units,
});

test('units come back as they were given, exactly', () => {
  fc.assert(
    fc.property(fc.array(stage, { maxLength: 200, size: 'max' }), (given) => {
      const table = new StageUnitsTable();
      for (const of of given) table.push(of);
      expect([...table]).toEqual(given);
    }),
  );
});
