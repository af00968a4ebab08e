import { defaultPolicy, openingFrom, type Policy, type WipChoice } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const wip = (choice: Partial<Policy['wip']>): Partial<Policy> => ({ wip: { ...defaultPolicy.wip, ...choice } });

/** Labour of 100 % at one operation: so many received and in process, the cost of the period, what opened it. */
interface Drawn {
  readonly completed: string;
  readonly planned: string;
  readonly cost: string;
  readonly opening?: { readonly amount: string; readonly quantity: string; readonly equivalent_units: string };
  readonly closed?: boolean;
}

function month({ completed, planned, cost, opening, closed = false }: Drawn): Month {
  const of = new Month().order('O1', 'BOX', planned, closed ? { closed_on: '2026-09-30' } : {});
  if (completed !== '0') of.complete('BOX', completed, 'O1');
  if (opening !== undefined) {
    of.add('opening_wip', { ledger: 'L', order: 'O1', stage: 'conversion', element: 'overhead', ...opening });
  }
  return of.report('O1', '1').pool('LAB', cost);
}

/** Completed and in process of the order's stage. */
function split(of: Month, policy: Partial<Policy> = {}, stage = 'conversion', element = 'overhead') {
  const rows = of.close(policy).version.rows('order_cost');
  const row = rows.find((one) => one.stage === stage && one.element === element);
  return [row?.completed, row?.closing_wip];
}

const fifo = wip({ method: 'fifo' });

describe('FIFO', () => {
  const opening = { amount: '2000.00', quantity: '20', equivalent_units: '8' };

  test('completes first what was begun before', () => {
    const of = month({ completed: '90', planned: '120', cost: '9000.00', opening });
    expect(split(of, fifo)).toEqual(['9608.25', '1391.75']);
    const [row] = of.close(fifo).version.rows('order_quantity');
    expect(row).toMatchObject({
      method: 'fifo',
      opening: '20.000000',
      opening_equivalents: '8.000000',
      started: '100.000000',
      completed: '90.000000',
      closing: '30.000000',
      closing_equivalents: '15.000000',
      equivalent_units: '97.000000',
      unit_cost: '92.783505',
    });
  });

  test('leaves what was begun before and not completed with what it had', () => {
    expect(split(month({ completed: '12', planned: '40', cost: '3000.00', opening }), fifo)).toEqual([
      '2400.00',
      '2600.00',
    ]);
  });

  test('is the average where nothing was in process before', () => {
    const of = month({ completed: '70', planned: '100', cost: '9999.99' });
    expect(split(of, fifo)).toEqual(split(of));
  });

  test('keeps all where nothing was completed, and nothing of a closed order', () => {
    expect(split(month({ completed: '0', planned: '40', cost: '3000.00', opening }), fifo)).toEqual([
      '0.00',
      '5000.00',
    ]);
    expect(split(month({ completed: '30', planned: '40', cost: '3000.00', opening, closed: true }), fifo)).toEqual([
      '5000.00',
      '0.00',
    ]);
  });

  test('asks how many units opened it', () => {
    const of = month({ completed: '12', planned: '40', cost: '3000.00' });
    of.add('opening_wip', { ledger: 'L', order: 'O1', stage: 'conversion', element: 'overhead', amount: '2000.00' });
    const closed = of.close(fifo);
    expect(closed.findings).toContain('opening_wip_must_have_equivalent_units');
    expect(closed.proof()['out closing_wip']).toBe('1615.38');
  });

  test('takes units and equivalents from the month before', () => {
    const september = month({ completed: '60', planned: '100', cost: '4000.00' }).close(fifo).version;
    expect(openingFrom(september).opening_wip).toEqual([
      {
        ledger: 'L',
        order: 'O1',
        stage: 'conversion',
        element: 'overhead',
        amount: '1000.00',
        quantity: '40.000000',
        equivalent_units: '20.000000',
      },
    ]);
  });
});

