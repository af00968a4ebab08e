import { type Fraction, fraction, parseFraction, roundFraction } from '@millrace/exact';
import { expect } from 'vitest';
import {
  allocateDirect,
  interactive,
  type Policy,
  reciprocal,
  type ServiceDepartments,
} from '../../packages/costing-core/src/index.js';
import { type ClosedMonth, Month } from '../factory/month.js';
import { publishedCase, testPublished } from './published.js';

/** By the functions, and by closing a month with departments that gave the same. */
const whole = (value: Fraction | undefined) => String(roundFraction(value ?? fraction(0)));

function closed(
  departments: ServiceDepartments,
  method: Policy['service_departments']['method'],
  scale = 2,
): ClosedMonth {
  const month = new Month().ledger({ amount_scale: scale });
  const receivers = new Set(Object.values(departments).flatMap(({ gave }) => Object.keys(gave)));
  for (const centre of new Set([...Object.keys(departments), ...receivers])) {
    const kind = centre in departments ? 'service' : centre === '管理' ? 'administration' : 'production';
    month.add('cost_centre', { centre, plant: 'P1', kind });
    if (kind !== 'production') continue;
    month.add('work_centre', { work_centre: `W ${centre}`, centre });
    month.order(centre, 'BOX', '1').report(centre, '1', { work_centre: `W ${centre}` });
  }
  for (const [from_centre, { cost, gave }] of Object.entries(departments)) {
    month.pool(from_centre, String(cost), { centre: from_centre, driver: null });
    for (const [to, quantity] of Object.entries(gave)) {
      const row = {
        period: '2026-09',
        from_centre,
        to_kind: 'centre',
        to,
        quantity: String(quantity),
        status: 'approved',
      } as const;
      month.add('department_service', row);
    }
  }
  const production = [...receivers].filter((name) => !(name in departments) && name !== '管理');
  return month.close({
    service_departments: { method, order: [], basis: 'services', difference: 'expense' },
    centre_overhead_driver: Object.fromEntries(production.map((name) => [name, 'hours_machine'])),
  });
}

/** What a receiver got of all departments, or of one, in a round. */
function received(month: ClosedMonth, to: string, from?: string, round?: string): string {
  const rows = month.version
    .rows('service_allocation')
    .filter((row) => row.to === to && (from === undefined || row.from === from))
    .filter((row) => round === undefined || row.round === round);
  return String(rows.reduce((sum, { amount }) => sum + Number(amount), 0));
}

function rates(month: ClosedMonth, round = ''): Record<string, { rate: string; amount: string }> {
  const rows = month.version.rows('service_rate').filter((row) => row.round === round);
  return Object.fromEntries(rows.map(({ centre, rate, amount }) => [centre, { rate: String(Number(rate)), amount }]));
}

type Shares = Record<string, { direct: string; to: Record<string, string> }>;
const ofShares = (input: Shares): ServiceDepartments =>
  Object.fromEntries(Object.entries(input).map(([name, { direct, to }]) => [name, { cost: direct, gave: to }]));

testPublished('service-dept-allocation-cma-reciprocal', 'shares of the output', () => {
  const { input, expected } = publishedCase<Shares, Record<string, string>>('service-dept-allocation-cma-reciprocal');
  const departments = ofShares(input);
  const shared = reciprocal(departments);
  expect([whole(shared.S1.cost), whole(shared.S2.cost)]).toEqual([expected.S1_total, expected.S2_total]);
  const month = closed(departments, 'algebraic', 0);
  expect(rates(month).S1.amount).toBe(expected.S1_total);
  expect(rates(month).S2.amount).toBe(expected.S2_total);
  expect([received(month, 'P1'), received(month, 'P2')]).toEqual([expected.P1, expected.P2]);
});

testPublished('service-dept-allocation-reciprocal-rounded', 'repeating decimals, then distribution', () => {
  const { input, expected } = publishedCase<Shares, Record<string, string>>(
    'service-dept-allocation-reciprocal-rounded',
  );
  const departments = ofShares(input);
  const month = closed(departments, 'algebraic', 0);
  expect(rates(month).S1.amount).toBe(expected.S1_total);
  expect(rates(month).S2.amount).toBe(expected.S2_total);
  const shared = reciprocal(departments);
  for (const from of ['S1', 'S2'] as const) {
    for (const to of ['P1', 'P2'] as const) {
      expect(whole(shared[from].parts[to])).toBe(expected[`${from}_to_${to}`]);
    }
  }
});

