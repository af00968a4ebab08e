import { describe, expect, test } from 'vitest';
import type { VersionRows } from '../results/version.js';
import type { WholeUnitCost } from '../results/whole-unit-costs.js';
import { compareVersions } from './compare.js';
import { costHistory } from './history.js';

type Cost = readonly [
  item: string,
  basis: 'produced' | 'available',
  quantity: string,
  elements: Record<string, string>,
];

/** A version with the unit costs of some items. */
function version(period: string, costs: readonly Cost[]): VersionRows {
  const place = { plant: 'P1', lot: '', project: '' };
  const total = (elements: Record<string, string>) =>
    Object.values(elements)
      .reduce((sum, amount) => sum + Number(amount), 0)
      .toFixed(2);
  const unitCosts = costs.map(([item, basis, quantity, elements]): WholeUnitCost => {
    const amounts = () => new Map(Object.entries(elements));
    return { ...place, item, basis, quantity, amount: total(elements), unit_cost: '0.000000', amounts };
  });
  return { identity: { ledger: 'CN01', period }, rows: () => [], unitCosts: () => unitCosts };
}

describe('comparing two versions', () => {
  test('gives the change of the unit cost, in percent and by element', () => {
    const before = version('2026-09', [['BOX', 'produced', '3.000000', { material: '6.00', labour: '4.00' }]]);
    const after = version('2026-10', [['BOX', 'produced', '3.000000', { material: '7.00', labour: '4.00' }]]);
    const [box] = compareVersions(before, after);
    expect(box).toMatchObject({ before: '3.333333', after: '3.666667', change: '0.333334', percent: '10.00' });
    expect(box.elements).toEqual([
      { element: 'labour', before: '1.333333', after: '1.333333', change: '0.000000', percent: '0.00' },
      { element: 'material', before: '2.000000', after: '2.333333', change: '0.333333', percent: '16.67' },
    ]);
    // 0.333334 = 0.000000 + 0.333333 + 0.000001
    expect(box.rounding).toBe('0.000001');
  });

  test('takes what was made before what was in stock, and lots together', () => {
    const before = version('2026-09', [
      ['BOX', 'available', '10.000000', { material: '50.00' }],
      ['BOX', 'produced', '4.000000', { material: '24.00' }],
      ['BOX', 'produced', '6.000000', { material: '46.00' }],
    ]);
    const after = version('2026-10', [['BOX', 'available', '10.000000', { material: '70.00' }]]);
    expect(compareVersions(before, after)).toEqual([
      expect.objectContaining({
        basis_before: 'produced',
        basis_after: 'available',
        quantity_before: '10.000000',
        before: '7.000000',
        after: '7.000000',
        percent: '0.00',
      }),
    ]);
  });

  test('shows what is new and what is gone, without a percentage', () => {
    const old = version('2026-09', [['OLD', 'available', '1.000000', { material: '5.00' }]]);
    const now = version('2026-10', [['NEW', 'available', '2.000000', { material: '9.00' }]]);
    expect(compareVersions(old, now)).toMatchObject([
      { item: 'NEW', before: '', after: '4.500000', change: '4.500000', percent: '' },
      { item: 'OLD', before: '5.000000', after: '', change: '-5.000000', percent: '' },
    ]);
  });

  test('measures a change by the size of what was there, also below zero', () => {
    const before = version('2026-09', [['X', 'available', '1.000000', { material: '-2.00' }]]);
    const after = version('2026-10', [['X', 'available', '1.000000', { material: '-1.00' }]]);
    expect(compareVersions(before, after)).toMatchObject([{ change: '1.000000', percent: '50.00' }]);
  });
});

describe('the history of an item', () => {
  const months = [
    version('2026-08', [['BOX', 'produced', '3.000000', { material: '6.00' }]]),
    version('2026-09', [['LID', 'produced', '3.000000', { material: '9.00' }]]),
    version('2026-10', [['LID', 'produced', '1.000000', { material: '4.00' }]]),
    version('2026-11', [
      ['BOX', 'available', '2.000000', { material: '5.00' }],
      ['LID', 'produced', '2.000000', { material: '8.00', labour: '1.00' }],
    ]),
  ];

  test('goes from version to version, and tells where there was no cost', () => {
    const lid = costHistory(months, { plant: 'P1', item: 'LID' });
    expect(lid).toMatchObject([
      undefined,
      { before: '', after: '3.000000', change: '', percent: '' },
      { before: '3.000000', after: '4.000000', change: '1.000000', percent: '33.33' },
      { before: '4.000000', after: '4.500000', elements: [{ element: 'labour', change: '0.500000' }, {}] },
    ]);
    const box = costHistory(months, { plant: 'P1', item: 'BOX' });
    expect(box).toMatchObject([
      { after: '2.000000' },
      { before: '2.000000', after: '', change: '' },
      undefined,
      { before: '' },
    ]);
    expect(costHistory(months, { plant: 'P2', item: 'BOX' })).toEqual([undefined, undefined, undefined, undefined]);
  });
});
