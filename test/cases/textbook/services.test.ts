import {
  allocateDirect,
  atPlannedPrices,
  interactive,
  type Policy,
  reciprocal,
  type ServiceDepartments,
  stepDown,
} from '@millrace/costing-core';
import { type Fraction, fraction, printFixed, roundFraction } from '@millrace/exact';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** Service departments as published problems set them, by closing a month and by the functions. */

type Method = Policy['service_departments']['method'];
interface Choices {
  readonly scale?: number;
  readonly decimals?: number;
  readonly order?: string[];
  readonly prices?: Readonly<Record<string, string>>;
  readonly difference?: Policy['service_departments']['difference'];
}

/** Receivers that begin with 产品 are orders, 管理 is administration, all others are shops. */
function close(departments: ServiceDepartments, method: Method, choices: Choices = {}): ClosedMonth {
  const { scale = 2, decimals, order = [], prices = {}, difference = 'expense' } = choices;
  const month = new Month().ledger({ amount_scale: scale });
  const known = new Set(Object.keys(departments));
  const shops: string[] = [];
  const receiver = (name: string) => {
    if (known.has(name)) return;
    known.add(name);
    const isAdministration = name.startsWith('管理');
    if (name.startsWith('产品')) month.order(name, `件 ${name}`, '1').complete(`件 ${name}`, '1', name);
    else
      month.add('cost_centre', { centre: name, plant: 'P1', kind: isAdministration ? 'administration' : 'production' });
    if (isAdministration || name.startsWith('产品')) return;
    shops.push(name);
    month.add('work_centre', { work_centre: `W ${name}`, centre: name });
    month.order(`in ${name}`, 'BOX', '1').report(`in ${name}`, '1', { work_centre: `W ${name}` });
  };
  for (const [from_centre, { cost, gave }] of Object.entries(departments)) {
    month.add('cost_centre', { centre: from_centre, plant: 'P1', kind: 'service' });
    month.pool(from_centre, String(cost), { centre: from_centre, driver: null });
    for (const [i, [to, quantity]] of Object.entries(gave).entries()) {
      receiver(to);
      const to_kind = to.startsWith('产品') ? 'order' : 'centre';
      const of = { period: '2026-09', from_centre, to_kind, to, position: i + 1, status: 'approved' } as const;
      month.add('department_service', { ...of, quantity: String(quantity) });
    }
  }
  for (const [centre, rate] of Object.entries(prices)) {
    month.add('rate', { plant: 'P1', centre, driver: 'service', valid_from: '2026-01-01', rate });
  }
  return month.close({
    service_departments: { method, order, basis: 'services', difference },
    centre_overhead_driver: Object.fromEntries(shops.map((name) => [name, 'hours_machine'])),
    rate_rounding: { default: 'exact', ...(decimals !== undefined && { service_departments: decimals }) },
  });
}

/** Whom a department served with how much, in a round. */
function served(closed: ClosedMonth, from: string, round = ''): Record<string, number> {
  const rows = closed.version.rows('service_allocation').filter((row) => row.from === from && row.round === round);
  return Object.fromEntries(rows.filter(({ to }) => to !== from).map(({ to, amount }) => [to, Number(amount)]));
}

function rates(closed: ClosedMonth, round = ''): Record<string, number> {
  const rows = closed.version.rows('service_rate').filter((row) => row.round === round);
  return Object.fromEntries(rows.map(({ centre, rate }) => [centre, Number(rate)]));
}

const amounts = (parts: Readonly<Record<string, Fraction>>, scale = 2) =>
  Object.fromEntries(
    Object.entries(parts).map(([to, part]) => [to, Number(printFixed(roundFraction(part, scale), scale))]),
  );