describe('other methods', () => {
  const given = { completed: '60', planned: '100', cost: '3800.00' };
  const opening = { amount: '200.00', quantity: '40', equivalent_units: '20' };

  test.each<[WipChoice['method'], Partial<WipChoice>, string, string]>([
    ['equivalent_units', {}, '3000.00', '1000.00'],
    ['all_until_finished', {}, '2400.00', '1600.00'],
    ['none', {}, '4000.00', '0.00'],
    ['material_only', {}, '4000.00', '0.00'],
    ['fixed', {}, '3800.00', '200.00'],
    ['coefficient', { coefficients: { conversion: '0.4' } }, '3157.89', '842.11'],
    ['coefficient', { coefficients: { overhead: '1' } }, '3000.00', '1000.00'],
    ['equivalent_units', { progress: '0.25' }, '3428.57', '571.43'],
    ['quota_ratio', {}, '3000.00', '1000.00'],
  ])('%s %j', (method, more, completed, closing) => {
    expect(split(month({ ...given, opening }), wip({ method, ...more }))).toEqual([completed, closing]);
  });

  test('by quotas of the order, of its stage or of a wider one', () => {
    for (const stage of ['conversion', 'material']) {
      const of = month({ completed: '60', planned: '100', cost: '30000.00' });
      of.add('order_quota', { period: '2026-09', order: 'O1', stage, completed: '24000', in_process: '8000' });
      const expected = stage === 'conversion' ? ['22500.00', '7500.00'] : ['22500.00', '7500.00'];
      expect(split(of, wip({ method: 'quota_ratio' }))).toEqual(expected);
    }
    const skewed = month({ completed: '60', planned: '100', cost: '30000.00' });
    skewed.add('order_quota', { period: '2026-09', order: 'O1', stage: 'conversion', completed: '1', in_process: '2' });
    expect(split(skewed, wip({ method: 'quota_ratio' }))).toEqual(['10000.00', '20000.00']);
  });

  test('by the flow through operations: 10 in, 8 on, 6 out', () => {
    const of = new Month().order('O1', 'BOX', '10').complete('BOX', '6', 'O1').pool('LAB', '100.00');
    of.add('work_centre', { work_centre: 'W2', centre: 'C2' }).add('cost_centre', {
      centre: 'C2',
      plant: 'P1',
      kind: 'production',
    });
    of.pool('LAB2', '90.00', { centre: 'C2' });
    of.report('O1', '1', { operation: '10', quantity_good: '8' });
    of.report('O1', '1', { operation: '20', quantity_good: '6', work_centre: 'W2' });
    expect(split(of, wip({ method: 'flow' }), 'conversion:10')).toEqual(['60.00', '40.00']);
    expect(split(of, wip({ method: 'flow' }), 'conversion:20')).toEqual(['67.50', '22.50']);
  });
});

