import { defaultPolicy, restoredCosts } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { Month } from '../../factory/month.js';

/** Worked by hand in the manner of textbooks: costs that are common to a shop, and what leaves them. */

const statistic = (
  month: Month,
  driver: string,
  of: Readonly<Record<string, string>>,
  kind: 'order' | 'centre' = 'order',
  centre?: string,
) => {
  month.add('driver', { driver, kind: 'statistic' });
  for (const [target, quantity] of Object.entries(of)) {
    month.add('driver_quantity', {
      period: '2026-09',
      driver,
      target_kind: kind,
      target,
      quantity,
      status: 'approved',
      ...(centre !== undefined && { centre }),
    });
  }
  return month;
};

test('minutes by a time equation, and the minutes that nobody used (time-driven activities)', () => {
  // 560,000.00 for 700,000 minutes: 0.80 a minute. 8 minutes an order line, 44 an inquiry, 50 a credit check.
  const month = new Month()
    .order('BIG', 'X', '1')
    .order('SMALL', 'Y', '1')
    .complete('X', '1', 'BIG', { movement: 'big' })
    .complete('Y', '1', 'SMALL', { movement: 'small' });
  statistic(month, 'lines', { BIG: '29000', SMALL: '20000' });
  statistic(month, 'inquiries', { BIG: '400', SMALL: '1000' });
  statistic(month, 'checks', { BIG: '500', SMALL: '2000' });
  const closed = month
    .add('driver', { driver: 'minutes', kind: 'formula', formula: '8 * lines + 44 * inquiries + 50 * checks' })
    .pool('SERVICE', '560000.00', { driver: 'minutes', behaviour: 'fixed', normal_driver: '700000' })
    .close();
  expect([closed.cost('big'), closed.cost('small')]).toEqual(['219680.00', '243200.00']);
  expect(closed.residuals()).toEqual([['idle_capacity', '97120.00']]);
});

test('hours of machines that count for more (机器工时折合系数)', () => {
  const closed = new Month()
    .order('O1', 'A', '10', { closed_on: '2026-09-30' })
    .order('O2', 'B', '10', { closed_on: '2026-09-30' })
    .report('O1', '100')
    .report('O2', '100')
    .complete('A', '10', 'O1', { movement: 'a' })
    .complete('B', '10', 'O2', { movement: 'b' })
    .add('attribute', { owner_kind: 'item', owner: 'A', name: 'factor', value: '1' })
    .add('attribute', { owner_kind: 'item', owner: 'B', name: 'factor', value: '1.5' })
    .add('driver', { driver: 'counted_hours', kind: 'formula', formula: 'hours_machine * factor' })
    .pool('P', '5000.00', { driver: 'counted_hours' })
    .close();
  expect([closed.cost('a'), closed.cost('b')]).toEqual(['2000.00', '3000.00']);
});

test('scrap common to all jobs reduces their overhead', () => {
  const closed = new Month()
    .order('J1', 'A', '10', { closed_on: '2026-09-30' })
    .order('J2', 'B', '10', { closed_on: '2026-09-30' })
    .report('J1', '30')
    .report('J2', '70')
    .complete('A', '10', 'J1', { movement: 'a' })
    .complete('B', '10', 'J2', { movement: 'b' })
    .pool('OVERHEAD', '10450.00')
    .pool('SCRAP', '-450.00')
    .close();
  expect([closed.cost('a'), closed.cost('b')]).toEqual(['3000.00', '7000.00']);
});

test('rework common to all jobs: what it took is issued to the shop, and spread with its overhead', () => {
  const closed = new Month()
    .order('J1', 'A', '10', { closed_on: '2026-09-30' })
    .order('J2', 'B', '10', { closed_on: '2026-09-30' })
    .report('J1', '30')
    .report('J2', '70')
    .buy('PART', '10', '1000.00')
    .move('issue', 'PART', '8', { centre: 'C1' })
    .complete('A', '10', 'J1', { movement: 'a' })
    .complete('B', '10', 'J2', { movement: 'b' })
    .pool('REWORK WAGES', '2200.00', { element: 'labour' })
    .close({ centre_material_driver: { C1: 'hours_machine' } });
  expect([closed.cost('a'), closed.cost('b')]).toEqual(['900.00', '2100.00']);
  expect([closed.cost('a', 'material'), closed.cost('b', 'labour')]).toEqual(['240.00', '1540.00']);
});

test('what is added makes more of it: 10,000 litres become 15,000', () => {
  const closed = new Month()
    .open('BASE', '10000', '40000.00')
    .order('O1', 'JUICE', '15000')
    .issue('BASE', '10000', 'O1')
    .report('O1', '1', { quantity_good: '12000' })
    .complete('JUICE', '12000', 'O1', { movement: 'made' })
    .pool('CONVERSION', '27000.00')
    .close();
  expect([closed.cost('made', 'material'), closed.cost('made', 'overhead')]).toEqual(['32000.00', '24000.00']);
  expect(closed.proof()['out closing_wip']).toBe('11000.00');
});

