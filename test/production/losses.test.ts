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

  test('salvage without a scrap price is worth what its document says; of earlier scrap it comes from outside', () => {
    const posted = (loss: Loss, scrap: string, amount: string) =>
      lossy('500', '9000.00', loss)
        .complete('BOX', '430', 'O1', { movement: 'made' })
        .move('salvage_receipt', 'SCRAP', '70', { order: 'O1', movement: 'salvage', refers_to: scrap }, amount)
        .close();
    const month = posted({}, '', '60.00');
    expect(month.findings).toEqual([]);
    expect([month.cost('made'), month.cost('salvage'), month.proof()['out scrap_loss']]).toEqual([
      '8600.00',
      '60.00',
      '340.00',
    ]);
    expect(month.closing('SCRAP')).toEqual(['70', '60.00']);
    const earlier = posted({}, 'of August', '60.00');
    expect([earlier.cost('salvage'), earlier.proof()['out scrap_loss']]).toEqual(['60.00', '400.00']);
    // The scrap price holds over it, which is told.
    const priced = posted({ scrap_price: '2' }, '', '60.00');
    expect(priced.findings).toEqual(['movement_must_not_bring_an_amount']);
    expect(priced.cost('salvage')).toBe('140.00');
    expect(posted({ scrap_price: '2' }, '', '0.00').findings).toEqual([]);
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

/** 80 completed, 5 spoiled as a rule and 5 beyond it, 10 in process and half done; 9,500.00 of material, 4,500.00 of conversion. */
function tenSpoiled(policy: Partial<Policy['spoilage']>, more: Partial<Policy> = {}) {
  const month = lossy('100', '9500.00', { rate: '0.0625', basis: 'good' }, false)
    .complete('BOX', '80', 'O1')
    .move('operation_scrap', 'BOX', '10', { order: 'O1', hours_machine: '20', hours_labour: '10' })
    .report('O1', '100', { hours_labour: '50' })
    .pool('P', '4500.00')
    .add('item_price', ...standardPrices({ material: '95', overhead: '40' }));
  return month.close({ ...scrapping({ normal: 'counted', ...policy }), ...more });
}

/** What a BOX should cost, by element. */
function standardPrices(prices: Record<string, string>) {
  const own = { plant: 'P1', item: 'BOX', kind: 'standard', valid_from: '2026-01-01', per_quantity: '1' } as const;
  return Object.entries(prices).map(([element, price]) => ({ ...own, element, price }));
}

/** Completed, lost and in process, of material and then of conversion. */
const shared = (month: ReturnType<typeof tenSpoiled>) =>
  month.version
    .rows('order_cost')
    .map(({ completed, scrap, closing_wip }) => [completed, scrap, closing_wip])
    .reverse();

describe('units that are lost as a rule, borne by units in process too', () => {
  test('if these have passed the inspection, in proportion to units', () => {
    const month = tenSpoiled({ borne_by: 'good_and_wip', inspection: '0.5' });
    // 85 : 5 : 10 of 9,500.00, and of the 475.00 lost as a rule 80 : 10; conversion 82.5 : 2.5 : 5 at half, 2.5 over 80 : 10.
    expect(month.findings).toEqual([]);
    expect(shared(month)).toEqual([
      ['8022.22', '475.00', '1002.78'],
      ['4111.11', '125.00', '263.89'],
    ]);
  });

  test('not by those that the inspection has yet to see', () => {
    const good = shared(tenSpoiled({ inspection: '0.6' }));
    expect(shared(tenSpoiled({ borne_by: 'good_and_wip', inspection: '0.6' }))).toEqual(good);
    // After an operation: of one that stands for any, nothing in process has passed it.
    expect(shared(tenSpoiled({ borne_by: 'good_and_wip' }))).toEqual(shared(tenSpoiled({})));
  });

  test('by the operation that found them: what is at a later one has passed it', () => {
    const operations = ['10', '20'].map((operation) => ({
      plant: 'P1',
      item: 'BOX',
      operation,
      work_centre: 'W1',
      run_hours_machine: '1',
    }));
    const month = lossy('100', '9500.00', { rate: '0.05', basis: 'input', operation: '10' }, false)
      .add('routing_operation', ...operations)
      .report('O1', '1', { operation: '10', quantity_good: '76', quantity_scrap: '4' })
      .report('O1', '1', { operation: '20', quantity_good: '57' })
      .complete('BOX', '57', 'O1')
      .close(scrapping({ normal: 'counted', borne_by: 'good_and_wip' }));
    // 20 at the first, 19 at the second; 4 lost of 80: 57 : 19 of them, so 60 : 20 + 20.
    expect(shared(month)).toEqual([['5700.00', '0.00', '3800.00']]);
  });

  test('whatever their cost is shared by, none is lost: completed and in process add up', () => {
    for (const method of ['fifo', 'quota_ratio', 'coefficient', 'all_until_finished'] as const) {
      const wip = { ...defaultPolicy.wip, method, coefficients: { conversion: '0.5' } };
      const sums = (['good', 'good_and_wip'] as const).map((borne_by) =>
        shared(tenSpoiled({ borne_by, inspection: '0.5' }, { wip })).map(([own, lost, left]) => ({
          sum: (Number(own) + Number(left)).toFixed(2),
          lost,
          left: Number(left),
        })),
      );
      for (const [e, both] of sums[1].entries()) {
        expect({ method, sum: both.sum, lost: both.lost }).toEqual({
          method,
          sum: sums[0][e].sum,
          lost: sums[0][e].lost,
        });
        expect(both.left).toBeGreaterThan(sums[0][e].left);
      }
    }
  });
});

describe('where spoiled pieces are found', () => {
  test('by policy at a part of all hours, whatever operation was named', () => {
    const operations = (['6', '4'] as const).map((run_hours_machine, k) => ({
      plant: 'P1',
      item: 'BOX',
      operation: `${k + 1}0`,
      work_centre: 'W1',
      run_hours_machine,
    }));
    const worked = (inspection: string, conversion_stages: Policy['conversion_stages']) =>
      lossy('10', '100.00', { rate: '0' })
        .add('routing_operation', ...operations)
        .report('O1', '6', { operation: '10', quantity_good: '9', quantity_scrap: '1' })
        .report('O1', '4', { operation: '20', quantity_good: '9' })
        .complete('BOX', '9', 'O1')
        .pool('P', '970.00')
        .close({ ...scrapping({ inspection }), conversion_stages })
        .version.rows('order_quantity')
        .map((row) => `${row.stage} ${row.equivalent_units.replace(/\.?0+$/, '')}`);
    // One piece: 0.8 of all work; of operations all of the first and half of the second.
    expect(worked('0.8', 'order')).toEqual(['conversion 9.8', 'material 10']);
    expect(worked('0.8', 'operation')).toEqual(['conversion:10 10', 'conversion:20 9.5', 'material 10']);
    expect(worked('operation', 'operation')).toEqual(['conversion:10 10', 'conversion:20 9', 'material 10']);
  });
});

describe('what pieces beyond repair cost', () => {
  test('by the hours that were spent on them; material by pieces', () => {
    const month = tenSpoiled({ irreparable: 'hours' });
    // 30 of 150 h, half of them on what is lost as a rule: a tenth of 4,500.00; the rest 85 : 5.
    expect(month.findings).toEqual([]);
    expect(shared(month)).toEqual([
      ['8075.00', '475.00', '950.00'],
      ['3825.00', '450.00', '225.00'],
    ]);
  });

  test('at their standard, the rest shared by the others', () => {
    const month = tenSpoiled({ irreparable: 'quota', inspection: '0.5' });
    // 5 × 95.00; 5 × 0.5 × 40.00; 82.5 : 5 of what is left of conversion.
    expect(month.findings).toEqual([]);
    expect(shared(month)).toEqual([
      ['8075.00', '475.00', '950.00'],
      ['4148.57', '100.00', '251.43'],
    ]);
  });

  test('a piece without a standard is told, and costs its equivalent units', () => {
    const month = lossy('10', '100.00', { rate: '0' })
      .move('operation_scrap', 'BOX', '1', { order: 'O1' })
      .complete('BOX', '9', 'O1')
      .close(scrapping({ irreparable: 'quota' }));
    expect(month.findings).toEqual(['stage_must_have_a_standard']);
    expect(shared(month)).toEqual([['90.00', '10.00', '0.00']]);
  });

  test('of an order that made nothing yet: the rest stays in process', () => {
    const unfinished = (irreparable: Policy['spoilage']['irreparable']) =>
      lossy('10', '1000.00', { rate: '0' }, false)
        .move('operation_scrap', 'BOX', '1', { order: 'O1', hours_machine: '3' })
        .report('O1', '12')
        .pool('P', '400.00')
        .add('item_price', ...standardPrices({ material: '80', overhead: '30' }))
        .close(scrapping({ irreparable }));
    expect(shared(unfinished('hours'))).toEqual([
      ['0.00', '100.00', '900.00'],
      ['0.00', '100.00', '300.00'],
    ]);
    expect(shared(unfinished('quota'))).toEqual([
      ['0.00', '80.00', '920.00'],
      ['0.00', '30.00', '370.00'],
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
