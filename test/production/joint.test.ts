import { defaultPolicy, type JointCostInput, jointCost, type Policy } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { closeJointOrder } from '../factory/joint-order.js';
import { Month } from '../factory/month.js';

const number = (max: number, scale: number) => fc.integer({ min: 1, max }).map((value) => printFixed(value, scale));

const drawn: fc.Arbitrary<JointCostInput> = fc
  .record({
    method: fc.constantFrom(
      'weight',
      'quantity',
      'share',
      'sales_value',
      'net_realisable_value',
      'constant_margin',
      'standard_cost',
    ) as fc.Arbitrary<JointCostInput['method']>,
    joint_cost: number(9_999_999, 2),
    products: fc.array(
      fc.record({
        quantity: number(9_000_000, 3),
        weight: number(9_000, 3),
        share: number(300, 3),
        price: number(90_000, 3),
        standard_cost: number(90_000, 3),
        further_cost: number(9_999, 2),
        selling_cost: number(9_999, 2),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    by_products: fc.array(
      fc.record({ quantity: number(9_000, 3), price: number(9_000, 3), further_cost: number(999, 2) }),
      { maxLength: 2 },
    ),
    rate_rounding: fc.constantFrom('exact', 'exact', 'largest_remainder', 0, 2, { share: 3 }) as fc.Arbitrary<'exact'>,
  })
  .map(({ products, by_products, ...input }) => ({
    ...input,
    // Shares that are laid down come before weights; one output takes what they leave.
    products: products.map(({ share, ...product }, i) => ({
      ...product,
      item: `J${i}`,
      ...(input.method === 'share' && i > 0 ? { share } : {}),
    })),
    by_products: by_products.map((of, i) => ({ ...of, item: `B${i}`, selling_cost: '0' })),
  }));

describe('jointCost', () => {
  test('says what a close says: what each product bears, the rate, the credit and what a unit costs', () => {
    fc.assert(
      fc.property(drawn, (input) => {
        let split: ReturnType<typeof jointCost>;
        try {
          split = jointCost(input);
        } catch (error) {
          // What is worth nothing is refused by the function, and a finding of a close.
          expect(String(error)).toMatch(/RangeError/);
          return;
        }
        const rows = closeJointOrder(input).version.rows('joint_cost');
        const joint = rows.filter(({ role }) => role === 'joint');
        expect(joint.map(({ output_item, allocated }) => [output_item, allocated])).toEqual(
          split.products.map(({ item, allocated }) => [item, allocated]),
        );
        for (const [i, { unit_cost }] of split.products.entries()) expect(joint[i].unit_cost).toBe(unit_cost);
        const credit = rows.reduce((sum, row) => sum + Math.round(Number(row.credit) * 100), 0);
        expect(printFixed(credit, 2)).toBe(split.credit);
        const rate = joint[0].rate;
        expect(Number(rate)).toBeCloseTo(Number(split.rate), 5);
      }),
      runs(60),
    );
  });
});

/** A 400 × 90.00, processed further for 6,000; B 600 × 60.00, for 3,000; a by-product of 1,000.00: production.md 10. */
function refinery(policy: Partial<Policy['joint']>, more: (month: Month) => void = () => undefined) {
  const output = { plant: 'P1', item: 'A', valid_from: '2026-01-01' };
  const month = new Month()
    .order('O1', 'A', '400', { closed_on: '2026-09-30' })
    .move('subcontract_fee', 'A', '0', { order: 'O1' }, { material: '30000.00', labour: '20000.00' })
    .add('joint_output', { ...output, output_item: 'A', role: 'main', price: '90', further_cost: '6000', weight: '3' })
    .add('joint_output', { ...output, output_item: 'B', role: 'co', further_rate: '5', weight: '2' })
    .add('joint_output', { ...output, output_item: 'C', role: 'by', price: '10' })
    .add('item_price', {
      plant: 'P1',
      item: 'B',
      kind: 'sale',
      element: 'material',
      valid_from: '2026-01-01',
      price: '60',
      per_quantity: '1',
    });
  month.complete('A', '100', 'O1', { movement: 'A1' }).complete('B', '600', 'O1', { movement: 'B1' });
  month.complete('A', '300', 'O1', { movement: 'A2' });
  month.move('by_product_receipt', 'C', '100', { order: 'O1', movement: 'C1' });
  more(month);
  return month.close({ joint: { ...defaultPolicy.joint, ...policy } });
}

describe('an order with joint products', () => {
  test.each([
    ['weight', '24500.00', '24500.00'],
    ['quantity', '19600.00', '29400.00'],
    ['sales_value', '24500.00', '24500.00'],
    ['net_realisable_value', '23333.33', '25666.67'],
    ['constant_margin', '23000.00', '26000.00'],
  ] as const)('shares its cost by %s', (method, a, b) => {
    const closed = refinery({ method });
    const rows = closed.version.rows('joint_cost');
    expect(rows.map(({ output_item, allocated }) => [output_item, allocated])).toEqual([
      ['A', a],
      ['B', b],
      ['C', '0.00'],
    ]);
    expect(rows.map(({ credit }) => credit)).toEqual(['0.00', '0.00', '1000.00']);
    expect(Number(closed.cost('A1')) + Number(closed.cost('A2'))).toBeCloseTo(Number(a), 2);
    expect(closed.findings).toEqual([]);
  });

  test('shows the margin that all have, and gives further cost back in the element that is named', () => {
    const closed = refinery({ method: 'constant_margin' });
    expect(closed.version.rows('joint_cost').map(({ rate }) => rate)).toEqual(['0.194444444', '0.194444444', '']);
    // Labour of 20,000.00 and further cost of 9,000.00 half each, less 6,000.00.
    expect(Number(closed.cost('A1', 'labour')) + Number(closed.cost('A2', 'labour'))).toBe(8500);
    const inMaterial = refinery({ method: 'constant_margin', further_element: 'material' });
    expect(Number(inMaterial.cost('A1', 'labour')) + Number(inMaterial.cost('A2', 'labour'))).toBe(10_000);
  });

  test('takes a share that is laid down before all, the main product what is left', () => {
    const output = { plant: 'P1', item: 'A', order: 'O1', valid_from: '2026-01-01' };
    const closed = refinery({ method: 'share' }, (month) =>
      month.add('joint_output', { ...output, output_item: 'B', role: 'co', share: '0.65' }),
    );
    expect([closed.cost('B1'), closed.cost('A1'), closed.cost('A2')]).toEqual(['31850.00', '4287.50', '12862.50']);
  });

  test('may credit its by-product less what selling it costs, or nothing', () => {
    const output = { plant: 'P1', item: 'A', order: 'O1', valid_from: '2026-01-01' };
    const row = {
      ...output,
      output_item: 'C',
      role: 'by',
      price: '10',
      further_rate: '2',
      selling_cost: '300',
    } as const;
    const sold = refinery({ by_product: 'net_realisable_value' }, (month) => month.add('joint_output', row));
    expect([sold.cost('C1'), sold.cost('B1')]).toEqual(['500.00', '24750.00']);
    const free = refinery({ by_product: 'none' });
    expect([free.cost('C1'), free.cost('B1')]).toEqual(['0.00', '25000.00']);
  });

  test('may credit it before work in process has its part', () => {
    const close = (credit_from: 'completed' | 'before_split') =>
      new Month()
        .buy('RAW', '100', '1000.00')
        .order('O1', 'A', '10')
        .add('joint_output', {
          plant: 'P1',
          item: 'A',
          output_item: 'C',
          valid_from: '2026-01-01',
          role: 'by',
          price: '10',
        })
        .issue('RAW', '100', 'O1')
        .complete('A', '5', 'O1', { movement: 'A1' })
        .move('by_product_receipt', 'C', '10', { order: 'O1' })
        .close({ joint: { ...defaultPolicy.joint, credit_from } });
    expect(close('completed').cost('A1')).toBe('400.00');
    expect(close('before_split').cost('A1')).toBe('450.00');
  });

  test('shares a cost of the period over all orders of the item by quantity', () => {
    const output = { plant: 'P1', item: 'A', valid_from: '2026-01-01' };
    const month = new Month()
      .add('joint_output', { ...output, output_item: 'A', role: 'main', price: '10', further_cost: '90' })
      .add('joint_output', { ...output, output_item: 'B', role: 'co', price: '10' });
    for (const [order, quantity] of [
      ['O1', '10'],
      ['O2', '20'],
    ]) {
      month.order(order, 'A', quantity, { closed_on: '2026-09-30' });
      month.move('subcontract_fee', 'A', '0', { order }, '170.00');
      month.complete('A', quantity, order).complete('B', '10', order);
    }
    const rows = month
      .close({ joint: { ...defaultPolicy.joint, method: 'net_realisable_value' } })
      .version.rows('joint_cost');
    // 100 − 30 against 100; 200 − 60 against 100.
    expect(rows.map(({ further, allocated }) => [Number(further), allocated])).toEqual([
      [30, '70.00'],
      [0, '100.00'],
      [60, '99.17'],
      [0, '70.83'],
    ]);
  });

  test('asks no price of an order that yields its own item alone', () => {
    const month = new Month().order('O1', 'A', '1', { closed_on: '2026-09-30' });
    month.move('subcontract_fee', 'A', '0', { order: 'O1' }, '10.00').complete('A', '1', 'O1');
    const closed = month.close({ joint: { ...defaultPolicy.joint, method: 'constant_margin' } });
    expect(closed.findings).toEqual([]);
    expect(closed.version.rows('joint_cost')).toEqual([]);
  });
});
