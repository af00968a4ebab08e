import { defaultPolicy, openingFrom, type Policy, type Row } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const by = (method: Policy['valuation']['method'], bucket: Policy['valuation']['bucket'] = 'plant_item') => ({
  valuation: { ...defaultPolicy.valuation, method, bucket },
});

const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo'] as const;

describe('a quantity of 0', () => {
  test.each(METHODS)('%s: the cost of a transfer of nothing lands on the stock where it goes', (method) => {
    const month = new Month()
      .buy('A', '10', '100.00', { plant: 'P2' })
      .on(2)
      .move('transfer', 'A', '0', { plant: 'P1', to_plant: 'P2' }, { freight: '7.00' })
      .move('transfer', 'A', '0', { plant: 'X', to_plant: 'P2' }, { freight: '3.00' })
      .on(3)
      .sell('A', '10', { plant: 'P2' })
      .close(by(method));
    expect(month.cost('M4')).toBe('110.00');
    expect(month.findings).toEqual([]);
  });

  test('a vendor return of nothing is an error, and its amount is not used', () => {
    const month = new Month().buy('A', '10', '100.00').move('purchase_return', 'A', '0', {}, '8.00').close();
    expect(month.findings).toEqual(['return_must_have_a_quantity']);
    expect(month.closing('A')).toEqual(['10', '100.00']);
    expect(new Month().buy('A', '10', '100.00').move('purchase_return', 'A', '0').close().findings).toEqual([]);
  });
});

describe('opening stock', () => {
  test.each(METHODS)('%s: of an item valued as one for the whole ledger is carried on without a plant', (method) => {
    const policy = by(method, 'item');
    const september = new Month().buy('A', '3', '10.00').buy('A', '3', '11.00', { plant: 'P2' }).close(policy);
    const october = new Month('2026-10')
      .after(openingFrom(september.version))
      .sell('A', '6', { plant: 'P2' })
      .close(policy, september.version);
    expect(october.findings).toEqual([]);
    expect(october.cost('M1')).toBe('21.00');
  });

  test('without a plant, or of a plant outside the ledger, is an error', () => {
    const code = 'opening_stock_must_be_in_a_plant_of_the_ledger';
    expect(new Month().open('A', '1', '5.00', { plant: '' }).close().findings).toEqual([code]);
    expect(new Month().open('A', '1', '5.00', { plant: 'X' }).close().findings).toEqual([code]);
  });

  test('of an item that takes no part in costing is an error', () => {
    const month = new Month().item('A', { valued: false }).open('A', '1', '5.00').sell('A', '1').close();
    expect(month.findings).toEqual(['opening_stock_must_be_of_a_valued_item']);
  });
});

describe('an operation that the order does not have', () => {
  const order = () => {
    const month = new Month().buy('RAW', '10', '100.00').order('O', 'BOX', '10').issue('RAW', '10', 'O');
    for (const [operation, good] of [
      ['10', '8'],
      ['20', '8'],
    ])
      month.rows.work_report.push({
        report: `R${operation}`,
        order: 'O',
        operation,
        work_centre: 'W1',
        reported_at: '2026-09-05T08:00:00+08:00',
        quantity_good: good,
        quantity_scrap: operation === '10' ? '2' : '0',
        setup: false,
        status: 'approved',
      });
    return month.complete('BOX', '8', 'O');
  };
  const abnormal = { operation_scrap: 'abnormal' } as const;

  test('leaves what was scrapped there to the good units, and is an error', () => {
    const known = order().move('operation_scrap', 'BOX', '2', { order: 'O', operation: '10' }).close(abnormal);
    expect(known.proof()['out scrap_loss']).toBe('20.00');
    expect(known.findings).toEqual([]);
    const unknown = order().move('operation_scrap', 'BOX', '2', { order: 'O', operation: '15' }).close(abnormal);
    expect(unknown.closing('BOX')).toEqual(['8', '100.00']);
    expect(unknown.findings).toEqual(['scrap_must_name_an_operation_of_its_order']);
  });

  test('counts material as used from the start, with a warning', () => {
    const month = order().buy('GLUE', '1', '5.00').issue('GLUE', '1', 'O', { operation: '15' }).close();
    expect(month.findings).toEqual(['issue_names_no_operation_of_its_order']);
    expect(month.closing('BOX')).toEqual(['8', '105.00']);
  });
});

