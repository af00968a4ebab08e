import { costOfProduction, defaultPolicy, irreparableCost, type Policy, spoilageLoss } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** Pieces beyond repair, and what is repaired (废品损失), as published problems set them. */

const lost = (more: Partial<Policy['spoilage']>): Partial<Policy> => ({
  operation_scrap: 'abnormal',
  spoilage: { ...defaultPolicy.spoilage, ...more },
});

/** By element, what an account of losses says. */
function account(closed: ClosedMonth, column: 'irreparable' | 'repair' | 'net'): Record<string, number> {
  const rows = closed.version.rows('spoilage');
  return Object.fromEntries(rows.map((row) => [row.element, Number(row[column])]));
}

describe('不可修复废品十件，按所耗实际费用 (m.qiqiwenku.com/doc/980383.html, 11)', () => {
  /** 190 good ones; of 20,000 h 1,500 went into the bad ones; material 80,000, wages 44,000, overhead 76,000; salvage 800. */
  const month = () =>
    new Month()
      .order('O1', 'A', '200', { closed_on: '2026-09-30' })
      .open('材料', '1', '80000.00')
      .issue('材料', '1', 'O1')
      .report('O1', '0', { hours_labour: '20000', quantity_good: '190', quantity_scrap: '10' })
      .pool('工资', '44000.00', { element: 'labour', driver: 'hours_labour' })
      .pool('制造费用', '76000.00', { driver: 'hours_labour' })
      .move('operation_scrap', 'A', '10', { order: 'O1', hours_labour: '1500', movement: '废品' })
      .move('salvage_receipt', '残料', '10', { order: 'O1', refers_to: '废品' }, '800.00')
      .complete('A', '190', 'O1', { movement: '合格品' });

  test('材料按数量，加工费按工时', () => {
    const closed = month().close(lost({ irreparable: 'hours' }));
    expect(account(closed, 'irreparable')).toEqual({ material: 4000, labour: 3300, overhead: 5700 });
    expect(account(closed, 'net')).toEqual({ material: 3200, labour: 3300, overhead: 5700 });
    expect(closed.cost('合格品')).toBe('187000.00');
    const { total } = irreparableCost([
      { cost: '80000', spoiled: '10', all: '200' },
      { cost: '44000', spoiled: '1500', all: '20000' },
      { cost: '76000', spoiled: '1500', all: '20000' },
    ]);
    expect(spoilageLoss({ irreparable: [total], salvage: ['800'] })).toBe('12200.00');
  });

  test('净损失由合格品负担', () => {
    const closed = month().close(lost({ irreparable: 'hours', loss: 'good' }));
    expect(closed.cost('合格品')).toBe('199200.00');
  });
});

test('材料随加工陆续投入，约当产量法 (m.qiqiwenku.com/doc/980383.html, 12)', () => {
  // 500 completed, 400 half way.
  const { elements, total } = costOfProduction({
    method: 'weighted_average',
    opening: { quantity: '1', costs: { 材料: '17900', 燃料: '172', 工资: '28', 制造费用: '18850' } },
    completed: '500',
    closing: { quantity: '400', degrees: { 材料: '0.5', 燃料: '0.5', 工资: '0.5', 制造费用: '0.5' } },
    costs: { 材料: '36000', 燃料: '1032', 工资: '168', 制造费用: '39950' },
  });
  expect(Object.values(elements).map((of) => Number(of.unit_cost))).toEqual([77, 1.72, 0.28, 84]);
  expect([elements.材料.completed, elements.制造费用.closing, total.completed]).toEqual([
    '38500.00',
    '16800.00',
    '81500.00',
  ]);
});

test('pieces reworked beyond what is normal (gaodun.com/q/906i6e)', () => {
  // 28,500 good, 4 % of them a rule; of 1,500 bad ones 360 are not: a quarter of an hour at 16.00 and 30.00 each.
  const closed = new Month()
    .order('O1', 'PIECE', '30000', { closed_on: '2026-09-30' })
    .buy('RAW', '1', '30000.00')
    .issue('RAW', '1', 'O1')
    .report('O1', '0', { hours_labour: '7500', quantity_good: '30000' })
    .complete('PIECE', '30000', 'O1', { movement: 'made' })
    .order('R1', 'PIECE', '360', { type: 'rework', refers_to: 'O1', closed_on: '2026-09-30' })
    .report('R1', '0', { hours_labour: '90' })
    .pool('WAGES', '121440.00', { element: 'labour', driver: 'hours_labour', rate: '16' })
    .pool('OVERHEAD', '227700.00', { driver: 'hours_labour', rate: '30' })
    .close();
  expect(account(closed, 'repair')).toEqual({ labour: 1440, overhead: 2700 });
  expect(closed.proof()['out scrap_loss']).toBe('4140.00');
  expect(closed.cost('made')).toBe('375000.00');
});

test('controllers reworked: what is normal is overhead of all jobs, the rest a loss (transtutors.com/questions/…-2571989.htm)', () => {
  // 80 of 1,000 at 74.00 of rework: 50 a rule, spread over what was made; 30 not.
  const month = new Month()
    .order('O1', 'CONTROLLER', '1000', { closed_on: '2026-09-30' })
    .buy('PARTS', '2920', '1000.00')
    .open('KIT', '30', '720.00')
    .issue('PARTS', '2920', 'O1')
    .report('O1', '1000', { quantity_good: '1000' })
    .order('R1', 'CONTROLLER', '30', { type: 'rework', refers_to: 'O1', closed_on: '2026-09-30' })
    .issue('KIT', '30', 'R1')
    .move('subcontract_fee', 'CONTROLLER', '0', { order: 'R1' }, { labour: '600.00', overhead: '900.00' })
    .pool('NORMAL REWORK', '3700.00')
    .complete('CONTROLLER', '1000', 'O1', { movement: 'made' });
  const closed = month.close();
  expect(account(closed, 'repair')).toEqual({ material: 720, labour: 600, overhead: 900 });
  expect(closed.cost('made')).toBe('4700.00');
});
