import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';
import { run } from './process.js';

/** Processes of other kinds than those published, worked out by hand. */

const counted = { wip: { ...defaultPolicy.wip, degrees: 'counted' } } as const satisfies Partial<Policy>;
const spoilage = (more: Partial<Policy['spoilage']>) => ({ spoilage: { ...defaultPolicy.spoilage, ...more } });

const sums = (closed: ClosedMonth, column: 'completed' | 'scrap' | 'closing_wip') =>
  closed.version.rows('order_cost').reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0) / 100;

test('FIFO, inspected at 40 %, what was opened had passed before, what stays has not', () => {
  const month = new Month()
    .order('O1', 'PIECE', '12000', { opened_on: '2026-08-01' })
    .open('RAW', '1', '50000.00')
    .issue('RAW', '1', 'O1')
    .pool('CONVERSION', '45600.00')
    .complete('PIECE', '9200', 'O1')
    .report('O1', '0', { operation: '10', quantity_good: '2000', reported_at: '2026-08-20T08:00:00+08:00' })
    .report('O1', '1', { operation: '10', quantity_good: '7200', quantity_scrap: '800' })
    .report('O1', '1', { operation: '20', quantity_good: '9200' });
  for (const [operation, run_hours_machine] of [
    ['10', '0.4'],
    ['20', '0.6'],
  ])
    month.add('routing_operation', { plant: 'P1', item: 'PIECE', operation, work_centre: 'W1', run_hours_machine });
  const opening = { ledger: 'L', order: 'O1', quantity: '2000' };
  month
    .add(
      'opening_wip',
      { ...opening, stage: 'material', element: 'material', amount: '10000.00', equivalent_units: '2000' },
      { ...opening, stage: 'conversion', element: 'overhead', amount: '5200.00', equivalent_units: '1000' },
    )
    .add('normal_loss', {
      plant: 'P1',
      item: 'PIECE',
      operation: '10',
      valid_from: '2026-01-01',
      rate: '0.05',
      basis: 'good',
    })
    .add('wip_count', { period: '2026-09', order: 'O1', operation: '10', quantity: '2000', degree: '0.3' });
  const closed = month.close({ wip: { ...counted.wip, method: 'fifo' }, ...spoilage({ normal: 'counted' }) });
  // 10,000 at 5.00 and 9,120 at 5.00; 5 % of the 7,200 that passed are 360, so 440 × 7.00 are lost; 2,000 × 5.00 + 600 × 5.00 stay.
  expect([sums(closed, 'completed'), sums(closed, 'scrap'), sums(closed, 'closing_wip')]).toEqual([94720, 3080, 13000]);
});

test('FIFO with an abnormal gain, scrap of what is lost as a rule at 2.00', () => {
  const told = run(
    {
      opening: { units: '100', degree: '0.4', material: '400.00', conversion: '200.00' },
      started: '900',
      good: '820',
      closing: { units: '110', degree: '0.5' },
      material: '8288.00',
      conversion: '4080.00',
      spoiled: '70',
      normal: { rate: '0.1', basis: 'input', scrap_price: '2' },
    },
    { method: 'fifo' },
    spoilage({ normal: 'neglected' }),
  );
  // 89 of 890 are the rule, 19 fewer were lost: 811 at 10.00 after 178.00 of scrap, 816 at 5.00.
  expect(told.units).toEqual({ conversion: [816, 5], material: [811, 10] });
  expect(told).toMatchObject({ completed: 11700, closing: 1375 });
});

