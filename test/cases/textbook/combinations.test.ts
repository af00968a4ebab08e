import { defaultPolicy, openingFrom, type Policy, variances } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { closeJointOrder } from '../../factory/joint-order.js';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** Problems of the kind that textbooks set, of several methods at once; worked by hand before they were run. */

const planned: Policy['service_departments'] = {
  method: 'planned_price',
  order: [],
  basis: 'services',
  difference: 'expense',
};
const spoilage = (more: Partial<Policy['spoilage']>): Policy['spoilage'] => ({ ...defaultPolicy.spoilage, ...more });

/** What an order has in process, all elements. */
function left(closed: ClosedMonth, order: string): string {
  const rows = closed.version.rows('order_cost').filter((row) => row.order === order);
  return rows.reduce((sum, row) => sum + Number(row.closing_wip), 0).toFixed(2);
}

describe('service departments at planned prices', () => {
  const served = { period: '2026-09', to_kind: 'centre', status: 'approved' } as const;
  const twoOrders = () =>
    new Month()
      .order('O1', 'BOX', '1')
      .complete('BOX', '1', 'O1', { movement: 'first' })
      .report('O1', '300')
      .order('O2', 'CAN', '1')
      .complete('CAN', '1', 'O2', { movement: 'second' })
      .report('O2', '200');

  test('priced by practical capacity, what nobody used is expense', () => {
    // 6,000.00 for 1,200 h of which the shops had 500 and 300: 5.00 an hour, and 2,000.00 of capacity that nobody used.
    const closed = twoOrders()
      .add('cost_centre', { centre: 'REPAIR', plant: 'P1', kind: 'service' })
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'W2', centre: 'C2' })
      .report('O2', '10', { work_centre: 'W2' })
      .pool('repairs', '6000.00', { centre: 'REPAIR', driver: null })
      .pool('machines', '3500.00', { driver: 'hours_machine' })
      .add('rate', { plant: 'P1', centre: 'REPAIR', driver: 'service', valid_from: '2026-01-01', rate: '5' })
      .add('department_service', { ...served, from_centre: 'REPAIR', to: 'C1', quantity: '500' })
      .add('department_service', { ...served, from_centre: 'REPAIR', to: 'C2', quantity: '300' })
      .close({
        service_departments: planned,
        centre_overhead_driver: { C1: 'hours_machine', C2: 'hours_machine' },
      });
    // (2,500.00 + 3,500.00) / 500 h: 12.00; the second shop's 1,500.00 are all of the second order.
    expect(closed.cost('first')).toBe('3600.00');
    expect(closed.cost('second')).toBe('3900.00');
    expect(closed.residuals()).toEqual([['service_difference', '2000.00']]);
  });

  test('two prices, for what is ready and for what is used', () => {
    // 600 and 400 kW at 8.00, 9,000 and 5,000 kWh at 0.50; 15,900.00 were spent.
    const power = { ...served, from_centre: 'POWER' };
    const price = { plant: 'P1', centre: 'POWER', valid_from: '2026-01-01' };
    const closed = new Month()
      .add('cost_centre', { centre: 'POWER', plant: 'P1', kind: 'service' })
      .pool('power', '15900.00', { centre: 'POWER', driver: null })
      .order('O1', 'BOX', '1')
      .complete('BOX', '1', 'O1', { movement: 'first' })
      .order('O2', 'CAN', '1')
      .complete('CAN', '1', 'O2', { movement: 'second' })
      .add('rate', { ...price, driver: 'kW', rate: '8' }, { ...price, driver: 'kWh', rate: '0.5' })
      .add(
        'department_service',
        { ...power, to_kind: 'order', to: 'O1', service: 'kW', quantity: '600' },
        { ...power, to_kind: 'order', to: 'O2', service: 'kW', quantity: '400' },
        { ...power, to_kind: 'order', to: 'O1', service: 'kWh', quantity: '9000' },
        { ...power, to_kind: 'order', to: 'O2', service: 'kWh', quantity: '5000' },
      )
      .close({ service_departments: planned });
    expect([closed.cost('first'), closed.cost('second')]).toEqual(['9300.00', '5700.00']);
    expect(closed.residuals()).toEqual([['service_difference', '900.00']]);
  });

  test('a shop whose own overhead is at normal capacity absorbs all that it is served with', () => {
    // 12,000.00 for 1,000 h, 800 are worked: 9,600.00 absorbed, 2,400.00 idle; 4,000.00 of services over the same 800 h.
    const closed = new Month()
      .order('O1', 'BOX', '1')
      .complete('BOX', '1', 'O1', { movement: 'first' })
      .report('O1', '500')
      .order('O2', 'CAN', '1')
      .complete('CAN', '1', 'O2', { movement: 'second' })
      .report('O2', '300')
      .add('cost_centre', { centre: 'REPAIR', plant: 'P1', kind: 'service' })
      .pool('repairs', '4000.00', { centre: 'REPAIR', driver: null })
      .pool('hall', '12000.00', { driver: 'hours_machine', behaviour: 'fixed', normal_driver: '1000' })
      .add('department_service', { ...served, from_centre: 'REPAIR', to: 'C1', quantity: '1' })
      .close({ centre_overhead_driver: { C1: 'hours_machine' } });
    expect([closed.cost('first'), closed.cost('second')]).toEqual(['8500.00', '5100.00']);
    expect(closed.residuals()).toEqual([['idle_capacity', '2400.00']]);
  });
});

