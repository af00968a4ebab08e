import { costOfProduction, defaultPolicy, type Policy, processAccount } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../../factory/month.js';
import { type Department, run } from './process.js';

/** What is lost in a process, as published problems set it. Figures without a published answer are worked out by hand. */

const spoilage = (more: Partial<Policy['spoilage']>): Partial<Policy> => ({
  spoilage: { ...defaultPolicy.spoilage, ...more },
});

describe('inspected at the end, a tenth of what is good lost as a rule', () => {
  /** 1,500 opened at 60 %, 8,500 are started, 7,000 good, 2,000 half done, 1,000 spoiled (after Horngren, Cost Accounting, chapter 18). */
  const department: Department = {
    opening: { units: '1500', degree: '0.6', material: '12000.00', conversion: '9000.00' },
    started: '8500',
    good: '7000',
    closing: { units: '2000', degree: '0.5' },
    material: '76500.00',
    conversion: '89100.00',
    spoiled: '1000',
    normal: { rate: '0.1', basis: 'good' },
  };

  test('by weighted average and by FIFO', () => {
    // 10,000 at 8.85 and 9,000 at 10.90: 7,700 × 19.75, 300 × 19.75.
    expect(run(department)).toMatchObject({ completed: 152075, abnormal: 5925, closing: 28600 });
    // 8,500 at 9.00 and 8,100 at 11.00: 21,000 + 600 × 11 + 6,200 × 20.
    const fifo = run(department, { method: 'fifo' });
    expect(fifo).toMatchObject({ completed: 151600, abnormal: 6000, closing: 29000 });
    expect(fifo.units).toEqual({ conversion: [8100, 11], material: [8500, 9] });
  });

  test('the function says the same, and parts what was begun before', () => {
    const { total } = costOfProduction({
      method: 'fifo',
      opening: { quantity: '1500', degrees: { c: '0.6' }, costs: { m: '12000', c: '9000' } },
      completed: '7000',
      closing: { quantity: '2000', degrees: { c: '0.5' } },
      costs: { m: '76500', c: '89100' },
      spoiled: { normal: '700', abnormal: '300', normal_is: 'counted' },
    });
    expect(total).toMatchObject({ begun_before: '27600.00', completed: '151600.00', abnormal: '6000.00' });
  });
});

test('chips, 15 % of good ones a rule (tutorsglobe.com/question/…-5640228.aspx)', () => {
  const chips: Department = {
    opening: { units: '600', degree: '0.3', material: '96000.00', conversion: '15300.00' },
    started: '2550',
    good: '2100',
    closing: { units: '450', degree: '0.4' },
    material: '567000.00',
    conversion: '230400.00',
    spoiled: '600',
    normal: { rate: '0.15', basis: 'good' },
  };
  // 663,000 / 3,150 and 245,700 / 2,880: 2,415 of each are good or lost as a rule, 285 are not, 450 and 180 stay.
  expect(run(chips)).toMatchObject({ completed: 714329.69, abnormal: 84299.77, closing: 110070.54 });
  // 567,000 / 2,550 and 230,400 / 2,700.
  expect(run(chips, { method: 'fifo' }).units).toEqual({ conversion: [2700, 85.333333], material: [2550, 222.352941] });
});

test('springs, one bad one of 20 good (tutorsglobe.com/question/prepare-an-eup-schedule-52038309.aspx)', () => {
  const springs = run({
    opening: { units: '4000', degree: '0.6', material: '12492.00', conversion: '9927.00' },
    started: '20000',
    good: '20000',
    closing: { units: '3000', degree: '0.3' },
    material: '112548.00',
    conversion: '63000.00',
    spoiled: '1000',
    normal: { rate: '0.05', basis: 'good' },
  });
  expect(springs.units).toEqual({ conversion: [21900, 3.33], material: [24000, 5.21] });
  // 1,000 × 8.54 of them are the spoiled ones, which the good ones bear.
  expect(springs).toMatchObject({ completed: 179340, abnormal: 0, closing: 18627 });
});

