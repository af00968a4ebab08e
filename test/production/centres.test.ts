import { openingFrom, type Policy, type Row } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** The worked numbers of production cost, through the engine: what an accountant would check with paper and pencil. */

/** Orders O1, O2 … of one piece each, with the hours that C1 reported for them. */
function worked(...hours: string[]): Month {
  const month = new Month();
  for (const [i, machine] of hours.entries()) {
    month.order(`O${i + 1}`, 'BOX', '1').report(`O${i + 1}`, machine, { quantity_good: '1' });
  }
  return month;
}

/** What a pool put on its targets. */
function spread(month: ClosedMonth, pool: string): Record<string, string> {
  const rows = month.version.rows('pool_allocation').filter((row) => row.pool === pool);
  return Object.fromEntries(rows.map((row) => [row.target, row.amount]));
}

function given(closed: ClosedMonth, from: string, round = ''): Record<string, string> {
  const rows = closed.version.rows('service_allocation').filter((row) => row.from === from && row.round === round);
  return Object.fromEntries(rows.map((row) => [row.to || row.to_kind, row.amount]));
}

describe('rounded rates', () => {
  test.each<[Policy['rate_rounding'], string[]]>([
    [{ default: 'exact' }, ['2000.00', '3333.33', '4666.67']],
    [{ default: 2 }, ['2001.00', '3335.00', '4664.00']],
    [{ default: 'exact', pools: { share: 2 } }, ['2000.00', '3300.00', '4700.00']],
    [{ default: 'largest_remainder' }, ['2000.00', '3333.33', '4666.67']],
  ])('%j: 10,000.00 over 300, 500 and 700 h', (rate_rounding, expected) => {
    const closed = worked('300', '500', '700').pool('OH', '10000.00').close({ rate_rounding });
    expect(Object.values(spread(closed, 'OH'))).toEqual(expected);
  });

  test('the last of positive weight takes the rest, whatever its sign', () => {
    const closed = worked('200', '100')
      .pool('OH', '-1.00')
      .close({ rate_rounding: { default: 2 } });
    expect(spread(closed, 'OH')).toEqual({ O2: '-1.00' });
  });

  test('by largest remainder the missing cents go to the largest fractions, wherever they stand', () => {
    const parts = (hours: string[]) =>
      spread(
        worked(...hours)
          .pool('OH', '1.00')
          .close({ rate_rounding: { default: 'largest_remainder' } }),
        'OH',
      );
    expect(parts(['1', '2', '4'])).toEqual({ O1: '0.14', O2: '0.29', O3: '0.57' });
    expect(parts(['2', '4', '1'])).toEqual({ O1: '0.29', O2: '0.57', O3: '0.14' });
    // cumulative: 0.14, 0.43, 1.00; and 0.29, 0.86, 1.00
    const { O1: first } = spread(worked('1', '1', '1').pool('OH', '0.02').close(), 'OH');
    expect([first, parts(['3', '3', '3'])]).toEqual(['0.01', { O1: '0.34', O2: '0.33', O3: '0.33' }]);
  });

  test('idle capacity takes the rest', () => {
    const fixed = { behaviour: 'fixed', normal_driver: '300' } as const;
    const closed = worked('70', '110')
      .pool('OH', '1000.00', fixed)
      .close({ rate_rounding: { default: 2 } });
    expect(spread(closed, 'OH')).toEqual({ O1: '233.10', O2: '366.30', idle_capacity: '400.60' });
    const [first] = closed.version.rows('pool_allocation');
    expect(first).toMatchObject({ driver: 'hours_machine', quantity: '70.000000', rate: '3.330000000' });
  });
});

test('a month at a rate that no fact may hold opens the next month, without it', () => {
  const september = worked('0.000001').pool('OH', '100.00').close();
  expect(september.version.rows('pool_rate')).toMatchObject([{ pool: 'OH', rate: '100000000.000000000' }]);
  const opening = openingFrom(september.version);
  expect(opening.last_rate).toEqual([]);
  const october = new Month('2026-10')
    .order('O1', 'BOX', '1', { opened_on: '2026-09-01' })
    .after(opening)
    .close({}, september.version);
  expect(october.findings).toEqual([]);
});

