import {
  completedAtStandard,
  costByQuota,
  costOfProduction,
  defaultPolicy,
  degreesOfCompletion,
  openingFrom,
  type Policy,
} from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';
import { run } from './process.js';

/** Orders, batches and steps of published problems, by closing the month. */

const wip = (more: Partial<Policy['wip']>): Policy['wip'] => ({ ...defaultPolicy.wip, ...more });

function left(closed: ClosedMonth, order: string): number {
  const rows = closed.version.rows('order_cost').filter((row) => row.order === order);
  return Number(rows.reduce((sum, row) => sum + Number(row.closing_wip), 0).toFixed(2));
}

test('pie crusts by FIFO (courses.lumenlearning.com/wm-managerialaccounting/chapter/production-report-fifo)', () => {
  const told = run(
    {
      opening: { units: '750', degree: '0.6', material: '825.00', conversion: '585.00' },
      started: '3250',
      good: '3000',
      closing: { units: '1000', degree: '0.25' },
      material: '3575.00',
      conversion: '3640.00',
    },
    { method: 'fifo' },
  );
  expect(told.units).toEqual({ conversion: [2800, 1.3], material: [3250, 1.1] });
  // 1,410 + 300 × 1.30 + 2,250 × 2.40; 1,000 × 1.10 + 250 × 1.30.
  expect(told).toMatchObject({ completed: 7200, closing: 1425 });
});

test('what comes in at 70 % (askmehelpdesk.com/printthread.php?t=287093)', () => {
  const { elements } = costOfProduction({
    method: 'fifo',
    opening: { quantity: '50', degrees: { before: '1', material: '0', conversion: '0.3' }, costs: {} },
    completed: '2650',
    closing: { quantity: '400', degrees: { before: '1', material: '0', conversion: '0.6' } },
    costs: { before: '0', material: '0', conversion: '0' },
  });
  expect(Object.values(elements).map((of) => of.equivalent_units)).toEqual(['3000', '2650', '2875']);
});

test('两道工序，材料陆续投入 (m.yinshua168.com.cn/tiku/daytest/5-14/shownew-20230524.shtml)', () => {
  // 12 and 8 hours; 100 in process at the first, 50 at the second, each half way: 30 + 40; 80,000.00 / 400.
  const month = new Month()
    .order('O1', '乙', '480')
    .open('材料', '1', '50000.00')
    .issue('材料', '1', 'O1')
    .pool('加工费', '30000.00')
    .report('O1', '6000', { operation: '10', quantity_good: '380' })
    .report('O1', '2640', { operation: '20', quantity_good: '330' })
    .complete('乙', '330', 'O1');
  for (const [operation, run_hours_machine] of [
    ['10', '12'],
    ['20', '8'],
  ]) {
    month.add('routing_operation', { plant: 'P1', item: '乙', operation, work_centre: 'W1', run_hours_machine });
  }
  const header = { plant: 'P1', parent: '乙', alternative: null, valid_from: '2026-01-01' };
  month.add('bom', { ...header, base_quantity: '20', active: true });
  for (const [operation, quantity] of [
    ['10', '12'],
    ['20', '8'],
  ]) {
    const line = { ...header, line: Number(operation), component: '材料', kind: 'component', fixed: false } as const;
    month.add('bom_line', { ...line, operation, quantity });
  }
  const closed = month.close({ wip: wip({ material_entry: 'cumulative_quota', entry_progress: '0.5' }) });
  const unit = closed.version.rows('unit_cost').find((row) => row.item === '乙' && row.basis === 'produced');
  expect(Number(unit?.unit_cost)).toBe(200);
  expect(left(closed, 'O1')).toBe(14000);
  expect(degreesOfCompletion([{ hours: '12' }, { hours: '8' }]).map((of) => of.conversion)).toEqual(['0.3', '0.8']);
});