test('a building by floor space, then maintenance by hours, then machine hours (primary and secondary distribution)', () => {
  const month = new Month();
  for (const [centre, kind] of [
    ['BUILDING', 'service'],
    ['MAINTENANCE', 'service'],
    ['P1C', 'production'],
    ['P2C', 'production'],
  ] as const) {
    month.add('cost_centre', { centre, plant: 'P1', kind }).add('work_centre', { work_centre: `W ${centre}`, centre });
  }
  statistic(month, 'area', { P1C: '500', P2C: '300', MAINTENANCE: '200' }, 'centre');
  statistic(month, 'repairs', { P1C: '3', P2C: '1' }, 'centre');
  const closed = month
    .order('O1', 'A', '10', { closed_on: '2026-09-30' })
    .order('O2', 'B', '10', { closed_on: '2026-09-30' })
    .report('O1', '10', { work_centre: 'W P1C' })
    .report('O2', '10', { work_centre: 'W P2C' })
    .complete('A', '10', 'O1', { movement: 'a' })
    .complete('B', '10', 'O2', { movement: 'b' })
    .pool('RENT', '60000.00', { centre: 'BUILDING' })
    .close({
      centre_overhead_driver: { P1C: 'hours_machine', P2C: 'hours_machine' },
      service_departments_by_centre: {
        BUILDING: { method: 'step_down', basis: 'area' },
        MAINTENANCE: { method: 'step_down', basis: 'repairs' },
      },
      service_departments: {
        method: 'step_down',
        order: ['BUILDING', 'MAINTENANCE'],
        basis: 'services',
        difference: 'expense',
      },
    });
  expect([closed.cost('a'), closed.cost('b')]).toEqual(['39000.00', '21000.00']);
});

/** Three departments that all serve each other, in percent of what each gives. */
const threeDepartments = (method: 'algebraic' | 'interactive') => {
  const month = new Month();
  for (const centre of ['A', 'B', 'C']) month.add('cost_centre', { centre, plant: 'P1', kind: 'service' });
  for (const centre of ['P1C', 'P2C']) {
    month
      .add('cost_centre', { centre, plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: `W ${centre}`, centre });
  }
  const gives = {
    A: { B: '20', C: '30', P1C: '50' },
    B: { A: '10', C: '10', P1C: '80' },
    C: { A: '25', B: '25', P2C: '50' },
  };
  for (const [from_centre, receivers] of Object.entries(gives)) {
    for (const [to, quantity] of Object.entries(receivers)) {
      const of = { period: '2026-09', from_centre, to_kind: 'centre', to, status: 'approved' } as const;
      month.add('department_service', { ...of, quantity });
    }
  }
  const closed = month
    .order('O1', 'X', '10', { closed_on: '2026-09-30' })
    .order('O2', 'Y', '10', { closed_on: '2026-09-30' })
    .report('O1', '10', { work_centre: 'W P1C' })
    .report('O2', '10', { work_centre: 'W P2C' })
    .complete('X', '10', 'O1', { movement: 'x' })
    .complete('Y', '10', 'O2', { movement: 'y' })
    .pool('PA', '10000.00', { centre: 'A' })
    .pool('PB', '20000.00', { centre: 'B' })
    .pool('PC', '30000.00', { centre: 'C' })
    .close({
      centre_overhead_driver: { P1C: 'hours_machine', P2C: 'hours_machine' },
      service_departments: { ...defaultPolicy.service_departments, method },
    });
  return [closed.cost('x'), closed.cost('y')];
};

test('three departments by equations', () => {
  // a = 10,000 + 0.1 b + 0.25 c, b = 20,000 + 0.2 a + 0.25 c, c = 30,000 + 0.3 a + 0.1 b: 23,631.12, 34,870.32, 40,576.37.
  expect(threeDepartments('algebraic')).toEqual(['39711.82', '20288.18']);
});

test('three departments that exchange once (交互分配法)', () => {
  // At 100, 200 and 300 among themselves: 14,500, 25,500 and 20,000 go out.
  expect(threeDepartments('interactive')).toEqual(['40000.00', '20000.00']);
});

