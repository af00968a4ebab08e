import { defaultPolicy, type Policy, processAccount } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { Month } from '../factory/month.js';

type Loss = Partial<{ rate: string; basis: 'input' | 'good' | 'expected'; operation: string; scrap_price: string }>;

/** An order whose item loses something as a rule, with its material issued at the start. */
function lossy(planned: string, cost: string, loss: Loss = {}, closed = true): Month {
  return new Month()
    .item('SCRAP')
    .order('O1', 'BOX', planned, closed ? { closed_on: '2026-09-30' } : {})
    .add('normal_loss', {
      plant: 'P1',
      item: 'BOX',
      valid_from: '2026-01-01',
      rate: '0.1',
      basis: 'input',
      scrap_item: 'SCRAP',
      ...loss,
    })
    .open('RAW', '1', cost)
    .issue('RAW', '1', 'O1');
}

const scrapping = (policy: Partial<Policy['spoilage']>) => ({
  spoilage: { ...defaultPolicy.spoilage, ...policy },
});

describe('the process account', () => {
  test('less good than expected: the abnormal loss costs what good units do, less what it was sold for', () => {
    const month = lossy('500', '9100.00', { scrap_price: '2' })
      .complete('BOX', '430', 'O1', { movement: 'made' })
      .move('salvage_receipt', 'SCRAP', '70', { order: 'O1', movement: 'salvage' })
      .close();
    expect(month.findings).toEqual([]);
    expect([month.cost('made'), month.cost('salvage'), month.proof()['out scrap_loss']]).toEqual([
      '8600.00',
      '140.00',
      '360.00',
    ]);
  });

  test('more good than expected: a gain, of which what the process was credited too much is taken off', () => {
    const month = lossy('500', '9100.00', { scrap_price: '2' })
      .complete('BOX', '460', 'O1', { movement: 'made' })
      .move('salvage_receipt', 'SCRAP', '40', { order: 'O1', movement: 'salvage' })
      .close();
    expect(month.findings).toEqual([]);
    expect([month.cost('made'), month.cost('salvage'), month.proof()['out scrap_loss']]).toEqual([
      '9200.00',
      '80.00',
      '-180.00',
    ]);
  });

  test('what nobody received of spoiled units leaves the ledger at the scrap price', () => {
    const month = lossy('500', '9100.00', { scrap_price: '2' }).complete('BOX', '430', 'O1').close();
    const { 'out scrap_value': sold, 'out scrap_loss': lost } = month.proof();
    expect([sold, lost]).toEqual(['140.00', '360.00']);
  });

  test('the rule may be a part of what goes in, of what is good, or of what is expected', () => {
    const normal = (loss: Loss, planned: string, good: string) => {
      const month = lossy(planned, '9000.00', { ...loss, scrap_price: '1' })
        .complete('BOX', good, 'O1')
        .close();
      const [row] = month.version.rows('order_quantity');
      return [row.scrapped, row.equivalent_units].map((units) => units.replace(/\.?0+$/, ''));
    };
    // 5 % of 600 expected is 30 of 630 in; 4 % of 450 good is 18.
    expect(normal({ rate: '0.05', basis: 'expected' }, '630', '590')).toEqual(['40', '600']);
    expect(normal({ rate: '0.04', basis: 'good' }, '500', '450')).toEqual(['50', '482']);
    expect(normal({ rate: '0.1', basis: 'input' }, '500', '430')).toEqual(['70', '450']);
  });

  test('an order and the function agree, whatever the figures', () => {
    const drawn = fc.record({
      input: fc.integer({ min: 2, max: 900 }),
      lost: fc.integer({ min: 0, max: 899 }),
      cents: fc.integer({ min: 100, max: 99_999_999 }),
      rate: fc.constantFrom('0', '0.05', '0.1', '0.333333333'),
      basis: fc.constantFrom('input', 'good', 'expected') as fc.Arbitrary<'input'>,
      price: fc.constantFrom('0', '0.5', '2.35'),
    });
    fc.assert(
      fc.property(drawn, ({ input, lost, cents, rate, basis, price }) => {
        fc.pre(lost > 0 && lost < input);
        const cost = (cents / 100).toFixed(2);
        const good = String(input - lost);
        const month = lossy(String(input), cost, { rate, basis, scrap_price: price })
          .complete('BOX', good, 'O1', { movement: 'made' })
          .move('operation_scrap', 'BOX', String(lost), { order: 'O1' })
          .close();
        const account = processAccount({
          input: String(input),
          cost,
          good,
          normal_loss: { rate, basis },
          scrap_price: price,
        });
        expect(month.cost('made')).toBe(account.output_cost);
        const row = month.version.rows('order_cost').find(({ element }) => element === 'material');
        expect(row?.scrap).toBe(account.abnormal_cost);
      }),
      runs(50),
    );
  });
});