test('半成品按加权平均出库，第二车间按约当产量 (m.hqwx.com/cpa-kaoshi/tiku/14748725612526.html)', () => {
  const opening = { ledger: 'L', order: 'O2', quantity: '24' };
  const month = new Month()
    .add('cost_element', { element: '半成品', class: 'material', position: 0 })
    .item('半成品', { semi_element: '半成品' })
    .open('半成品', '13', '116100.00')
    .buy('半成品', '70', '647500.00')
    .order('O2', '产成品', '95', { opened_on: '2026-08-01' })
    .add('opening_wip', {
      ...opening,
      stage: 'material',
      element: '半成品',
      amount: '59300.00',
      equivalent_units: '24',
    })
    .add('opening_wip', {
      ...opening,
      stage: 'material',
      element: 'material',
      amount: '4750.00',
      equivalent_units: '24',
    })
    .add('opening_wip', {
      ...opening,
      stage: 'conversion',
      element: 'labour',
      amount: '7000.00',
      equivalent_units: '12',
    })
    .add('opening_wip', {
      ...opening,
      stage: 'conversion',
      element: 'overhead',
      amount: '9000.00',
      equivalent_units: '12',
    })
    .issue('半成品', '71', 'O2', { movement: '领用' })
    .open('辅料', '1', '232750.00')
    .issue('辅料', '1', 'O2')
    .report('O2', '1', { operation: '10', quantity_good: '85' })
    .pool('人工', '128000.00', { element: 'labour' })
    .pool('费用', '216000.00')
    .complete('产成品', '85', 'O2', { movement: '完工' })
    .add('routing_operation', {
      plant: 'P1',
      item: '产成品',
      operation: '10',
      work_centre: 'W1',
      run_hours_machine: '1',
    });
  const closed = month.close({ step_costing: { carry: 'combined' } });
  expect(closed.cost('领用')).toBe('653200.00');
  const elements = ['半成品', 'material', 'labour', 'overhead'];
  expect(elements.map((element) => closed.cost('完工', element))).toEqual([
    '637500.00',
    '212500.00',
    '127500.00',
    '212500.00',
  ]);
  expect(left(closed, 'O2')).toBe(120000);
});

describe('分批法', () => {
  /** Batch 0301 of ten: two are handed over before the others are ready, at what is laid down: 4,000, 1,500 and 1,200. */
  const atPlan = { wip: wip({ method: 'completed_at_standard' }) };
  const batch = (period?: string) =>
    new Month(period).standard('钢材', '50').standard('机床', { material: '4000', labour: '1500', overhead: '1200' });
  const september = () =>
    batch()
      .order('0301', '机床', '10')
      .buy('钢材', '900', '45900.00')
      .issue('钢材', '820', '0301')
      .report('0301', '700')
      .pool('人工', '13000.00', { element: 'labour' })
      .pool('费用', '10400.00')
      .complete('机床', '2', '0301', { movement: '先完工' });

  test('完工产品按计划成本转出，余下为在产品', () => {
    const closed = september().close(atPlan);
    expect(closed.cost('先完工')).toBe('13400.00');
    const sheet = closed.version.rows('order_cost').map((row) => [row.element, row.completed, row.closing_wip]);
    expect(sheet).toEqual([
      ['labour', '3000.00', '10000.00'],
      ['overhead', '2400.00', '8000.00'],
      ['material', '8000.00', '33820.00'],
    ]);
    const { labour, material } = completedAtStandard(
      { labour: '13000', material: '41820' },
      { labour: ['2', '1500'], material: ['2', '4000'] },
    );
    expect([labour.closing, material.closing]).toEqual(['10000.00', '33820.00']);
  });

  test('最后完工的承担余下的全部成本', () => {
    const before = september().close(atPlan);
    const closed = batch('2026-10')
      .order('0301', '机床', '10', { opened_on: '2026-09-01', closed_on: '2026-10-31' })
      .after(openingFrom(before.version))
      .report('0301', '900')
      .pool('人工', '9200.00', { element: 'labour' })
      .complete('机床', '8', '0301', { movement: '后完工' })
      .close(atPlan, before.version);
    expect([closed.cost('后完工'), left(closed, '0301')]).toEqual(['61020.00', 0]);
  });

  test('没有标准价的按约当产量', () => {
    const month = september();
    month.rows.item_price.length = 0;
    const closed = month.close(atPlan);
    expect(closed.findings).toContain('stage_must_have_a_standard');
    expect(closed.cost('先完工', 'material')).toBe('8364.00');
  });

  test('简化的分批法：间接费用按累计工时分配率，只给完工批次', () => {
    // The second ledger is stock of hours at their average cost: 39,600.00 and 57,600.00 over 36,000 h are 1.10 and 1.60 an hour.
    const closed = new Month()
      .open('工时', '20000', { labour: '20800.00', overhead: '28800.00' })
      .order('二级账', '工时', '16000', { closed_on: '2026-09-30' })
      .report('二级账', '16000')
      .pool('人工', '18800.00', { element: 'labour' })
      .pool('制造费用', '28800.00')
      .complete('工时', '16000', '二级账')
      .buy('材料', '24000', '24000.00')
      .order('601', '甲', '10', { closed_on: '2026-09-30' })
      .issue('材料', '24000', '601')
      .issue('工时', '18000', '601')
      .complete('甲', '10', '601', { movement: '完工' })
      .close();
    expect(['material', 'labour', 'overhead'].map((element) => closed.cost('完工', element))).toEqual([
      '24000.00',
      '19800.00',
      '28800.00',
    ]);
    // Batches that go on have 18,000 h of it in common.
    expect(closed.closing('工时')).toEqual(['18000', '48600.00']);
  });
});