describe('an order of which a part is ready, pieces beyond repair, and who spoiled them pays', () => {
  const policy: Partial<Policy> = { operation_scrap: 'abnormal', spoilage: spoilage({ loss: 'good' }) };
  // 80 ready, 4 beyond repair at the end, 16 half done: 10,000.00 over 100, 5,520.00 over 92.
  const september = new Month()
    .open('STEEL', '100', '10000.00')
    .order('O1', 'GEAR', '100')
    .issue('STEEL', '100', 'O1')
    .report('O1', '92', { quantity_good: '80', quantity_scrap: '4' })
    .pool('wages', '5520.00', { element: 'labour' })
    .move('operation_scrap', 'GEAR', '4', { order: 'O1', movement: 'spoiled' })
    .move('salvage_receipt', 'SCRAP', '4', { order: 'O1', refers_to: 'spoiled' }, '60.00')
    .move('compensation', 'GEAR', '0', { order: 'O1' }, '140.00')
    .complete('GEAR', '80', 'O1', { movement: 'ready' });
  const closed = september.close(policy);

  test('good pieces of the month bear the net loss, those in process nothing of it', () => {
    // 80 × 160.00 and 4 × 160.00 − 60.00 − 140.00; 16 × 100.00 + 8 × 60.00 stay.
    expect(closed.cost('ready')).toBe('13240.00');
    expect(left(closed, 'O1')).toBe('2080.00');
  });

  test('the rest is completed with what it has and what is still done to it', () => {
    const october = new Month('2026-10')
      .item('GEAR')
      .item('STEEL')
      .item('SCRAP')
      .after(openingFrom(closed.version))
      .order('O1', 'GEAR', '100', { opened_on: '2026-09-01' })
      .add('movement', ...september.rows.movement)
      .add('work_report', ...september.rows.work_report)
      .report('O1', '8', { quantity_good: '16', report: 'rest' })
      .pool('wages', '496.00', { element: 'labour' })
      .complete('GEAR', '16', 'O1', { movement: 'rest' })
      .close(policy, closed.version);
    expect(october.cost('rest')).toBe('2576.00');
    expect(left(october, 'O1')).toBe('0.00');
  });
});

test('joint products of which one is worth less than what is still to be done to it', () => {
  // A: 30,000.00 − 5,000.00; B: 4,000.00 − 5,500.00, which counts as nothing.
  const closed = closeJointOrder({
    method: 'net_realisable_value',
    joint_cost: '20000',
    products: [
      { item: 'A', quantity: '1000', price: '30', further_cost: '5000' },
      { item: 'B', quantity: '500', price: '8', further_cost: '5500' },
    ],
  });
  const rows = closed.version.rows('joint_cost');
  expect(rows.map(({ output_item, allocated, unit_cost }) => [output_item, allocated, unit_cost])).toEqual([
    ['A', '20000.00', '25.000000'],
    ['B', '0.00', '11.000000'],
  ]);
});

