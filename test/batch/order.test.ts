import type { OrderSheet } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

/** A box takes 5.5 kg by its bill of material. */
const header = { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01' };
const facts = {
  ...smallFactory,
  bom: [{ ...header, base_quantity: '1', active: 'true' as const }],
  bom_line: [
    { ...header, line: '1', component: 'RAW', quantity: '5.5', kind: 'component' as const, fixed: 'false' as const },
  ],
};

test('millrace order shows the cost sheet of an order, with the year to date', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(facts), ...on]);
  for (const period of ['2026-09', '2026-10']) {
    await millrace(['close', period, ...on]);
    await millrace(['publish', period, ...on]);
  }
  const { code, json } = await millraceJson<OrderSheet>(['order', 'O1', '2026-10', ...on]);
  expect(code).toBe(0);
  expect([json.item, json.received]).toEqual(['BOX', '5.000000']);
  expect(json.elements.map(({ element }) => element)).toEqual(['material', 'labour']);
  const [material, labour] = json.elements;
  // 600.00 of material for ten boxes: half of it was left from September.
  expect(material).toMatchObject({
    element: 'material',
    opening_wip: '300.00',
    input: '0.00',
    completed: '300.00',
    closing_wip: '0.00',
    unit_cost: '60.000000',
    year_input: '600.00',
    year_completed: '600.00',
  });
  // 750.00 and 800.00 of wages, all of it completed by October.
  expect(labour).toMatchObject({ closing_wip: '0.00', year_input: '1550.00', year_completed: '1550.00' });

  const september = await millraceJson<OrderSheet>(['order', 'O1', '2026-09', ...on]);
  // 60 kg for 5 completed and 5 in process, material at the start: 6 kg a box.
  expect(september.json.consumption).toEqual([
    {
      component: 'RAW',
      unit: 'kg',
      quantity: '60.000000',
      back_flushed: '0.000000',
      made: '10.000000',
      per_unit: '6.000000000',
      standard_per_unit: '5.500000000',
      difference: '0.500000000',
    },
  ]);
  for (const { opening_wip, input, completed, scrap, residual, closing_wip } of september.json.elements) {
    const cents = (text: string) => BigInt(text.replace('.', ''));
    expect(cents(opening_wip) + cents(input)).toBe(
      cents(completed) + cents(scrap) + cents(residual) + cents(closing_wip),
    );
  }

  const shown = await millrace(['order', 'O1', '2026-09', '--lang', 'zh', ...on]);
  for (const text of ['成本计算单', '生产成本报告', '单耗', '60.00']) expect(shown.stdout).toContain(text);
  const csv = await millrace(['order', 'O1', '2026-09', '--csv', ...on]);
  expect(csv.stdout.split('\n')[0]).toBe(
    'order,element,opening_wip,input,completed,scrap,residual,closing_wip,unit_cost,year_input,year_completed',
  );
  const none = await millrace(['order', 'NONE', '2026-09', ...on]);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('nothing of order NONE')]);
  const fromFiles = await millrace(['order', 'O1', '2026-09', '--from', await factsFolder(facts)]);
  expect(fromFiles.code).toBe(0);
});

test('what was spoiled is told operation by operation', async () => {
  const scrap = movement('M7', '2026-09-15', 'operation_scrap', 'BOX', '2', { order: 'O1', operation: '20' });
  // None is lost as a rule.
  const rule = { plant: 'P1', item: 'BOX', valid_from: '2026-01-01', rate: '0', basis: 'input' as const };
  const spoiling = { ...facts, movement: [...facts.movement, scrap], normal_loss: [rule] };
  const from = ['--from', await factsFolder(spoiling)];
  const { json } = await millraceJson<OrderSheet>(['order', 'O1', '2026-09', ...from]);
  expect(json.spoilage_by_operation).toEqual([expect.objectContaining({ order: 'O1', operation: '20', item: 'BOX' })]);
  const [{ units_normal, units_abnormal, cost, unit_cost }] = json.spoilage_by_operation;
  const all = json.spoilage.reduce((sum, row) => sum + BigInt(row.irreparable.replace('.', '')), 0n);
  expect([units_normal, units_abnormal, BigInt(cost.replace('.', ''))]).toEqual(['0.000000', '2.000000', all]);
  expect(Number(unit_cost)).toBeCloseTo(Number(cost) / 2, 6);
  const shown = await millrace(['order', 'O1', '2026-09', ...from]);
  expect(shown.stdout).toMatch(/spoilage by operation[\s\S]*\n\s*20\s+0\s+2\s/);
  const inChinese = await millrace(['order', 'O1', '2026-09', '--lang', 'zh', ...from]);
  for (const text of ['废品按工序', '工序', '非正常废品']) expect(inChinese.stdout).toContain(text);
});