describe('drivers', () => {
  const statistic = (driver: string, quantities: Record<string, string>, more: Partial<Row<'driver_quantity'>> = {}) =>
    Object.entries(quantities).map(
      ([target, quantity]): Row<'driver_quantity'> => ({
        period: '2026-09',
        driver,
        target_kind: 'order',
        target,
        quantity,
        status: 'approved',
        ...more,
      }),
    );

  test('a statistic, and `even` over those that used any', () => {
    const month = worked('1', '1', '1', '1')
      .add('driver', { driver: 'kwh', kind: 'statistic' }, { driver: 'base', kind: 'even', of: 'kwh' })
      .add('driver_quantity', ...statistic('kwh', { O1: '40', O2: '0', O3: '25', O4: '10' }))
      .pool('POWER', '75.00', { driver: 'kwh' })
      .pool('BASE', '900.00', { driver: 'base' });
    const closed = month.close();
    expect(spread(closed, 'POWER')).toEqual({ O1: '40.00', O3: '25.00', O4: '10.00' });
    expect(spread(closed, 'BASE')).toEqual({ O1: '300.00', O3: '300.00', O4: '300.00' });
  });

  test('what is below zero is no target of `even`, and takes nothing from what else counts', () => {
    const closed = new Month()
      .order('O1', 'BOX', '30')
      .order('O2', 'BOX', '30')
      .report('O1', '1', { quantity_good: '30' })
      .report('O2', '1', { quantity_good: '30' })
      .add('driver', { driver: 'kwh', kind: 'statistic' }, { driver: 'base', kind: 'even', of: 'kwh' })
      .add('driver_quantity', ...statistic('kwh', { BOX: '12' }, { target_kind: 'item' }))
      .add('driver_quantity', ...statistic('kwh', { O2: '-9' }))
      // At one operation below zero, in all it isn't.
      .order('O3', 'LID', '1')
      .add('driver_quantity', ...statistic('kwh', { O3: '5' }, { operation: 'A' }), ...statistic('kwh', { O3: '-4' }))
      .pool('BASE', '100.00', { driver: 'base' })
      .close();
    expect(spread(closed, 'BASE')).toEqual({ O1: '25.00', O2: '25.00', O3: '50.00' });
    expect(closed.findings).toContain('driver_of_an_order_must_not_be_negative');
  });

  test("an item's part goes over its orders by their good quantity", () => {
    const month = new Month()
      .order('O1', 'BOX', '30')
      .order('O2', 'BOX', '50')
      .report('O1', '1', { quantity_good: '30' })
      .report('O2', '1', { quantity_good: '50' })
      .add('driver', { driver: 'moulds', kind: 'statistic' })
      .add('driver_quantity', ...statistic('moulds', { BOX: '12' }, { target_kind: 'item' }))
      .pool('MOULD', '120.00', { driver: 'moulds' });
    const closed = month.close();
    expect(spread(closed, 'MOULD')).toEqual({ O1: '45.00', O2: '75.00' });
    const quantities = closed.version.rows('pool_allocation').map(({ quantity }) => quantity);
    expect(quantities).toEqual(['4.500000', '7.500000']);
  });

  test('the value of a pool', () => {
    const month = worked('3', '4')
      .add('driver', { driver: 'labour_cost', kind: 'value', of: 'WAGES' })
      .pool('WAGES', '1000.00', { element: 'labour' })
      .pool('OH', '500.00', { driver: 'labour_cost' });
    expect(spread(month.close(), 'OH')).toEqual({ O1: '214.29', O2: '285.71' });
  });

  test('the value of material at standard price', () => {
    const month = new Month()
      .buy('RAW', '40', '480.00')
      .order('O1', 'BOX', '1')
      .order('O2', 'BOX', '1')
      .issue('RAW', '12', 'O1')
      .issue('RAW', '30', 'O2')
      .move('issue_return', 'RAW', '2', { order: 'O1', refers_to: 'M2' })
      .item('RAW')
      .add('item_price', {
        plant: 'P1',
        item: 'RAW',
        kind: 'standard',
        element: 'material',
        valid_from: '2026-01-01',
        price: '10',
        per_quantity: '1',
      })
      .add('driver', { driver: 'material_cost', kind: 'value', of: 'material' })
      .pool('OH', '200.00', { driver: 'material_cost' });
    month.rows.item[0] = { ...month.rows.item[0], element: 'material' };
    expect(spread(month.close(), 'OH')).toEqual({ O1: '50.00', O2: '150.00' });
  });

  test('a formula over statistics and attributes, rounded to 6 decimals', () => {
    const month = worked('1', '1', '1')
      .add('driver', { driver: 'shots', kind: 'statistic' })
      .add('driver', { driver: 'mould', kind: 'formula', formula: 'mould_cost * shots / life_shots' })
      .add('driver_quantity', ...statistic('shots', { O1: '1250', O2: '1' }))
      .add('attribute', { owner_kind: 'item', owner: 'BOX', name: 'mould_cost', value: '60000' })
      .add('attribute', { owner_kind: 'item', owner: 'BOX', name: 'life_shots', value: '400000' })
      .add('attribute', { owner_kind: 'order', owner: 'O2', name: 'mould_cost', value: '1000' })
      .add('attribute', { owner_kind: 'order', owner: 'O2', name: 'life_shots', value: '3' })
      .pool('MOULD', '1000.00', { driver: 'mould' });
    const closed = month.close();
    const quantities = closed.version.rows('pool_allocation').map(({ target, quantity }) => [target, quantity]);
    expect(quantities).toEqual([
      ['O1', '187.500000'],
      ['O2', '333.333333'],
    ]);
  });

  test('quota hours and cycles', () => {
    const month = new Month()
      .order('O1', 'BOX', '10')
      .order('O2', 'BOX', '10')
      .add('routing_operation', {
        plant: 'P1',
        item: 'BOX',
        operation: '10',
        work_centre: 'W1',
        base_quantity: '2',
        run_hours_machine: '3',
        setup_hours_machine: '9',
      })
      .report('O1', '99', { operation: '10', quantity_good: '4', cycles: '3' })
      .report('O1', '1', { operation: '10', setup: true })
      .report('O2', '1', { operation: '10', quantity_good: '6' })
      .pool('QUOTA', '150.00', { driver: 'quota_hours_machine' })
      .pool('CYCLES', '40.00', { driver: 'cycles' });
    const closed = month.close();
    expect(spread(closed, 'QUOTA')).toEqual({ O1: '60.00', O2: '90.00' });
    expect(spread(closed, 'CYCLES')).toEqual({ O1: '30.00', O2: '10.00' });
  });

  test('by the value of a pool enters the stages that the pool enters, whatever centre spreads it', () => {
    const closed = new Month()
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .order('O1', 'BOX', '1')
      .add('routing_operation', {
        plant: 'P1',
        item: 'BOX',
        operation: '10',
        work_centre: 'W1',
        run_hours_machine: '1',
      })
      .add('work_centre', { work_centre: 'W2', centre: 'C2' })
      .add('routing_operation', {
        plant: 'P1',
        item: 'BOX',
        operation: '20',
        work_centre: 'W2',
        run_hours_machine: '1',
      })
      .report('O1', '1', { operation: '10', quantity_good: '1' })
      .add('driver', { driver: 'kwh', kind: 'statistic' }, { driver: 'by_power', kind: 'value', of: 'POWER' })
      // No operation of the routing: it belongs to no centre.
      .add('driver_quantity', ...statistic('kwh', { O1: '3' }, { target_kind: 'order', operation: '99' }))
      .pool('POWER', '30.00', { centre: 'C2', driver: 'kwh' })
      .pool('OH', '60.00', { driver: 'by_power' })
      .close({ conversion_stages: 'centre' });
    const rows = closed.version.rows('pool_allocation').filter(({ pool }) => pool !== '');
    expect(rows.map(({ pool, target, stage, amount }) => [pool, target, stage, amount])).toEqual([
      ['OH', 'O1', 'conversion', '60.00'],
      ['POWER', 'O1', 'conversion', '30.00'],
    ]);
  });
});

