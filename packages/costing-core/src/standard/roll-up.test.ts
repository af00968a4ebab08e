import { EXACT_QUANTITIES, type Selection } from '@millrace/bom';
import { expect, test } from 'vitest';
import { estimateCost } from './estimate.js';
import { impactOf } from './impact.js';
import { rollUp } from './roll-up.js';
import type { StandardPolicy } from './standard-policy.js';
import type { StandardRows } from './standard-rows.js';
import { unitCost, unitCosts } from './unit-cost.js';
import { whatIf } from './what-if.js';

const policy: StandardPolicy = {
  line_scrap: 'mark_up',
  operation_scrap: 'linked_lines',
  costing_lot: 'bom_base_quantity',
  quantity_rounding: EXACT_QUANTITIES,
  cost_scale: 2,
  cost_rounding: 'once',
  price_chain: ['plan', 'standard', 'purchase'],
  converted_price: 'exact',
  purchase_element: 'material',
  subcontract_element: 'subcontract',
  cycles: 'in_proportion',
  by_product_credit: 'own_elements',
  surcharges: [],
};
const day: Selection = { as_of: '2026-10-31' };
const roll = (rows: StandardRows, over: Partial<StandardPolicy> = {}) => rollUp(rows, day, { ...policy, ...over });
const line = (parent: string, component: string, quantity = '1') => ({ parent, component, quantity, line: '10' });
const price = (item: string, amount: string, kind = 'plan') => ({ item, kind, price: amount });

test('a car of 4 wheels at 25 costs 100', () => {
  const rolled = roll({ bom_line: [line('car', 'wheel', '4')], item_price: [price('wheel', '25')] });
  expect(rolled.findings).toEqual([]);
  expect(unitCost(rolled, 'car')).toMatchObject({
    source: 'rolled',
    cost: { total: '100.00', own: '0.00', lower: '100.00' },
  });
  expect(unitCost(rolled, 'wheel')).toMatchObject({
    source: 'price',
    price_kind: 'plan',
    cost: { own: '25.00', lower: '0.00' },
  });
});

test('15 min set-up and 5 min a piece at 72 an hour: a lot of 10 costs 78', () => {
  const rolled = roll({
    item: [{ item: 'A', costing_lot: '10' }],
    bom_line: [],
    routing_operation: [
      {
        item: 'A',
        operation: '10',
        work_centre: 'saw',
        setup_hours_labour: '15',
        run_hours_labour: '5',
        time_unit: 'minute',
      },
    ],
    rate: [{ work_centre: 'saw', driver: 'hours_labour', element: 'labour', rate: '72' }],
  });
  expect(unitCost(rolled, 'A').cost?.total).toBe('7.80');
  const request = { item: 'A', quantity: '10', amount_scale: 2, rounding: 'once' } as const;
  expect(estimateCost(rolled, request)).toMatchObject({ amount: '78.00', missing: [] });
});

test('the price chain takes the first kind in force, its latest row, and says so', () => {
  const item_price = [
    price('B', '9', 'purchase'),
    { ...price('B', '5', 'standard'), valid_from: '2026-01-01' },
    { ...price('B', '6', 'standard'), valid_from: '2026-10-31' },
    { ...price('B', '7', 'plan'), valid_from: '2026-11-01' },
  ];
  const row = unitCost(roll({ bom_line: [line('A', 'B')], item_price }), 'B');
  expect([row.price_kind, row.cost?.total, row.price_rows]).toEqual(['standard', '6.00', [item_price[2]]]);
});