describe('交互分配法，分配率四位小数，尾差由管理费用负担 (yinshua168.com.cn/wenda/detail/nofollow/xt/8969609)', () => {
  const departments: ServiceDepartments = {
    供电: { cost: '254200', gave: { 供水: '6000', 产品甲: '60000', 车间: '8000', 管理: '14000' } },
    供水: { cost: '101500', gave: { 供电: '1600', 车间: '30000', 管理: '6400' } },
  };
  const power = { 产品甲: 176448, 车间: 23526, 管理: 41168 };
  const water = { 车间: 94416, 管理: 20142 };

  test('by closing the month', () => {
    const closed = close(departments, 'interactive', { scale: 0, decimals: 4 });
    expect(rates(closed, 'first')).toEqual({ 供电: 2.8886, 供水: 2.6711 });
    expect([served(closed, '供电', 'first'), served(closed, '供水', 'first')]).toEqual([
      { 供水: 17332 },
      { 供电: 4274 },
    ]);
    expect(rates(closed, 'second')).toEqual({ 供电: 2.9408, 供水: 3.1472 });
    expect([served(closed, '供电', 'second'), served(closed, '供水', 'second')]).toEqual([power, water]);
  });

  test('by the function at rounded rates', () => {
    const { first, second } = interactive(departments, { decimals: 4, scale: 0 });
    expect([amounts(first.供电.parts), amounts(first.供水.parts)]).toEqual([{ 供水: 17332 }, { 供电: 4274 }]);
    expect([amounts(second.供电.parts), amounts(second.供水.parts)]).toEqual([power, water]);
    expect(second.供电.rate).toEqual(fraction(29408, 10000));
  });
});

describe('供电与锅炉车间，四种方法 (66tiku.cn/1193/586738.html)', () => {
  const departments: ServiceDepartments = {
    供电: {
      cost: '44000',
      gave: { 锅炉: '10000', 产品一: '40000', 一车间: '12000', 产品二: '30000', 二车间: '10000', 管理: '8000' },
    },
    锅炉: {
      cost: '15000',
      gave: { 供电: '500', 产品一: '800', 一车间: '160', 产品二: '600', 二车间: '140', 管理: '300' },
    },
  };

  test('交互分配：先 0.4 与 6，后 0.43 与 8', () => {
    const closed = close(departments, 'interactive');
    expect([rates(closed, 'first'), rates(closed, 'second')]).toEqual([
      { 供电: 0.4, 锅炉: 6 },
      { 供电: 0.43, 锅炉: 8 },
    ]);
    expect(served(closed, '供电', 'first')).toEqual({ 锅炉: 4000 });
    expect(served(closed, '锅炉', 'first')).toEqual({ 供电: 3000 });
  });

  test('计划成本：0.44 与 7.80，差异计入管理费用', () => {
    const prices = { 供电: '0.44', 锅炉: '7.80' };
    const closed = close(departments, 'planned_price', { prices, difference: 'administration' });
    expect(served(closed, '供电', 'planned')).toMatchObject({
      锅炉: 4400,
      产品一: 17600,
      一车间: 5280,
      产品二: 13200,
      二车间: 4400,
    });
    expect(served(closed, '锅炉', 'planned')).toMatchObject({
      供电: 3900,
      产品一: 6240,
      一车间: 1248,
      产品二: 4680,
      二车间: 1092,
    });
    // 44,000 + 3,900 − 48,400; 15,000 + 4,400 − 19,500.
    const { 供电, 锅炉 } = atPlannedPrices(departments, prices);
    expect([供电.difference, 锅炉.difference]).toEqual([fraction(-500), fraction(-100)]);
  });

  test('代数分配：联立方程', () => {
    // 110,000 x = 44,000 + 500 y, 2,500 y = 15,000 + 10,000 x: x = 47/108, y = 1,672/216.
    const { 供电, 锅炉 } = reciprocal(departments);
    expect([供电.rate, 锅炉.rate]).toEqual([fraction(47, 108), fraction(209, 27)]);
    const closed = close(departments, 'algebraic');
    expect(Object.values(rates(closed)).map((rate) => rate.toFixed(4))).toEqual(['0.4352', '7.7407']);
    expect(served(closed, '供电').产品一).toBe(17407.41);
  });

  test('代数分配，解保留四位小数，尾差由管理费用负担', () => {
    const { 供电, 锅炉 } = reciprocal(departments, { decimals: 4 });
    expect([供电.rate, 锅炉.rate]).toEqual([fraction(4352, 10000), fraction(77407, 10000)]);
    // 44,000 + 500 × 7.7407 − 102,000 × 0.4352; 15,000 + 10,000 × 0.4352 − 2,200 × 7.7407.
    expect(amounts(供电.parts)).toEqual({
      锅炉: 4352,
      产品一: 17408,
      一车间: 5222.4,
      产品二: 13056,
      二车间: 4352,
      管理: 3479.95,
    });
    expect(amounts(锅炉.parts)).toMatchObject({ 供电: 3870.35, 产品一: 6192.56, 管理: 2322.46 });
    const alone: ServiceDepartments = {
      A: { cost: '1', gave: { B: '1' } },
      B: { cost: '1', gave: { A: '1', shop: '1' } },
    };
    expect(() => reciprocal(alone, { decimals: 4 })).toThrow('A serves departments alone');
  });
});

