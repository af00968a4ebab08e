import {
  costAtQuota,
  costByQuota,
  costOfProduction,
  irreparableCost,
  jointCost,
  processAccount,
  spoilageLoss,
} from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** Numbers worked out by hand in exact fractions, one method a test. */
describe('work in process', () => {
  test('by FIFO: what was begun before is completed first', () => {
    const { elements } = costOfProduction({
      method: 'fifo',
      opening: { quantity: '20', degrees: { conversion: '0.4' }, costs: { conversion: '2000' } },
      completed: '90',
      closing: { quantity: '30', degrees: { conversion: '0.5' } },
      costs: { conversion: '9000' },
    });
    expect(elements.conversion).toMatchObject({
      equivalent_units: '97',
      unit_cost: '92.783505',
      completed: '9608.25',
      closing: '1391.75',
    });
  });

  test('by quota, and at quota', () => {
    expect(costByQuota({ material: '30000' }, { material: ['24000', '8000'] }).material).toEqual({
      rate: '0.937500',
      completed: '22500.00',
      closing: '7500.00',
    });
    expect(costAtQuota({ material: '5000' }, { material: ['15', '12'] }).material).toEqual({
      completed: '4820.00',
      closing: '180.00',
    });
  });
});

describe('spoilage', () => {
  test('below and above the expected output', () => {
    const given = {
      input: '500',
      cost: '9100',
      normal_loss: { rate: '0.1', basis: 'input' },
      scrap_price: '2',
    } as const;
    expect(processAccount({ ...given, good: '430' })).toMatchObject({
      unit_cost: '20.000000',
      output_cost: '8600.00',
      abnormal_cost: '400.00',
      abnormal_salvage: '40.00',
      abnormal_net: '360.00',
    });
    expect(processAccount({ ...given, good: '460' })).toMatchObject({
      output_cost: '9200.00',
      abnormal_cost: '-200.00',
      abnormal_net: '-180.00',
    });
  });

  test('with work in process, normal units neglected and counted', () => {
    const report = (normal_is: 'neglected' | 'counted', borne_by: 'good' | 'good_and_wip' = 'good') => {
      const { elements } = costOfProduction({
        method: 'weighted_average',
        completed: '80',
        closing: { quantity: '10', degrees: { conversion: '0.5' } },
        spoiled: { normal: '5', abnormal: '5', normal_is, borne_by, salvage: { material: '50' } },
        costs: { material: '9550', conversion: '4500' },
      });
      return [elements.material, elements.conversion].map((of) => [of.completed, of.abnormal, of.closing]);
    };
    expect(report('neglected')).toEqual([
      ['8000.00', '500.00', '1000.00'],
      ['4000.00', '250.00', '250.00'],
    ]);
    expect(report('counted')).toEqual([
      ['8075.00', '475.00', '950.00'],
      ['4026.32', '236.84', '236.84'],
    ]);
    expect(report('counted', 'good_and_wip')[0]).toEqual(['8022.22', '475.00', '1002.78']);
  });

  test('beyond repair and repaired', () => {
    const { parts, total } = irreparableCost([
      { cost: '5000', spoiled: '4', all: '100' },
      { cost: '3600', spoiled: '45', all: '600' },
    ]);
    expect([parts, total]).toEqual([['200.00', '270.00'], '470.00']);
    const quota = [
      { spoiled: '8', quota: '50' },
      { spoiled: '80', quota: '2.5' },
    ];
    expect(irreparableCost(quota)).toEqual({ parts: ['400.00', '200.00'], total: '600.00' });
    expect(spoilageLoss({ irreparable: parts, repair: ['90'], salvage: ['60'], compensation: ['40'] })).toBe('460.00');
  });
});

test('a joint process by every method', () => {
  const allocated = (method: Parameters<typeof jointCost>[0]['method'], share?: string) =>
    jointCost({
      method,
      joint_cost: '50000',
      by_products: [{ item: 'C', quantity: '100', price: '10' }],
      products: [
        { item: 'A', quantity: '400', price: '90', further_cost: '6000', weight: '3', standard_cost: '50' },
        {
          item: 'B',
          quantity: '600',
          price: '60',
          further_cost: '3000',
          weight: '2',
          standard_cost: '50',
          ...(share === undefined ? {} : { share }),
        },
      ],
    }).products.map((of) => of.allocated);
  expect(allocated('sales_value')).toEqual(['24500.00', '24500.00']);
  expect(allocated('net_realisable_value')).toEqual(['23333.33', '25666.67']);
  expect(allocated('constant_margin')).toEqual(['23000.00', '26000.00']);
  expect(allocated('share', '0.65')).toEqual(['17150.00', '31850.00']);
  expect(allocated('weight')).toEqual(['24500.00', '24500.00']);
  expect(allocated('quantity')).toEqual(['19600.00', '29400.00']);
  expect(allocated('standard_cost')).toEqual(['19600.00', '29400.00']);
});

const pieces = fc.integer({ min: 1, max: 500 });
const money = fc.integer({ min: 1, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2));

test('a close completes what the function says, whatever the figures', () => {
  fc.assert(
    fc.property(pieces, pieces, money, money, (completed, inProcess, material, overhead) => {
      const month = new Month()
        .open('RAW', '1', material)
        .order('O1', 'BOX', String(completed + inProcess))
        .issue('RAW', '1', 'O1')
        .complete('BOX', String(completed), 'O1')
        .report('O1', '1')
        .pool('P', overhead)
        .close();
      const { elements } = costOfProduction({
        method: 'weighted_average',
        completed: String(completed),
        closing: { quantity: String(inProcess), degrees: { overhead: '0.5' } },
        costs: { material, overhead },
      });
      const rows = month.version.rows('order_cost');
      for (const element of ['material', 'overhead']) {
        const row = rows.find((of) => of.element === element);
        expect([row?.completed, row?.closing_wip]).toEqual([elements[element].completed, elements[element].closing]);
      }
    }),
    { numRuns: 50 },
  );
});
