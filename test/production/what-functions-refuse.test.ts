import {
  absorb,
  activityCosts,
  allocate,
  allocateDirect,
  atPlannedPrices,
  costAtQuota,
  costByQuota,
  costOfProduction,
  duration,
  exactDegrees,
  fixedOverhead,
  interactive,
  irreparableCost,
  jointCost,
  lotSize,
  mixAndYield,
  operationTime,
  type ProductionInput,
  processAccount,
  reciprocal,
  restore,
  stepDown,
} from '@millrace/costing-core';
import { printFraction } from '@millrace/exact';
import { describe, expect, test } from 'vitest';

const report = (of: Partial<ProductionInput>) =>
  costOfProduction({
    method: 'weighted_average',
    completed: '5',
    closing: { quantity: '5' },
    costs: { m: '50' },
    ...of,
  });
const departments = {
  water: { cost: '5000', gave: { power: '200', S: '800' } },
  power: { cost: '9000', gave: { water: '600', S: '2400' } },
  repair: { cost: '1000', gave: { water: '2', S: '8' } },
};
const products = (...of: readonly object[]) => of.map((more, i) => ({ item: `P${i}`, quantity: '1', ...more }));

/** What a close would tell as a finding. Each of these was an amount of 0, a share of less than nothing, or a `TypeError`. */
describe('a function by hand refuses, by the name of what is wrong,', () => {
  test.each<[string, () => unknown, string]>([
    ['a quantity below 0', () => allocate('100', { A: '10', B: '-5' }), 'the quantity of B is -5'],
    ['a service below 0', () => allocateDirect({ w: { cost: '1', gave: { A: '2', B: '-1' } } }), 'what B took is -1'],
    [
      'a budget of nothing',
      () => absorb({ amount: '9', quantity: '0' }, { A: '1' }, '9'),
      'the quantity of the budget',
    ],
    ['an order of what is no department', () => stepDown(departments, ['steam']), 'steam'],
    ['an order that names one twice', () => stepDown(departments, ['power', 'power']), 'twice'],
    ['a price that is missing', () => atPlannedPrices(departments, { water: '1', repair: '1' }), 'the price of power'],
    [
      'departments that nothing leaves',
      () => reciprocal({ w: { cost: '1', gave: { p: '1' } }, p: { cost: '0', gave: {} } }),
      'w, p',
    ],
    ['a completed quantity below 0', () => report({ completed: '-5' }), 'completed is -5'],
    ['a degree in percent', () => report({ closing: { quantity: '5', degrees: { m: '40' } } }), '0.4 is 40 %'],
    [
      'a cost that nothing shares',
      () => report({ completed: '0', closing: { quantity: '0' } }),
      'nothing shares 50.00 of m',
    ],
    ['an element without a quota', () => costByQuota({ m: '30' }, {}), 'the quota of m'],
    ['quotas of nothing', () => costByQuota({ m: '30' }, { m: ['0', '0'] }), 'nothing shares 30 of m'],
    ['work in process without a quota', () => costAtQuota({ m: '30' }, {}), 'the quota of m'],
    ['a spoiled part of nothing', () => irreparableCost([{ cost: '5', spoiled: '4', all: '0' }]), 'all'],
    [
      'a process that only loses',
      () => processAccount({ input: '9', cost: '9', good: '1', normal_loss: { units: '9' } }),
      'lost as a rule',
    ],
    [
      'shares of less than all',
      () => jointCost({ method: 'share', joint_cost: '9', products: products({ share: '0.5' }, { share: '0.4' }) }),
      'add up to 0.9',
    ],
    [
      'shares of more than all',
      () => jointCost({ method: 'share', joint_cost: '9', products: products({ share: '0.7' }, { share: '0.4' }) }),
      'add up to 1.1',
    ],
    [
      'a product without a price',
      () => jointCost({ method: 'sales_value', joint_cost: '9', products: products({ price: '1' }, {}) }),
      'the price of P1',
    ],
    [
      'hours of nothing',
      () => fixedOverhead({ actual: '1', budget: '1', budgetHours: '0', actualHours: '1', standardHours: '1' }),
      'budgetHours',
    ],
    ['a lot of nothing', () => lotSize({ fixed: '1', made: '1', costingLot: '0' }), 'costingLot'],
    ['a mixture of nothing', () => mixAndYield({ X: { actual: '1', standard: '0', price: '2' } }), 'standard quantity'],
    ['a pool that nothing drives', () => activityCosts({ pools: [{ amount: '9', drivers: { A: '0' } }] }), 'pool 1'],
    ['a time of no efficiency', () => duration('2', '0'), 'efficiency'],
    [
      'a cycle of nothing',
      () => operationTime({ quantity: '1', run: '1', baseQuantity: '0', cycles: 'whole' }),
      'base quantity',
    ],
    ['a rest for an element that there is not', () => restore('9', { a: '1' }, {}, { residue: 'zzz' }), 'zzz'],
  ])('%s', (_, call, says) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(says);
  });
});

