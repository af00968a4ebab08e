import { printFixed } from '@millrace/exact';
import { expect, test } from 'vitest';
import { lastActualCosts } from './last-actual-cost.js';
import type { VersionRows } from './version.js';
import type { WholeUnitCost } from './whole-unit-costs.js';

/** A version that has the costs given: lot, basis, quantity, amount per element. */
function version(...costs: [lot: string, basis: string, quantity: string, amounts: Record<string, string>][]) {
  const unitCosts = costs.map(([lot, basis, quantity, amounts]): WholeUnitCost => {
    const cents = Object.values(amounts).reduce((sum, amount) => sum + Number(amount.replace('.', '')), 0);
    const place = { plant: 'P1', item: 'BOX', lot, project: '', basis };
    const amount = printFixed(BigInt(cents), 2);
    return { ...place, quantity, amount, unit_cost: '', amounts: () => new Map(Object.entries(amounts)) };
  });
  return { identity: { ledger: 'L', period: '2026-09' }, unitCosts: () => unitCosts } as unknown as VersionRows;
}

test.each<[string, Parameters<typeof version>, [element: string, quantity: string, amount: string][]]>([
  [
    'what was produced, and none of the elements of what was available',
    [
      ['', 'available', '120.000000', { material: '70.00', freight: '9.00' }],
      ['', 'produced', '100.000000', { material: '50.00' }],
    ],
    [['material', '100.000000', '50.00']],
  ],
  [
    'what was available where nothing was produced',
    [['', 'available', '120.000000', { material: '70.00', freight: '9.00' }]],
    [
      ['material', '120.000000', '70.00'],
      ['freight', '120.000000', '9.00'],
    ],
  ],
  [
    'all lots together',
    [
      ['A', 'produced', '1.000000', { material: '5.00' }],
      ['B', 'produced', '3.000000', { material: '9.00', labour: '2.00' }],
    ],
    [
      ['material', '4.000000', '14.00'],
      ['labour', '4.000000', '2.00'],
    ],
  ],
  ['nothing of what is below zero', [['', 'available', '-5.000000', { material: '-50.00' }]], []],
])('an item cost last %s', (_, costs, expected) => {
  const found = lastActualCosts(version(...costs));
  expect(found.map(({ element, quantity, amount }) => [element, quantity, amount])).toEqual(expected);
});
