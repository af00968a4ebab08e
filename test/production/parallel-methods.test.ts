import { openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

const BY_ITEM = { ledger: 'L', item: 'PART', stage: 'conversion', element: 'labour' } as const;

interface October {
  readonly made?: string;
  readonly left?: string;
  readonly finished?: string;
  readonly wages?: string;
}

/** PART is a step of BOX: `made` of it are completed, `left` of the order are half done, and `finished` BOX are received. */
function october({ made = '70', left = '10', finished = '60', wages = '3380.00' }: October = {}): Month {
  return new Month('2026-10')
    .item('PART', { category: 'semi' })
    .item('BOX')
    .bom('BOX', '1', [{ component: 'PART', quantity: '1' }])
    .order('STEP 1', 'PART', String(Number(made) + Number(left)))
    .report('STEP 1', '600')
    .complete('PART', made, 'STEP 1')
    .order('STEP 2', 'BOX', finished)
    .complete('BOX', finished, 'STEP 2', { movement: 'made' })
    .pool('WAGES 1', wages, { element: 'labour' });
}

/** 25 PART wait from September, 20 were half done: 35 equivalents. */
function opened(month: Month): Month {
  return month.add('opening_wip', { ...BY_ITEM, amount: '1750.00', quantity: '25', equivalent_units: '35' });
}

function by(method: Policy['wip']['method'], more: Partial<Policy> = {}): Partial<Policy> {
  return {
    step_costing_by_category: { semi: { carry: 'parallel' } },
    wip_by_category: { semi: { method } },
    ...more,
  };
}

/** What 25 opening units, the 70 that are made and 60 that are taken leave. */
function taken(month: Month, quantity = '60'): Month {
  return month.open('PART', '25', '0').issue('PART', quantity, 'STEP 2');
}

const sharesOf = (closed: ClosedMonth) =>
  closed.version
    .rows('step_share')
    .map(({ share, target, units, quantity, rate, amount }) =>
      [share, target, units, quantity, rate, amount].join(' '),
    );

describe('first in, first out in a step (先进先出法)', () => {
  test('finished products have all that opened, and of the period what they need besides', () => {
    const closed = taken(opened(october())).close(by('fifo'));
    expect(closed.findings).toEqual([]);
    // 35 that wait and 10 half done stay: 40. 3,380.00 over (60 − 35) + 40 = 65: 52.00. 1,750.00 + 25 × 52.00.
    expect(sharesOf(closed)).toEqual([
      'finished STEP 2 60.000000 60.000000 52.000000 3050.00',
      'in_process  35.000000 40.000000 52.000000 2080.00',
    ]);
    expect(closed.cost('made', 'labour')).toBe('3050.00');
    // On average: 5,130.00 over 100 is 51.30.
    expect(taken(opened(october())).close(by('equivalent_units')).cost('made', 'labour')).toBe('3078.00');
    expect(openingFrom(closed.version).opening_wip).toContainEqual({
      ...BY_ITEM,
      amount: '2080.00',
      quantity: '35.000000',
      equivalent_units: '40.000000',
    });
  });

  test('where fewer are finished than were begun, they have their part of what opened and nothing of the period', () => {
    const closed = taken(opened(october({ finished: '20' })), '20').close(by('fifo'));
    // 20 of 35 of 1,750.00. 75 wait, and 5 equivalents: 65 of 80 are of this month.
    expect(sharesOf(closed)).toEqual([
      'finished STEP 2 20.000000 20.000000 52.000000 1000.00',
      'in_process  75.000000 80.000000 52.000000 4130.00',
    ]);
    expect(closed.findings).toEqual([]);
  });

  test('all who have units that wait no more have of both in proportion; what the step spoils is of the period', () => {
    const closed = taken(opened(october({ left: '13', finished: '50', wages: '3536.00' })), '50')
      .sell('PART', '10', { movement: 'sold' })
      .move('operation_scrap', 'PART', '3', { order: 'STEP 1' })
      .close(by('fifo', { operation_scrap: 'abnormal' }));
    expect(closed.findings).toEqual([]);
    // 3,536.00 over 25 of the 60 that went, 3 that were spoiled, and 40: 52.00. 50 and 10 of 60 have 1,750.00 and 1,300.00.
    expect(sharesOf(closed)).toEqual([
      'elsewhere sold 10.000000 10.000000 52.000000 508.34',
      'finished STEP 2 50.000000 50.000000 52.000000 2541.66',
      'in_process  35.000000 40.000000 52.000000 2080.00',
      'lost STEP 1 3.000000 3.000000 52.000000 156.00',
    ]);
  });

  test('what opened without saying how far it had got is finished first, and is an error', () => {
    const closed = taken(october().add('opening_wip', { ...BY_ITEM, amount: '1750.00', quantity: '25' })).close(
      by('fifo'),
    );
    expect(closed.findings).toEqual(['opening_wip_must_have_equivalent_units']);
    // 3,380.00 over 60 and 40.
    expect(closed.cost('made', 'labour')).toBe('3778.00');
  });

  test('work that was there and is no more is told', () => {
    const month = october({ made: '60', left: '0' }).issue('PART', '60', 'STEP 2');
    const opening = { ...BY_ITEM, amount: '1750.00', quantity: '0', equivalent_units: '70' };
    expect(month.add('opening_wip', opening).close(by('fifo')).result.findings).toContainEqual({
      code: 'work_in_process_must_not_fall_back',
      severity: 'warning',
      table: 'item',
      key: 'PART',
      fields: { stage: 'conversion', difference: '10.000000' },
    });
  });
});

describe('finished at its standard (产成品份额按定额成本结转)', () => {
  test('what is finished leaves at the standard of its step, what stays has the rest', () => {
    const closed = taken(opened(october())).standard('PART', { labour: '45' }).close(by('completed_at_standard'));
    // 60 at 45.00 of 1,750.00 and 3,380.00.
    expect(sharesOf(closed)).toEqual([
      'finished STEP 2 60.000000   2700.00',
      'in_process  35.000000 40.000000 60.750000 2430.00',
    ]);
  });

  test('where nothing stays it has all', () => {
    const closed = taken(opened(october({ made: '35', left: '0' })))
      .standard('PART', { labour: '45' })
      .close(by('completed_at_standard'));
    expect(sharesOf(closed)).toEqual(['finished STEP 2 60.000000 60.000000 85.500000 5130.00']);
  });

  test('a standard that is missing is an error, and it shares', () => {
    const closed = taken(opened(october())).close(by('completed_at_standard'));
    expect(closed.findings).toEqual(['stage_must_have_a_standard']);
    expect(closed.cost('made', 'labour')).toBe('3078.00');
  });
});

describe('pieces of a step that are beyond repair (不可修复废品)', () => {
  /** Of one order 3 are spoiled, on which 45 of its 600 h were spent; another one of 300 h makes 20. */
  const spoiled = (wages: string) =>
    october({ left: '13', wages })
      .issue('PART', '60', 'STEP 2')
      .move('operation_scrap', 'PART', '3', { order: 'STEP 1', hours_labour: '45' })
      .order('OTHER', 'PART', '20')
      .report('OTHER', '300')
      .complete('PART', '20', 'OTHER')
      .standard('PART', { labour: '45' });
  const close = (month: Month, irreparable: Policy['spoilage']['irreparable']) =>
    month.close(
      by('equivalent_units', {
        operation_scrap: 'abnormal',
        spoilage: { normal: 'neglected', borne_by: 'good', inspection: 'operation', irreparable, loss: 'expense' },
      }),
    );

  test('by hours they bear their part of the hours of all orders of the step', () => {
    const closed = close(spoiled('4000.00'), 'hours');
    // 45 of 900 h of 4,000.00; the rest over 60, 30 in stock and 5: 40.00.
    expect(sharesOf(closed)).toEqual([
      'finished STEP 2 60.000000 60.000000 40.000000 2400.00',
      'in_process  30.000000 35.000000 40.000000 1400.00',
      'lost STEP 1 3.000000 5.000000 40.000000 200.00',
    ]);
    expect(closed.version.rows('spoilage').map(({ order, net }) => [order, net])).toEqual([['STEP 1', '200.00']]);
  });

  test('at the standard of the stage, whatever the step cost', () => {
    // 3 at 45.00 of 3,935.00.
    expect(sharesOf(close(spoiled('3935.00'), 'quota'))).toEqual([
      'finished STEP 2 60.000000 60.000000 40.000000 2400.00',
      'in_process  30.000000 35.000000 40.000000 1400.00',
      'lost STEP 1 3.000000   135.00',
    ]);
  });

  test('hours that nobody wrote down are an error, and they bear by equivalent units', () => {
    const month = spoiled('3920.00');
    for (const row of month.rows.movement) if (row.type === 'operation_scrap') Object.assign(row, { hours_labour: '' });
    const closed = close(month, 'hours');
    expect(closed.findings).toContain('spoiled_hours_must_be_known');
    // 3,920.00 over 98.
    expect(sharesOf(closed)).toContain('lost STEP 1 3.000000 3.000000 40.000000 120.00');
  });
});

test('what a step keeps bears its part of differences that balances share', () => {
  const balances = { rate: 'planned', difference: 'products', when: 'period', by: 'balances' } as const;
  const budget = { ledger: 'L', centre: 'C2', element: 'overhead', driver: 'hours_machine', valid_from: '2026-01-01' };
  const closed = taken(opened(october()))
    .sell('BOX', '20')
    .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
    .add('rate_budget', { ...budget, amount: '1000.00', quantity: '100' })
    .pool('OH', '513.00', { centre: 'C2' })
    .close(by('equivalent_units', { absorption_by_centre: { C2: balances } }));
  // 513.00 over 40 of 100 of 5,130.00 that wait, and 40 and 20 BOX of 51.30: 2,052.00, 2,052.00 and 1,026.00.
  const rows = closed.version.rows('pool_allocation').filter(({ object }) => object === 'difference');
  expect(rows.map(({ target, amount }) => [target, amount])).toEqual([
    ['P1 · BOX', '205.20'],
    ['PART · conversion', '205.20'],
    ['sales_difference · BOX', '102.60'],
  ]);
  expect(closed.residuals()).toEqual([]);
  // It stays with the rest of what the step keeps, and opens the next month.
  expect(sharesOf(closed)).toContain('in_process  35.000000 40.000000  205.20');
  expect(openingFrom(closed.version).opening_wip).toContainEqual({
    ...BY_ITEM,
    element: 'overhead',
    amount: '205.20',
    quantity: '35.000000',
    equivalent_units: '40.000000',
  });
  expect(closed.proof()).toMatchObject({ 'out step_wip': '2257.20', 'out sales_difference': '102.60' });
});

describe('what does not go with steps in parallel is an error', () => {
  const step = (): Month => taken(opened(october()));
  const cases: Record<string, { readonly month?: Month; readonly policy?: Partial<Policy>; readonly choice: string }> =
    {
      // How much of a component is in later steps is not counted, nor said by the list of another item.
      'lists of components': { policy: by('component_list'), choice: 'wip.method: component_list' },
      'counts of components': { policy: by('count'), choice: 'wip.method: count' },
      // A method that is of the step as a whole is not that of some of its orders.
      'one method for some of its orders': {
        month: step()
          .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
          .add('work_centre', { work_centre: 'W2', centre: 'C2' })
          .add('routing_operation', { plant: 'P1', item: 'PART', operation: '10', work_centre: 'W1' })
          .add('routing_operation', { plant: 'P1', item: 'PART', alternative: 'B', operation: '10', work_centre: 'W2' })
          .order('STEP 3', 'PART', '5', { alternative: 'B' }),
        policy: by('fifo', { wip_by_centre: { C2: { method: 'equivalent_units' } } }),
        choice: 'wip.method: equivalent_units, fifo',
      },
      // Stock of the step has no value, and no standard to depart from.
      'stock at standard': {
        month: step().standard('PART', '10'),
        policy: { valuation: { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' } },
        choice: 'valuation.method: standard',
      },
      // Products consist of the step by their bills of material, not by what a driver says.
      'sharing of units that several orders took': {
        policy: { centre_material_driver: { C1: { PART: 'quota:PART' } } },
        choice: 'centre_material_driver',
      },
      // What one unit consists of is not known.
      'a quantity that is taken once': {
        month: step()
          .bom('CRATE', '1', [{ component: 'PART', quantity: '5', fixed: true }])
          .order('CRATES', 'CRATE', '2'),
        choice: 'bom_line.fixed',
      },
      // What all jobs of a shop bear would be borne by none where their cost is in no product yet.
      'losses that are common to a centre': {
        month: step()
          .add('normal_loss', {
            plant: 'P1',
            item: 'PART',
            valid_from: '2026-01-01',
            rate: '0.02',
            basis: 'good',
            centre: 'C1',
          })
          .move('operation_scrap', 'PART', '1', { order: 'STEP 1' }),
        choice: 'normal_loss.centre',
      },
      // Its value would have to be weighed against units of which most are in no product yet.
      'co-products': {
        month: step()
          .add('joint_output', {
            plant: 'P1',
            item: 'PART',
            output_item: 'LID',
            role: 'co',
            valid_from: '2026-01-01',
            weight: '1',
          })
          .complete('LID', '5', 'STEP 1'),
        choice: 'joint output LID',
      },
    };
  test.each(Object.entries(cases))('%s', (_, { month = step(), policy = {}, choice }) => {
    expect(month.close({ ...by('equivalent_units'), ...policy }).result.findings).toContainEqual({
      code: 'choice_must_go_with_parallel_steps',
      severity: 'error',
      table: 'item',
      key: 'PART',
      fields: { choice },
    });
  });
});
