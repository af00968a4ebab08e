import { type Fraction, parseFraction, printFixed, roundFraction } from '@millrace/exact';
import { expect } from 'vitest';
import {
  fixedOverhead,
  flexibleBudget,
  mixAndYield,
  priceAndQuantity,
  restore,
  restoredCosts,
} from '../../packages/costing-core/src/index.js';
import { Month } from '../factory/month.js';
import { publishedCase, testPublished } from './published.js';

/** Differences from standard, and restoration, by the functions. */
const cents = (value: Fraction) => printFixed(roundFraction(value, 2), 2);
const plain = (value: Fraction) => cents(value).replace(/\.00$/, '');
const size = (value: Fraction) => plain(value).replace('-', '');

testPublished('variance-dm-47440', 'price and quantity of material', () => {
  const { input, expected } = publishedCase<Record<'SQ' | 'SP' | 'AQ' | 'AP', string>, Record<string, string>>(
    'variance-dm-47440',
  );
  const found = priceAndQuantity({ quantity: input.AQ, price: input.AP }, { quantity: input.SQ, price: input.SP });
  expect(plain(found.price)).toBe(expected.price);
  expect(plain(found.quantity)).toBe(expected.quantity);
  expect(plain(found.total)).toBe(expected.total);
});

testPublished('variance-ucptt-labour', 'rate and efficiency of labour', () => {
  const { input, expected } = publishedCase<Record<string, string>, Record<string, string>>('variance-ucptt-labour');
  const allowed = String(Number(input.std_hours_per_unit) * Number(input.units));
  const found = priceAndQuantity(
    { quantity: input.actual_hours, price: input.actual_rate },
    { quantity: allowed, price: input.std_rate },
  );
  expect([plain(found.price), plain(found.quantity)]).toEqual([expected.rate, expected.efficiency]);
});

testPublished('variance-mix-yield-af3112', 'mix and yield', () => {
  type By = Record<'A' | 'B', string>;
  const { input, expected } = publishedCase<
    { actual_input: By; std_mix: By; std_price: By; output: string; std_input_per_output: string },
    Record<string, string>
  >('variance-mix-yield-af3112');
  const component = (name: 'A' | 'B') => ({
    actual: input.actual_input[name],
    standard: String(Number(input.output) * Number(input.std_input_per_output) * Number(input.std_mix[name])),
    price: input.std_price[name],
  });
  const found = mixAndYield({ A: component('A'), B: component('B') });
  // The source prints sizes: mix and usage of A are favourable, usage of B and the yield unfavourable or the other way.
  expect([size(found.mix), size(found.yield)]).toEqual([expected.mix, expected.yield]);
  expect([size(found.usage.A), size(found.usage.B)]).toEqual([expected.usage_A, expected.usage_B]);
  expect(found.total).toEqual(parseFraction('700'));
});

testPublished('variance-cn-idle-2105', 'idle capacity', () => {
  const { input, expected } = publishedCase<Record<string, string>, Record<string, string>>('variance-cn-idle-2105');
  const found = fixedOverhead({
    actual: input.budget_fixed_overhead,
    budget: input.budget_fixed_overhead,
    budgetHours: input.budget_hours,
    actualHours: input.actual_hours,
    standardHours: input.actual_hours,
  });
  expect(String(roundFraction(found.capacity))).toBe(expected.capacity_variance);
});

testPublished('variance-cma-12170', 'a flexible budget of units', () => {
  const { input, expected } = publishedCase<Record<string, string>, Record<string, string>>('variance-cma-12170');
  const found = flexibleBudget({ rate: input.std_cost, units: input.units, actual: input.actual });
  expect([plain(found.budget), plain(found.difference)]).toEqual([expected.flexed, expected.variance]);
});

testPublished('variance-cma-price-7950', 'a flexible budget with a fixed part, favourable', () => {
  const { input, expected } = publishedCase<
    { hours_or_units: string[]; rate: string; actual: string },
    Record<string, string>
  >('variance-cma-price-7950');
  const [fixed, units] = input.hours_or_units;
  const found = flexibleBudget({ fixed, rate: input.rate, units, actual: input.actual });
  expect(plain(found.difference)).toBe(`-${expected.variance}`);
});

