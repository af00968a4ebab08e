import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ofOrder, totalOf, varianceRows } from './variance-rows.js';

/** Standard costing as textbooks set it, from documents: every figure worked out by hand. */

const atStandard = { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' } as const;

function operation(month: Month, item: string, code: string, hours: object, work_centre = 'W1'): Month {
  return month.add('routing_operation', { plant: 'P1', item, operation: code, work_centre, ...hours });
}

/**
 * A chair: 2 kg at 5.00, 1.8 h of labour at 20.00 and of variable overhead at 6.00. 5,000 kg are bought for 25,500.00, 4,800 kg go into 2,300
 * chairs, in 4,300 h for 88,150.00; variable overhead is 25,000.00.
 */
function chairs(): Month {
  const month = new Month()
    .standard('WOOD', '5')
    .standard('CHAIR', { material: '10', labour: '36', overhead: '10.80' })
    .buy('WOOD', '5000', '25500.00')
    .order('O1', 'CHAIR', '2300')
    .issue('WOOD', '4800', 'O1')
    .report('O1', '0', { operation: '10', hours_labour: '4300', quantity_good: '2300' })
    .pool('WAGES', '88150.00', { element: 'labour', driver: 'hours_labour' })
    .pool('POWER', '25000.00', { driver: 'hours_labour' })
    .complete('CHAIR', '2300', 'O1');
  operation(month, 'CHAIR', '10', { run_hours_labour: '1.8' });
  return month.bom('CHAIR', '1', [{ component: 'WOOD', quantity: '2' }]);
}

/** Of labour 88,150 − 4,300 × 20 and (4,300 − 4,140) × 20; of overhead 25,000 − 4,300 × 6 and 160 × 6. */
const CONVERSION = [
  ['', 'labour', 'efficiency', '160', '3200.00'],
  ['', 'labour', 'rate', '4300', '2150.00'],
  ['', 'overhead', 'efficiency', '160', '960.00'],
  ['', 'overhead', 'rate', '4300', '-800.00'],
];

test('the price of material when it is received, for what was bought, where stock is at standard', () => {
  const closed = chairs().close({ valuation: atStandard });
  expect(varianceRows(closed).filter(([kind]) => kind === 'item')).toEqual([
    ['item', 'WOOD', 'P1', 'material', 'price', '5000', '500.00'],
  ]);
  // The order has it at standard: (4,800 − 4,600) × 5.
  expect(ofOrder(closed)).toEqual([...CONVERSION, ['WOOD', 'material', 'usage', '200', '1000.00']]);
  expect(closed.closing('WOOD')).toEqual(['200', '1000.00']);
  expect(totalOf(varianceRows(closed))).toBe(totalOf(closed.residuals()));
});

test('the price of material when it is used, for what was used, where stock is at actual cost', () => {
  const use: Partial<Policy> = { variances: { ...defaultPolicy.variances, material_price: 'use' } };
  const closed = chairs().close(use);
  expect(varianceRows(closed).filter(([kind]) => kind !== 'order')).toEqual([]);
  // 4,800 × (5.10 − 5.00).
  expect(ofOrder(closed)).toEqual([
    ...CONVERSION,
    ['WOOD', 'material', 'price', '4800', '480.00'],
    ['WOOD', 'material', 'usage', '200', '1000.00'],
  ]);
});

test('work in process at both ends: what the period made, not what it completed', () => {
  // 200 opened at 40 % of conversion, 900 completed, 150 in process at 60 %: material 850, conversion 910 equivalents.
  const opening = (stage: string, element: string, amount: string, equivalent_units: string) => {
    return { ledger: 'L', order: 'O1', stage, element, amount, quantity: '200', equivalent_units };
  };
  const month = new Month()
    .standard('CLAY', '3')
    .standard('POT', { material: '6', labour: '10' })
    .order('O1', 'POT', '1050')
    .add(
      'opening_wip',
      opening('material', 'material', '1200.00', '200'),
      opening('conversion', 'labour', '800.00', '80'),
    )
    .buy('CLAY', '1720', '5160.00')
    .issue('CLAY', '1720', 'O1')
    .report('O1', '0', { operation: '10', hours_labour: '460', quantity_good: '900' })
    .pool('WAGES', '9430.00', { element: 'labour', driver: 'hours_labour' })
    .complete('POT', '900', 'O1');
  operation(month, 'POT', '10', { run_hours_labour: '0.5' });
  month.bom('POT', '1', [{ component: 'CLAY', quantity: '2' }]);
  const wip = { ...defaultPolicy.wip, method: 'fifo', progress: '0.6' } as const;
  const rows = ofOrder(month.close({ wip }));
  expect(rows.filter((row) => row[2] !== 'other')).toEqual([
    // 460 h for 455 allowed at 20.00; 9,430 − 9,200.
    ['', 'labour', 'efficiency', '5', '100.00'],
    ['', 'labour', 'rate', '460', '230.00'],
    // 1,720 kg for 1,700.
    ['CLAY', 'material', 'usage', '20', '60.00'],
  ]);
});

test('mix and yield of three materials of which a tenth is lost as a rule', () => {
  // 10 kg (5 at 2.00, 3 at 4.00, 2 at 6.00) give 9 kg; 4,500 kg were made of 2,400, 1,700 and 1,000 kg.
  const month = new Month().standard('A', '2').standard('B', '4').standard('C', '6').standard('MIX', '3.777777');
  month.order('O1', 'MIX', '4500');
  for (const [item, quantity, amount] of [
    ['A', '2400', '4800.00'],
    ['B', '1700', '6800.00'],
    ['C', '1000', '6000.00'],
  ]) {
    month.buy(item, quantity, amount).issue(item, quantity, 'O1');
  }
  month.complete('MIX', '4500', 'O1');
  const part = (component: string, quantity: string) => ({ component, quantity, mix_group: 'M' });
  month.bom('MIX', '9', [part('A', '5'), part('B', '3'), part('C', '2')]);
  const rows = ofOrder(month.close()).filter((row) => row[2] !== 'other');
  expect(rows).toEqual([
    ['A', 'material', 'mix', '-150', '-300.00'],
    ['A', 'material', 'yield', '50', '100.00'],
    ['B', 'material', 'mix', '170', '680.00'],
    ['B', 'material', 'yield', '30', '120.00'],
    ['C', 'material', 'mix', '-20', '-120.00'],
    ['C', 'material', 'yield', '20', '120.00'],
  ]);
  // Mix 17,600 − 5,100 × 3.40, yield (5,100 − 5,000) × 3.40.
  const of = (kind: string) => totalOf(rows.filter((row) => row[2] === kind));
  expect([of('mix'), of('yield')]).toEqual([26_000n, 34_000n]);
});

describe('two departments', () => {
  /** Cutting goes by machine hours, sewing by labour hours; each piece takes 0.5 and 0.8 of them, at 12.00 and 9.00. */
  function departments(elements: readonly [cutting: string, sewing: string]): Month {
    const [cutting, sewing] = elements;
    const month = new Month()
      .add('cost_element', { element: 'cutting', class: 'conversion', position: 5 })
      .add('cost_element', { element: 'sewing', class: 'conversion', position: 6 })
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'W2', centre: 'C2' })
      .standard('COAT', cutting === sewing ? { [cutting]: '13.20' } : { [cutting]: '6', [sewing]: '7.20' })
      .order('O1', 'COAT', '1000')
      .report('O1', '520', { operation: '10', hours_labour: '130', quantity_good: '1000' })
      .report('O1', '40', { operation: '20', work_centre: 'W2', hours_labour: '780', quantity_good: '1000' })
      .pool('CUT', '6344.00', { element: cutting })
      .pool('SEW', '6942.00', { centre: 'C2', element: sewing, driver: 'hours_labour' })
      .complete('COAT', '1000', 'O1');
    operation(month, 'COAT', '10', { run_hours_machine: '0.5', run_hours_labour: '0.125' });
    return operation(month, 'COAT', '20', { run_hours_machine: '0.04', run_hours_labour: '0.8' }, 'W2');
  }

  test('each has the hours of its own kind and place', () => {
    expect(ofOrder(departments(['cutting', 'sewing']).close())).toEqual([
      // (520 − 500) × 12; 6,344 − 520 × 12.
      ['', 'cutting', 'efficiency', '20', '240.00'],
      ['', 'cutting', 'rate', '520', '104.00'],
      // (780 − 800) × 9; 6,942 − 780 × 9.
      ['', 'sewing', 'efficiency', '-20', '-180.00'],
      ['', 'sewing', 'rate', '780', '-78.00'],
    ]);
  });

  test('in one element all that it goes by', () => {
    const rows = ofOrder(departments(['overhead', 'overhead']).close());
    // 520 machine hours of one, 780 labour hours of the other, for 1,300 of both.
    expect(rows).toEqual([['', 'overhead', 'rate', '1300', '86.00']]);
  });

  test('a routing of other centres counts with all of its hours of the kind', () => {
    const month = departments(['cutting', 'sewing'])
      .add('cost_centre', { centre: 'C3', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'W3', centre: 'C3' });
    const rows = month.rows.routing_operation.splice(0);
    month.add('routing_operation', ...rows.map((row) => ({ ...row, work_centre: 'W3' })));
    // 540 machine hours are allowed, at 6 / 0.54.
    expect(ofOrder(month.close())[0]).toEqual(['', 'cutting', 'efficiency', '-20', '-222.22']);
  });
});