describe('planned rates', () => {
  /** Budget 48,000.00 over 2,000 pieces of 6 h and 1,500 of 8 h: 2.00. Made in the month: 150 and 110; actual cost 3,700.00. */
  function budgeted(): Month {
    const month = new Month()
      .order('O1', 'A', '150')
      .order('O2', 'B', '110')
      .report('O1', '1', { operation: '10', quantity_good: '150' })
      .report('O2', '1', { operation: '10', quantity_good: '110' })
      .pool('OH', '3700.00', { driver: 'quota_hours_machine' });
    for (const [item, hours, planned] of [
      ['A', '6', '2000'],
      ['B', '8', '1500'],
    ]) {
      const key = { ledger: 'L', centre: 'C1', driver: 'quota_hours_machine', valid_from: '2026-01-01' };
      month
        .add('routing_operation', { plant: 'P1', item, operation: '10', work_centre: 'W1', run_hours_machine: hours })
        .add('rate_budget_output', { ...key, item, quantity: planned });
      if (item === 'A') month.add('rate_budget', { ...key, element: 'overhead', amount: '48000.00' });
    }
    return month;
  }

  test('what is applied, and the difference as expense', () => {
    const closed = budgeted().close({
      absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
    });
    const applied = spread(closed, 'C1 · quota_hours_machine');
    expect(applied).toEqual({ O1: '1800.00', O2: '1760.00', unabsorbed: '140.00' });
    expect(closed.residuals()).toEqual([['unabsorbed', '140.00']]);
    expect(closed.version.rows('pool_allocation').find(({ object }) => object === 'rate')).toMatchObject({
      driver: 'quota_hours_machine',
      quantity: '900.000000',
      rate: '2.000000000',
    });
    // An hour was reported of 900 and more: the quota is what spreads.
    expect(closed.findings).toEqual(['hours_are_far_from_the_routing']);
  });

  test('the difference over the products that it was applied to, by what was applied', () => {
    const closed = budgeted().close({
      absorption: { rate: 'actual', difference: 'expense', when: 'period', by: 'applied_of_period' },
      absorption_by_centre: { C1: { rate: 'planned', difference: 'products' } },
    });
    const rows = closed.version.rows('pool_allocation').filter(({ object }) => object !== 'pool');
    expect(rows.map(({ object, target, amount }) => [object, target, amount])).toEqual([
      ['difference', 'O1', '70.79'],
      ['difference', 'O2', '69.21'],
      ['rate', 'O1', '1800.00'],
      ['rate', 'O2', '1760.00'],
    ]);
    expect(closed.residuals()).toEqual([]);
  });

  test("a pool's own rate holds over the budget", () => {
    const month = budgeted().pool('OWN', '100.00', { driver: 'quota_hours_machine', rate: '0.05' });
    const closed = month.close({
      absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
    });
    expect(spread(closed, 'OWN')).toEqual({ O1: '45.00', O2: '44.00', unabsorbed: '11.00' });
  });
});

