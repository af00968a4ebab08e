import { cumulativeYield } from '@millrace/bom';
import { add, divide, type Fraction, fraction, parseFraction, printFraction } from '@millrace/exact';
import { expect } from 'vitest';
import {
  activityCosts,
  allocatedTime,
  duration,
  estimateCost,
  operationTime,
  rollUp,
  unitCost,
} from '../../packages/costing-core/src/standard/index.js';
import { publishedCase, testPublished } from './published.js';
import { standardPolicy } from './standard-policy.js';

const day = { as_of: '2026-01-01' };
const percent = (text: string): Fraction => divide(parseFraction(text), fraction(100));

testPublished('activity-formula-abc-setups', 'a pool over set-ups', () => {
  type User = { setups: string; units: string };
  const { input, expected } = publishedCase<
    { pool: string; setups: string; Plus: User; Max: User },
    { rate: string; Plus: string; Max: string }
  >('activity-formula-abc-setups');
  const { rates, products } = activityCosts({
    pools: [{ amount: input.pool, drivers: { Plus: input.Plus.setups, Max: input.Max.setups } }],
    units: { Plus: input.Plus.units, Max: input.Max.units },
  });
  expect(rates).toEqual([parseFraction(expected.rate)]);
  expect(products.Plus.unit).toEqual(parseFraction(expected.Plus));
  expect(products.Max.unit).toEqual(parseFraction(expected.Max));
});

testPublished('activity-formula-bc-efficiency-capacity', 'cost follows the allocated time, not the duration', () => {
  const { input, expected } = publishedCase<
    {
      run_time_h: string;
      efficiency: string[];
      capacity: string[];
      paint_booth: { setup_h: string; concurrent_capacity: string[] };
    },
    { duration_h: string[]; allocated_run_time_h: string; booth_allocated_min: string[] }
  >('activity-formula-bc-efficiency-capacity');
  const durations = input.efficiency.map((efficiency, i) =>
    duration(input.run_time_h, percent(efficiency), input.capacity[i]),
  );
  expect(durations).toEqual(expected.duration_h.map(parseFraction));
  const times = { quantity: '1', run: input.run_time_h, cycles: 'in_proportion' } as const;
  expect(operationTime(times).total).toEqual(parseFraction(expected.allocated_run_time_h));
  const { setup_h, concurrent_capacity } = input.paint_booth;
  expect(concurrent_capacity.map((part) => allocatedTime(setup_h, part))).toEqual(
    expected.booth_allocated_min.map((text) => divide(parseFraction(text), fraction(60))),
  );
});

testPublished('activity-formula-cn-abc-unit-5dp', 'unit cost of direct and allocated cost, 5 decimals', () => {
  const { input, expected } = publishedCase<
    Record<'overhead' | 'direct' | 'units', Record<'甲' | '乙', string>>,
    { unit: string[] }
  >('activity-formula-cn-abc-unit-5dp');
  const products = ['甲', '乙'] as const;
  const costs = products.map((product) =>
    activityCosts({
      pools: [{ amount: input.overhead[product], drivers: { [product]: '1' } }],
      direct: input.direct,
      units: input.units,
    }),
  );
  expect(costs.map((of, i) => of.products[products[i]].unit)).toEqual(expected.unit.map(parseFraction));
  // The same as standard costs: overhead a cost per lot, the lot being all units.
  const rolled = rollUp(
    {
      item: [...products.map((item) => ({ item, costing_lot: input.units[item] })), { item: '材料' }],
      bom_line: products.map((parent) => ({ parent, component: '材料', quantity: input.direct[parent], fixed: true })),
      routing_operation: products.map((item) => ({ item, operation: '10', work_centre: item })),
      rate: products.map((work_centre) => ({
        work_centre,
        driver: 'lots' as const,
        element: '制造费用',
        rate: input.overhead[work_centre],
      })),
      item_price: [{ item: '材料', kind: 'plan', price: '1' }],
    },
    day,
    standardPolicy,
  );
  expect(rolled.findings).toEqual([]);
  const unit = products.map((item) => parseFraction(unitCost(rolled, item).cost?.total ?? ''));
  expect(unit).toEqual(expected.unit.map(parseFraction));
});

testPublished('activity-formula-odoo-cheesecake-925', 'run, set-up and clearing at two rates', () => {
  const { input, expected } = publishedCase<
    {
      op1: { min_per_unit: string; rate: string };
      op2: { setup: string; cleanup: string; min_per_unit: string; rate: string };
      units: string;
    },
    { minutes: string; cost: string }
  >('activity-formula-odoo-cheesecake-925');
  const setup = add(parseFraction(input.op2.setup), parseFraction(input.op2.cleanup));
  const rolled = rollUp(
    {
      bom_line: [],
      routing_operation: [
        {
          item: 'cake',
          operation: '1',
          work_centre: '1',
          run_hours_labour: input.op1.min_per_unit,
          time_unit: 'minute',
        },
        {
          item: 'cake',
          operation: '2',
          work_centre: '2',
          setup_hours_labour: printFraction(setup, 6),
          run_hours_labour: input.op2.min_per_unit,
          time_unit: 'minute',
        },
      ],
      rate: [
        { work_centre: '1', driver: 'hours_labour', element: 'labour', rate: input.op1.rate },
        { work_centre: '2', driver: 'hours_labour', element: 'labour', rate: input.op2.rate },
      ],
    },
    day,
    standardPolicy,
  );
  const estimate = estimateCost(rolled, { item: 'cake', quantity: input.units, amount_scale: 2, rounding: 'once' });
  expect(estimate.amount).toBe(expected.cost);
  const minutes = (run: string, setUp: Fraction) =>
    operationTime({ quantity: input.units, setup: setUp, run, cycles: 'in_proportion' }).total;
  expect(add(minutes(input.op1.min_per_unit, fraction(0)), minutes(input.op2.min_per_unit, setup))).toEqual(
    parseFraction(expected.minutes),
  );
});

testPublished('activity-formula-qad-yield', 'the yield of two operations', () => {
  const { input, expected } = publishedCase<{ yield_pct: string[] }, { cumulative_pct: string }>(
    'activity-formula-qad-yield',
  );
  const scrap = input.yield_pct.map((text) => printFraction(percent(String(100 - Number(text))), 4));
  expect(printFraction(cumulativeYield(scrap), 4)).toBe(printFraction(percent(expected.cumulative_pct), 4));
});

testPublished('activity-formula-tryton-cycle-hour', 'a cost per cycle and a cost per hour', () => {
  const { input, expected } = publishedCase<
    Record<'cycle_cost' | 'hour_cost' | 'hours' | 'cycles', string>,
    { work_cost: string }
  >('activity-formula-tryton-cycle-hour');
  const rolled = rollUp(
    {
      bom_line: [],
      routing_operation: [{ item: 'product', operation: '10', work_centre: 'wc', run_hours_machine: input.hours }],
      rate: [
        { work_centre: 'wc', driver: 'cycles', element: 'machine', rate: input.cycle_cost },
        { work_centre: 'wc', driver: 'hours_machine', element: 'machine', rate: input.hour_cost },
      ],
    },
    day,
    standardPolicy,
  );
  const request = { item: 'product', quantity: input.cycles, amount_scale: 0, rounding: 'once' } as const;
  expect(estimateCost(rolled, request).amount).toBe(expected.work_cost);
});