test('三道工序，分次投料：每道工序开始投入或陆续投入', () => {
  const month = (entry: 'start' | 'evenly') => {
    const facts = new Month()
      .order('O1', 'PIECE', '540')
      .open('RAW', '1', '1.00')
      .pool('CONVERSION', '41640.00')
      .report('O1', '1', { operation: '10', quantity_good: '440' })
      .report('O1', '1', { operation: '20', quantity_good: '360' })
      .report('O1', '1', { operation: '30', quantity_good: '300' })
      .complete('PIECE', '300', 'O1');
    const hours = { 10: '20', 20: '16', 30: '14' };
    for (const [operation, run_hours_machine] of Object.entries(hours))
      facts.add('routing_operation', { plant: 'P1', item: 'PIECE', operation, work_centre: 'W1', run_hours_machine });
    facts.bom('PIECE', '1', [
      { component: 'A', quantity: '40', operation: '10', entry },
      { component: 'B', quantity: '35', operation: '20', entry },
      { component: 'C', quantity: '25', operation: '30', entry },
    ]);
    for (const [item, amount, operation] of [
      ['A', '20000.00', '10'],
      ['B', '16000.00', '20'],
      ['C', '10000.00', '30'],
    ])
      facts.standard(item, '1').open(item, '1', amount).issue(item, '1', 'O1', { operation });
    return facts.close({ wip: { ...defaultPolicy.wip, material_entry: 'cumulative_quota' } });
  };
  const start = month('start');
  const rows = start.version.rows('order_quantity').map((row) => [row.stage, Number(row.equivalent_units)]);
  // 40 %, 75 %, 100 % of 100, 80, 60 in process; hours 20 %, 56 %, 86 %.
  expect(Object.fromEntries(rows)).toEqual({ conversion: 416.4, material: 460 });
  expect([sums(start, 'completed'), sums(start, 'closing_wip')]).toEqual([60000, 27640]);
  // 20 %, 57.5 %, 87.5 %: 118.5, so 46,000.00 × 300 ÷ 418.5 = 32,974.91.
  expect(sums(month('evenly'), 'completed')).toBe(62974.91);
});

test('分配率保留两位，尾差由在产品负担', () => {
  const told = run(
    {
      started: '750',
      good: '600',
      closing: { units: '150', degree: '0.5' },
      material: '50000.00',
      conversion: '23000.00',
    },
    {},
    { rate_rounding: { default: 'exact', wip: 2 } },
  );
  // 66.67 × 600 + 34.07 × 600; 9,998.00 + 2,558.00.
  expect(told).toMatchObject({ completed: 60444, closing: 12556 });
});

test('lost as a rule before any work is done: it bears no conversion', () => {
  const told = run(
    {
      started: '1000',
      good: '800',
      closing: { units: '100', degree: '0.5' },
      material: '9000.00',
      conversion: '8500.00',
      spoiled: '100',
      normal: { rate: '0.05', basis: 'input' },
    },
    {},
    spoilage({ normal: 'counted', inspection: '0' }),
  );
  // Of 900 inspected 45 are the rule, 55 not: material 1,000 at 9.00, conversion 850 at 10.00.
  expect(told.units).toEqual({ conversion: [850, 10], material: [1000, 9] });
  expect(told).toMatchObject({ abnormal: 495, closing: 1400, completed: 15605 });
});

test('found at 40 %: what is in process at 50 % bears its part, at 30 % it does not', () => {
  const at = (degree: string, conversion: string) =>
    run(
      {
        started: '1000',
        good: '700',
        closing: { units: '200', degree },
        material: '10000.00',
        conversion,
        spoiled: '100',
        normal: { rate: '0.1', basis: 'input' },
      },
      {},
      spoilage({ normal: 'counted', inspection: '0.4', borne_by: 'good_and_wip' }),
    );
  // 80 of 800 are the rule: 1,120.00, of which 200 of 900 units bear 248.89; 20 × 14.00 are lost.
  expect(at('0.5', '8400.00')).toMatchObject({ abnormal: 280, closing: 3248.89 });
  expect(at('0.3', '8000.00')).toMatchObject({ abnormal: 280, closing: 2600, completed: 15120 });
});