test('elements stay apart through all levels, own and lower separately', () => {
  const rolled = roll({
    bom_line: [line('A', 'B', '2'), line('B', 'C', '3')],
    item_price: [
      { ...price('C', '1'), element: 'copper' },
      { ...price('C', '0.50'), element: 'freight' },
    ],
    routing_operation: ['A', 'B'].map((item) => ({
      item,
      operation: '10',
      work_centre: 'wc',
      run_hours_machine: '0.1',
    })),
    rate: [{ work_centre: 'wc', driver: 'hours_machine', element: 'machine', rate: '40' }],
  });
  expect(unitCost(rolled, 'A').cost).toEqual({
    total: '21.00',
    own: '4.00',
    lower: '17.00',
    elements: [
      { element: 'copper', total: '6.00', own: '0.00', lower: '6.00' },
      { element: 'freight', total: '3.00', own: '0.00', lower: '3.00' },
      { element: 'machine', total: '12.00', own: '4.00', lower: '8.00' },
    ],
  });
});

test.each([
  ['purchased_components', ['10.00', '10.00']],
  ['all_components', ['10.00', '20.00']],
  ['own', ['0.00', '0.00']],
  ['price', ['10.00', '10.00']],
] as const)('a surcharge of 10 %% on %s', (basis, overhead) => {
  const rolled = roll(
    {
      cost_element: [{ element: 'material', class: 'material' }, { element: 'overhead' }],
      bom_line: [line('A', 'B'), line('B', 'C')],
      item_price: [price('C', '100')],
    },
    { surcharges: [{ element: 'overhead', rate: '0.1', on_class: 'material', basis }] },
  );
  const of = (item: string) => unitCost(rolled, item).cost?.elements.find((e) => e.element === 'overhead')?.total;
  expect([of('B'), of('A')]).toEqual(overhead);
});

test('co-products share by weight after the by-product is credited: 69,600 and 46,400', () => {
  const rows: StandardRows = {
    bom: [{ parent: 'X', base_quantity: '1000' }],
    bom_line: [
      { parent: 'X', line: '1', component: 'raw', quantity: '1' },
      { parent: 'X', line: '2', component: 'Y', quantity: '500', kind: 'co_product' },
      { parent: 'X', line: '3', component: 'chips', quantity: '-500', kind: 'by_product' },
    ],
    item_price: [price('raw', '120000'), price('chips', '8')],
    joint_output: [
      { item: 'X', output_item: 'X', role: 'main', weight: '60' },
      { item: 'X', output_item: 'Y', role: 'co', weight: '80' },
    ],
  };
  const cost = (over: Partial<StandardPolicy>, more: StandardRows = rows) =>
    ['X', 'Y'].map((item) => unitCost(roll(more, over), item).cost?.total);
  expect(cost({})).toEqual(['69.60', '92.80']);
  expect(cost({ by_product_credit: { element: 'credit' } })).toEqual(['69.60', '92.80']);
  const atPrice = {
    ...rows,
    joint_output: [...(rows.joint_output ?? []), { item: 'X', output_item: 'chips', role: 'by' as const, price: '4' }],
  };
  expect(cost({}, atPrice)).toEqual(['70.80', '94.40']);
});

test.each([
  ['once', '3.34'],
  ['every_line', '3.33'],
  ['never', '3.34'],
] as const)('rounding %s: three lines of 1.11166… each are 3.335, or three times 1.11', (cost_rounding, total) => {
  const rolled = roll(
    {
      bom: [{ parent: 'A', base_quantity: '3' }],
      bom_line: Array.from({ length: 3 }, (_, i) => ({ ...line('A', 'B', '3.335'), line: String(i) })),
      item_price: [price('B', '1.00')],
    },
    { cost_rounding },
  );
  expect(unitCost(rolled, 'A').cost?.total).toBe(total);
});