describe('with work in process', () => {
  const worked = (policy: Partial<Policy['spoilage']>) => {
    const month = lossy('100', '9550.00', { rate: '0.05', basis: 'input', scrap_price: '10' }, false)
      .complete('BOX', '80', 'O1')
      .move('operation_scrap', 'BOX', '10', { order: 'O1' })
      .report('O1', '1')
      .pool('P', '4500.00')
      .close(scrapping(policy));
    // 5 % of the 90 inspected.
    return month.version.rows('order_cost').map((row) => [row.completed, row.scrap, row.closing_wip]);
  };

  test('normal units are neglected: in no equivalent units, so that all others bear them', () => {
    // (9,550 − 45) / (80 + 5.5 + 10), 4,500 / (80 + 5.5 + 5).
    expect(worked({})).toEqual([
      ['3977.90', '273.48', '248.62'],
      ['7962.30', '547.41', '995.29'],
    ]);
  });

  test('or counted, and borne by what was completed', () => {
    // 84.5 : 5.5 : 10 of 9,505.00, 84.5 : 5.5 : 5 of 4,500.00.
    expect(worked({ normal: 'counted' })).toEqual([
      ['4002.63', '260.53', '236.84'],
      ['8031.73', '522.77', '950.50'],
    ]);
  });
});

test('by policy the good units of the order bear its loss, and what is in process does not', () => {
  const month = lossy('100', '1000.00', { rate: '0' }, false)
    .complete('BOX', '80', 'O1', { movement: 'made' })
    .move('operation_scrap', 'BOX', '10', { order: 'O1' })
    .close(scrapping({ loss: 'good' }));
  const rows = month.version.rows('order_cost').map((row) => [row.stage, row.input, row.completed, row.closing_wip]);
  expect(rows).toEqual([
    ['material', '1000.00', '800.00', '100.00'],
    ['spoilage', '100.00', '100.00', '0.00'],
  ]);
  expect([month.cost('made'), month.proof()['out scrap_loss']]).toEqual(['900.00', undefined]);
});