test('定额法：脱离定额差异按定额分配，定额变动与材料差异由完工产品负担 (m.sinada.com.cn/wenda/detail/nofollow/xt/6466176)', () => {
  // Opening 1,000.00 by quota, 20.00 less by the new one, −50.00 beyond; of the month 24,000.00 and −500.00; completed 22,000.00 by quota.
  const opening = { ledger: 'L', order: 'O1', quantity: '10' };
  const closed = new Month()
    .add('cost_element', { element: '材料差异', class: 'conversion', position: 6 })
    .add('cost_element', { element: '定额变动', class: 'conversion', position: 7 })
    .order('O1', '产品', '100', { opened_on: '2026-08-01' })
    .add('opening_wip', {
      ...opening,
      stage: 'material',
      element: 'material',
      amount: '930.00',
      equivalent_units: '10',
    })
    .add('opening_wip', {
      ...opening,
      stage: 'conversion#定额变动',
      element: '定额变动',
      amount: '20.00',
      equivalent_units: '5',
    })
    .open('材料', '1', '23500.00')
    .issue('材料', '1', 'O1')
    .report('O1', '1')
    .pool('材料成本差异 −2 %', '-470.00', { element: '材料差异' })
    .complete('产品', '90', 'O1', { movement: '完工' })
    .add('order_quota', { period: '2026-09', order: 'O1', stage: 'material', completed: '22000', in_process: '2980' })
    .close({
      wip: wip({ method: 'quota_ratio', elements: { 材料差异: { method: 'none' }, 定额变动: { method: 'none' } } }),
      rate_rounding: { default: 'exact', wip: 3 },
    });
  // The source rounds −550 / 24,980 to −2.2 %; 24,430 / 24,980 is 0.978 as well.
  expect([closed.cost('完工'), closed.cost('完工', '材料差异'), closed.cost('完工', '定额变动')]).toEqual([
    '21066.00',
    '-470.00',
    '20.00',
  ]);
});