test('material at the start, and more of it at three fifths of the way', () => {
  // 2,000 are half done and have none of the second, 1,000 are at four fifths: 10,000 over 9,000, conversion over 9,800.
  const route = (operation: string, run_hours_machine: string) =>
    ({ plant: 'P1', item: 'X', operation, work_centre: 'W1', run_hours_machine }) as const;
  const count = { period: '2026-09', order: 'O1' } as const;
  const closed = new Month()
    .order('O1', 'X', '11000')
    .add('routing_operation', route('10', '6'), route('20', '4'))
    .open('FIRST', '1', '22000.00')
    .open('SECOND', '1', '9000.00')
    .issue('FIRST', '1', 'O1', { operation: '10' })
    .issue('SECOND', '1', 'O1', { operation: '20' })
    .report('O1', '1', { operation: '10', quantity_good: '9000' })
    .report('O1', '0', { operation: '20', quantity_good: '8000' })
    .complete('X', '8000', 'O1', { movement: 'made' })
    .add('wip_count', { ...count, operation: '10', quantity: '2000', degree: '0.5' })
    .add('wip_count', { ...count, operation: '20', quantity: '1000', degree: '0.8' })
    .pool('CONVERSION', '19600.00')
    .close({ wip: { ...defaultPolicy.wip, degrees: 'counted' } });
  expect([closed.cost('made', 'material'), closed.cost('made', 'overhead')]).toEqual(['24000.00', '16000.00']);
  expect(closed.proof()['out closing_wip']).toBe('10600.00');
});

test('two points of split-off: what the second yields decides on the first', () => {
  const closed = new Month()
    .open('ORE', '1', '100000.00')
    .order('J1', 'A', '1000', { closed_on: '2026-09-30' })
    .order('J2', 'C', '1200', { closed_on: '2026-09-30' })
    .item('B')
    .item('D')
    .item('E')
    .issue('ORE', '1', 'J1')
    .complete('A', '1000', 'J1', { movement: 'a' })
    .complete('B', '2000', 'J1', { movement: 'b' })
    .issue('B', '2000', 'J2')
    .report('J2', '1')
    .pool('FURTHER', '40000.00')
    .complete('C', '1200', 'J2', { movement: 'c' })
    .complete('D', '800', 'J2', { movement: 'd' })
    .move('by_product_receipt', 'E', '100', { order: 'J2', movement: 'e' })
    .add('joint_output', {
      plant: 'P1',
      item: 'A',
      output_item: 'A',
      role: 'main',
      valid_from: '2026-01-01',
      price: '60',
    })
    // C 120,000, D 40,000 and E 2,000, less 40,000 of the second process: 61.00 each.
    .add('joint_output', {
      plant: 'P1',
      item: 'A',
      output_item: 'B',
      role: 'co',
      valid_from: '2026-01-01',
      price: '61',
    })
    .add('joint_output', {
      plant: 'P1',
      item: 'C',
      output_item: 'C',
      role: 'main',
      valid_from: '2026-01-01',
      price: '100',
    })
    .add('joint_output', {
      plant: 'P1',
      item: 'C',
      output_item: 'D',
      role: 'co',
      valid_from: '2026-01-01',
      price: '50',
    })
    .add('joint_output', {
      plant: 'P1',
      item: 'C',
      output_item: 'E',
      role: 'by',
      valid_from: '2026-01-01',
      price: '20',
    })
    .close({ joint: { method: 'sales_value', by_product: 'price', credit_from: 'completed', further_element: '' } });
  expect([closed.cost('a'), closed.cost('b')]).toEqual(['32967.03', '67032.97']);
  expect([closed.cost('c'), closed.cost('d'), closed.cost('e')]).toEqual(['78774.73', '26258.24', '2000.00']);
});

test('a stoppage: wages and overhead of three days, less what the power company pays (停工损失)', () => {
  const closed = new Month()
    .add('cost_centre', { centre: 'STOPPAGE', plant: 'P1', kind: 'service' })
    .add('department_service', {
      period: '2026-09',
      from_centre: 'STOPPAGE',
      to_kind: 'expense',
      to: 'power cut',
      quantity: '1',
      status: 'approved',
    })
    .order('O1', 'A', '10', { closed_on: '2026-09-30' })
    .report('O1', '10')
    .complete('A', '10', 'O1', { movement: 'a' })
    .pool('STOPPED WAGES', '5000.00', { centre: 'STOPPAGE', element: 'labour' })
    .pool('STOPPED OVERHEAD', '2000.00', { centre: 'STOPPAGE' })
    .pool('PAID', '-1000.00', { centre: 'STOPPAGE' })
    .pool('OVERHEAD', '800.00')
    .close();
  expect(closed.cost('a')).toBe('800.00');
  expect(closed.proof()['out service_expense']).toBe('6000.00');
});