test('step by step, maintenance first (coursehero.com/study-guides/sac-managacct/step-method-of-allocation)', () => {
  const departments: ServiceDepartments = {
    maintenance: { cost: '8000', gave: { administration: '2000', 'shop 1': '1500', 'shop 2': '2500' } },
    administration: { cost: '4000', gave: { maintenance: '100', 'shop 1': '250', 'shop 2': '150' } },
  };
  const order = ['maintenance', 'administration'];
  const closed = close(departments, 'step_down', { scale: 0, order });
  expect(served(closed, 'maintenance')).toEqual({ administration: 2667, 'shop 1': 2000, 'shop 2': 3333 });
  expect(served(closed, 'administration')).toEqual({ 'shop 1': 4167, 'shop 2': 2500 });
  expect(amounts(stepDown(departments, order).administration.parts, 0)).toEqual({ 'shop 1': 4167, 'shop 2': 2500 });
});

test('personnel by employees, custodial by area (brainmass.com, direct-and-step-down-allocations-329223)', () => {
  const departments: ServiceDepartments = {
    personnel: { cost: '32000', gave: { custodial: '30', machining: '200', assembly: '250' } },
    custodial: { cost: '70000', gave: { personnel: '2000', machining: '10000', assembly: '25000' } },
  };
  const direct = close(departments, 'direct', { scale: 0 });
  expect(served(direct, 'personnel')).toEqual({ machining: 14222, assembly: 17778 });
  expect(served(direct, 'custodial')).toEqual({ machining: 20000, assembly: 50000 });
  const steps = close(departments, 'step_down', { scale: 0, order: ['personnel', 'custodial'] });
  expect(served(steps, 'personnel')).toEqual({ custodial: 2000, machining: 13333, assembly: 16667 });
  expect(served(steps, 'custodial')).toEqual({ machining: 20571, assembly: 51429 });
  expect(amounts(allocateDirect(departments, { decimals: 2 }).personnel.parts)).toEqual({
    machining: 14222,
    assembly: 17778,
  });
});

test('three departments, each with a measure of its own (brainmass.com, step-down-method-182682)', () => {
  const departments: ServiceDepartments = {
    financial: { cost: '8000', gave: { managerial: '20', facilities: '20', health: '40', welfare: '20' } },
    managerial: { cost: '4000', gave: { financial: '150', facilities: '50', health: '60', welfare: '30' } },
    facilities: { cost: '2000', gave: { financial: '25', managerial: '15', health: '30', welfare: '20' } },
  };
  const total = (closed: ClosedMonth, to: string) =>
    ['financial', 'managerial', 'facilities']
      .reduce((sum, from) => sum + (served(closed, from)[to] ?? 0), 0)
      .toFixed(2);
  const direct = close(departments, 'direct');
  expect([total(direct, 'health'), total(direct, 'welfare')]).toEqual(['9200.00', '4800.00']);
  // 1,600 to each of two; 5,600 over 140; 2,000 + 1,600 + 2,000 over 50.
  const steps = close(departments, 'step_down', { order: ['financial', 'managerial', 'facilities'] });
  expect([total(steps, 'health'), total(steps, 'welfare')]).toEqual(['8960.00', '5040.00']);
});

test('administration and maintenance by equations (coursehero.com/file/9099863)', () => {
  const departments: ServiceDepartments = {
    administration: { cost: '1200', gave: { maintenance: '1', mowing: '3', projects: '2' } },
    maintenance: { cost: '2400', gave: { administration: '1', mowing: '3', projects: '1' } },
  };
  const closed = close(departments, 'algebraic', { scale: 0 });
  const told = closed.version.rows('service_rate').map(({ centre, amount }) => [centre, Number(amount)]);
  // A = 1,200 + M / 5, M = 2,400 + A / 6.
  expect(Object.fromEntries(told)).toEqual({ administration: 1738, maintenance: 2690 });
});

