import { defaultPolicy, type Policy, restore, restoredCosts } from '@millrace/costing-core';
import { printFraction } from '@millrace/exact';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** Steps one after the other, and what is taken out of them, as published problems set them. */

/**
 * Three workshops, of which each works on what the one before made; all is at 40 % of its work that is in process. Quantities are those of
 * m.sinada.com.cn/wenda/detail/nofollow/xt/6819692, the costs are made up: 18.00, 24.00 and 28.00 a piece.
 */
function workshops(carry: Policy['step_costing']['carry']): ClosedMonth {
  const month = new Month()
    .add(
      'cost_element',
      { element: '甲', class: 'material', position: 5 },
      { element: '乙', class: 'material', position: 6 },
    )
    .item('甲', carry === 'combined' ? { semi_element: '甲' } : {})
    .item('乙', carry === 'combined' ? { semi_element: '乙' } : {})
    .buy('材料', '650', '6500.00')
    .issue('材料', '650', '一');
  const steps = [
    ['一', '甲', '100', '150', '600', ['1000', '300', '180'], ['3000', '1800'], ''],
    ['二', '乙', '120', '80', '640', ['2160', '188', '94'], ['2500', '1250'], '甲'],
    ['三', '丙', '150', '90', '700', ['3600', '208', '66'], ['2000', '670'], '乙'],
  ] as const;
  for (const [
    i,
    [order, item, begun, left, made, [carried, labour, overhead], [wages, cost], from],
  ] of steps.entries()) {
    const centre = `C${i + 1}`;
    if (i > 0) month.add('cost_centre', { centre, plant: 'P1', kind: 'production' });
    month.add('work_centre', { work_centre: `车间${order}`, centre });
    month
      .order(order, item, String(Number(made) + Number(left)), { opened_on: '2026-08-01' })
      .report(order, '1', { operation: '10', work_centre: `车间${order}`, quantity_good: made })
      .pool(`工资${order}`, wages, { centre, element: 'labour' })
      .pool(`费用${order}`, cost, { centre })
      .add('routing_operation', {
        plant: 'P1',
        item,
        operation: '10',
        work_centre: `车间${order}`,
        run_hours_machine: '1',
      });
    if (from !== '') month.issue(from, steps[i - 1][4], order);
    month.complete(item, made, order, { movement: `完工${item}` });
    const element = from === '' || carry === 'itemised' ? 'material' : from;
    const wip = { ledger: 'L', order, quantity: begun };
    const equivalent_units = String(Number(begun) * 0.4);
    month.add('opening_wip', { ...wip, stage: 'material', element, amount: carried, equivalent_units: begun });
    for (const [name, amount] of [
      ['labour', labour],
      ['overhead', overhead],
    ]) {
      month.add('opening_wip', { ...wip, stage: 'conversion', element: name, amount, equivalent_units });
    }
  }
  return month.close({
    step_costing: { carry },
    wip: { ...defaultPolicy.wip, progress: '0.4' },
  });
}

describe('三个车间综合逐步结转，约当产量法，成本还原', () => {
  test('各步完工成本', () => {
    const closed = workshops('combined');
    expect(['甲', '乙', '丙'].map((item) => closed.cost(`完工${item}`))).toEqual(['10800.00', '15360.00', '19600.00']);
    expect(closed.cost('完工丙', '乙')).toBe('16800.00');
  });

  test('还原两次：16,800 ÷ 15,360，12,600 ÷ 10,800', () => {
    const { outcome, version } = workshops('combined').result;
    if (outcome === undefined || version === undefined) throw new Error('no version');
    const product = restoredCosts(outcome, version).find(({ item }) => item === '丙');
    expect(product?.steps.map(({ level, rate }) => [level, rate])).toEqual([
      ...Array(3).fill([1, '1.093750000']),
      ...Array(3).fill([2, '1.166666667']),
    ]);
    const restored = (product?.elements ?? []).filter((row) => Number(row.restored) !== 0);
    expect(restored.map((row) => [row.element, row.restored])).toEqual([
      ['material', '7000.00'],
      ['labour', '8400.00'],
      ['overhead', '4200.00'],
    ]);
  });

  test('by the function, one level after the other', () => {
    const first = restore('16800', { 甲: '11520', 工资: '2560', 费用: '1280' }, { 工资: '2100', 费用: '700' });
    const second = restore(first.cost.甲, { 材料: '6000', 工资: '3000', 费用: '1800' }, {});
    const parts = [...Object.values(second.restored), first.cost.工资, first.cost.费用];
    expect(parts.map((part) => printFraction(part, 2))).toEqual([
      '7000.00',
      '3500.00',
      '2100.00',
      '4900.00',
      '2100.00',
    ]);
  });
});

describe('a by-product of 100 kg at 5.00, main product and work in process', () => {
  /** 10,000.00 of material for 1,000 kg: 700 kg are the product, 100 kg the by-product, 200 kg half done; conversion 8,000.00. */
  function close(joint: Partial<Policy['joint']>): ClosedMonth {
    return new Month()
      .order('O1', 'MAIN', '900')
      .buy('RAW', '1', '10000.00')
      .issue('RAW', '1', 'O1')
      .report('O1', '1', { operation: '10', quantity_good: '700' })
      .pool('CONVERSION', '8000.00')
      .complete('MAIN', '700', 'O1', { movement: 'made' })
      .move('by_product_receipt', 'BY', '100', { order: 'O1', movement: 'by' })
      .add('routing_operation', {
        plant: 'P1',
        item: 'MAIN',
        operation: '10',
        work_centre: 'W1',
        run_hours_machine: '1',
      })
      .add('joint_output', {
        plant: 'P1',
        item: 'MAIN',
        output_item: 'BY',
        role: 'by',
        price: '5',
        valid_from: '2026-01-01',
      })
      .close({ joint: { ...defaultPolicy.joint, ...joint } });
  }

  test('off what is completed', () => {
    // 700 of 900 of material, of 800 of conversion: 7,777.78 + 7,000.00 − 500.00.
    expect(close({ by_product: 'price', credit_from: 'completed' }).cost('made')).toBe('14277.78');
  });

  test('off the material, before work in process has its part', () => {
    // 9,500.00 × 7 / 9.
    const closed = close({ by_product: 'price', credit_from: 'before_split' });
    expect([closed.cost('made'), closed.cost('by')]).toEqual(['14388.89', '500.00']);
  });

  test('income of when it is sold: no cost', () => {
    const closed = close({ by_product: 'none' });
    expect([closed.cost('made'), closed.closing('BY')]).toEqual(['14777.78', ['100', '0.00']]);
  });
});
