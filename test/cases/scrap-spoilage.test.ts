import { costOfProduction, defaultPolicy, type Policy, processAccount, spoilageLoss } from '@millrace/costing-core';
import { expect } from 'vitest';
import { Month } from '../factory/month.js';
import { publishedCase, testPublished } from './published.js';

/** A process as an order: input as planned, its material at the start, closed unless something stays in process. */
function process(input: string, cost: string, closed = true): Month {
  return new Month()
    .order('O1', 'BOX', input, closed ? { closed_on: '2026-09-30' } : {})
    .open('RAW', '1', cost)
    .issue('RAW', '1', 'O1');
}

function loses(month: Month, rate: string, basis: 'input' | 'good' | 'expected', scrap_price = ''): Month {
  return month.add('normal_loss', { plant: 'P1', item: 'BOX', valid_from: '2026-01-01', rate, basis, scrap_price });
}

/** A closed month: what a unit made costs, what its order made, and what of that was lost beyond the rule. */
function accountOf(month: Month, policy: Partial<Policy> = {}) {
  const { version } = month.close(policy);
  const produced = version.rows('unit_cost').find(({ item, basis }) => item === 'BOX' && basis === 'produced');
  const costs = version.rows('order_cost');
  const sum = (column: 'completed' | 'scrap') => costs.reduce((total, row) => total + Number(row[column]), 0);
  return { unit: produced?.unit_cost ?? '', completed: sum('completed'), abnormal: sum('scrap'), version };
}

const plain = (text: string) => text.replace(/\.?0+$/, '');

testPublished('scrap-spoilage-acca-1956', 'a unit of the expected output', () => {
  const { input, expected } = publishedCase<Record<string, string>, { unit_cost: string }>('scrap-spoilage-acca-1956');
  const { unit_cost } = processAccount({
    input: input.expected_output,
    cost: input.net_cost,
    good: input.expected_output,
    normal_loss: { units: '0' },
    unit_cost_scale: 2,
  });
  expect(unit_cost).toBe(expected.unit_cost);
  const month = process(input.expected_output, input.net_cost).complete('BOX', input.expected_output, 'O1');
  expect(accountOf(month, { unit_cost_scale: 2 }).unit).toBe(expected.unit_cost);
});

testPublished('scrap-spoilage-acca-percent-of-output', 'a normal loss of 10 % of the output', () => {
  const { input, expected } = publishedCase<Record<string, string>, Record<string, string>>(
    'scrap-spoilage-acca-percent-of-output',
  );
  const account = processAccount({
    input: input.input_units,
    cost: input.cost,
    good: expected.expected_output,
    normal_loss: { rate: String(Number(input.normal_loss_pct_of_output) / 100), basis: 'expected' },
    scrap_price: input.scrap_value,
    unit_cost_scale: 2,
  });
  expect(account).toMatchObject({
    expected_output: expected.expected_output,
    normal_units: expected.normal_loss,
    unit_cost: expected.unit_cost,
  });
  const month = process(input.input_units, input.cost).complete('BOX', expected.expected_output, 'O1');
  const rate = String(Number(input.normal_loss_pct_of_output) / 100);
  const { unit, version } = accountOf(loses(month, rate, 'expected', input.scrap_value), { unit_cost_scale: 2 });
  const [{ scrapped, equivalent_units }] = version.rows('order_quantity');
  expect([unit, plain(scrapped), plain(equivalent_units)]).toEqual([
    expected.unit_cost,
    expected.normal_loss,
    expected.expected_output,
  ]);
});

testPublished('scrap-spoilage-process-1000', 'normal and abnormal loss of a process', () => {
  const { input, expected } = publishedCase<Record<string, string>, Record<string, string>>(
    'scrap-spoilage-process-1000',
  );
  const account = processAccount({
    input: input.input_units,
    cost: input.total_cost,
    good: input.good_output,
    normal_loss: { units: input.normal_loss_units },
    scrap_price: input.scrap_value_per_unit,
  });
  expect(plain(account.unit_cost)).toBe(expected.unit_cost);
  expect(account.abnormal_units).toBe(expected.abnormal_units);
  expect(account.abnormal_cost).toBe(`${expected.abnormal_cost}.00`);
  expect(account.output_cost).toBe(`${expected.output_cost}.00`);
  const month = process(input.input_units, input.total_cost).complete('BOX', input.good_output, 'O1');
  const rate = String(Number(input.normal_loss_units) / Number(input.input_units));
  const { unit, completed, abnormal } = accountOf(loses(month, rate, 'input', input.scrap_value_per_unit));
  expect([plain(unit), String(completed), String(abnormal)]).toEqual([
    expected.unit_cost,
    expected.output_cost,
    expected.abnormal_cost,
  ]);
});