test.each<[string, StandardRows, string, string]>([
  ['a missing price', { bom_line: [line('A', 'B')] }, 'purchased_item_must_have_a_price', ' · B'],
  [
    'a price that is a formula',
    { bom_line: [line('A', 'B')], item_price: [price('B', '1200*3')] },
    'price_must_be_a_plain_number',
    ' · B · plan ·  · ',
  ],
  [
    'a price per an unknown unit',
    {
      item: [{ item: 'A' }, { item: 'B', unit: 'kg' }],
      bom_line: [line('A', 'B')],
      item_price: [{ ...price('B', '1'), unit: 'bag' }],
    },
    'unit_of_a_price_must_convert',
    ' · B · plan ·  · ',
  ],
  [
    'an operation without a rate',
    { bom_line: [], routing_operation: [{ item: 'A', operation: '10', work_centre: 'wc', run_hours_machine: '1' }] },
    'operation_must_have_a_rate',
    ' · A ·  · 10',
  ],
  [
    'an operation without a base quantity',
    { bom_line: [], routing_operation: [{ item: 'A', operation: '10', base_quantity: '0' }] },
    'time_must_be_a_plain_number',
    ' · A ·  · 10',
  ],
  [
    'a rate that is no number',
    { bom_line: [], rate: [{ work_centre: 'wc', driver: 'lots', element: 'e', rate: '' }] },
    'rate_must_be_a_plain_number',
    ' · wc · lots · e · ',
  ],
  [
    'a made item without a BOM',
    { item: [{ item: 'A', supply: 'made' }], bom_line: [], item_price: [price('A', '1')] },
    'made_item_must_have_a_bom',
    ' · A',
  ],
  [
    'a co-product without a share',
    {
      bom_line: [line('A', 'B'), { ...line('A', 'C'), line: '20', kind: 'co_product' }],
      item_price: [price('B', '1'), price('C', '1')],
    },
    'co_product_must_have_a_share',
    ' · A ·  ·  · 20',
  ],
  [
    'shares beyond 1',
    {
      bom_line: [line('A', 'B'), { ...line('A', 'C'), line: '20', kind: 'co_product', cost_share: '1.01' }],
      item_price: [price('B', '1')],
    },
    'co_product_must_have_a_share',
    ' · A ·  ·  · 20',
  ],
  [
    'a co-product in a phantom',
    {
      bom_line: [
        { ...line('A', 'P'), kind: 'phantom' },
        { ...line('P', 'C'), kind: 'co_product', cost_share: '0.5' },
        { ...line('P', 'B'), line: '20' },
      ],
      item_price: [price('B', '1')],
    },
    'co_product_must_not_be_in_a_phantom',
    ' · P ·  ·  · 10',
  ],
  [
    'a co-product of two items',
    {
      bom_line: ['A', 'B'].map((parent) => ({ ...line(parent, 'C'), kind: 'co_product', cost_share: '0.5' })),
    },
    'co_product_must_come_from_one_item',
    ' · C',
  ],
  [
    'an unknown cost element',
    { cost_element: [{ element: 'material' }], bom_line: [], item_price: [{ ...price('A', '1'), element: 'metall' }] },
    'cost_element_must_be_known',
    'metall',
  ],
  [
    'a cost too large to be stored',
    { bom_line: [line('A', 'B', '999999999')], item_price: [price('B', '999999999')] },
    'cost_must_fit_the_scale',
    ' · A',
  ],
  [
    'a by-product that is worth more than all that goes in',
    {
      bom_line: [line('A', 'B'), { ...line('A', 'Y', '2'), line: '20', kind: 'by_product' }],
      item_price: [price('B', '3'), price('Y', '4')],
    },
    'standard_cost_must_not_be_negative',
    ' · A',
  ],
])('%s is a finding that names it', (_, rows, code, key) => {
  expect(roll(rows).findings.map((finding) => [finding.code, finding.key])).toEqual([[code, key]]);
});

test('a co-product of which nothing comes out takes no share, and has no cost of its own', () => {
  const rolled = roll({
    bom_line: [line('A', 'B'), { ...line('A', 'C', '0'), line: '20', kind: 'co_product', cost_share: '0.25' }],
    item_price: [price('B', '8')],
  });
  expect(rolled.findings.map(({ code }) => code)).toEqual([
    'component_quantity_must_not_be_zero',
    'purchased_item_must_have_a_price',
  ]);
  expect(unitCost(rolled, 'A').cost?.total).toBe('8.00');
  expect(unitCost(rolled, 'C').cost).toBeUndefined();
});