testPublished('service-dept-allocation-reciprocal-9000-5800', 'whole numbers', () => {
  const { input, expected } = publishedCase<
    { direct: Record<'Y' | 'Z', string>; Y_receives_from_Z: string; Z_receives_from_Y: string },
    Record<'Y' | 'Z', string>
  >('service-dept-allocation-reciprocal-9000-5800');
  const left = (part: string) => String(1 - Number(part));
  const departments: ServiceDepartments = {
    Y: { cost: input.direct.Y, gave: { Z: input.Z_receives_from_Y, shop: left(input.Z_receives_from_Y) } },
    Z: { cost: input.direct.Z, gave: { Y: input.Y_receives_from_Z, shop: left(input.Y_receives_from_Z) } },
  };
  const shared = reciprocal(departments);
  expect([whole(shared.Y.cost), whole(shared.Z.cost)]).toEqual([expected.Y, expected.Z]);
  const found = rates(closed(departments, 'algebraic'));
  expect([found.Y.amount, found.Z.amount]).toEqual([`${expected.Y}.00`, `${expected.Z}.00`]);
});

testPublished('service-dept-allocation-cn-direct-21000', 'direct, to shops, products and administration', () => {
  type Given = { cost: string; external_qty: string; to: Record<string, string> };
  const { input, expected } = publishedCase<
    Record<'供水' | '供电', Given>,
    Record<string, string> & { rates: string[] }
  >('service-dept-allocation-cn-direct-21000');
  const departments: ServiceDepartments = Object.fromEntries(
    Object.entries(input).map(([name, { cost, to }]) => [name, { cost, gave: to }]),
  );
  const month = closed(departments, 'direct');
  expect([rates(month).供水.rate, rates(month).供电.rate]).toEqual(expected.rates);
  for (const to of ['A产品', 'B产品', '一车间', '二车间', '管理']) expect(received(month, to)).toBe(expected[to]);
  const shared = allocateDirect(departments);
  expect(shared.供水.rate).toEqual(parseFraction(expected.rates[0]));
});

testPublished('service-dept-allocation-cn-interactive-first-step', 'the first exchange', () => {
  const { input, expected } = publishedCase<Record<string, Record<string, string>>, Record<string, string>>(
    'service-dept-allocation-cn-interactive-first-step',
  );
  const departments: ServiceDepartments = {
    修理: {
      cost: input.修理.cost,
      gave: { 运输: input.修理.运输耗用, 外部: String(Number(input.修理.hours) - Number(input.修理.运输耗用)) },
    },
    运输: {
      cost: input.运输.cost,
      gave: { 修理: input.运输.修理耗用, 外部: String(Number(input.运输.km) - Number(input.运输.修理耗用)) },
    },
  };
  const month = closed(departments, 'interactive');
  const first = rates(month, 'first');
  expect([first.修理.rate, first.运输.rate]).toEqual([expected.修理_rate, expected.运输_rate]);
  expect(received(month, '运输', '修理', 'first')).toBe(expected['修理→运输']);
  expect(received(month, '修理', '运输', 'first')).toBe(expected['运输→修理']);
  const { second } = interactive(departments);
  expect([whole(second.修理.cost), whole(second.运输.cost)]).toEqual(['18800', '20200']);
});

testPublished('service-dept-allocation-expertsmind-direct', 'three departments, direct', () => {
  const { input, expected } = publishedCase<
    { costs: Record<string, string>; usage: Record<string, Record<string, string>> },
    Record<string, Record<string, string>> & { P1_total: string; P2_total: string }
  >('service-dept-allocation-expertsmind-direct');
  const departments: ServiceDepartments = Object.fromEntries(
    Object.entries(input.usage).map(([name, gave]) => [name, { cost: input.costs[name], gave }]),
  );
  const month = closed(departments, 'direct');
  for (const from of ['S1', 'S2', 'S3']) {
    for (const to of ['P1', 'P2']) expect(received(month, to, from)).toBe(expected[from][to]);
  }
  for (const to of ['P1', 'P2'] as const) {
    expect(String(Number(input.costs[to]) + Number(received(month, to)))).toBe(expected[`${to}_total`]);
  }
});