testPublished('scrap-spoilage-cn-repairable', 'what repaired and spoiled pieces cost in the end', () => {
  type Of = Record<string, string | readonly string[]>;
  const { input, expected } = publishedCase<Record<string, Of>, Record<string, string>>('scrap-spoilage-cn-repairable');
  const list = (cell: string | readonly string[] = []) => (typeof cell === 'string' ? [cell] : cell);
  const loss = (of: Of) =>
    plain(
      spoilageLoss({
        irreparable: list(of.不可修复),
        repair: list(of.修复费用 ?? of.修复),
        salvage: list(of.残值),
        compensation: list(of.赔款),
      }),
    );
  expect(loss(input.a_万元)).toBe(expected.a);
  expect(Number(loss(input.b))).toBe(Number(expected.b));
  expect(loss(input.c_万元)).toBe(expected.c);

  // The same as a month: an order all of whose pieces are beyond repair, and one that repairs pieces of it.
  const closed = (of: Of) => {
    const month = new Month()
      .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .move('operation_scrap', 'BOX', '10', { order: 'O1' });
    for (const [order, costs] of [
      ['O1', list(of.不可修复)],
      ['R1', list(of.修复费用 ?? of.修复)],
    ] as const) {
      if (costs.length === 0) continue;
      const [material, labour, overhead] = costs;
      month.open(`RAW ${order}`, '1', material).issue(`RAW ${order}`, '1', order);
      const fee = { movement: `fee of ${order}`, order };
      month.move('subcontract_fee', 'BOX', '0', fee, { labour, overhead });
    }
    for (const value of list(of.残值)) {
      month.move('salvage_receipt', 'SCRAP', '1', { order: 'O1' }, value);
    }
    for (const paid of list(of.赔款)) month.move('compensation', 'BOX', '0', { order: 'O1' }, { labour: paid });
    const { findings, ...rest } = month.close({ operation_scrap: 'abnormal' }).result;
    expect(findings).toEqual([]);
    const lost = rest.version?.rows('proof').filter(({ category }) => category === 'scrap_loss') ?? [];
    return lost.reduce((sum, { amount }) => sum + Number(amount), 0);
  };
  expect(closed(input.a_万元)).toBe(Number(expected.a));
  expect(closed(input.b)).toBe(Number(expected.b));
  expect(closed(input.c_万元)).toBe(Number(expected.c));
});

testPublished('scrap-spoilage-wa-normal-abnormal', 'spoilage with work in process, by weighted average', () => {
  const { input, expected } = publishedCase<
    Record<string, string>,
    Record<string, string> & { unit: readonly string[] }
  >('scrap-spoilage-wa-normal-abnormal');
  const spoiled = Number(input.begin) + Number(input.started) - Number(input.good_out) - Number(input.end);
  const normal = (Number(input.good_out) * Number(input.normal_pct_of_good)) / 100;
  expect([String(normal), String(spoiled - normal)]).toEqual([expected.normal, expected.abnormal]);
  const report = costOfProduction({
    method: 'weighted_average',
    completed: input.good_out,
    closing: { quantity: input.end, degrees: { conversion: String(Number(input.end_conversion_pct) / 100) } },
    spoiled: { normal: String(normal), abnormal: String(spoiled - normal), normal_is: 'counted' },
    costs: { material: input.material_cost, conversion: input.conversion_cost },
    unit_cost_scale: 2,
  });
  expect([report.elements.material.unit_cost, report.elements.conversion.unit_cost]).toEqual(expected.unit);
  // Exactly 25,187.69; at the unit costs of two decimals that the source uses 25,176.90, which it prints as 25,177.
  expect(Math.round(Number(report.total.abnormal))).toBe(25188);
  const stepwise = (spoiled - normal) * (Number(expected.unit[0]) + Number(expected.unit[1]));
  expect(Math.round(stepwise)).toBe(Number(expected.abnormal_cost));

  const month = process(String(Number(input.begin) + Number(input.started)), input.material_cost, false)
    .complete('BOX', input.good_out, 'O1')
    .move('operation_scrap', 'BOX', String(spoiled), { order: 'O1' })
    .report('O1', '1')
    .pool('P', input.conversion_cost);
  loses(month, String(Number(input.normal_pct_of_good) / 100), 'good');
  const counted: Partial<Policy> = {
    spoilage: { ...defaultPolicy.spoilage, normal: 'counted' },
    wip: { ...defaultPolicy.wip, progress: String(Number(input.end_conversion_pct) / 100) },
  };
  expect(Math.round(accountOf(month, counted).abnormal)).toBe(25188);
  // The source's own rounding, by name: unit costs of two decimals.
  const rounded = accountOf(month, { ...counted, rate_rounding: { default: 'exact', wip: 2 }, unit_cost_scale: 2 });
  expect(String(Math.round(rounded.abnormal))).toBe(expected.abnormal_cost);
  const units = rounded.version.rows('order_quantity');
  expect(['material', 'overhead'].map((element) => units.find((row) => row.element === element)?.unit_cost)).toEqual(
    expected.unit,
  );
});