test('two rates: what is fixed by expected use, what varies by use (brainmass.com, dual-rate-cost-allocation-515993)', () => {
  const departments: ServiceDepartments = {
    line: { cost: '3000', gave: { B: '300', C: '300' } },
    calls: { cost: '600', gave: { B: '350', C: '250' } },
  };
  const closed = close(departments, 'direct');
  expect([served(closed, 'line'), served(closed, 'calls')]).toEqual([
    { B: 1500, C: 1500 },
    { B: 350, C: 250 },
  ]);
});

describe('three departments that serve each other and use something themselves', () => {
  const departments: ServiceDepartments = {
    电: { cost: '10000', gave: { 电: '50', 汽: '100', 水: '50', 一车间: '600', 二车间: '250' } },
    汽: { cost: '6000', gave: { 电: '200', 一车间: '500', 二车间: '300' } },
    水: { cost: '4000', gave: { 电: '20', 汽: '30', 一车间: '100', 二车间: '50' } },
  };

  test('计划成本分配，差异由受益车间按用量负担', () => {
    const prices = { 电: '10.50', 汽: '7', 水: '24' };
    const planned = atPlannedPrices(departments, prices);
    const differences = Object.entries(planned).map(([name, { difference }]) => [name, difference] as const);
    expect(amounts(Object.fromEntries(differences))).toEqual({ 电: 1380, 汽: 770, 水: -275 });
    const closed = close(departments, 'planned_price', { prices, difference: 'receivers' });
    // 6,300.00 + 1,380.00 × 600 ÷ 850; 3,500.00 + 770.00 × 500 ÷ 800; 2,400.00 − 275.00 × 100 ÷ 150.
    const shops = (from: string) => {
      const rows = closed.version.rows('service_allocation').filter((row) => row.from === from);
      const of = (to: string) => rows.filter((row) => row.to === to).reduce((sum, row) => sum + Number(row.amount), 0);
      return [of('一车间'), of('二车间')].map((amount) => Number(amount.toFixed(2)));
    };
    expect(shops('电')).toEqual([7274.12, 3030.88]);
    expect(shops('汽')).toEqual([3981.25, 2388.75]);
    expect(shops('水')).toEqual([2216.67, 1108.33]);
  });

  test('顺序分配，水最先', () => {
    const order = ['水', '电', '汽'];
    const parts = stepDown(departments, order);
    // 20.00 a unit; 10,400.00 ÷ 950; 7,694.74 ÷ 800.
    expect(amounts(parts.水.parts)).toEqual({ 电: 400, 汽: 600, 一车间: 2000, 二车间: 1000 });
    expect(amounts(parts.电.parts)).toEqual({ 汽: 1094.74, 一车间: 6568.42, 二车间: 2736.84 });
    expect(amounts(parts.汽.parts)).toEqual({ 一车间: 4809.21, 二车间: 2885.53 });
    const closed = close(departments, 'step_down', { order });
    expect(['水', '电', '汽'].map((from) => served(closed, from))).toEqual([
      amounts(parts.水.parts),
      amounts(parts.电.parts),
      amounts(parts.汽.parts),
    ]);
  });

  test('代数分配：自用不计', () => {
    const parts = reciprocal(departments);
    // 1,000·x = 10,000 + 200·y + 20·z, 1,000·y = 6,000 + 100·x + 30·z, 200·z = 4,000 + 50·x.
    const solved = Object.entries(parts).map(([name, { rate }]) => [name, rate] as const);
    expect(amounts(Object.fromEntries(solved), 6)).toEqual({ 电: 12.039034, 汽: 7.894196, 水: 23.009759 });
    const closed = close(departments, 'algebraic');
    // 23,440, 15,370 and 44,800 of 1,947, as solved, whatever the cents that each flow was made whole to.
    expect(closed.version.rows('service_rate').map(({ centre, rate }) => [centre, rate])).toEqual([
      ['水', '23.009758603'],
      ['汽', '7.894196199'],
      ['电', '12.039034412'],
    ]);
    for (const [from, to, amount] of [
      ['电', '一车间', 7223.42],
      ['汽', '二车间', 2368.26],
      ['水', '一车间', 2300.98],
    ] as const)
      expect(Math.abs(served(closed, from)[to] - amount)).toBeLessThanOrEqual(0.0101);
    const shops = ['电', '汽', '水'].flatMap((from) => Object.entries(served(closed, from)));
    const borne = shops.filter(([to]) => to.endsWith('车间')).reduce((sum, [, amount]) => sum + amount, 0);
    expect(borne.toFixed(2)).toBe('20000.00');
  });
});
