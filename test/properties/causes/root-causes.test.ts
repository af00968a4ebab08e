import { type Asked, rootCauses } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherFlows } from '../../../packages/costing-core/src/causes/build-model.js';
import { runs } from '../../budget.js';
import { factoryOfTwoMonths } from '../close/factory.js';
import { parallelFactoryOfTwoMonths } from '../close/parallel.js';
import { addUp, inKeys, negated } from './sums.js';
import { type Month, twoMonths } from './two-months.js';

function itemsOf(...months: readonly Month[]): Asked[] {
  const places = new Map<string, Asked>();
  for (const { version } of months) {
    for (const { plant, item } of version.rows('unit_cost')) places.set(`${plant}/${item}`, { plant, item });
  }
  return [...places.values()];
}

function askedOf(...months: readonly Month[]): Asked[] {
  return [...itemsOf(...months), 'cost_of_sales', 'closing_stock'];
}

describe.each([
  ['random pairs of months', factoryOfTwoMonths],
  ['random pairs of months with steps in parallel', parallelFactoryOfTwoMonths],
])('root causes of %s', (_, pairs) => {
  test('add up to the change, per element and in total', () => {
    fc.assert(
      fc.property(pairs, (factory) => {
        const [before, after] = twoMonths(factory);
        const why = rootCauses(before, after);
        for (const asked of askedOf(before, after)) {
          addUp(why(asked));
        }
      }),
      runs(20),
    );
  });

  test('change their signs when before and after do, and are none between a month and itself', () => {
    fc.assert(
      fc.property(pairs, (factory) => {
        const [before, after] = twoMonths(factory);
        const [there, back, same] = [rootCauses(before, after), rootCauses(after, before), rootCauses(after, after)];
        for (const asked of askedOf(before, after)) {
          const turned = back(asked).causes.map((cause) => ({
            ...cause,
            part: negated(cause.part),
            elements: cause.elements.map(({ element, part }) => ({ element, part: negated(part) })),
          }));
          expect(inKeys(turned)).toEqual(inKeys(there(asked).causes));
          expect(same(asked).causes).toEqual([]);
        }
      }),
      runs(20),
    );
  });

  test('are the same where nothing else is going to be asked about, and of anything else none are told', () => {
    fc.assert(
      fc.property(pairs, (factory) => {
        const [before, after] = twoMonths(factory);
        const why = rootCauses(before, after);
        const [first, ...others] = askedOf(before, after);
        for (const asked of [first, ...others]) expect(rootCauses(before, after, [asked])(asked)).toEqual(why(asked));
        const some = rootCauses(before, after, others);
        for (const asked of others) expect(some(asked)).toEqual(why(asked));
        expect(() => some(first)).toThrow(RangeError);
      }),
      runs(5),
    );
  });

  test('of all items at once are the largest that each item has alone', () => {
    let told = 0;
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 6 }), (factory, most) => {
        const [before, after] = twoMonths(factory);
        const why = rootCauses(before, after);
        const all = why.ofAll(most);
        const costed = itemsOf(before, after).filter((of) => why(of).before !== '' || why(of).after !== '');
        expect(all).toHaveLength(costed.length);
        for (const { plant, item, others, ...found } of all) {
          const { causes, ...costs } = why({ plant, item });
          const named = causes.filter(({ kind }) => kind !== 'rounding');
          expect(found).toEqual({ ...costs, causes: named.slice(0, most) });
          const rest = others === undefined ? [] : [{ ...causes[0], ...others }];
          addUp({ ...found, causes: [...found.causes, ...rest] });
          told += found.causes.length;
        }
      }),
      runs(20),
    );
    expect(told).toBeGreaterThan(10);
  });

  test('leave to rounding no more than rounding can do', () => {
    fc.assert(
      fc.property(pairs, (factory) => {
        for (const { outcome } of twoMonths(factory)) {
          const { nodes } = gatherFlows(outcome).model();
          const unit = 10 ** outcome.scope.amountScale;
          for (const [key, { rounding, quantity, flows }] of nodes) {
            for (const each of rounding) {
              const moved = Math.abs((Number(each) / 1e40) * (Number(quantity) / 1e40) * unit);
              if (moved > flows + 1e-6)
                throw new Error(
                  `${key.replaceAll('\0', '|')}: ${moved} of ${flows} ${JSON.stringify(outcome.policy.valuation)}`,
                );
            }
          }
        }
      }),
      runs(20),
    );
  });
});
