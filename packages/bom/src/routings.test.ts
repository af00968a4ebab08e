import { printFixed } from '@millrace/exact';
import { readFacts } from '@millrace/facts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearRunHours, runHours } from './routings.js';

const decimal = (scale: number, most: number) =>
  fc.option(fc.integer({ min: 0, max: most }).map((value) => printFixed(value, scale)));

test('run hours in floating point are those of the fraction, nearly', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 ** 12 }),
      decimal(6, 10 ** 9),
      decimal(9, 3 * 10 ** 9),
      fc.constantFrom('hour', 'minute', 'second', null),
      (time, base_quantity, efficiency, time_unit) => {
        const row = { plant: 'P', item: 'A', operation: '10', work_centre: 'W', base_quantity, efficiency, time_unit };
        const facts = readFacts({ routing_operation: [row] }, 'L');
        expect(facts.faults).toEqual([]);
        const { numerator, denominator } = runHours(facts, 0, time);
        const exact = Number(numerator) / Number(denominator);
        expect(Math.abs(nearRunHours(facts, 0, time) - exact)).toBeLessThanOrEqual(1e-14 * exact);
      },
    ),
  );
});