test('平行结转，各车间按定额比例：一张工单，每个车间一个阶段', () => {
  // Two workshops; quotas of what is finished, and of all that is in process of each workshop's work, wherever it stands.
  const quota = { period: '2026-09', order: 'O1' };
  const month = new Month()
    .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
    .add('work_centre', { work_centre: 'W2', centre: 'C2' })
    .order('O1', '产品', '130')
    .buy('材料', '1', '30000.00')
    .issue('材料', '1', 'O1')
    .report('O1', '0', { operation: '10', hours_labour: '7000', quantity_good: '110' })
    .report('O1', '0', { operation: '20', hours_labour: '5500', quantity_good: '100', work_centre: 'W2' })
    .pool('一车间', '10500.00', { element: 'labour', driver: 'hours_labour' })
    .pool('二车间', '8800.00', { centre: 'C2', element: 'labour', driver: 'hours_labour' })
    .complete('产品', '100', 'O1', { movement: '完工' })
    .add('order_quota', { ...quota, stage: 'material', completed: '24000', in_process: '8000' })
    .add('order_quota', { ...quota, stage: 'conversion@C1', completed: '6000', in_process: '1000' })
    .add('order_quota', { ...quota, stage: 'conversion@C2', completed: '5000', in_process: '500' });
  for (const [operation, work_centre] of [
    ['10', 'W1'],
    ['20', 'W2'],
  ]) {
    month.add('routing_operation', { plant: 'P1', item: '产品', operation, work_centre, run_hours_labour: '50' });
  }
  const closed = month.close({ wip: wip({ method: 'quota_ratio' }), conversion_stages: 'centre' });
  // 0.9375 of 24,000; 1.50 an hour of 6,000; 1.60 of 5,000.
  const shares = closed.version
    .rows('order_cost')
    .map((row) => [row.stage, Number(row.completed), Number(row.closing_wip)]);
  expect(shares).toEqual([
    ['conversion@C1', 9000, 1500],
    ['conversion@C2', 8000, 800],
    ['material', 22500, 7500],
  ]);
  const stepOne = costByQuota({ 材料: '30000', 人工: '10500' }, { 材料: ['24000', '8000'], 人工: ['6000', '1000'] });
  expect([stepOne.材料.completed, stepOne.人工.rate]).toEqual(['22500.00', '1.500000']);
});

describe('a rate that was laid down too high (Horngren 4-30, transtutors.com/questions/accounting--5878.htm)', () => {
  /** Half of wages; 110,000.00 were applied of 106,000.00: 10,000, 30,000 and 70,000 of them in 50,000, 240,000 and 560,000. */
  function differences(by: Policy['absorption']['by']): number[] {
    const month = new Month()
      .item('RAW', { supply: 'purchased' })
      .buy('RAW', '520000', '520000.00')
      .add('driver', { driver: 'wages', kind: 'value', of: 'labour' })
      .pool('WAGES', '220000', { element: 'labour', driver: 'hours_labour', rate: '1' })
      .pool('OVERHEAD', '106000', { driver: 'wages' })
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver: 'wages',
        valid_from: '2026-09-01',
        amount: '100000',
        quantity: '200000',
      });
    for (const [job, wages, raw] of [
      ['1 in process', '20000', '20000'],
      ['2 finished', '60000', '150000'],
      ['3 sold', '140000', '350000'],
    ]) {
      month.order(job, `of ${job}`, '1').issue('RAW', raw, job).report(job, '0', { hours_labour: wages });
      if (!job.endsWith('process')) month.complete(`of ${job}`, '1', job);
    }
    month.sell('of 3 sold', '1');
    const absorption = { rate: 'planned', difference: 'products', when: 'period', by } as const;
    const closed = month.close({ absorption });
    expect(closed.residuals()).toEqual([]);
    const rows = closed.version.rows('pool_allocation').filter(({ object }) => object === 'difference');
    return [...rows]
      .sort((a, b) => (a.amount.length < b.amount.length ? -1 : 1))
      .map((row) => Math.round(Number(row.amount)));
  }

  test('over what its products come to', () => {
    expect(differences('balances')).toEqual([-235, -1129, -2635]);
  });

  test('over what was applied to them', () => {
    expect(differences('applied_in_balances')).toEqual([-364, -1091, -2545]);
  });
});