test('desks by FIFO (studyzin.com, …-direct-materials-are-121970)', () => {
  const desks = run(
    {
      opening: { units: '30000', degree: '0.5', material: '40000.00', conversion: '75000.00' },
      started: '80000',
      good: '85000',
      closing: { units: '7500', degree: '0.2' },
      material: '415000.00',
      conversion: '417000.00',
      spoiled: '17500',
      normal: { rate: '0.1', basis: 'good' },
    },
    { method: 'fifo' },
  );
  expect(desks.units).toEqual({ conversion: [89000, 4.685393], material: [80000, 5.1875] });
  expect(desks).toMatchObject({ completed: 812209.62, abnormal: 88856.04, closing: 45934.34 });
});

describe('weed killer inspected at 60 %, 20,000 left at 70 % (Barfield, Raiborn, Kinney, Cost Accounting, 7-36)', () => {
  /** 6,000 opened at 30 %, 180,000 started, 152,000 completed; of 14,000 spoiled 4,800 are a rule. */
  const weedKiller: Department = {
    opening: { units: '6000', degree: '0.3', material: '30000.00', conversion: '3600.00' },
    started: '180000',
    good: '152000',
    closing: { units: '20000', degree: '0.7' },
    material: '885120.00',
    conversion: '335088.00',
    spoiled: '14000',
    hours: ['0.6', '0.4'],
    passed: '172000',
    // 4,800 of the 186,000 that were inspected.
    normal: { rate: '0.025806452', basis: 'input' },
  };
  const counted = { normal: 'counted' } as const;

  test('what is lost is borne by what is completed', () => {
    const told = run(weedKiller, {}, spoilage(counted));
    expect(told.units).toEqual({ conversion: [174400, 1.942018], material: [186000, 4.92] });
    // 9,200 × (4.92 + 0.6 × 1.942018); 20,000 × 4.92 + 14,000 × 1.942018.
    expect(told).toMatchObject({ abnormal: 55983.94, closing: 125588.26 });
  });

  test('or also by what is in process behind the inspection, by units', () => {
    const told = run(weedKiller, {}, spoilage({ ...counted, borne_by: 'good_and_wip' }));
    // 4,800 × (4.92 + 0.6 × 1.942018) = 29,208.93: 20,000 of 172,000 bear 2,746.05 and 650.35.
    expect(told).toMatchObject({ abnormal: 55983.94, closing: 128984.66 });
  });
});

test('two points of inspection in one department, each with its rule', () => {
  // 1,000 started; 60 are lost at 40 %, 40 of what arrives at the end: 800 good, 100 in process at 60 %.
  const month = new Month()
    .order('O1', 'PIECE', '1000')
    .open('RAW', '1', '10000.00')
    .issue('RAW', '1', 'O1')
    .pool('CONVERSION', '9000.00')
    .report('O1', '600', { operation: '10', quantity_good: '940', quantity_scrap: '60' })
    .report('O1', '400', { operation: '20', quantity_good: '800', quantity_scrap: '40' })
    .complete('PIECE', '800', 'O1', { movement: 'made' });
  const rule = { plant: 'P1', item: 'PIECE', valid_from: '2026-01-01' };
  month.add('normal_loss', { ...rule, operation: '10', rate: '0.05', basis: 'input' });
  month.add('normal_loss', { ...rule, operation: '20', rate: '0.04', basis: 'good' });
  for (const [operation, run_hours_machine] of [
    ['10', '0.4'],
    ['20', '0.6'],
  ]) {
    month.add('routing_operation', { plant: 'P1', item: 'PIECE', operation, work_centre: 'W1', run_hours_machine });
  }
  month.add('wip_count', { period: '2026-09', order: 'O1', operation: '20', quantity: '100', degree: '0.6' });
  const closed = month.close({ wip: { ...defaultPolicy.wip, degrees: 'counted' }, ...spoilage({ normal: 'counted' }) });
  const lost = closed.version.rows('spoilage_by_operation');
  expect(lost.map((row) => [row.operation, Number(row.units_normal), Number(row.units_abnormal), row.cost])).toEqual([
    // 10 × (10.00 + 0.4 × 9.740260); 8 × (10.00 + 9.740260).
    ['10', 50, 10, '138.96'],
    ['20', 32, 8, '157.92'],
  ]);
  // 852 of 924 equivalent units of conversion: 800, 0.4 × 50 and 32 lost as a rule; 882 of 1,000 of material.
  expect(closed.cost('made')).toBe('17118.70');
});