test('10,000 levels are rolled up without recursion', () => {
  const depth = 10_000;
  const bom_line = Array.from({ length: depth }, (_, i) => line(`L${i}`, `L${i + 1}`));
  const rolled = roll({ bom_line, item_price: [price(`L${depth}`, '3')] });
  expect(unitCost(rolled, 'L0')).toMatchObject({ low_level_code: 0, cost: { total: '3.00' } });
});

test('what has no cost leaves none above it, and everything else is costed', () => {
  const rolled = roll({
    bom_line: [line('top', 'A'), line('A', 'lost'), line('B', 'known'), line('L1', 'L2'), line('L2', 'L1')],
    item_price: [price('known', '3')],
  });
  const shown = [...unitCosts(rolled)].map(({ item, why, cost }) => `${item} ${why ?? cost?.total}`);
  expect(shown).toEqual([
    'A component_without_cost',
    'B 3.00',
    'L1 in_loop',
    'L2 in_loop',
    'known 3.00',
    'lost no_price',
    'top component_without_cost',
  ]);
});

test('a by-product that goes back into its own process is a loop of costs', () => {
  const rolled = roll({
    bom_line: [
      { ...line('A', 'B'), line: '1' },
      { ...line('A', 'C', '1'), line: '2' },
      { ...line('A', 'C', '2'), line: '3', kind: 'co_product', cost_share: '0.5' },
    ],
    item_price: [price('B', '1')],
  });
  expect(rolled.findings.map(({ code, fields }) => [code, fields])).toEqual([
    ['bom_must_not_contain_itself', { items: 'C', lines: 'C > C' }],
  ]);
});

test('copper +8 %: which products move most, and only they are computed', () => {
  const rows: StandardRows = {
    bom_line: [line('motor', 'copper', '10'), line('cable', 'copper', '2'), line('box', 'board', '1')],
    item_price: [price('copper', '7.50'), price('board', '1')],
  };
  const before = roll(rows);
  const after = rollUp(whatIf(rows, { prices: [{ item: 'copper', percent: '8' }] }), day, policy, before);
  expect(
    impactOf(before, after, { by: 'amount', items: 'tops' }).map(({ item, change, percent }) => [
      item,
      change,
      percent,
    ]),
  ).toEqual([
    ['motor', '6.00', '8.00'],
    ['cable', '1.20', '8.00'],
  ]);
  expect(impactOf(before, after, { by: 'amount', items: 'all', top: 1 })).toHaveLength(1);
  expect(after.computed).toBe(3);
  expect(unitCost(before, 'motor').cost?.total).toBe('75.00');
});

test('a roll-up from the one before notices changed conversions, and what is bought now instead of made', () => {
  const rows: StandardRows = {
    item: [{ item: 'A' }, { item: 'M' }, { item: 'B', unit: 'kg' }],
    unit_conversion: [{ item: 'B', from_unit: 'bag', to_unit: 'kg', numerator: '10' }],
    cost_element: [{ element: 'material', class: 'material' }, { element: 'overhead' }],
    bom_line: [line('A', 'M'), line('M', 'B')],
    item_price: [{ ...price('B', '50'), unit: 'bag' }, price('M', '5')],
  };
  const surcharged = {
    ...policy,
    surcharges: [{ element: 'overhead', rate: '0.1', on_class: 'material', basis: 'purchased_components' as const }],
  };
  const agrees = (changed: StandardRows) => {
    const again = rollUp(changed, day, surcharged, rollUp(rows, day, surcharged));
    expect([...unitCosts(again)]).toEqual([...unitCosts(rollUp(changed, day, surcharged))]);
  };
  agrees({ ...rows, unit_conversion: [{ item: 'B', from_unit: 'bag', to_unit: 'kg', numerator: '20' }] });
  agrees({ ...rows, bom_line: rows.bom_line.slice(0, 1) });
});