test('不可修复废品按定额成本，扣残值与赔款，净损失由合格品负担', () => {
  const month = new Month()
    .order('O1', 'BOX', '100', { closed_on: '2026-09-30' })
    .item('RAW')
    .open('RAW', '100', '2100.00')
    .issue('RAW', '100', 'O1')
    .bom('BOX', '1', [{ component: 'RAW', quantity: '1' }])
    .standard('RAW', '20')
    .standard('BOX', { material: '20', labour: '12', overhead: '15' })
    .report('O1', '300', { hours_labour: '300', operation: '10', quantity_good: '90', quantity_scrap: '10' })
    .add('routing_operation', {
      plant: 'P1',
      item: 'BOX',
      operation: '10',
      work_centre: 'W1',
      run_hours_labour: '3',
      run_hours_machine: '3',
    })
    .pool('WAGES', '1200.00', { element: 'labour', driver: 'hours_labour' })
    .pool('OVERHEAD', '1500.00')
    .add('rate', {
      plant: 'P1',
      centre: 'C1',
      driver: 'hours_labour',
      element: 'labour',
      valid_from: '2026-01-01',
      rate: '4',
    })
    .add('rate', {
      plant: 'P1',
      centre: 'C1',
      driver: 'hours_machine',
      element: 'overhead',
      valid_from: '2026-01-01',
      rate: '5',
    })
    .move('operation_scrap', 'BOX', '10', { order: 'O1', operation: '10', movement: '废品' })
    .move('salvage_receipt', '残料', '10', { order: 'O1', refers_to: '废品' }, '60.00')
    .move('compensation', 'BOX', '0', { order: 'O1', refers_to: '废品' }, '80.00')
    .complete('BOX', '90', 'O1', { movement: '合格品' });
  const closed = month.close({
    operation_scrap: 'abnormal',
    ...spoilage({ irreparable: 'quota', loss: 'good' }),
  });
  const rows = closed.version.rows('spoilage');
  const sum = (column: 'irreparable' | 'salvage' | 'compensation' | 'net') =>
    rows.reduce((total, row) => total + Number(row[column]), 0);
  // 10 × (20 + 12 + 15); 470.00 − 60.00 − 80.00.
  expect([sum('irreparable'), sum('salvage'), sum('compensation'), sum('net')]).toEqual([470, 60, 80, 330]);
  expect(closed.cost('合格品')).toBe('4660.00');
});

test('分类法：类内材料按系数，加工费按定额工时', () => {
  const made = { A: ['300', '1', '1'], B: ['200', '1.5', '3'], C: ['100', '3', '6'] };
  const month = new Month().item('RAW').open('RAW', '90', '90000.00').move('issue', 'RAW', '90', { centre: 'C1' });
  for (const [item, [quantity, value, run_hours_labour]] of Object.entries(made)) {
    month
      .order(`O${item}`, item, quantity, { closed_on: '2026-09-30' })
      .add('routing_operation', { plant: 'P1', item, operation: '10', work_centre: 'W1', run_hours_labour })
      .add('attribute', { owner_kind: 'item', owner: item, name: 'coefficient', value })
      .report(`O${item}`, '0', { operation: '10', quantity_good: quantity })
      .complete(item, quantity, `O${item}`, { movement: item });
  }
  const closed = month
    .add('driver', { driver: 'by_coefficient', kind: 'formula', formula: 'quantity_good * coefficient' })
    .pool('WAGES', '24000.00', { element: 'labour', driver: 'quota_hours_labour' })
    .pool('OVERHEAD', '12000.00', { driver: 'quota_hours_labour' })
    .close({ centre_material_driver: { C1: 'by_coefficient' } });
  // 300, 300, 300: 30,000.00 each; 300, 600, 600 h at 16.00 and 8.00.
  expect(Object.keys(made).map((item) => closed.cost(item))).toEqual(['37200.00', '44400.00', '44400.00']);
});

test('activities at the level of batches: as many set-ups as batches were begun', () => {
  const month = new Month();
  for (const [item, quantity, value] of [
    ['LOW', '450', '100'],
    ['HIGH', '3000', '500'],
  ]) {
    month
      .order(`O${item}`, item, quantity, { closed_on: '2026-09-30' })
      .add('attribute', { owner_kind: 'item', owner: item, name: 'batch', value })
      .report(`O${item}`, '1', { quantity_good: quantity })
      .complete(item, quantity, `O${item}`, { movement: item });
  }
  const closed = month
    .add('driver', { driver: 'set_ups', kind: 'formula', formula: 'ceil(quantity_good / batch)' })
    .pool('SET-UPS', '8800.00', { driver: 'set_ups' })
    .close();
  // 5 and 6 of them at 800.00.
  expect([closed.cost('LOW'), closed.cost('HIGH')]).toEqual(['4000.00', '4800.00']);
});

