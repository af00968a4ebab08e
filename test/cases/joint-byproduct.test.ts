import { type JointCostInput, jointCost as split } from '@millrace/costing-core';
import { expect } from 'vitest';
import { closeJointOrder } from '../factory/joint-order.js';
import { publishedCase, testPublished } from './published.js';

/** What the small function says, which a close of the same month has to say too. */
function jointCost(input: JointCostInput) {
  const said = split(input);
  const rows = closeJointOrder(input)
    .version.rows('joint_cost')
    .filter(({ role }) => role === 'joint');
  const order = (a: { item: string }, b: { item: string }) => (a.item < b.item ? -1 : 1);
  expect(rows.map((row) => ({ item: row.output_item, allocated: row.allocated, unit_cost: row.unit_cost }))).toEqual(
    [...said.products].sort(order).map(({ item, allocated, unit_cost }) => ({ item, allocated, unit_cost })),
  );
  return said;
}

const money = (text: string) => `${text}.00`;

testPublished(
  'joint-byproduct-cma-alfa',
  'a by-product off the cost, then by units and by net realisable value',
  () => {
    const { input, expected } = publishedCase<
      { joint_cost: string; by_product_nrv: string; units: Record<string, string>; nrv: Record<string, string> },
      Record<'physical' | 'nrv', Record<string, string>>
    >('joint-byproduct-cma-alfa');
    const by = (method: JointCostInput['method'], of: Record<string, string>) =>
      Object.fromEntries(
        jointCost({
          method,
          joint_cost: input.joint_cost,
          by_products: [{ item: 'Gamma', quantity: '1', price: input.by_product_nrv }],
          products: Object.entries(of).map(([item, value]) => ({
            item,
            quantity: method === 'quantity' ? value : '1',
            price: value,
          })),
        }).products.map(({ item, allocated }) => [item, allocated]),
      );
    expect(by('quantity', input.units).Alfa).toBe(money(expected.physical.Alfa));
    const byValue = by('net_realisable_value', input.nrv);
    for (const [item, allocated] of Object.entries(expected.nrv)) expect(byValue[item]).toBe(money(allocated));
  },
);

testPublished('joint-byproduct-cma-big-mini', 'by sales value at the split-off', () => {
  type Product = { qty: string; price: string };
  const { input, expected } = publishedCase<
    { joint_cost: string; Big: Product; Mini: Product },
    Record<string, string>
  >('joint-byproduct-cma-big-mini');
  const [big] = jointCost({
    method: 'sales_value',
    joint_cost: input.joint_cost,
    products: [
      { item: 'Big', quantity: input.Big.qty, price: input.Big.price },
      { item: 'Mini', quantity: input.Mini.qty, price: input.Mini.price },
    ],
    unit_cost_scale: 2,
  }).products;
  expect([big.allocated, big.unit_cost]).toEqual([money(expected.Big), expected.Big_unit]);
});

testPublished('joint-byproduct-cn-nrv-three', 'by net realisable value, two of three processed further', () => {
  type Product = { qty: string; price: string; further: string };
  const { input, expected } = publishedCase<
    { joint_cost: string; products: Record<string, Product> },
    { nrv: readonly string[]; rate: string; joint: readonly string[]; unit: Record<string, string> }
  >('joint-byproduct-cn-nrv-three');
  const { products, rate } = jointCost({
    method: 'net_realisable_value',
    joint_cost: input.joint_cost,
    products: Object.entries(input.products).map(([item, { qty, price, further }]) => ({
      item,
      quantity: qty,
      price,
      further_cost: further,
    })),
    unit_cost_scale: 2,
  });
  expect(products.map(({ value }) => value)).toEqual(expected.nrv.map(money));
  expect(Number(rate)).toBe(Number(expected.rate));
  expect(products.map(({ allocated }) => allocated)).toEqual(expected.joint.map(money));
  for (const { item, unit_cost } of products) expect(Number(unit_cost)).toBe(Number(expected.unit[item]));
});

testPublished('joint-byproduct-constant-gross-margin', 'by sales value and at one gross margin for all', () => {
  type Input = { joint_cost: string } & Record<'split_off_value' | 'final_sales' | 'separable', readonly string[]>;
  const { input, expected } = publishedCase<Input, Record<string, readonly string[]> & { gross_margin_pct: string }>(
    'joint-byproduct-constant-gross-margin',
  );
  const by = (method: JointCostInput['method'], values: readonly string[]) =>
    jointCost({
      method,
      joint_cost: input.joint_cost,
      products: values.map((price, i) => ({
        item: String(i),
        quantity: '1',
        price,
        further_cost: input.separable[i],
      })),
    });
  const atSplitOff = by('sales_value', input.split_off_value).products;
  expect(atSplitOff.map(({ allocated }) => allocated)).toEqual(expected.split_off.map(money));
  const { products, rate } = by('constant_margin', input.final_sales);
  expect((Number(rate) * 100).toFixed(2)).toBe(expected.gross_margin_pct);
  expect(products.map(({ allocated }) => allocated)).toEqual(expected.constant_gm.map(money));
  const margins = products.map(({ unit_cost }, i) => String(Number(input.final_sales[i]) - Number(unit_cost)));
  expect(margins).toEqual(expected.gross_margin);
});

testPublished('joint-byproduct-truncated-percent', 'by physical units, each share rounded to whole percent', () => {
  const { input, expected } = publishedCase<
    { joint_cost: string; units: readonly string[] },
    Record<'pct' | 'allocation', readonly string[]>
  >('joint-byproduct-truncated-percent');
  const { products } = jointCost({
    method: 'quantity',
    joint_cost: input.joint_cost,
    products: input.units.map((quantity, i) => ({ item: String(i), quantity })),
    rate_rounding: { share: 2 },
  });
  expect(products.map(({ allocated }) => allocated)).toEqual(expected.allocation.map(money));
});