describe('what a choice is for', () => {
  test('narrower ones hold over wider ones, key by key', () => {
    const of = month({ completed: '60', planned: '100', cost: '3800.00' });
    Object.assign(of.rows.item[0], { category: 'boxes' });
    const policy: Partial<Policy> = {
      wip: { ...defaultPolicy.wip, progress: '0.25' },
      wip_by_category: { boxes: { method: 'none' } },
    };
    expect(split(of, policy)).toEqual(['3800.00', '0.00']);
    const centre = { ...policy, wip_by_centre: { C1: { method: 'equivalent_units' as const } } };
    // The centre of a stage is that of its operations: without a routing of the order it is not known.
    expect(split(of, centre)).toEqual(['3800.00', '0.00']);
    of.add('routing_operation', { plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1' });
    // 60 : 40 × 0.25, from the ledger.
    expect(split(of, centre)).toEqual(['3257.14', '542.86']);
  });

  test('an element of its own has a stage of its own', () => {
    const of = month({ completed: '60', planned: '100', cost: '800.00' }).pool('POWER', '500.00', {
      element: 'labour',
    });
    const policy = wip({ elements: { labour: { method: 'none' } } });
    expect(split(of, policy, 'conversion#labour', 'labour')).toEqual(['500.00', '0.00']);
    expect(split(of, policy)).toEqual(['600.00', '200.00']);
  });

  test('a stage a cost centre: degrees by the hours of its operations', () => {
    const of = new Month().order('O1', 'BOX', '10').complete('BOX', '5', 'O1').pool('LAB', '900.00');
    of.add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' });
    of.add('work_centre', { work_centre: 'W2', centre: 'C2' });
    const operation = { plant: 'P1', item: 'BOX' };
    of.add(
      'routing_operation',
      { ...operation, operation: '10', work_centre: 'W1', run_hours_machine: '1' },
      { ...operation, operation: '20', work_centre: 'W2', run_hours_machine: '9' },
      { ...operation, operation: '30', work_centre: 'W1', run_hours_machine: '3' },
    );
    of.report('O1', '1', { operation: '10', quantity_good: '10' });
    of.report('O1', '1', { operation: '30', quantity_good: '5' }).report('O1', '0', {
      operation: '20',
      quantity_good: '5',
    });
    // 5 wait at 20, of which C1 has had 1 of 4 hours: 5 against 1.25.
    expect(split(of, { conversion_stages: 'centre' }, 'conversion@C1')).toEqual(['720.00', '180.00']);
  });
});

test('a rate of so many decimals: what stays in process takes the rest', () => {
  // 1,000.00 over 60 and 20: 12.50 exactly; over 70 and 15, 11.7647: at 11.76 823.20 and the rest.
  const of = month({ completed: '70', planned: '100', cost: '1000.00' });
  expect(split(of)).toEqual(['823.53', '176.47']);
  expect(split(of, { rate_rounding: { default: 'exact', wip: 2 } })).toEqual(['823.20', '176.80']);
});

describe('counted work in process', () => {
  const counted = wip({ degrees: 'counted' });
  const given = { completed: '60', planned: '100', cost: '3800.00' };
  const row = { period: '2026-09', order: 'O1', quantity: '40' } as const;

  test('has the degree of its count, or its equivalent units', () => {
    expect(split(month(given).add('wip_count', { ...row, degree: '0.4' }), counted)).toEqual(['3000.00', '800.00']);
    expect(split(month(given).add('wip_count', { ...row, equivalent_units: '16' }), counted)).toEqual([
      '3000.00',
      '800.00',
    ]);
  });

  test('a stage’s own row holds for what narrows it; material is whole unless it says otherwise', () => {
    const of = month(given).open('RAW', '1', '1000.00').issue('RAW', '1', 'O1');
    of.add('wip_count', { ...row, degree: '0.4' });
    expect(split(of, counted, 'material', 'material')).toEqual(['600.00', '400.00']);
    of.add('wip_count', { ...row, stage: 'material', degree: '0.5' });
    expect(split(of, counted, 'material', 'material')).toEqual(['750.00', '250.00']);
    expect(split(of, counted)).toEqual(['3000.00', '800.00']);
  });

  test('is asked for, must be possible, and holds over the reports', () => {
    expect(month(given).close(counted).findings).toContain('order_in_process_must_be_counted');
    const off = month(given)
      .add('wip_count', { ...row, quantity: '30', degree: '1' })
      .close(counted);
    expect(off.findings).toEqual(['count_differs_from_reports']);
    expect(off.proof()['out closing_wip']).toBe('1266.67');
    const impossible = month(given)
      .add('wip_count', { ...row, degree: '1.5' })
      .close(counted);
    expect(impossible.findings).toContain('count_must_not_be_more_than_complete');
  });

  test('is counted apart at each operation, also one that no routing has', () => {
    const of = month(given)
      .add('wip_count', { ...row, quantity: '10', degree: '0.1' })
      .add('wip_count', { ...row, quantity: '30', operation: 'PAINT', degree: '0.5' });
    expect(split(of, counted)).toEqual(['3000.00', '800.00']);
  });

  test('under a fixed amount counts where it was made', () => {
    const opening = { amount: '200.00', quantity: '40', equivalent_units: '20' };
    const of = month({ ...given, cost: '3600.00', opening }).add('wip_count', { ...row, degree: '0.4' });
    expect(split(of, wip({ method: 'fixed' }))).toEqual(['3000.00', '800.00']);
  });
});

describe('a subcontractor’s fee', () => {
  const of = () =>
    new Month()
      .order('O1', 'BOX', '10')
      .complete('BOX', '5', 'O1')
      .move('subcontract_fee', 'BOX', '0', { order: 'O1' }, { labour: '300.00' });

  test('is for all that is in process, or for what was received', () => {
    expect(split(of(), {}, 'conversion', 'labour')).toEqual(['200.00', '100.00']);
    expect(split(of(), { subcontract_fee: 'received' }, 'fee', 'labour')).toEqual(['300.00', '0.00']);
  });
});