test('units that were spoiled at an operation have had it, and its own rule holds there', () => {
  const operations = [
    { plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1', run_hours_machine: '1' },
    { plant: 'P1', item: 'BOX', operation: '20', work_centre: 'W1', run_hours_machine: '3' },
  ];
  const month = lossy('100', '1000.00', { operation: '10', rate: '0.05' })
    .add('routing_operation', ...operations)
    .add('normal_loss', { plant: 'P1', item: 'BOX', valid_from: '2026-01-01', rate: '0', basis: 'input' })
    .report('O1', '1', { operation: '10', quantity_good: '90', quantity_scrap: '10' })
    .report('O1', '1', { operation: '20', quantity_good: '86', quantity_scrap: '4' })
    .complete('BOX', '86', 'O1')
    .pool('P', '910.00')
    .close();
  const rows = month.version.rows('order_quantity').map((row) => [row.stage, row.element, row.equivalent_units]);
  // 5 of 10 are abnormal at the first operation, ¼ done; all 4 at the second.
  expect(rows).toEqual([
    ['conversion', 'overhead', '91.250000'],
    ['material', 'material', '95.000000'],
  ]);
});

test('salvage of scrap that is no loss reduces the material before work in process has its part', () => {
  const month = new Month()
    .order('O1', 'BOX', '100')
    .item('SCRAP', { element: 'material' })
    .add('item_price', {
      plant: 'P1',
      item: 'SCRAP',
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: '10',
      per_quantity: '1',
    })
    .open('RAW', '1', '1000.00')
    .issue('RAW', '1', 'O1')
    .complete('BOX', '50', 'O1', { movement: 'made' })
    .move('salvage_receipt', 'SCRAP', '10', { order: 'O1' })
    .close();
  expect(month.findings).toEqual([]);
  expect(month.cost('made')).toBe('450.00');
});

test('salvage of scrap of an earlier month comes from outside, where its value went', () => {
  const month = lossy('100', '1000.00', { scrap_price: '2' }, false)
    .complete('BOX', '90', 'O1')
    .move('salvage_receipt', 'SCRAP', '5', { order: 'O1', refers_to: 'AUGUST', movement: 'salvage' })
    .close();
  expect(month.cost('salvage')).toBe('10.00');
  expect(month.proof()['in salvage_receipt']).toBe('10.00');
});

describe('repair of spoiled pieces', () => {
  /** 4 of 100 pieces are beyond repair, 2 of them were paid for; others are repaired in an order of their own. */
  function repaired(more: { closed?: string; type?: 'rework' | 'normal' } = {}): Month {
    const { closed = '2026-09-30', type = 'rework' } = more;
    return new Month()
      .item('SCRAP')
      .order('O1', 'BOX', '100', { closed_on: closed })
      .order('R1', 'BOX', '3', { type, refers_to: 'O1' })
      .add('normal_loss', { plant: 'P1', item: 'BOX', valid_from: '2026-01-01', rate: '0', basis: 'input' })
      .open('RAW', '103', '5150.00')
      .open('GLUE', '1', '60.00')
      .issue('RAW', '100', 'O1')
      .issue('GLUE', '1', 'R1')
      .move('operation_scrap', 'BOX', '4', { order: 'O1' })
      .report('O1', '55.5')
      .report('R1', '3')
      .pool('P', '585.00')
      .add('item_price', {
        plant: 'P1',
        item: 'SCRAP',
        kind: 'standard',
        element: 'material',
        valid_from: '2026-01-01',
        price: '15',
        per_quantity: '1',
      })
      .move('salvage_receipt', 'SCRAP', '4', { order: 'O1', movement: 'salvage' })
      .move('compensation', 'BOX', '0', { order: 'O1', movement: 'paid' }, '40.00');
  }

  const made = (month: Month) => month.complete('BOX', '96', 'O1', { movement: 'made' });

  test('is a loss of the order, less salvage and compensation', () => {
    const month = made(repaired()).close();
    expect(month.findings).toEqual([]);
    // 4 of 100 of 5,000.00 and of 555.00; 60.00 of glue and 30.00 of work; 60.00 of salvage and 40.00 paid.
    expect([month.cost('made'), month.cost('salvage'), month.cost('paid')]).toEqual(['5332.80', '60.00', '40.00']);
    expect(month.proof()).toMatchObject({ 'out compensation': '40.00', 'out scrap_loss': '212.20' });
    const left = month.version
      .rows('order_cost')
      .filter(({ order, closing_wip }) => order === 'R1' && closing_wip !== '0.00');
    expect(left).toEqual([]);
  });

  test('by policy the good units of the order bear it', () => {
    const month = made(repaired()).close(scrapping({ loss: 'good' }));
    expect(month.cost('made')).toBe('5545.00');
    expect(month.proof()['out scrap_loss']).toBeUndefined();
  });

  test('of an order that was closed before is borne by the orders of the item, by what they received', () => {
    const month = new Month()
      .order('O1', 'BOX', '10', { opened_on: '2026-07-01', closed_on: '2026-08-31' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .open('RAW', '5', '500.00')
      .issue('RAW', '1', 'R1');
    for (const [order, quantity] of [
      ['O2', '3'],
      ['O3', '1'],
    ]) {
      month.order(order, 'BOX', quantity, { closed_on: '2026-09-30' }).issue('RAW', quantity, order);
      month.complete('BOX', quantity, order, { movement: `made ${order}` });
    }
    const borne = month.close(scrapping({ loss: 'good' }));
    expect(borne.findings).toEqual([]);
    expect([borne.cost('made O2'), borne.cost('made O3')]).toEqual(['375.00', '125.00']);
    expect(month.close().proof()['out scrap_loss']).toBe('100.00');
  });

  test('of an order of which nothing is made any more is expense', () => {
    const month = new Month()
      .order('O1', 'BOX', '10', { opened_on: '2026-07-01', closed_on: '2026-08-31' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .open('RAW', '1', '100.00')
      .issue('RAW', '1', 'R1')
      .close(scrapping({ loss: 'good' }));
    expect([month.findings, month.proof()['out scrap_loss']]).toEqual([[], '100.00']);
  });

  test('a rework order that receives goods is an ordinary order', () => {
    const month = made(repaired()).complete('BOX', '3', 'R1', { movement: 'repaired' }).close();
    expect([month.cost('repaired'), month.proof()['out scrap_loss']]).toEqual(['90.00', '122.20']);
  });

  test('repair of what was repaired before is a loss of the order behind it', () => {
    const month = made(repaired())
      .order('R2', 'BOX', '1', { type: 'rework', refers_to: 'R1' })
      .issue('RAW', '3', 'R2')
      .close();
    expect(month.proof()['out scrap_loss']).toBe('362.20');
  });

  test('two that repair each other, or what is no order of the ledger: expense, and told', () => {
    const month = new Month()
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'R2' })
      .order('R2', 'BOX', '1', { type: 'rework', refers_to: 'R1' })
      .order('X1', 'BOX', '1', { plant: 'X' })
      .order('R3', 'BOX', '1', { type: 'rework', refers_to: 'X1' })
      .open('RAW', '3', '300.00')
      .issue('RAW', '1', 'R1')
      .issue('RAW', '1', 'R2')
      .issue('RAW', '1', 'R3')
      .close(scrapping({ loss: 'good' }));
    expect(month.result.findings.map(({ code, key }) => [code, key])).toEqual(
      ['R1', 'R2', 'R3'].map((order) => ['repaired_order_must_count', order]),
    );
    expect(month.proof()['out scrap_loss']).toBe('300.00');
  });

  test('what is paid for scrap of an earlier month reduces expense, also where good units bear losses', () => {
    const month = new Month()
      .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
      .open('RAW', '10', '100.00')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '10', 'O1', { movement: 'made' })
      .move('compensation', 'BOX', '0', { order: 'O1', refers_to: 'AUGUST' }, '40.00')
      .close(scrapping({ loss: 'good' }));
    expect([month.findings, month.cost('made')]).toEqual([[], '100.00']);
    expect(month.proof()).toMatchObject({ 'out compensation': '40.00', 'out scrap_loss': '-40.00' });
  });

  test('what is salvaged and paid on a repair reduces the loss that bears it', () => {
    const month = new Month()
      .item('SCRAP')
      .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .add('normal_loss', {
        plant: 'P1',
        item: 'BOX',
        valid_from: '2026-01-01',
        rate: '0',
        basis: 'input',
        scrap_price: '5',
      })
      .open('RAW', '11', '110.00')
      .issue('RAW', '10', 'O1')
      .issue('RAW', '1', 'R1')
      .complete('BOX', '10', 'O1', { movement: 'made' })
      .move('salvage_receipt', 'SCRAP', '1', { order: 'R1' })
      .move('compensation', 'BOX', '0', { order: 'R1' }, '2.00')
      .close(scrapping({ loss: 'good' }));
    expect([month.findings, month.cost('made'), month.closing('SCRAP')]).toEqual([[], '103.00', ['1', '5.00']]);
  });
});
