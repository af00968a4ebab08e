import { absorb, activityCosts, allocate } from '@millrace/costing-core';
import { type Fraction, fraction, printFixed, roundFraction } from '@millrace/exact';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** Activities and predetermined rates of published problems, by closing the month. */

/** Pools, each with a driver of its own: amount, then how much each order has of it. */
type Activities = Readonly<Record<string, readonly [amount: string, ...quantities: number[]]>>;

function withActivities(month: Month, orders: readonly string[], activities: Activities): Month {
  for (const [name, [amount, ...quantities]] of Object.entries(activities)) {
    month.add('driver', { driver: name, kind: 'statistic' }).pool(name, amount, { driver: name });
    for (const [i, quantity] of quantities.entries()) {
      const of = {
        period: '2026-09',
        driver: name,
        target_kind: 'order',
        target: orders[i],
        status: 'approved',
      } as const;
      month.add('driver_quantity', { ...of, quantity: String(quantity) });
    }
  }
  return month;
}

function spread(closed: ClosedMonth): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of closed.version.rows('pool_allocation')) {
    if (row.target === '') continue;
    sums[row.target] = Number(((sums[row.target] ?? 0) + Number(row.amount)).toFixed(2));
  }
  return sums;
}

const rate = (closed: ClosedMonth, pool: string) =>
  Number(closed.version.rows('pool_rate').find((row) => row.object === 'pool' && row.pool === pool)?.rate);

const whole = (value: Fraction = fraction(0)) => Number(printFixed(roundFraction(value, 2), 2));

function made(closed: ClosedMonth): Record<string, number> {
  const rows = closed.version.rows('unit_cost').filter(({ basis }) => basis === 'produced');
  return Object.fromEntries(rows.map(({ item, unit_cost }) => [item, Number(unit_cost)]));
}

test('四种产品五项作业，在产品完工 50 % (成本会计题库 222.198.130.40, id=55a96ba3…)', () => {
  const products = ['A', 'B', 'C', 'D'];
  const month = new Month();
  for (const [i, [done, left, opening]] of [
    [100, 20, '2000'],
    [150, 30, '3000'],
    [200, 40, '4000'],
    [250, 50, '5000'],
  ].entries()) {
    const order = products[i];
    month.order(order, order, String(Number(done) + Number(left)), { opened_on: '2026-08-01' });
    month.complete(order, String(done), order);
    const wip = { ledger: 'L', order, stage: 'conversion', element: 'overhead', quantity: '10', equivalent_units: '5' };
    month.add('opening_wip', { ...wip, amount: String(opening) });
  }
  const closed = withActivities(month, products, {
    质量检验: ['5000', 5, 5, 10, 5],
    订单处理: ['5000', 10, 20, 10, 10],
    机器运行: ['80000', 400, 500, 550, 550],
    安装: ['8000', 40, 50, 60, 50],
    设备调整: ['2000', 2, 2, 3, 3],
  }).close({ unit_cost_scale: 2 });
  expect(['质量检验', '订单处理', '机器运行', '安装', '设备调整'].map((pool) => rate(closed, pool))).toEqual([
    200, 100, 40, 40, 200,
  ]);
  expect(spread(closed)).toEqual({ A: 20000, B: 25400, C: 28000, D: 26600 });
  // (20,000 + 2,000) / (100 + 20 × 50 %) …
  expect(made(closed)).toEqual({ A: 200, B: 172.12, C: 145.45, D: 114.91 });
});

test('两种产品五个成本库 (yinshua168.com.cn/wenda/detail/nofollow/xt/6299900)', () => {
  const activities: Activities = {
    机器调整: ['600000', 3000, 2000],
    质量检验: ['480000', 4000, 4000],
    生产订单: ['120000', 200, 400],
    机器维修: ['600000', 400, 600],
    材料验收: ['200000', 100, 300],
  };
  const month = new Month().open('材料', '1700000', '1700000').add('driver', { driver: '件数', kind: 'statistic' });
  for (const [order, pieces, material] of [
    ['A', '10000', '500000'],
    ['B', '40000', '1200000'],
  ]) {
    month.order(order, order, pieces).issue('材料', material, order).complete(order, pieces, order);
    const of = { period: '2026-09', driver: '件数', target_kind: 'order', target: order, status: 'approved' } as const;
    month.add('driver_quantity', { ...of, quantity: pieces });
  }
  month.pool('人工', '1000000', { element: 'labour', driver: '件数' });
  // Of 2,000,000.00 overhead A bears 930,000.00: 50 + 20 + 93; B 30 + 20 + 26.75.
  expect(made(withActivities(month, ['A', 'B'], activities).close())).toEqual({ A: 163, B: 76.75 });
  const pools = Object.values(activities).map(([amount, A, B]) => ({
    amount,
    drivers: { A: String(A), B: String(B) },
  }));
  const { products } = activityCosts({ pools, units: { A: '10000', B: '40000' } });
  expect([whole(products.A.unit), whole(products.B.unit)]).toEqual([93, 26.75]);
});

