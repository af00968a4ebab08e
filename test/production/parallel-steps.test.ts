import { defaultPolicy, parallelSteps } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { Month } from '../factory/month.js';

describe('steps in parallel (平行结转分步法)', () => {
  test('what is not finished is counted wherever it is', () => {
    const { steps, elements, total } = parallelSteps('75', [
      { costs: { material: '5500.00' }, in_process: { quantity: '20', degrees: { material: '0.5' } }, stock: '10' },
      { costs: { labour: '1620.00' }, in_process: { quantity: '15', degrees: { labour: '0.4' } } },
    ]);
    expect(steps).toEqual([
      { material: { broad_in_process: '35', rate: '50.000000', finished: '3750.00', in_process: '1750.00' } },
      { labour: { broad_in_process: '6', rate: '20.000000', finished: '1500.00', in_process: '120.00' } },
    ]);
    expect([elements, total]).toEqual([
      { material: '3750.00', labour: '1500.00' },
      { cost: '5250.00', unit_cost: '70.000000' },
    ]);
  });

  test('a unit of a later step may take several of an earlier one', () => {
    // Two parts a frame, four frames a product: 8 parts; 3 frames in process and 2 in stock hold 10 parts.
    const { steps } = parallelSteps('10', [
      { costs: { material: '188.00' }, stock: '4', units_per: '8' },
      { costs: { labour: '45.00' }, in_process: { quantity: '3' }, stock: '2', units_per: '4' },
      { costs: { labour: '10.00' } },
    ]);
    expect(steps.map((step) => Object.values(step)[0].broad_in_process)).toEqual(['14', '5', '0']);
    expect(steps.map((step) => Object.values(step)[0].finished)).toEqual(['160.00', '40.00', '10.00']);
  });

  test('quantities below 0, a step of which a product has nothing, and cost that nothing shares are refused', () => {
    expect(() => parallelSteps('-1', [])).toThrow(RangeError);
    expect(() => parallelSteps('1', [{ costs: {}, stock: '-1' }])).toThrow(RangeError);
    expect(() => parallelSteps('1', [{ costs: {}, units_per: '0' }])).toThrow(RangeError);
    expect(() => parallelSteps('0', [{ costs: { material: '1.00' } }])).toThrow(RangeError);
  });

  test('cost what they cost step by step, where nothing opened in process', () => {
    const units = fc.integer({ min: 0, max: 60 });
    const cents = fc.integer({ min: 0, max: 9_999_999 }).map((of) => printFixed(of, 2));
    const drawn = fc.record({
      finished: fc.integer({ min: 1, max: 90 }),
      inFirst: units,
      stock: units,
      inSecond: units,
      degree: fc.constantFrom('0', '0.5', '1', '0.333333'),
      material: cents,
      first: cents,
      second: cents,
    });
    fc.assert(
      fc.property(drawn, ({ finished, inFirst, stock, inSecond, degree, material, first, second }) => {
        const made = finished + inSecond + stock;
        const degrees = { labour: degree };
        const parallel = parallelSteps(String(finished), [
          {
            costs: { material, labour: first },
            in_process: { quantity: String(inFirst), degrees },
            stock: String(stock),
          },
          { costs: { labour: second }, in_process: { quantity: String(inSecond), degrees } },
        ]);
        for (const [s, costs] of [{ material, labour: first }, { labour: second }].entries()) {
          for (const [element, cost] of Object.entries(costs)) {
            const { finished: own, in_process } = parallel.steps[s][element];
            expect(toCents(own) + toCents(in_process)).toBe(toCents(cost));
          }
        }
        const month = new Month()
          .order('O1', 'SEMI', String(made + inFirst))
          .order('O2', 'BOX', String(finished + inSecond))
          .open('RAW', '1', material)
          .issue('RAW', '1', 'O1')
          .move('subcontract_fee', 'SEMI', '0', { order: 'O1' }, { labour: first })
          .complete('SEMI', String(made), 'O1')
          .issue('SEMI', String(finished + inSecond), 'O2')
          .move('subcontract_fee', 'BOX', '0', { order: 'O2' }, { labour: second })
          .complete('BOX', String(finished), 'O2', { movement: 'made' })
          .close({ wip: { ...wip, progress: degree } });
        for (const element of ['material', 'labour']) {
          const apart = toCents(month.cost('made', element)) - toCents(parallel.elements[element]);
          expect(apart >= -2n && apart <= 2n).toBe(true);
        }
      }),
      runs(40),
    );
  });
});

const { wip } = defaultPolicy;
const toCents = (amount: string) => BigInt(amount.replace('.', ''));