describe('overhead at a planned rate', () => {
  /** A budget of 48,000.00, 30,000.00 of it fixed, for 6,000 h; 2,900 pieces of 2 quota hours in 5,700 h; actual 30,500.00 and 17,400.00. */
  function planned(driver: 'hours_machine' | 'quota_hours_machine', overhead: Policy['variances']['overhead']) {
    const month = new Month()
      .standard('PUMP', { overhead: '16' })
      .order('O1', 'PUMP', '2900')
      .report('O1', '5700', { operation: '10', quantity_good: '2900' })
      .pool('RENT', '30500.00', { driver, behaviour: 'fixed' })
      .pool('POWER', '17400.00', { driver })
      .complete('PUMP', '2900', 'O1')
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver,
        valid_from: '2026-09-01',
        amount: '48000.00',
        fixed_amount: '30000.00',
        quantity: '6000',
      });
    operation(month, 'PUMP', '10', { run_hours_machine: '2' });
    return month.close({
      absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
      variances: { ...defaultPolicy.variances, overhead },
    });
  }

  test('by quota hours efficiency is the centre’s, and the order costs its standard', () => {
    const rows = varianceRows(planned('quota_hours_machine', 'four_way'));
    expect(rows.map((row) => [row[0], row[4], row[6]])).toEqual([
      // Variable: 17,400 − 5,700 × 3; (5,700 − 5,800) × 3. Fixed: 30,500 − 30,000; 30,000 − 5,800 × 5.
      ['centre', 'efficiency', '-300.00'],
      ['centre', 'fixed_spending', '500.00'],
      ['centre', 'variable_spending', '300.00'],
      ['centre', 'volume', '1000.00'],
    ]);
  });

  test('by hours worked efficiency is the order’s, and capacity the centre’s', () => {
    const rows = varianceRows(planned('hours_machine', 'three_way'));
    expect(rows.map((row) => [row[0], row[4], row[6]])).toEqual([
      // 47,900 − (30,000 + 5,700 × 3); 30,000 − 5,700 × 5; (5,700 − 5,800) × 8.
      ['centre', 'capacity', '1500.00'],
      ['centre', 'spending', '800.00'],
      ['order', 'efficiency', '-800.00'],
    ]);
  });
});

test('材料按计划成本计价：用量差异按计划单价，材料成本差异在入库时', () => {
  // Plan 10.00: 1,000 kg come at 10.40, 800 kg go into 100 pieces of which each may take 7.5 kg.
  const month = new Month()
    .item('钢材', { category: '原材料' })
    .standard('钢材', '10')
    .standard('齿轮', '75')
    .buy('钢材', '1000', '10400.00')
    .order('O1', '齿轮', '100')
    .issue('钢材', '800', 'O1')
    .complete('齿轮', '100', 'O1');
  month.bom('齿轮', '1', [{ component: '钢材', quantity: '7.5' }]);
  const closed = month.close({ valuation_by_category: { 原材料: atStandard } });
  expect(varianceRows(closed)).toEqual([
    ['item', '钢材', 'P1', 'material', 'price', '1000', '400.00'],
    ['order', 'O1', '钢材', 'material', 'usage', '50', '500.00'],
  ]);
});