describe('pieces that are repaired over two months', () => {
  // 100 are good at the end, 95 received; 5 wait for their repair, which takes 150.00 now and 90.00 next month.
  const september = new Month()
    .open('STEEL', '100', '5000.00')
    .order('O1', 'GEAR', '100')
    .issue('STEEL', '100', 'O1')
    .report('O1', '100', { quantity_good: '100' })
    .pool('wages', '3000.00', { element: 'labour', driver: 'quantity_good' })
    .order('R1', 'GEAR', '5', { type: 'rework', refers_to: 'O1' })
    .move('subcontract_fee', 'GEAR', '0', { order: 'R1' }, { labour: '150.00' })
    .complete('GEAR', '95', 'O1', { movement: 'first' });

  test.each([
    ['expense', '7600.00', '400.00'],
    ['good', '7750.00', '490.00'],
  ] as const)('the loss is %s', (loss, first, rest) => {
    const policy = { spoilage: spoilage({ loss }) };
    const closed = september.close(policy);
    expect(closed.cost('first')).toBe(first);
    expect(left(closed, 'O1')).toBe('400.00');
    const october = new Month('2026-10')
      .item('GEAR')
      .item('STEEL')
      .after(openingFrom(closed.version))
      .order('O1', 'GEAR', '100', { opened_on: '2026-09-01', closed_on: '2026-10-31' })
      .order('R1', 'GEAR', '5', { opened_on: '2026-09-01', type: 'rework', refers_to: 'O1' })
      .add('movement', ...september.rows.movement)
      .add('work_report', ...september.rows.work_report)
      .move('subcontract_fee', 'GEAR', '0', { order: 'R1', movement: 'more' }, { labour: '90.00' })
      .complete('GEAR', '5', 'O1', { movement: 'rest' })
      .close(policy, closed.version);
    expect(october.cost('rest')).toBe(rest);
    expect(october.version.rows('spoilage').map(({ order, net }) => [order, net])).toEqual([['O1', '90.00']]);
  });
});

test('material shared by quota, more was used than that, and a part of one order is in process', () => {
  // 300 at 4 kg and 200 at 9 kg are 3,000; 3,150 kg were used for 12,600.00.
  const closed = new Month()
    .open('PLATE', '3150', '12600.00')
    .order('甲', 'BOX', '300')
    .order('乙', 'CRATE', '250')
    .bom('BOX', '1', [{ component: 'PLATE', quantity: '4' }])
    .bom('CRATE', '1', [{ component: 'PLATE', quantity: '9' }])
    .move('issue', 'PLATE', '3150', { centre: 'C1' })
    .complete('BOX', '300', '甲', { movement: 'boxes' })
    .complete('CRATE', '200', '乙', { movement: 'crates' })
    .close({ centre_material_driver: { C1: { PLATE: 'quota:PLATE' } } });
  // 1,260 kg and 1,890 kg at 4.00; 200 of 250.
  expect([closed.cost('boxes'), closed.cost('crates')]).toEqual(['5040.00', '6048.00']);
  expect(left(closed, '乙')).toBe('1512.00');
});

test('mix and yield where a part of the batch is still in process', () => {
  const master = { plant: 'P1', parent: 'GLUE', alternative: null, valid_from: '2026-01-01' };
  const line = { ...master, kind: 'component', fixed: false, mix_group: 'M' } as const;
  const closed = new Month()
    .item('GLUE')
    .open('X', '640', '3200.00')
    .open('Y', '510', '4080.00')
    .standard('X', '5')
    .standard('Y', '8')
    .standard('GLUE', '7')
    .add('bom', { ...master, base_quantity: '100', active: true })
    .add(
      'bom_line',
      { ...line, line: 1, component: 'X', quantity: '60' },
      { ...line, line: 2, component: 'Y', quantity: '50' },
    )
    .order('O1', 'GLUE', '1000')
    .issue('X', '640', 'O1')
    .issue('Y', '510', 'O1')
    .complete('GLUE', '800', 'O1')
    .close();
  const { outcome } = closed.result;
  if (outcome === undefined) throw new Error(JSON.stringify(closed.result.findings));
  const told = variances(outcome)
    .filter(({ kind }) => kind === 'mix' || kind === 'yield')
    .map(({ component, kind, amount }) => [component, kind, amount]);
  // 1,150 kg of 60 : 50 are 627.27 and 522.73; 1,000 kg completed and in process need 600 and 500.
  expect(told.sort()).toEqual([
    ['X', 'mix', '63.64'],
    ['X', 'yield', '136.36'],
    ['Y', 'mix', '-101.82'],
    ['Y', 'yield', '181.82'],
  ]);
});

