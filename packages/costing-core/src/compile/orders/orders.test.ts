import type { FactRows, MovementType, Row } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { closePeriod } from '../../close-period.js';
import { defaultPolicy, type Policy } from '../../policy.js';

const APPROVED = { status: 'approved' } as const;
const AT = '2026-09-10T08:00:00+08:00';

/** An order of 10 BOX at P1, of which 5 are received; 600.00 of material and 750.00 of labour by hours. */
const masters: FactRows = {
  ledger: [{ ledger: 'CN01', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
  ledger_plant: [{ ledger: 'CN01', plant: 'P1' }],
  plant: [{ plant: 'P1' }],
  period: [{ ledger: 'CN01', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
  cost_element: [
    { element: 'material', class: 'material', position: 1 },
    { element: 'labour', class: 'conversion', position: 2 },
  ],
  cost_centre: [{ centre: 'C1', plant: 'P1', kind: 'production' }],
  work_centre: [{ work_centre: 'W1', centre: 'C1' }],
  item: [
    { item: 'RAW', unit: 'kg', supply: 'purchased', valued: true },
    { item: 'BOX', unit: 'pc', supply: 'made', valued: true },
  ],
  opening_stock: [{ ledger: 'CN01', plant: 'P1', item: 'RAW', quantity: '60', reason: 'first period' }],
  opening_stock_amount: [{ ledger: 'CN01', plant: 'P1', item: 'RAW', element: 'material', amount: '600.00' }],
  production_order: [order('O1')],
  cost_pool: [
    {
      ledger: 'CN01',
      period: '2026-09',
      pool: 'LAB',
      centre: 'C1',
      element: 'labour',
      amount: '750.00',
      behaviour: 'variable',
      driver: 'hours_labour',
      ...APPROVED,
    },
  ],
};
const issue = movement('issue', 'RAW', '60', { movement: 'issue', order: 'O1' });
const made = movement('completion', 'BOX', '5', { movement: 'made', order: 'O1' });

describe('an order without a routing', () => {
  test('goes through the operations that its reports name', () => {
    const facts = {
      movement: [issue, made],
      work_report: [
        report('R2', { operation: '20', quantity_good: '5', hours_labour: '4' }),
        report('R1', { operation: '10', quantity_good: '8', hours_labour: '4' }),
      ],
    };
    // 2 wait at the first operation (a quarter done), 3 at the second (three quarters): 5 of 7.75.
    expect(labour(facts, 'conversion')).toMatchObject({ completed: '483.87', closing_wip: '266.13' });
  });
});

describe('an order that reports hours and no quantities', () => {
  const hours = report('R1', { operation: '20', hours_labour: '8' });

  test('is half converted in the stage of each operation too', () => {
    const facts = { movement: [issue, made], work_report: [hours] };
    const found = labour(facts, 'conversion:20', { conversion_stages: 'operation' });
    expect(found).toMatchObject({ completed: '500.00', closing_wip: '250.00' });
  });

  test('loses what was scrapped abnormally at whichever operation', () => {
    const scrapped = movement('operation_scrap', 'BOX', '5', { movement: 'scrapped', order: 'O1', operation: '20' });
    const facts = { movement: [issue, made, scrapped], work_report: [hours] };
    const found = labour(facts, 'conversion', { operation_scrap: 'abnormal' });
    expect(found).toMatchObject({ completed: '375.00', scrap: '375.00', closing_wip: '0.00' });
  });
});

describe('an order that completed nothing', () => {
  const scrapped = (quantity: string) =>
    movement('operation_scrap', 'BOX', quantity, { movement: 'scrapped', order: 'O1', operation: '10' });
  const at = (good: string, scrap: string) =>
    report('R1', { operation: '10', quantity_good: good, quantity_scrap: scrap, hours_labour: '8' });
  const closing = (facts: FactRows, policy: Partial<Policy> = {}) => labour(facts, 'conversion', policy);

  test('and scrapped all it started keeps its cost until it is closed', () => {
    const facts = { movement: [issue], work_report: [at('0', '10')] };
    expect(closing(facts)).toMatchObject({ closing_wip: '750.00', residual: '0.00' });
    const closed = [{ ...order('O1'), closed_on: '2026-09-30' }];
    expect(closing({ ...facts, production_order: closed })).toMatchObject({ closing_wip: '0.00', residual: '750.00' });
  });

  test('loses abnormal scrap by its equivalent units', () => {
    // 4 scrapped have had the operation, 6 wait half done: 4 of 7.
    const facts = { movement: [issue, scrapped('4')], work_report: [at('0', '4')] };
    expect(closing(facts, { operation_scrap: 'abnormal' })).toMatchObject({ scrap: '428.57', closing_wip: '321.43' });
  });

  test('loses all of it where all it started is abnormal scrap, closed or not', () => {
    const facts = { movement: [issue, scrapped('10')], work_report: [at('0', '10')] };
    for (const closed_on of ['', '2026-09-30']) {
      const found = closing(
        { ...facts, production_order: [{ ...order('O1'), closed_on }] },
        { operation_scrap: 'abnormal' },
      );
      expect(found).toMatchObject({ scrap: '750.00', closing_wip: '0.00', residual: '0.00' });
    }
  });
});

describe('material at the first operation', () => {
  const operations = ['10', '20'].map((operation) => ({ plant: 'P1', item: 'BOX', operation, work_centre: 'W1' }));
  const at = (operation: string) =>
    movement('issue', 'RAW', '30', { movement: `I${operation}`, order: 'O1', operation });
  const opening_wip = [{ ledger: 'CN01', order: 'O1', stage: 'material:10', element: 'material', amount: '50.00' }];
  const facts = { routing_operation: operations, movement: [at(''), at('10'), made], opening_wip, cost_pool: [] };

  test.each([
    ['nothing is reported', []],
    ['quantities are reported', [report('R1', { operation: '20', quantity_good: '5' })]],
  ])('is at the start, also where %s', (_, work_report) => {
    const { version, findings } = close({ ...facts, work_report });
    expect(findings).toEqual([]);
    const stages = version?.rows('order_cost');
    expect(stages?.map(({ stage, opening_wip: opening, input }) => [stage, opening, input])).toEqual([
      ['material', '50.00', '600.00'],
    ]);
  });
});

describe('a routing', () => {
  const operation = (code: string, more: Partial<Row<'routing_operation'>>): Row<'routing_operation'> => ({
    plant: 'P1',
    item: 'BOX',
    operation: code,
    work_centre: 'W1',
    run_hours_labour: '1',
    ...more,
  });
  const reports = [
    report('R1', { operation: '10', quantity_good: '10', hours_labour: '8' }),
    report('R2', { operation: '20', quantity_good: '5' }),
  ];

  test('gives its hours per piece where it does not say for how many', () => {
    const routing_operation = [operation('10', { base_quantity: '1' }), operation('20', {})];
    // 5 at the second of two equal operations: three quarters done.
    const found = labour({ movement: [issue, made], work_report: reports, routing_operation }, 'conversion');
    expect(found).toMatchObject({ completed: '428.57', closing_wip: '321.43' });
  });

  test('begins with the operation that has no position', () => {
    const routing_operation = [operation('10', { position: 0 }), operation('20', {})];
    // 20 comes first: 10 started there are 10 good, since 10 were good after it; none is left to be made.
    const found = labour({ movement: [issue, made], work_report: reports, routing_operation }, 'conversion');
    expect(found).toMatchObject({ completed: '375.00', closing_wip: '375.00' });
  });
});

describe('good quantity as a driver', () => {
  test('is not driven by an operation that the order does not have', () => {
    const routing_operation = [{ plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1' }];
    const work_report = [
      report('R1', { operation: '10', quantity_good: '4' }),
      report('R2', { operation: 'no such', quantity_good: '3' }),
      report('R3', { order: 'O2', operation: 'no such', quantity_good: '3' }),
      report('R4', { order: 'O2', operation: 'nor this', quantity_good: '2' }),
    ];
    const production_order = [order('O1'), order('O2')];
    const cost_pool = masters.cost_pool?.map((pool) => ({ ...pool, driver: 'quantity_good' })) ?? [];
    const { version } = close({ routing_operation, production_order, work_report, cost_pool });
    expect(version?.rows('pool_allocation')).toEqual([
      {
        object: 'pool',
        pool: 'LAB',
        target: 'O1',
        stage: 'conversion',
        element: 'labour',
        driver: 'quantity_good',
        quantity: '4.000000',
        rate: '187.500000000',
        amount: '750.00',
      },
    ]);
  });
});

describe('material of a cost centre', () => {
  test('that comes back from an earlier period is no allocation', () => {
    const back = movement('issue_return', 'RAW', '1', { movement: 'back', centre: 'C1', refers_to: 'in August' });
    const used = movement('issue', 'RAW', '6', { movement: 'used', centre: 'C1' });
    const earlier_cost = [
      { ledger: 'CN01', movement: 'in August', element: 'material', quantity: '1', amount: '7.00' },
    ];
    const facts = { movement: [used, back], work_report: [report('R1', { hours_labour: '8' })], earlier_cost };
    const { version } = close({ ...facts, cost_pool: [] }, { centre_material_driver: { C1: 'hours_labour' } });
    // 61 kg for 607.00: 6 of them cost 59.70, of which 7.00 went back.
    expect(version?.rows('pool_allocation')).toEqual([
      {
        object: 'centre',
        pool: 'C1',
        target: 'O1',
        stage: 'conversion',
        element: 'material',
        driver: 'hours_labour',
        quantity: '8.000000',
        rate: '6.587500000',
        amount: '52.70',
      },
    ]);
  });
});

function close(facts: FactRows, policy: Partial<Policy> = {}) {
  return closePeriod({ ...masters, ...facts }, { ...defaultPolicy, ...policy }, { ledger: 'CN01', period: '2026-09' });
}

function labour(facts: FactRows, stage: string, policy: Partial<Policy> = {}) {
  const rows = close(facts, policy).version?.rows('order_cost');
  return rows?.find((row) => row.stage === stage && row.element === 'labour');
}

function order(code: string): Row<'production_order'> {
  return {
    order: code,
    plant: 'P1',
    item: 'BOX',
    type: 'normal',
    quantity_planned: '10',
    opened_on: '2026-09-02',
    ...APPROVED,
  };
}

function movement(
  type: MovementType,
  item: string,
  quantity: string,
  more: { movement: string } & Partial<Row<'movement'>>,
): Row<'movement'> {
  return { document: 'D', line: 1, posted_at: AT, type, plant: 'P1', item, quantity, ...APPROVED, ...more };
}

function report(code: string, more: Partial<Row<'work_report'>>): Row<'work_report'> {
  return { report: code, order: 'O1', work_centre: 'W1', reported_at: AT, setup: false, ...APPROVED, ...more };
}