describe('service departments', () => {
  /** Water 5,000.00 gives power 200 t, the shops 500 and 300; power 9,000.00 gives water 600 kWh, the shops 1,500 and 900. */
  function factory(): Month {
    const centre = (centre: string, kind: 'production' | 'service') => ({ centre, plant: 'P1', kind });
    const gave = (from_centre: string, to: string, quantity: string): Row<'department_service'> => ({
      period: '2026-09',
      from_centre,
      to_kind: 'centre',
      to,
      quantity,
      status: 'approved',
    });
    const own = { driver: null };
    return new Month()
      .add('cost_centre', centre('S1', 'production'), centre('S2', 'production'))
      .add('cost_centre', centre('POWER', 'service'), centre('WATER', 'service'))
      .add('work_centre', { work_centre: 'WS1', centre: 'S1' }, { work_centre: 'WS2', centre: 'S2' })
      .order('O1', 'BOX', '1')
      .report('O1', '1', { work_centre: 'WS1' })
      .report('O1', '1', { work_centre: 'WS2' })
      .pool('WATER', '5000.00', { centre: 'WATER', ...own })
      .pool('POWER', '9000.00', { centre: 'POWER', ...own })
      .add('department_service', gave('WATER', 'POWER', '200'), gave('WATER', 'S1', '500'), gave('WATER', 'S2', '300'))
      .add(
        'department_service',
        gave('POWER', 'WATER', '600'),
        gave('POWER', 'S1', '1500'),
        gave('POWER', 'S2', '900'),
      );
  }
  const policy = { centre_overhead_driver: { S1: 'hours_machine', S2: 'hours_machine' } };
  const close = (choice: Partial<Policy['service_departments']>, month = factory()) =>
    month.close({
      ...policy,
      service_departments: { method: 'algebraic', order: [], basis: 'services', difference: 'expense', ...choice },
    });

  test.each<[Policy['service_departments']['method'], string, string[], string[]]>([
    ['direct', '', ['3125.00', '1875.00'], ['5625.00', '3375.00']],
    ['step_down', '', ['4250.00', '2550.00'], ['4500.00', '2700.00']],
    ['interactive', 'second', ['3625.00', '2175.00'], ['5125.00', '3075.00']],
    ['algebraic', '', ['3541.67', '2125.00'], ['5208.33', '3125.00']],
  ])('%s', (method, round, water, power) => {
    const closed = close({ method });
    const fromWater = given(closed, 'WATER', round);
    const fromPower = given(closed, 'POWER', round);
    expect([fromWater.S1, fromWater.S2]).toEqual(water);
    expect([fromPower.S1, fromPower.S2]).toEqual(power);
    expect(closed.findings).toEqual(method === 'algebraic' ? ['loop_was_solved'] : []);
  });

  test('interactive shows both rates', () => {
    const rates = close({ method: 'interactive' }).version.rows('service_rate');
    expect(rates.map(({ centre, round, amount, quantity, rate }) => [centre, round, amount, quantity, rate])).toEqual([
      ['POWER', 'first', '9000.00', '3000.000000', '3.000000000'],
      ['POWER', 'second', '8200.00', '2400.000000', '3.416666667'],
      ['WATER', 'first', '5000.00', '1000.000000', '5.000000000'],
      ['WATER', 'second', '5800.00', '800.000000', '7.250000000'],
    ]);
  });

  test('at a planned price, the difference apart', () => {
    const price = (centre: string, rate: string) => ({
      plant: 'P1',
      centre,
      driver: 'service',
      valid_from: '2026-01-01',
      rate,
    });
    const month = factory().add('rate', price('WATER', '6.80'), price('POWER', '3.30'));
    const closed = close({ method: 'planned_price' }, month);
    expect(given(closed, 'WATER', 'planned')).toEqual({ POWER: '1360.00', S1: '3400.00', S2: '2040.00' });
    expect(given(closed, 'POWER', 'planned')).toEqual({ S1: '4950.00', S2: '2970.00', WATER: '1980.00' });
    expect(closed.residuals()).toEqual([
      ['service_difference', '460.00'],
      ['service_difference', '180.00'],
    ]);
  });

  test('what a shop was served with goes on to its orders', () => {
    const closed = close({});
    expect(spread(closed, 'S1')).toEqual({ O1: '8750.00' });
    expect(spread(closed, 'S2')).toEqual({ O1: '5250.00' });
  });
});