test('first in, first out in a department whose by-product is taken off the material', () => {
  // 100 opened at 40 %, 400 started, 350 ready, 150 left at 60 %.
  const closed = new Month()
    .open('MILK', '400', '8400.00')
    .order('O1', 'CHEESE', '500')
    .add(
      'opening_wip',
      {
        ledger: 'L',
        order: 'O1',
        stage: 'material',
        element: 'material',
        amount: '2000.00',
        quantity: '100',
        equivalent_units: '100',
      },
      {
        ledger: 'L',
        order: 'O1',
        stage: 'conversion',
        element: 'labour',
        amount: '480.00',
        quantity: '100',
        equivalent_units: '40',
      },
    )
    .issue('MILK', '400', 'O1')
    .report('O1', '1')
    .pool('wages', '4800.00', { element: 'labour' })
    .add('joint_output', {
      plant: 'P1',
      item: 'CHEESE',
      output_item: 'WHEY',
      role: 'by',
      valid_from: '2026-01-01',
      price: '2',
    })
    .move('by_product_receipt', 'WHEY', '100', { order: 'O1' })
    .complete('CHEESE', '350', 'O1', { movement: 'ready' })
    .close({
      wip: { ...defaultPolicy.wip, method: 'fifo', progress: '0.6' },
      joint: { ...defaultPolicy.joint, credit_from: 'before_split' },
    });
  // 8,200.00 over 400 and 4,800.00 over 400: 2,480.00 + 60 × 12.00 + 250 × 32.50.
  expect(closed.cost('ready')).toBe('11325.00');
  expect(left(closed, 'O1')).toBe('4155.00');
});

test('三个车间平行结转，先进先出法', () => {
  const opened = { ledger: 'L', element: 'labour', stage: 'conversion' } as const;
  const month = new Month()
    .item('一', { category: 'semi' })
    .item('二', { category: 'semi' })
    .bom('二', '1', [{ component: '一', quantity: '1' }])
    .bom('成品', '1', [{ component: '二', quantity: '1' }])
    .open('一', '20', '0')
    .open('二', '10', '0')
    .add(
      'opening_wip',
      { ...opened, item: '一', amount: '4000.00', quantity: '40', equivalent_units: '40' },
      { ...opened, item: '二', amount: '1000.00', quantity: '20', equivalent_units: '20' },
      { ...opened, order: 'O3', amount: '150.00', quantity: '10', equivalent_units: '5' },
    )
    .order('O1', '一', '120')
    .complete('一', '120', 'O1')
    .order('O2', '二', '110')
    .issue('一', '110', 'O2')
    .complete('二', '110', 'O2')
    .order('O3', '成品', '120')
    .issue('二', '110', 'O3')
    .complete('成品', '100', 'O3', { movement: '完工' });
  for (const [i, wages] of ['13200.00', '5500.00', '3150.00'].entries()) {
    const centre = `车间 ${i + 1}`;
    month
      .add('cost_centre', { centre, plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: `W ${centre}`, centre })
      .report(`O${i + 1}`, '1', { work_centre: `W ${centre}` })
      .pool(`工资 ${i + 1}`, wages, { centre, element: 'labour' });
  }
  const closed = month.close({
    step_costing_by_category: { semi: { carry: 'parallel' } },
    wip: { ...defaultPolicy.wip, method: 'fifo' },
  });
  // 4,000.00 + 60 × 110.00; 1,000.00 + 80 × 50.00; 150.00 + 95 × 30.00.
  const shares = closed.version
    .rows('step_share')
    .filter(({ stage }) => stage === 'conversion')
    .map(({ item, share, amount }) => [item, share, amount].join(' '));
  expect(shares).toEqual([
    '一 finished 10600.00',
    '一 in_process 6600.00',
    '二 finished 5000.00',
    '二 in_process 1500.00',
  ]);
  expect(closed.cost('完工')).toBe('18600.00');
  expect(left(closed, 'O3')).toBe('300.00');
});