describe('what is too large', () => {
  test.each(METHODS)(
    '%s: amounts that add up beyond what is kept exactly are a finding, unless nothing holds them together',
    (method) => {
      const most = '90071992547409.91';
      const month = new Month().buy('A', '1', most).buy('A', '1', most).sell('A', '2').close(by(method));
      // Layers keep their amounts apart; what they add up to is printed in full.
      if (method === 'fifo' || method === 'lifo') expect(month.cost('M3')).toBe('180143985094819.82');
      else {
        expect(month.result.version).toBeUndefined();
        expect(month.result.findings).toMatchObject([
          { code: 'total_must_be_within_range', severity: 'fatal', table: 'period', key: '2026-09' },
        ]);
      }
    },
  );

  test.each(METHODS)('%s: quantities that add up beyond it are exact, or a finding', (method) => {
    const most = '9007199254.740991';
    const month = new Month()
      .buy('A', most, '10.00')
      .buy('A', most, '10.00')
      .sell('A', '9007199254.740990')
      .sell('A', '9007199254.740991')
      .close(by(method));
    if (month.result.version === undefined) expect(month.findings).toEqual(['total_must_be_within_range']);
    else expect(month.closing('A')).toEqual(['0.000001', '0.00']);
  });
});

test('what an item last cost may stand at another quantity per element, in any order of the rows', () => {
  const month = () => new Month().buy('A', '1', { material: '5.00', freight: '0.50' });
  const last = (element: string, quantity: string, amount: string) => ({
    ledger: 'L',
    plant: 'P1',
    item: 'A',
    element,
    quantity,
    amount,
  });
  const rows = [last('material', '10', '40.00'), last('freight', '2', '1.00')];
  // 4.00 + 0.50 = 4.50 before, 5.50 now: 22.2 %
  for (const order of [rows, rows.toReversed()]) {
    const closed = month().after({ last_actual_cost: order }).close({ unit_cost_change_percent: '20' });
    expect(closed.result.findings).toMatchObject([
      {
        code: 'unit_cost_moved_far',
        key: 'P1 · A',
        fields: { expected: '4.500000', found: '5.500000', difference: '22.2' },
      },
    ]);
    expect(month().after({ last_actual_cost: order }).close({ unit_cost_change_percent: '23' }).findings).toEqual([]);
  }
});

test('what an item last cost is handed on over months in which nothing happened to it', () => {
  const september = openingFrom(new Month().buy('A', '2', '30.00').sell('A', '2').close().version);
  const october = openingFrom(
    new Month('2026-10').item('A').after(september).close().version,
    september.last_actual_cost,
  );
  const november = new Month('2026-11').after(october).move('count_gain', 'A', '1').close();
  expect(november.cost('M1')).toBe('15.00');
});

describe('a fee for an order', () => {
  test('is the order’s, whatever item it names', () => {
    const month = new Month()
      .item('SERVICE', { valued: false })
      .order('O', 'BOX', '1')
      .move('subcontract_fee', 'SERVICE', '0', { order: 'O' }, '5.00')
      .complete('BOX', '1', 'O')
      .close();
    expect(month.findings).toEqual([]);
    expect(month.closing('BOX')).toEqual(['1', '5.00']);
  });

  test.each([{ plant: 'X' }, { plant: 'X', to_plant: 'P2' }])(
    'of a plant outside the ledger is an error: %j',
    (place) => {
      const month = new Month()
        .order('O', 'BOX', '1')
        .move('subcontract_fee', 'BOX', '0', { order: 'O', ...place }, '5.00');
      expect(month.close().findings).toContain('movement_of_an_order_must_be_in_its_ledger');
    },
  );
});

