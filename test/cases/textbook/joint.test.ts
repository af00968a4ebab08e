import { type JointCostInput, jointCost as split } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { closeJointOrder } from '../../factory/joint-order.js';

/** Joint products of published problems, by the function and by a close of the same month. */
function allocated(input: JointCostInput): Record<string, number> {
  const said = split(input).products.map(({ item, allocated: of }) => [item, Number(of)] as const);
  const rows = closeJointOrder(input)
    .version.rows('joint_cost')
    .filter(({ role }) => role === 'joint');
  const closed = rows.map((row) => [row.output_item, Number(row.allocated)] as const);
  expect(Object.fromEntries(closed)).toEqual(Object.fromEntries(said));
  return Object.fromEntries(said);
}

type Product = JointCostInput['products'][number];
const METHODS = ['quantity', 'sales_value', 'net_realisable_value', 'constant_margin'] as const;

/** Milk churned into butter, of which a spread is made, and buttermilk: as it is split off, and as it is sold. */
interface Milk {
  readonly joint_cost: string;
  /** In cups; at the split-off; as sold, after processing further. */
  readonly cups: readonly [string, string];
  readonly split: readonly [Product, Product];
  readonly sold: readonly [Product, Product];
  readonly expected: Readonly<Record<(typeof METHODS)[number], readonly [number, number]>>;
}

const MILK: readonly (readonly [source: string, of: Milk])[] = [
  [
    'Elsie (transtutors.com/questions/joint-cost-allocation-elsie-…-267776.htm)',
    {
      joint_cost: '20000',
      cups: ['20000', '80000'],
      split: [
        { item: 'butter', quantity: '10000', price: '2' },
        { item: 'milk', quantity: '20000', price: '1.50' },
      ],
      sold: [
        { item: 'butter', quantity: '20000', price: '2.50', further_cost: '5000' },
        { item: 'milk', quantity: '20000', price: '1.50' },
      ],
      expected: {
        quantity: [4000, 16000],
        sales_value: [8000, 12000],
        net_realisable_value: [12000, 8000],
        constant_margin: [10625, 9375],
      },
    },
  ],
  [
    'Clover (solutioninn.com/clover-dairy-products-corp-buys-one-input-fullcream-milk-and)',
    {
      joint_cost: '63360',
      cups: ['36000', '108000'],
      split: [
        { item: 'butter', quantity: '18000', price: '4.40' },
        { item: 'milk', quantity: '27000', price: '2.40' },
      ],
      sold: [
        { item: 'butter', quantity: '36000', price: '4.60', further_cost: '57600' },
        { item: 'milk', quantity: '27000', price: '2.40' },
      ],
      expected: {
        quantity: [15840, 47520],
        sales_value: [34848, 28512],
        net_realisable_value: [39600, 23760],
        constant_margin: [29340, 34020],
      },
    },
  ],
];

describe.each(MILK)('%s', (_, { joint_cost, cups, split: atSplit, sold, expected }) => {
  test.each(METHODS)('%s', (method) => {
    const inCups = atSplit.map((of, i) => ({ ...of, quantity: cups[i] }));
    const products = { quantity: inCups, sales_value: atSplit, net_realisable_value: sold, constant_margin: sold }[
      method
    ];
    const [butter, milk] = expected[method];
    expect(allocated({ method, joint_cost, products })).toEqual({ butter, milk });
  });
});

test('goat milk processed further into other quantities (thecollegepapers.com, estimated-net-realizable-value-skim-goat-…)', () => {
  const products = [
    { item: 'Xyla', quantity: '39000', price: '18', further_cost: String(39000 * 3) },
    { item: 'ice cream', quantity: '56200', price: '9', further_cost: String(56200 * 2.5) },
  ];
  // The source has shares of 61.56 % and 38.44 %.
  const input = {
    method: 'net_realisable_value',
    joint_cost: '144480',
    products,
    rate_rounding: { share: 4 },
  } as const;
  expect(Object.values(allocated(input)).map(Math.round)).toEqual([88942, 55538]);
  const [xyla, ice] = split({ method: 'net_realisable_value', joint_cost: '144480', products }).products;
  expect([xyla.value, ice.value]).toEqual(['585000.00', '365300.00']);
});

