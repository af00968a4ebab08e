import { type Asked, type CauseOfChange, rootCauses } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherFlows } from '../../../packages/costing-core/src/causes/build-model.js';
import { runs } from '../../budget.js';
import { factoryOfTwoMonths } from '../close/factory.js';
import { type Month, twoMonths } from './two-months.js';

function units(text: string): bigint {
  return text === '' ? 0n : BigInt(text.replace('.', ''));
}

function askedOf(...months: readonly Month[]): Asked[] {
  const places = new Map<string, Asked>();
  for (const { version } of months) {
    for (const { plant, item } of version.rows('unit_cost')) places.set(`${plant}/${item}`, { plant, item });
  }
  return [...places.values(), 'cost_of_sales', 'closing_stock'];
}

describe('root causes of random pairs of months', () => {
  test('add up to the change, per element and in total', () => {
    fc.assert(
      fc.property(factoryOfTwoMonths, (factory) => {
        const [before, after] = twoMonths(factory);
        const why = rootCauses(before, after);
        for (const asked of askedOf(before, after)) {
          const { change, elements, causes } = why(asked);
          for (const { element, change: of } of elements) {
            const parts = causes.flatMap((cause) => cause.elements.filter((part) => part.element === element));
            expect(sum(parts)).toBe(units(of));
          }
          expect(sum(causes)).toBe(units(change));
        }
      }),
      runs(20),
    );
  });

  test('change their signs when before and after do, and are none between a month and itself', () => {
    fc.assert(
      fc.property(factoryOfTwoMonths, (factory) => {
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

  test('leave to rounding no more than rounding can do', () => {
    fc.assert(
      fc.property(factoryOfTwoMonths, (factory) => {
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

/** Elements in the order of their names: a version has them in its own. */
function inKeys(causes: readonly CauseOfChange[]): CauseOfChange[] {
  return causes.map((cause) => ({
    ...cause,
    elements: [...cause.elements].sort((a, b) => (a.element < b.element ? -1 : 1)),
  }));
}

function sum(parts: readonly { readonly part: string }[]): bigint {
  return parts.reduce((all, { part }) => all + units(part), 0n);
}

function negated(part: string): string {
  if (!/[1-9]/.test(part)) return part;
  return part.startsWith('-') ? part.slice(1) : `-${part}`;
}
