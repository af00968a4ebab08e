import { defaultPolicy, type Policy, variances } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** Plans, standards and quotas of published problems, by closing the month. */

const money = (rows: readonly { readonly amount: string }[]) =>
  Number(rows.reduce((sum, { amount }) => sum + Number(amount), 0).toFixed(2));

/** All that an order's and its item's rows say of an element. */
function varianceOf(closed: ClosedMonth, element: string): number {
  const { outcome } = closed.result;
  if (outcome === undefined) throw new Error(JSON.stringify(closed.result.findings));
  return money(variances(outcome).filter((row) => row.element === element));
}

/** A process at standard: what opens, is completed and stays is worth its standard, the rest is a variance of the period. */
interface Process {
  readonly standard: readonly [material: string, conversion: string];
  readonly opening: readonly [units: string, equivalents: string, material: string, conversion: string];
  readonly started: string;
  readonly completed: string;
  readonly closing: readonly [units: string, degree: string];
  readonly cost: readonly [material: string, conversion: string];
}

function closeAtStandard({ standard, opening, started, completed, closing, cost }: Process): ClosedMonth {
  const [units, equivalents, material, conversion] = opening;
  const wip = { ledger: 'L', order: 'O1', quantity: units };
  const atStandard = { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' } as const;
  return new Month()
    .item('PIECE', { category: 'made' })
    .standard('BEAD', '1')
    .standard('PIECE', { material: standard[0], overhead: standard[1] })
    .order('O1', 'PIECE', String(Number(units) + Number(started)), { opened_on: '2026-08-01' })
    .add('opening_wip', { ...wip, stage: 'material', element: 'material', amount: material, equivalent_units: units })
    .add('opening_wip', {
      ...wip,
      stage: 'conversion',
      element: 'overhead',
      amount: conversion,
      equivalent_units: equivalents,
    })
    .open('BEAD', cost[0], cost[0])
    .issue('BEAD', cost[0], 'O1')
    .pool('CONVERSION', cost[1])
    .report('O1', '1', { operation: '10', quantity_good: completed })
    .complete('PIECE', completed, 'O1', { movement: 'made' })
    .add('routing_operation', {
      plant: 'P1',
      item: 'PIECE',
      operation: '10',
      work_centre: 'W1',
      run_hours_machine: '1',
    })
    .add('bom', {
      plant: 'P1',
      parent: 'PIECE',
      alternative: null,
      valid_from: '2026-01-01',
      base_quantity: '1',
      active: true,
    })
    .add('bom_line', {
      plant: 'P1',
      parent: 'PIECE',
      alternative: null,
      valid_from: '2026-01-01',
      line: 1,
      component: 'BEAD',
      quantity: standard[0],
      kind: 'component',
      fixed: false,
    })
    .add('wip_count', { period: '2026-09', order: 'O1', operation: '10', quantity: closing[0], degree: closing[1] })
    .close({
      wip: { ...defaultPolicy.wip, method: 'quota_cost', degrees: 'counted' },
      valuation_by_category: { made: atStandard },
    });
}

const closingWip = (closed: ClosedMonth) =>
  money(closed.version.rows('order_cost').map(({ closing_wip }) => ({ amount: closing_wip })));

describe('process costing at standard', () => {
  test('pearls (transtutors.com/questions/…-589352.htm)', () => {
    const closed = closeAtStandard({
      standard: ['3', '10.5'],
      opening: ['24000', '16800', '72000', '176400'],
      started: '124400',
      completed: '123000',
      closing: ['25400', '0.5'],
      cost: ['329000', '1217000'],
    });
    expect([closed.closing('PIECE')[1], closingWip(closed)]).toEqual(['1660500.00', 209550]);
    // 329,000 − 124,400 × 3.00; 1,217,000 − 118,900 × 10.50.
    expect([varianceOf(closed, 'material'), varianceOf(closed, 'overhead')]).toEqual([-44200, -31450]);
    expect(money(closed.residuals().map(([, amount]) => ({ amount })))).toBe(-75650);
  });

  test('door handles (bartleby.com, lawrence-company)', () => {
    const closed = closeAtStandard({
      standard: ['5.75', '12.25'],
      opening: ['15000', '4500', '86250', '55125'],
      started: '100000',
      completed: '95000',
      closing: ['20000', '0.8'],
      cost: ['569000', '1307240'],
    });
    expect([closed.closing('PIECE')[1], closingWip(closed)]).toEqual(['1710000.00', 311000]);
    // 569,000 − 100,000 × 5.75; 1,307,240 − 106,500 × 12.25.
    expect([varianceOf(closed, 'material'), varianceOf(closed, 'overhead')]).toEqual([-6000, 2615]);
  });
});

describe('年度计划分配率：163,200 元除以定额工时，年末差异按十二月的分配额 (xiaoyuandeng.com/wd-wt/ti57DnrDmTxqglbbKsFgk7B.html)', () => {
  const absorption: Policy['absorption'] = {
    rate: 'planned',
    difference: 'products',
    when: 'year_end',
    by: 'applied_of_period',
  };
  const driver = 'quota_hours_labour';

  function month(period: string, made: readonly [jia: string, yi: string], actual: string): Month {
    const opened = new Month(period);
    for (const [i, [item, planned, run_hours_labour]] of [
      ['甲', '24000', '4'],
      ['乙', '18000', '6'],
    ].entries()) {
      opened
        .order(item, item, made[i])
        .report(item, '0', { operation: '10', quantity_good: made[i], reported_at: `${period}-05T10:00:00+08:00` })
        .complete(item, made[i], item)
        .add('routing_operation', { plant: 'P1', item, operation: '10', work_centre: 'W1', run_hours_labour });
      const key = { ledger: 'L', centre: 'C1', driver, valid_from: `${period.slice(0, 4)}-01-01` };
      opened.add('rate_budget_output', { ...key, item, quantity: planned });
    }
    const valid_to = `${period.slice(0, 4)}-12-31`;
    const budget = {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver,
      valid_from: `${period.slice(0, 4)}-01-01`,
    };
    return opened.add('rate_budget', { ...budget, valid_to, amount: '163200' }).pool('制造费用', actual, { driver });
  }

  const applied = (closed: ClosedMonth, object: string) => {
    const rows = closed.version.rows('pool_allocation').filter((row) => row.object === object && row.target !== '');
    return Object.fromEntries(rows.map((row) => [row.target, Number(row.amount)]));
  };

  test('一月：0.8 元每工时，甲 5,760，乙 7,200', () => {
    const closed = month('2026-01', ['1800', '1500'], '13000').close({ absorption });
    expect(applied(closed, 'rate')).toEqual({ 甲: 5760, 乙: 7200, absorption_carried: 40 });
  });

  test('十二月：多分配的 210 元由甲 90、乙 120 冲减', () => {
    // November ended with 310 too little: 150 of credit before, 9,100 spent and 8,640 applied.
    const before = {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver,
      amount: '9100',
      quantity: '10800',
      difference: '310',
    };
    const closed = month('2026-12', ['900', '800'], '6200').add('opening_absorption', before).close({ absorption });
    expect(applied(closed, 'rate')).toEqual({ 甲: 2880, 乙: 3840 });
    expect(applied(closed, 'difference')).toEqual({ 甲: -90, 乙: -120 });
  });
});

describe('按定额消耗量分配共同耗用的材料', () => {
  /** What a centre took for several products; each made so many pieces, of which one needs so many kg. */
  function shared(kg: string, amount: string, quotas: Readonly<Record<string, readonly [pieces: string, kg: string]>>) {
    const month = new Month().buy('材料', kg, amount).move('issue', '材料', kg, { centre: 'C1' });
    for (const [item, [pieces, quantity]] of Object.entries(quotas)) {
      const bom = { plant: 'P1', parent: item, alternative: null, valid_from: '2026-01-01' };
      month
        .order(item, item, pieces)
        .complete(item, pieces, item)
        .add('bom', { ...bom, base_quantity: '1', active: true })
        .add('bom_line', { ...bom, line: 1, component: '材料', quantity, kind: 'component', fixed: false });
    }
    const closed = month.close({ centre_material_driver: { C1: { 材料: 'quota:材料' } } });
    return closed.version.rows('pool_allocation').map((row) => [row.target, Number(row.amount)]);
  }

  test('1,440 千克，计划单价 5 元，超支 2 % (xiaoyuandeng.com/wd-wt/tih6KvCUmz0LoAQgX3jct6N.html)', () => {
    // 900 and 540 kg; the source prints 4,501.02 for 5 × 900 × 1.02.
    expect(shared('1440', '7344.00', { 甲: ['100', '10'], 乙: ['150', '4'] })).toEqual([
      ['乙', 2754],
      ['甲', 4590],
    ]);
  });

  test('4,500 千克，每千克 20 元 (boxuming.com/blog/article/index/11191)', () => {
    expect(shared('4500', '90000.00', { 甲: ['50', '50'], 乙: ['100', '15'] })).toEqual([
      ['乙', 33750],
      ['甲', 56250],
    ]);
  });
});

test('a job of two departments with rates of their own (wizedu.com, High Desert Potteryworks)', () => {
  const month = new Month()
    .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
    .add('work_centre', { work_centre: 'W2', centre: 'C2' })
    .buy('CLAY', '1', '2122.00')
    .order('205', 'POT', '22')
    .issue('CLAY', '1', '205')
    .report('205', '320', { hours_labour: '79' })
    .report('205', '67', { hours_labour: '130', work_centre: 'W2' })
    .pool('WAGES 1', '750.00', { element: 'labour', driver: 'hours_labour', rate: '9.493671' })
    .pool('WAGES 2', '960.00', { centre: 'C2', element: 'labour', driver: 'hours_labour', rate: '7.384615' })
    .pool('MOLDING', '0', {})
    .pool('PAINTING', '0', { centre: 'C2', driver: 'hours_labour' })
    .complete('POT', '22', '205', { movement: 'made' });
  // 218,400 / 84,000 + 2.80 = 5.40 a machine hour; 531,050 / 55,900 + 4.80 = 14.30 an hour of labour.
  const budget = { ledger: 'L', element: 'overhead', valid_from: '2026-09-01' };
  month.add('rate_budget', {
    ...budget,
    centre: 'C1',
    driver: 'hours_machine',
    amount: '453600',
    fixed_amount: '218400',
    quantity: '84000',
  });
  month.add('rate_budget', {
    ...budget,
    centre: 'C2',
    driver: 'hours_labour',
    amount: '799370',
    fixed_amount: '531050',
    quantity: '55900',
  });
  const closed = month.close({
    absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
    unit_cost_scale: 2,
  });
  expect([closed.cost('made', 'overhead'), closed.cost('made')]).toEqual(['3587.00', '7419.00']);
  const unit = closed.version.rows('unit_cost').find((row) => row.item === 'POT' && row.basis === 'produced');
  expect(unit?.unit_cost).toBe('337.23');
});

test('perpetual stock by three methods (coursehero.com/file/13294507)', () => {
  const left = (method: Policy['valuation']['method']) =>
    new Month()
      .open('CAMERA', '100', '5000.00')
      .on(5)
      .buy('CAMERA', '400', '22000.00')
      .on(9)
      .sell('CAMERA', '420')
      .on(18)
      .buy('CAMERA', '120', '7200.00')
      .on(25)
      .buy('CAMERA', '200', '12400.00')
      .on(29)
      .sell('CAMERA', '160')
      .close({ valuation: { method, bucket: 'plant_item', layer_order: 'chronological' } })
      .closing('CAMERA')[1];
  // 80 at 60 and 200 at 62 less the 40 that FIFO takes of the first; by average 54.00, then 23,920 / 400.
  expect([left('fifo'), left('lifo'), left('moving_average')]).toEqual(['14800.00', '13680.00', '14352.00']);
});