test('butter cream and condensed milk (wizedu.com/questions/87590)', () => {
  const products = [
    { item: 'cream', quantity: '12500', price: '2.5' },
    { item: 'condensed', quantity: '15500', price: '5.5' },
  ];
  // By what was produced, not by what was sold of it.
  expect(allocated({ method: 'sales_value', joint_cost: '46000', products })).toEqual({
    cream: 12339.06,
    condensed: 33660.94,
  });
  expect(allocated({ method: 'quantity', joint_cost: '46000', products })).toEqual({
    cream: 20535.71,
    condensed: 25464.29,
  });
});

test('whole milk, 2 % milk and cream (bartleby.com, hal-dal-andamp-stal-dairy-farmers)', () => {
  const products = [
    { item: 'whole', quantity: '3500', price: '2' },
    { item: '2 %', quantity: '1500', price: '1' },
    { item: 'cream', quantity: '500', price: '3' },
  ];
  expect(allocated({ method: 'sales_value', joint_cost: '4000', products })).toEqual({
    whole: 2800,
    '2 %': 600,
    cream: 600,
  });
});

test('a chicken in five parts, shares of three decimals (scribd.com/document/284756072)', () => {
  const products = [
    ['breasts', '100', '0.55'],
    ['wings', '20', '0.20'],
    ['thighs', '40', '0.35'],
    ['bones', '80', '0.10'],
    ['feathers', '10', '0.05'],
  ].map(([item, quantity, price]) => ({ item, quantity, price }));
  const input = { method: 'sales_value', joint_cost: '50', products, rate_rounding: { share: 3 } } as const;
  expect(allocated(input)).toEqual({ breasts: 33.75, wings: 2.45, thighs: 8.6, bones: 4.9, feathers: 0.3 });
  expect(allocated({ ...input, method: 'quantity' })).toEqual({
    breasts: 20,
    wings: 4,
    thighs: 8,
    bones: 16,
    feathers: 2,
  });
});

test('three products at 200,000.00 (scribd.com/presentation/389236854)', () => {
  const products = [
    { item: 'A', quantity: '10000', price: '10' },
    { item: 'B', quantity: '10500', price: '30' },
    { item: 'C', quantity: '11500', price: '20' },
  ];
  const shares = allocated({ method: 'sales_value', joint_cost: '200000', products });
  expect(Object.values(shares).map(Math.round)).toEqual([31008, 97674, 71318]);
});

test('toxic waste is cost, a by-product’s net value is not (expertsmind.com/library/…-52913059.aspx)', () => {
  // 15,000 + 5,000 + 2,000 less 1,200 − 700; butter 40,000 tubs, 20,000.00 further.
  const shares = allocated({
    method: 'net_realisable_value',
    joint_cost: '22000',
    by_products: [{ item: 'by', quantity: '1', price: '1200', further_cost: '700' }],
    products: [
      { item: 'butter', quantity: '40000', price: '5', further_cost: '20000' },
      { item: 'milk', quantity: '40000', price: '1.50' },
    ],
  });
  expect(shares).toEqual({ butter: 16125, milk: 5375 });
});

test('two outputs of one net value have the same, a third without any has nothing', () => {
  const products = [
    { item: 'A', quantity: '100', price: '12', further_cost: '200' },
    { item: 'B', quantity: '50', price: '20' },
    { item: 'C', quantity: '10', price: '5', further_cost: '50' },
  ];
  expect(allocated({ method: 'net_realisable_value', joint_cost: '700.01', products })).toEqual({
    A: 350.01,
    B: 350,
    C: 0,
  });
});

test('a by-product that costs more than it brings is refused, as a main product is: its cost belongs to the process', () => {
  const of = (selling_cost: string) => () =>
    split({
      method: 'quantity',
      joint_cost: '1000',
      products: [{ item: 'A', quantity: '10' }],
      by_products: [{ item: 'ASH', quantity: '20', price: '0.50', further_cost: '4', selling_cost }],
    });
  expect(of('6')().credit).toBe('0.00');
  expect(of('6.01')).toThrow('the value of ASH is below 0');
});