test('the same by the function, and of what is in process only what has been inspected', () => {
  const of = {
    method: 'weighted_average',
    completed: '800',
    closing: { quantity: '100', degrees: { conversion: '0.6' } },
    costs: { material: '10000', conversion: '9000' },
  } as const;
  const first = { normal: '50', abnormal: '10', degrees: { conversion: '0.4' }, normal_is: 'counted' } as const;
  const second = { normal: '32', abnormal: '8', normal_is: 'counted' } as const;
  const { total } = costOfProduction({ ...of, spoiled: [first, second] });
  expect([total.completed, total.abnormal]).toEqual(['17118.70', '296.88']);
  // Of the 50 that are lost first, which 800 and the 100 bear; of the 32 at the end, which those have yet to reach, they bear nothing.
  const borne = costOfProduction({ ...of, spoiled: [{ ...first, borne_by: 'good_and_wip' }, second] }).elements;
  expect([borne.material.closing, borne.conversion.closing]).toEqual(['1055.56', '606.06']);
  const notYet = { ...of, closing: { ...of.closing, inspected: false } };
  const none = costOfProduction({ ...notYet, spoiled: [{ ...first, borne_by: 'good_and_wip' }, second] });
  expect(none.total.completed).toBe('17118.70');
});

test('corn meal dumped at 70 %, inspected at 95 % (coursehero.com/file/19106664, 23)', () => {
  // 50,000 begun at 85 %, 425,000 started, 10,000 left at 25 %; 18,000 pounds are lost beyond the rule, 1,000 as a rule.
  const units = (normal_is: 'neglected' | 'counted') =>
    costOfProduction({
      method: 'fifo',
      opening: { quantity: '50000', degrees: { conversion: '0.85' }, costs: {} },
      completed: '446000',
      closing: { quantity: '10000', degrees: { conversion: '0.25' } },
      spoiled: [
        { abnormal: '18000', degrees: { conversion: '0.7' } },
        { normal: '1000', degrees: { conversion: '0.95' }, normal_is },
      ],
      costs: { material: '0', conversion: '0' },
    }).elements;
  expect([units('neglected').material, units('neglected').conversion].map((of) => of.equivalent_units)).toEqual([
    '424000',
    '418600',
  ]);
  expect([units('counted').material, units('counted').conversion].map((of) => of.equivalent_units)).toEqual([
    '425000',
    '419550',
  ]);
});

describe('1,000 kg in, a tenth lost as a rule, 20,700.00 (flipbuilder.com/bmcx/nlve, pages 150 to 156)', () => {
  const heating = {
    input: '1000',
    cost: '20700',
    normal_loss: { rate: '0.1', basis: 'input' },
    unit_cost_scale: 2,
  } as const;

  test.each([
    ['950', '0', { unit_cost: '23.00', output_cost: '21850.00', abnormal_cost: '-1150.00' }],
    ['950', '1.80', { unit_cost: '22.80', output_cost: '21660.00', abnormal_cost: '-1140.00' }],
    [
      '800',
      '1.80',
      { unit_cost: '22.80', output_cost: '18240.00', abnormal_cost: '2280.00', abnormal_salvage: '180.00' },
    ],
  ])('%s kg out, scrap at %s', (good, scrap_price, expected) => {
    expect(processAccount({ ...heating, good, scrap_price })).toMatchObject(expected);
    const month = new Month()
      .order('O1', 'PIECE', '1000', { closed_on: '2026-09-30' })
      .open('RAW', '1', '18000.00')
      .issue('RAW', '1', 'O1')
      .report('O1', '1')
      .pool('LABOUR', '1800.00', { element: 'labour' })
      .pool('OVERHEADS', '900.00')
      .complete('PIECE', good, 'O1', { movement: 'made' })
      .add('normal_loss', {
        plant: 'P1',
        item: 'PIECE',
        valid_from: '2026-01-01',
        rate: '0.1',
        basis: 'input',
        scrap_price,
      });
    expect(month.close().cost('made')).toBe(expected.output_cost);
  });
});