test('what a transfer costs that is received arrives where it is received', () => {
  const month = new Month().move('transfer_in', 'A', '1', { to_plant: 'X' }, '1.11').close();
  expect(month.findings).toContain('transfer_in_must_refer_to_a_transfer_out');
  expect(month.closing('A')).toEqual(['1', '1.11']);
});

describe('a transfer is received', () => {
  const sent = () => new Month().buy('A', '2', '1.00').move('transfer_out', 'A', '1', { movement: 'T' });

  test('as the item that was sent', () => {
    const month = sent().move('transfer_in', 'B', '1', { plant: 'P2', refers_to: 'T' }).close();
    expect(month.findings).toContain('transfer_in_must_refer_to_a_transfer_out');
    expect(month.closing('B', 'P2')).toEqual(['1', '0.00']);
  });

  test('by what refers to its sending', () => {
    const month = sent()
      .sell('A', '1', { movement: 'S' })
      .move('transfer_in', 'A', '1', { plant: 'P2', refers_to: 'S' });
    expect(month.close().findings).toContain('transfer_in_must_refer_to_a_transfer_out');
  });
});

test('a category or centre may be called anything', () => {
  const month = new Month().item('A', { category: 'constructor' }).buy('A', '1', '1.00');
  month.add('cost_centre', { centre: 'toString', plant: 'P1', kind: 'production' });
  expect(month.move('issue', 'A', '1', { centre: 'toString' }).close().findings).toEqual([]);
});

test('a weight below zero is refused', () => {
  const month = new Month().item('A').item('B');
  month.add('joint_output', {
    plant: 'P1',
    item: 'A',
    output_item: 'B',
    valid_from: '2026-01-01',
    role: 'co',
    weight: '-1',
  });
  expect(month.close().findings).toEqual(['number_must_not_be_negative']);
});

test.each([
  { wip: { ...defaultPolicy.wip, progress: '7' } },
  { wip: { ...defaultPolicy.wip, progress: '-0.5' } },
  { unit_cost_change_percent: '-1' },
])('a policy outside its range is refused: %j', (policy) => {
  expect(() => new Month().close(policy)).toThrow(/a number/);
});

test('the standard price of an item valued as one for the whole ledger is the one its plants agree on', () => {
  const price = (plant: string, of: string): Row<'item_price'> => ({
    plant,
    item: 'A',
    kind: 'standard',
    element: 'material',
    valid_from: '2026-01-01',
    price: of,
    per_quantity: '1',
  });
  const bought = (...prices: ReturnType<typeof price>[]) => {
    const month = new Month().buy('A', '10', '75.00');
    for (const row of prices) month.add('item_price', row);
    return month.close(by('standard', 'item'));
  };
  expect(bought(price('P1', '7'), price('P2', '7.0')).residuals()).toEqual([['price_difference', '5.00']]);
  expect(bought(price('P1', '7'), price('P2', '8')).findings).toContain('standard_price_must_be_known');
});

test('stock that was at an average is as old as its change of form', () => {
  const policy = { ...by('moving_average'), valuation_by_category: { FIFO: by('fifo').valuation } };
  const month = new Month()
    .item('B', { category: 'FIFO' })
    .on(2)
    .buy('A', '5', '10.00')
    .on(20)
    .move('form_change', 'A', '5', { to_item: 'B' })
    .close(policy);
  expect(month.version.rows('layer').map(({ item, received_on }) => [item, received_on])).toEqual([
    ['B', '2026-09-20'],
  ]);
});

test('a return of more than was left of a movement of an earlier month is told, and comes back at its price', () => {
  const month = new Month().buy('A', '5', '50.00').move('sale_return', 'A', '20', { refers_to: 'S-AUGUST' });
  month.add('earlier_cost', {
    ledger: 'L',
    movement: 'S-AUGUST',
    element: 'material',
    quantity: '17',
    amount: '170.00',
  });
  const closed = month.close();
  expect(closed.result.findings).toMatchObject([
    { code: 'return_must_not_exceed_its_movement', key: 'M2', fields: { found: 'S-AUGUST', difference: '3.000000' } },
  ]);
  expect(closed.cost('M2')).toBe('200.00');
});
