import { printFraction, roundFraction } from '@millrace/exact';
import { expect } from 'vitest';
import { absorb, allocate } from '../../packages/costing-core/src/index.js';
import { type ClosedMonth, Month } from '../factory/month.js';
import { publishedCase, testPublished } from './published.js';

/** By the functions, and by closing a month in which C1 spreads the same cost. */
function worked(hours: Record<string, string>): Month {
  const month = new Month();
  for (const [order, machine] of Object.entries(hours)) {
    month.order(order, 'BOX', '1').report(order, machine, { quantity_good: '1' });
  }
  return month;
}

function spread(month: ClosedMonth, pool: string): Record<string, string> {
  const rows = month.version.rows('pool_allocation').filter((row) => row.pool === pool);
  return Object.fromEntries(rows.map((row) => [row.target, String(Number(row.amount))]));
}

testPublished('overhead-allocation-cn-remainder-plug', 'a rate of two decimals, the last takes the rest', () => {
  const { input, expected } = publishedCase<{ cost: string; base: Record<string, string> }, Record<string, string>>(
    'overhead-allocation-cn-remainder-plug',
  );
  const found = allocate(input.cost, input.base, { decimals: 2 });
  expect(printFraction(found.rate, 2)).toBe(expected.rate);
  const closed = worked(input.base)
    .pool('OH', input.cost)
    .close({ rate_rounding: { default: 'exact', pools: 2 } });
  expect(spread(closed, 'OH')).toEqual({ A: expected.A, B: expected.B });
  expect(Object.values(found.parts).map((part) => String(roundFraction(part)))).toEqual([expected.A, expected.B]);
});

testPublished('overhead-allocation-cn-power-remainder', 'a rate of three decimals over centres', () => {
  const { input, expected } = publishedCase<{ cost: string; kwh: Record<string, string> }, Record<string, string>>(
    'overhead-allocation-cn-power-remainder',
  );
  const found = allocate(input.cost, input.kwh, { decimals: 3 });
  expect(printFraction(found.rate, 3)).toBe(expected.rate);
  const names = Object.keys(input.kwh);
  expect(names.map((name) => String(roundFraction(found.parts[name])))).toEqual(names.map((name) => expected[name]));
  const month = worked({ O1: '1' })
    .add('driver', { driver: 'kwh', kind: 'statistic' })
    .pool('POWER', input.cost, { driver: 'kwh' });
  for (const [i, name] of names.entries()) {
    month.add('cost_centre', { centre: name, plant: 'P1', kind: 'administration' });
    month.add('driver_quantity', {
      period: '2026-09',
      driver: 'kwh',
      target_kind: 'centre',
      target: name,
      position: i + 1,
      quantity: input.kwh[name],
      status: 'approved',
    });
  }
  const closed = month.close({ rate_rounding: { default: 'exact', pools: 3 } });
  expect(spread(closed, 'POWER')).toEqual(Object.fromEntries(names.map((name) => [name, expected[name]])));
});

testPublished('overhead-allocation-rate-045', 'a rate on labour, and what the year applied', () => {
  const { input, expected } = publishedCase<
    {
      estimated_overhead: string;
      estimated_base: string;
      job_base: string[];
      year_base: string;
      actual_overhead: string;
    },
    { rate: string; jobs: string[]; applied: string; under_applied: string }
  >('overhead-allocation-rate-045');
  const budget = { amount: input.estimated_overhead, quantity: input.estimated_base };
  const jobs = absorb(budget, Object.fromEntries(input.job_base.map((base, i) => [`J${i}`, base])), '0');
  expect(printFraction(jobs.rate, 2)).toBe(expected.rate);
  expect(Object.values(jobs.parts).map((part) => String(roundFraction(part)))).toEqual(expected.jobs);
  const year = absorb(budget, { year: input.year_base }, input.actual_overhead);
  expect(String(roundFraction(year.applied))).toBe(expected.applied);
  expect(String(roundFraction(year.difference))).toBe(expected.under_applied);

  // As a pool on the value of labour: wages go to the jobs by what they are, overhead follows at 0.45.
  const wages = input.job_base.reduce((sum, base) => sum + Number(base), 0);
  const closed = worked({ J0: input.job_base[0], J1: input.job_base[1], J2: input.job_base[2] })
    .add('driver', { driver: 'wages', kind: 'value', of: 'labour' })
    .pool('WAGES', `${wages}.00`, { element: 'labour' })
    .pool('OH', input.actual_overhead, { driver: 'wages', rate: expected.rate })
    .close();
  expect(spread(closed, 'OH')).toMatchObject({ J0: expected.jobs[0], J1: expected.jobs[1], J2: expected.jobs[2] });
});

testPublished(
  'overhead-allocation-cn-annual-plan-rate',
  'a rate of the year, its difference by what was applied',
  () => {
    type By = Record<'甲' | '乙', string>;
    const { input, expected } = publishedCase<
      {
        annual_budget: string;
        planned_output: By;
        hours_per_unit: By;
        january_output: By;
        year_applied: By;
        year_actual: string;
      },
      { rate: string; january: By; year_end_adjustment: By }
    >('overhead-allocation-cn-annual-plan-rate');
    const hours = (output: By) => ({
      甲: String(Number(output.甲) * Number(input.hours_per_unit.甲)),
      乙: String(Number(output.乙) * Number(input.hours_per_unit.乙)),
    });
    const quantity = (['甲', '乙'] as const).map(
      (name) => [input.planned_output[name], input.hours_per_unit[name]] as const,
    );
    const january = absorb({ amount: input.annual_budget, quantity }, hours(input.january_output), '0');
    expect(printFraction(january.rate, 0)).toBe(expected.rate);
    expect(Object.values(january.parts).map((part) => String(roundFraction(part)))).toEqual(
      Object.values(expected.january),
    );
    const applied = Object.values(input.year_applied).reduce((sum, amount) => sum + Number(amount), 0);
    const difference = String(Number(input.year_actual) - applied);
    const adjusted = allocate(difference, input.year_applied);
    const cents = (name: '甲' | '乙') => printFraction(adjusted.parts[name], 2);
    expect([cents('甲'), cents('乙')]).toEqual([expected.year_end_adjustment.甲, expected.year_end_adjustment.乙]);
  },
);