test('a second process: what came in, more material at its end, a loss beyond the rule, work in process', () => {
  // 2,000 come in at 8.00; 1,800 good, 150 in process at 60 %, 50 lost at the end, of which 18 are the rule (1 % of what is good).
  const month = new Month()
    .order('O1', 'PIECE', '2000')
    .open('FIRST', '2000', { material: '10000.00', labour: '6000.00' })
    .issue('FIRST', '2000', 'O1', { operation: '10' })
    .open('PACK', '1', '5550.00')
    .issue('PACK', '1', 'O1', { operation: '20' })
    .pool('CONVERSION', '7760.00')
    .report('O1', '1', { operation: '10', quantity_good: '1850' })
    .report('O1', '1', { operation: '20', quantity_good: '1800', quantity_scrap: '50' })
    .complete('PIECE', '1800', 'O1', { movement: 'made' });
  for (const [operation, run_hours_machine] of [
    ['10', '1'],
    ['20', '0'],
  ])
    month.add('routing_operation', { plant: 'P1', item: 'PIECE', operation, work_centre: 'W1', run_hours_machine });
  month
    .add('wip_count', { period: '2026-09', order: 'O1', operation: '10', quantity: '150', degree: '0.6' })
    .add('normal_loss', {
      plant: 'P1',
      item: 'PIECE',
      operation: '20',
      valid_from: '2026-01-01',
      rate: '0.01',
      basis: 'good',
    });
  const closed = month.close({ ...counted, ...spoilage({ normal: 'counted' }) });
  // What came in 2,000 at 8.00, packing 1,850 at 3.00, conversion 1,940 at 4.00: 32 × 15.00 lost; 150 × 8.00 + 90 × 4.00 stay.
  expect([sums(closed, 'scrap'), sums(closed, 'closing_wip'), closed.cost('made')]).toEqual([480, 1560, '27270.00']);
  // The labour that came in is material of this process: 6,000.00 over 2,000 units.
  expect(closed.cost('made', 'labour')).toBe('5454.00');
});

test('two joint products of which one is processed further in an order of its own, work in process there', () => {
  // 24,000.00 by sales value at split-off (600 at 20.00, 400 at 30.00): 12,000.00 each; 400 go on, 300 are finished, 100 half done.
  const month = new Month()
    .order('JOINT', 'A', '600', { closed_on: '2026-09-30' })
    .open('RAW', '1', '24000.00')
    .issue('RAW', '1', 'JOINT')
    .complete('A', '600', 'JOINT', { movement: 'a' })
    .complete('B', '400', 'JOINT', { movement: 'b' })
    .add('joint_output', { plant: 'P1', item: 'A', output_item: 'A', valid_from: '2026-01-01', role: 'main' })
    .add('joint_output', { plant: 'P1', item: 'A', output_item: 'B', valid_from: '2026-01-01', role: 'co' })
    .order('NEXT', 'B2', '400')
    .issue('B', '400', 'NEXT')
    .report('NEXT', '1', { quantity_good: '300' })
    .pool('CONVERSION', '7000.00')
    .complete('B2', '300', 'NEXT', { movement: 'b2' });
  for (const [item, price] of [
    ['A', '20'],
    ['B', '30'],
  ])
    month.add('item_price', {
      plant: 'P1',
      item,
      kind: 'sale',
      element: 'material',
      valid_from: '2026-01-01',
      price,
      per_quantity: '1',
    });
  const closed = month.close({ joint: { ...defaultPolicy.joint, method: 'sales_value' } });
  // 12,000.00 over 400, 7,000.00 over 350.
  expect([closed.cost('a'), closed.cost('b'), closed.cost('b2')]).toEqual(['12000.00', '12000.00', '15000.00']);
  expect(sums(closed, 'closing_wip')).toBe(4000);
});

test('tests of an item at its first operation are in what has passed that, finished or not', () => {
  const at = (operation: string) => {
    const month = new Month()
      .order('O1', 'PIECE', '100')
      .report('O1', '0', { operation: '10', quantity_good: '100' })
      .report('O1', '0', { operation: '20', quantity_good: '60' })
      .complete('PIECE', '60', 'O1');
    for (const place of ['10', '20'])
      month.add('routing_operation', { plant: 'P1', item: 'PIECE', operation: place, work_centre: 'W1' });
    month.add('driver', { driver: 'tests', kind: 'statistic' }).pool('LABORATORY', '1000.00', { driver: 'tests' });
    const read = { period: '2026-09', driver: 'tests', target_kind: 'item', target: 'PIECE', operation } as const;
    month.add('driver_quantity', { ...read, quantity: '5', status: 'approved' });
    return sums(month.close({ conversion_stages: 'operation' }), 'closing_wip');
  };
  // 40 stand at the second operation: whole at the first, half done at their own.
  expect([at('10'), at('20'), at('')]).toEqual([400, 250, 250]);
});