describe('a function by hand has an answer', () => {
  const printed = (parts: Parameters<typeof Object.entries<Parameters<typeof printFraction>[0]>>[0]) =>
    Object.fromEntries(Object.entries(parts).map(([to, amount]) => [to, printFraction(amount, 2)]));

  test('where nothing was completed: what has no equivalent units stays in process (rules.md 17)', () => {
    const { closing, completed } = report({ completed: '0', closing: { quantity: '5', degrees: { m: '0' } } }).total;
    expect([completed, closing]).toEqual(['0.00', '50.00']);
  });

  test('where FIFO completes less than opened: 12 of 20, and 28 at one half stay', () => {
    const { elements } = costOfProduction({
      method: 'fifo',
      opening: { quantity: '20', degrees: { c: '0.4' }, costs: { c: '2000' } },
      completed: '12',
      closing: { quantity: '28', degrees: { c: '0.5' } },
      costs: { c: '3000' },
    });
    expect([elements.c.completed, elements.c.closing]).toEqual(['2400.00', '2600.00']);
  });

  test('with degrees that no decimal is: a sixth of 600 units is 100', () => {
    const [{ conversion }] = exactDegrees([{}, {}, {}]);
    const { elements } = report({
      completed: '600',
      closing: { quantity: '600', degrees: { m: conversion } },
      costs: { m: '7000' },
    });
    expect(elements.m).toMatchObject({ equivalent_units: '700', completed: '6000.00', closing: '1000.00' });
  });

  test('for units at several operations, each as far as it is: a third of the work of 60 is 20', () => {
    const operations = exactDegrees([
      { hours: '2', progress: '0.5' },
      { hours: '3', progress: '0.6' },
    ]);
    expect(operations.map(({ conversion }) => printFraction(conversion, 2))).toEqual(['0.20', '0.76']);
    const at = (quantity: string, conversion: string) => ({ quantity, degrees: { m: conversion } });
    const { elements } = report({ completed: '80', closing: [at('40', '0.2'), at('20', '0.6')], costs: { m: '1000' } });
    expect(elements.m).toMatchObject({ equivalent_units: '100', completed: '800.00', closing: '200.00' });
  });

  test('for material that is there at one operation and comes in evenly at another', () => {
    const degrees = exactDegrees([{ material: '60' }, { material: '40', entry: 'evenly' }]);
    expect(degrees.map(({ material }) => printFraction(material, 2))).toEqual(['0.60', '0.80']);
  });

  test('where an order names some departments: the others close after them', () => {
    const shared = stepDown(departments, ['repair']);
    expect(Object.keys(shared)).toEqual(['repair', 'power', 'water']);
    // Repair 1,000 to water 200 and S 800; power 9,000 by 600 : 2,400; water 5,000 + 200 + 1,800.
    expect(printed(shared.water.parts)).toEqual({ S: '7000.00' });
  });

  test('for a department that has nothing to share, or nothing left to share', () => {
    const inner = { w: { cost: '100', gave: { p: '10' } }, p: { cost: '50', gave: { S: '10' } } };
    const { second } = interactive(inner);
    expect([printed(second.w.parts), printed(second.p.parts)]).toEqual([{}, { S: '150.00' }]);
    const idle = { w: { cost: '0', gave: {} }, p: { cost: '50', gave: { S: '10' } } };
    for (const by of [allocateDirect, stepDown, reciprocal]) expect(printed(by(idle).p.parts)).toEqual({ S: '50.00' });
    expect(activityCosts({ pools: [{ amount: '0', drivers: { A: '0' } }] }).rates).toEqual([
      { numerator: 0n, denominator: 1n },
    ]);
  });
});