test('a unit cost of two decimals (askfilo.com, …-the-3338383335343139)', () => {
  // 31,000 less 500 for 9,500 expected of 10,000 units: 3.21, at which the source hands over 8,500 of them.
  const first = processAccount({
    input: '10000',
    cost: '31000',
    good: '8500',
    normal_loss: { rate: '0.05', basis: 'input' },
    scrap_price: '1',
    unit_cost_scale: 2,
    rate_decimals: 2,
  });
  expect(first).toMatchObject({
    unit_cost: '3.21',
    output_cost: '27285.00',
    abnormal_units: '1000',
    abnormal_cost: '3215.00',
  });
  // 43,285 less 1,700 for 7,650 expected; the source divides by what came out and the gain, 7,950, which is counted twice.
  const second = processAccount({
    input: '8500',
    cost: '43285',
    good: '7800',
    normal_loss: { rate: '0.1', basis: 'input' },
    scrap_price: '2',
    unit_cost_scale: 2,
    rate_decimals: 2,
  });
  expect(second).toMatchObject({
    unit_cost: '5.44',
    abnormal_units: '-150',
    abnormal_cost: '-816.00',
    output_cost: '42401.00',
  });
});

test('three processes one after the other (askfilo.com, …-the-3336353534363331)', () => {
  const month = new Month();
  const chain = [
    ['A', '10000', '9300', '0.05', '2', '46000.00'],
    ['B', '9300', '8000', '0.15', '5', '113000.00'],
    ['C', '8000', '6400', '0.2', '10', '97200.00'],
  ] as const;
  month.open('CRUDE', '10000', '1000000.00');
  let before = 'CRUDE';
  for (const [process, input, output, rate, scrap_price, cost] of chain) {
    month
      .order(process, process, input, { closed_on: '2026-09-30' })
      .issue(before, input, process)
      .report(process, '1')
      .move('subcontract_fee', process, '0', { order: process }, { overhead: cost })
      .complete(process, output, process, { movement: `made ${process}` })
      .add('normal_loss', { plant: 'P1', item: process, valid_from: '2026-01-01', rate, basis: 'input', scrap_price });
    before = process;
  }
  const closed = month.close({ unit_cost_scale: 4 });
  const unit = closed.version.rows('unit_cost').filter(({ basis }) => basis === 'produced');
  expect(unit.map((row) => [row.item, row.unit_cost])).toEqual([
    // (1,046,000 − 500 × 2) / 9,500; (1,023,000 + 113,000 − 1,395 × 5) / 7,905; (8,000 × 142.8242 + 97,200 − 1,600 × 10) / 6,400.
    ['A', '110.0000'],
    ['B', '142.8242'],
    ['C', '191.2177'],
  ]);
  // 200 lost beyond the rule, 95 gained, nothing.
  const lost = closed.version.rows('spoilage').map((row) => [row.order, Number(row.units_abnormal)]);
  expect(Object.fromEntries(lost)).toMatchObject({ A: 200, B: -95 });
});

test('pieces of a job spoiled (Horngren 2018, page 751, fliphtml5.com/zuqkr/yslw)', () => {
  // 50 parts of 2,000.00 each; five are spoiled and worth 600.00.
  const job = (rate: string) => {
    const month = new Month()
      .order('JOB', 'PART', '50', { closed_on: '2026-09-30' })
      .open('RAW', '1', '100000.00')
      .issue('RAW', '1', 'JOB')
      .report('JOB', '1', { quantity_good: '45', quantity_scrap: '5' })
      .complete('PART', '45', 'JOB', { movement: 'made' })
      .move('salvage_receipt', 'SECONDS', '5', { order: 'JOB' });
    month.add('normal_loss', {
      plant: 'P1',
      item: 'PART',
      valid_from: '2026-01-01',
      rate,
      basis: 'input',
      scrap_item: 'SECONDS',
      scrap_price: '600',
    });
    return month.close();
  };
  // A rule of this job: 97,000 / 45 = 2,155.56. Beyond any rule: 90,000.00, and a loss of 7,000.00.
  const asRule = job('0.1');
  expect([asRule.cost('made'), asRule.closing('SECONDS')]).toEqual(['97000.00', ['5', '3000.00']]);
  const beyond = job('0');
  expect([beyond.cost('made'), beyond.proof()['out scrap_loss']]).toEqual(['90000.00', '7000.00']);
});