test('two batches in one operation by pieces, one of them in another by hours (operation costing)', () => {
  const month = new Month()
    .add('cost_centre', { centre: 'CUT', plant: 'P1', kind: 'production' })
    .add('cost_centre', { centre: 'SEW', plant: 'P1', kind: 'production' })
    .add('work_centre', { work_centre: 'W CUT', centre: 'CUT' })
    .add('work_centre', { work_centre: 'W SEW', centre: 'SEW' })
    .order('WOOL', 'SUIT 1', '50', { closed_on: '2026-09-30' })
    .order('POLY', 'SUIT 2', '100', { closed_on: '2026-09-30' })
    .buy('CLOTH 1', '50', '6000.00')
    .buy('CLOTH 2', '100', '3000.00')
    .issue('CLOTH 1', '50', 'WOOL')
    .issue('CLOTH 2', '100', 'POLY')
    .report('WOOL', '0', { work_centre: 'W CUT', quantity_good: '50' })
    .report('POLY', '0', { work_centre: 'W CUT', quantity_good: '100' })
    .report('WOOL', '7', { work_centre: 'W SEW' })
    .complete('SUIT 1', '50', 'WOOL', { movement: 'wool' })
    .complete('SUIT 2', '100', 'POLY', { movement: 'poly' })
    .pool('CUTTING', '1740.00', { centre: 'CUT', driver: 'quantity_good' })
    .pool('SEWING', '700.00', { centre: 'SEW' });
  const closed = month.close();
  expect([closed.cost('wool'), closed.cost('poly')]).toEqual(['7280.00', '4160.00']);
});

test('FIFO with opening work at two degrees, counted at the end', () => {
  // Material 22,000 / (7,000 + 3,000), conversion 20,020 / (1,200 + 7,000 + 900): 2.20 each.
  const opened = { ledger: 'L', order: 'O1', quantity: '2000' };
  const closed = new Month()
    .order('O1', 'A', '12000', { opened_on: '2026-08-01' })
    .add('opening_wip', {
      ...opened,
      stage: 'material',
      element: 'material',
      amount: '4000.00',
      equivalent_units: '2000',
    })
    .add('opening_wip', {
      ...opened,
      stage: 'conversion',
      element: 'overhead',
      amount: '1600.00',
      equivalent_units: '800',
    })
    .buy('RAW', '10000', '22000.00')
    .issue('RAW', '10000', 'O1')
    .report('O1', '1')
    .complete('A', '9000', 'O1', { movement: 'made' })
    .add('wip_count', { period: '2026-09', order: 'O1', quantity: '3000', degree: '0.3' })
    .pool('CONVERSION', '20020.00')
    .close({ wip: { ...defaultPolicy.wip, method: 'fifo', degrees: 'counted' } });
  expect(closed.findings).toEqual([]);
  expect([closed.cost('made', 'material'), closed.cost('made', 'overhead')]).toEqual(['19400.00', '19640.00']);
  expect(closed.proof()['out closing_wip']).toBe('8580.00');
});

test('a semi-finished product out of stock of two months, restored by what was made in this one (成本还原)', () => {
  const month = new Month().add('cost_element', { element: 'semi', class: 'material', position: 5 });
  const closed = month
    .item('SEMI', { semi_element: 'semi' })
    .open('SEMI', '50', { material: '3180.00', labour: '1325.00', overhead: '795.00' })
    .open('RAW', '100', '6000.00')
    .order('O1', 'SEMI', '100', { closed_on: '2026-09-30' })
    .order('O2', 'BOX', '60', { closed_on: '2026-09-30' })
    .issue('RAW', '100', 'O1')
    .report('O1', '1')
    .complete('SEMI', '100', 'O1')
    .issue('SEMI', '120', 'O2', { movement: 'taken' })
    .report('O2', '0', { hours_labour: '1' })
    .complete('BOX', '60', 'O2', { movement: 'made' })
    .pool('W1', '2500.00', { element: 'labour' })
    .pool('P1', '1500.00')
    .pool('W2', '3000.00', { element: 'labour', driver: 'hours_labour' })
    .pool('P2', '2000.00', { driver: 'hours_labour' })
    .close({ step_costing: { carry: 'combined' } });
  // 15,300 over 150, of which 120; K = 12,240 / 10,000.
  expect([closed.cost('taken'), closed.cost('made', 'semi'), closed.cost('made')]).toEqual([
    '12240.00',
    '12240.00',
    '17240.00',
  ]);
  const outcome = closed.result.outcome;
  if (outcome === undefined) throw new Error('not closed');
  const product = restoredCosts(outcome, closed.version).find(({ item }) => item === 'BOX');
  const restored = (product?.elements ?? []).filter((row) => Number(row.restored) !== 0);
  expect(restored.map((row) => [row.element, row.restored])).toEqual([
    ['material', '7344.00'],
    ['labour', '6060.00'],
    ['overhead', '3836.00'],
  ]);
});