test('three products in two departments (tutorsglobe.com/question/…-5806811.aspx)', () => {
  const orders = ['Ace', 'Best', 'Champ'];
  const month = new Month();
  for (const order of orders) month.order(order, order, '1').complete(order, '1', order);
  const closed = withActivities(month, orders, {
    setup: ['150000', 125, 75, 50],
    machining: ['750000', 2500, 1500, 2000],
    assembly: ['360000', 25000, 15000, 5000],
    inspection: ['90000', 50, 25, 25],
  }).close();
  expect(['setup', 'machining', 'assembly', 'inspection'].map((pool) => rate(closed, pool))).toEqual([
    600, 125, 8, 900,
  ]);
  expect(spread(closed)).toEqual({ Ace: 632500, Best: 375000, Champ: 342500 });
});

test('set-ups, purchase orders and the factory (tutorsglobe.com/question/…-5451998.aspx)', () => {
  const month = new Month();
  for (const order of ['C', 'D']) month.order(order, order, '1').complete(order, '1', order);
  const closed = withActivities(month, ['C', 'D'], {
    setups: ['13630', 130, 160],
    purchasing: ['85750', 750, 1000],
    factory: ['67760', 4000, 2160],
  }).close();
  expect(spread(closed)).toEqual({ C: 86860, D: 80280 });
});

describe('order 715 at predetermined rates (tutorsglobe.com/question/…-5761242.aspx)', () => {
  test('by activities', () => {
    const month = new Month().order('715', 'JOB', '1').complete('JOB', '1', '715');
    const budgets = [
      ['setups', '240000', '200', 7],
      ['handling', '90000', '60000', 11200],
      ['inspections', '48000', '1200', 16],
      ['machines', '160000', '20000', 850],
    ] as const;
    for (const [driver, amount, quantity] of budgets) {
      month.add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver,
        valid_from: '2026-09-01',
        amount,
        quantity,
      });
    }
    const closed = withActivities(
      month,
      ['715'],
      Object.fromEntries(budgets.map(([driver, , , quantity]) => [driver, ['0', quantity]])),
    ).close({ absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } });
    expect(made(closed)).toEqual({ JOB: 32640 });
  });

  test('by machine hours alone', () => {
    const month = new Month()
      .order('715', 'JOB', '1')
      .report('715', '850')
      .complete('JOB', '1', '715')
      .pool('OVERHEAD', '22000.00')
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver: 'hours_machine',
        valid_from: '2026-09-01',
        amount: '538000',
        quantity: '20000',
      });
    const absorption = { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } as const;
    const closed = month.close({ absorption });
    // 26.90 × 850; what was really spent was less.
    expect([made(closed), closed.residuals()]).toEqual([{ JOB: 22865 }, [['unabsorbed', '-865.00']]]);
  });
});

test('65 % of labour, and what the year applied too little (solutioninn.com, …-learer-companys-manager-estimated-8004780)', () => {
  const jobs = { 201: '605000', 202: '564000', 203: '299000', 204: '717000', 205: '315000', 206: '18000' };
  const month = new Month()
    .add('driver', { driver: 'wages', kind: 'value', of: 'labour' })
    .add('rate_budget', {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver: 'wages',
      valid_from: '2026-09-01',
      amount: '1300000',
      quantity: '2000000',
    })
    .pool('WAGES', '2518000', { element: 'labour', driver: 'hours_labour', rate: '1' })
    .pool('OVERHEAD', '1665000', { driver: 'wages' });
  for (const [job, wages] of Object.entries(jobs)) {
    month.order(job, `JOB ${job}`, '1').report(job, '0', { hours_labour: wages });
    if (job !== '206') month.complete(`JOB ${job}`, '1', job).sell(`JOB ${job}`, '1');
  }
  const closed = month.close({
    absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
  });
  const overhead = closed.version
    .rows('pool_allocation')
    .filter((row) => row.element === 'overhead' && row.target in jobs);
  expect(overhead.map((row) => Number(row.amount))).toEqual([393250, 366600, 194350, 466050, 204750, 11700]);
  expect(closed.residuals()).toEqual([['unabsorbed', '28300.00']]);
});

test('a predetermined rate of two decimals', () => {
  // 538,000 / 20,300 is 26.5024.
  const budget = { amount: '538000', quantity: '20300' };
  const { rate, parts, difference } = absorb(budget, { 715: '850' }, '22600', { decimals: 2 });
  expect([whole(rate), whole(parts[715]), whole(difference)]).toEqual([26.5, 22525, 75]);
});

describe('what was applied too little over balances', () => {
  test('50,000.00 over what they come to (coursehero.com/file/p7u7fra)', () => {
    const { parts } = allocate('50000', { WIP: '165000', FG: '55000', COGS: '880000' });
    expect(Object.values(parts).map(whole)).toEqual([7500, 2500, 40000]);
  });
});