testPublished('cost-restoration-cn-semi-15200', 'a semi-finished product by its elements', () => {
  const { input, expected } = publishedCase<
    {
      待还原半成品: string;
      本月所产半成品: Record<string, string>;
      产成品自身: Record<string, string>;
      产量: string;
    },
    { rate: string; 还原: string[]; 还原后: string[]; 合计: string; 单位: string[] }
  >('cost-restoration-cn-semi-15200');
  const { 合计: _, ...made } = input.本月所产半成品;
  const found = restore(input.待还原半成品, made, input.产成品自身);
  expect(found.rate).toEqual(parseFraction(expected.rate));
  expect(Object.values(found.restored).map(plain)).toEqual(expected.还原);
  expect(Object.values(found.cost).map(plain)).toEqual(expected.还原后);
  expect(plain(found.total)).toBe(expected.合计);
});

testPublished('cost-restoration-cn-semi-15200', 'by closing the month, with steps carried combined', () => {
  const { input, expected } = publishedCase<
    {
      待还原半成品: string;
      本月所产半成品: Record<string, string>;
      产成品自身: Record<string, string>;
      产量: string;
    },
    { rate: string; 还原后: string[]; 合计: string; 单位: string[] }
  >('cost-restoration-cn-semi-15200');
  const { 本月所产半成品: made, 产成品自身: own, 产量: quantity, 待还原半成品: semi } = input;
  const taken = String((1000 * Number(semi)) / Number(made.合计));
  const { result } = new Month()
    .add('cost_element', { element: 'semi', class: 'material', position: 5 })
    .item('SEMI', { semi_element: 'semi' })
    .buy('RAW', '1', made.材料)
    .order('STEP 1', 'SEMI', '1000')
    .issue('RAW', '1', 'STEP 1')
    .report('STEP 1', '1')
    .complete('SEMI', '1000', 'STEP 1')
    .order('STEP 2', 'BOX', quantity)
    .issue('SEMI', taken, 'STEP 2')
    .report('STEP 2', '0', { hours_labour: '1' })
    .complete('BOX', quantity, 'STEP 2')
    .pool('WAGES 1', made.工资, { element: 'labour' })
    .pool('OVERHEAD 1', made.制造)
    .pool('WAGES 2', own.工资, { element: 'labour', driver: 'hours_labour' })
    .pool('OVERHEAD 2', own.制造, { driver: 'hours_labour' })
    .close({ step_costing: { carry: 'combined' } });
  if (result.outcome === undefined || result.version === undefined) throw new Error('no version');
  const box = restoredCosts(result.outcome, result.version).find(({ item }) => item === 'BOX');
  const restored = (box?.elements ?? []).filter(({ element }) => element !== 'semi');
  expect(restored.map((row) => Number(row.restored))).toEqual(expected.还原后.map(Number));
  expect(restored.map((row) => Number(row.unit_cost))).toEqual(expected.单位.slice(0, -1).map(Number));
  expect([...new Set(box?.steps.map(({ rate }) => Number(rate)))]).toEqual([Number(expected.rate)]);
});

testPublished('variance-bc-output-157', 'a finished order against its standard, by closing the month', () => {
  const { input, expected } = publishedCase<Record<string, string>, Record<string, string>>('variance-bc-output-157');
  const capacity = 60 * 2;
  const closed = new Month()
    .buy('RAW', '150', '150.00')
    .item('BOX', { category: 'at standard' })
    .order('O1', 'BOX', '1')
    .issue('RAW', '150', 'O1')
    .report('O1', '1', { quantity_good: '1' })
    .complete('BOX', '1', 'O1')
    .pool('CAPACITY', String(capacity))
    .pool('INDIRECT', String((capacity * Number(input.capacity_indirect_pct)) / 100))
    .pool('OVERHEAD', input.mfg_overhead_rate)
    .add('item_price', {
      plant: 'P1',
      item: 'BOX',
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: input.standard_cost,
      per_quantity: '1',
    })
    .close({
      valuation_by_category: {
        'at standard': { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' },
      },
    });
  const differences = closed.residuals().filter(([reason]) => reason === 'price_difference');
  expect(differences.reduce((sum, [, amount]) => sum + Number(amount), 0).toFixed(2)).toBe(expected.variance);
});