test('what-if changes rates and lines, and refuses an assumption that matches nothing', () => {
  const rows: StandardRows = {
    bom_line: [line('A', 'B', '2')],
    item_price: [price('B', '10'), price('C', '3')],
    routing_operation: [{ item: 'A', operation: '10', work_centre: 'wc', run_hours_machine: '1' }],
    rate: [{ work_centre: 'wc', driver: 'hours_machine', element: 'machine', rate: '40' }],
  };
  const cost = (assumed: Parameters<typeof whatIf>[1]) => unitCost(roll(whatIf(rows, assumed)), 'A').cost?.total;
  expect(cost({ rates: [{ work_centre: 'wc', percent: '-2.5' }] })).toBe('59.00');
  expect(cost({ lines: [{ change: { parent: 'A', component: 'B' }, to: { component: 'C' } }] })).toBe('46.00');
  expect(cost({ lines: [{ add: { ...line('A', 'C'), line: '20' } }] })).toBe('63.00');
  expect(cost({ lines: [{ remove: { parent: 'A', component: 'B' } }] })).toBe('40.00');
  expect(cost({ prices: [{ add: price('B', '11', 'plan') }, { item: 'B', to: '12' }] })).toBe('64.00');
  expect(() => whatIf(rows, { prices: [{ item: 'gold', to: '1' }] })).toThrow(RangeError);
});

test.each([
  [{}, '9 20, 10 20, 100 10, A 10, a 10'],
  [{ '9': '30', A: '4' }, '10 20, 100 10, a 10, A 10, 9 10'],
])(
  'an estimate follows positions %j, and codes without one by number: scrap makes those before it work more',
  (position, order) => {
    const positions: Readonly<Record<string, string>> = position;
    const routing_operation = ['a', '100', '10', 'A', '9'].map((operation) => ({
      item: 'A',
      operation,
      position: positions[operation],
      work_centre: 'wc',
      run_hours_machine: '1',
      scrap_rate: operation === '10' ? '0.5' : undefined,
    }));
    const rate = [{ work_centre: 'wc', driver: 'hours_machine', element: 'machine', rate: '10' }] as const;
    for (const rows of [routing_operation, routing_operation.toReversed()]) {
      const rolled = roll({ item: [{ item: 'A' }], bom_line: [], routing_operation: rows, rate });
      const request = { item: 'A', quantity: '1', amount_scale: 0, rounding: 'once' } as const;
      const operations = estimateCost(rolled, request).rows.filter(({ kind }) => kind === 'operation');
      expect(operations.map(({ name, amount }) => `${name} ${amount}`).join(', ')).toBe(order);
    }
  },
);

test('an estimate counts set-up once, whole cycles, and names what is missing', () => {
  const rows: StandardRows = {
    bom_line: [line('A', 'B', '2'), { ...line('A', 'kit'), line: '20', fixed: true }],
    item_price: [price('B', '10'), price('kit', '5')],
    routing_operation: [
      { item: 'A', operation: '10', work_centre: 'oven', run_hours_machine: '1', base_quantity: '4' },
    ],
    rate: [{ work_centre: 'oven', driver: 'hours_machine', element: 'machine', rate: '12' }],
  };
  const request = { item: 'A', quantity: '5', amount_scale: 2, rounding: 'once' } as const;
  expect(estimateCost(roll(rows, { cycles: 'whole' }), request).amount).toBe('129.00');
  expect(estimateCost(roll(rows), request).amount).toBe('120.00');
  expect(estimateCost(roll({ ...rows, item_price: [] }), request)).toMatchObject({
    amount: undefined,
    missing: ['B', 'kit'],
  });
});
