import { expect, test } from 'vitest';
import { buildBom } from './bom.js';
import { explode, UnknownItem } from './explode.js';
import { explodeNetted } from './explode-netted.js';
import { type BomPolicy, EXACT_QUANTITIES } from './policy.js';
import { producible } from './producible.js';
import type { BomRows } from './rows.js';
import { whereUsed, whereUsedInAll } from './where-used.js';

const policy: BomPolicy = {
  line_scrap: 'mark_up',
  operation_scrap: 'linked_lines',
  costing_lot: 'bom_base_quantity',
  quantity_rounding: EXACT_QUANTITIES,
};
const day = { as_of: '2026-10-31' };
const build = (rows: BomRows, over: Partial<BomPolicy> = {}) => buildBom(rows, day, { ...policy, ...over });

const car: BomRows = {
  bom_line: [
    { parent: 'car', component: 'wheel', quantity: '4' },
    { parent: 'wheel', component: 'bolt', quantity: '5' },
    { parent: 'car', component: 'bolt', quantity: '2' },
  ],
};

test('the indented explosion lists every path, parents before their lines', () => {
  const rows = [...explode(build(car), { item: 'car', quantity: '2' })];
  expect(rows.map((row) => `${'.'.repeat(row.level)}${row.item} ${row.quantity}`)).toEqual([
    '.bolt 4.000000',
    '.wheel 8.000000',
    '..bolt 40.000000',
  ]);
});

test('the netted explosion has every item once and takes stock before going down', () => {
  const rows = [
    ...explodeNetted(build(car), [{ item: 'car', quantity: '2' }], { lots: 'requirement', stock: { wheel: '3' } }),
  ];
  expect(rows.map((row) => `${row.low_level_code} ${row.item} ${row.gross} ${row.net}`)).toEqual([
    '0 car 2.000000 2.000000',
    '1 wheel 8.000000 5.000000',
    '2 bolt 29.000000 29.000000',
  ]);
});

test('where-used goes up to the top items with the quantity over all paths', () => {
  const bom = build(car);
  expect([...whereUsedInAll(bom, { item: 'bolt' })].map((row) => `${row.item} ${row.quantity} ${row.top}`)).toEqual([
    'wheel 5.000000 false',
    'car 22.000000 true',
  ]);
  expect(whereUsed(bom, { item: 'bolt' }).map((row) => `${row.parent} ${row.quantity}`)).toEqual([
    'car 2.000000',
    'wheel 5.000000',
  ]);
});

const lamp: BomRows = {
  bom_line: [
    { parent: 'lamp', line: '10', component: 'body', quantity: '1', kind: 'phantom' },
    { parent: 'lamp', line: '20', component: 'cable', quantity: '2' },
    { parent: 'body', line: '10', component: 'screw', quantity: '3' },
    { parent: 'body', line: '20', component: 'test piece', quantity: '1', fixed: true },
  ],
};

test('a phantom is exploded through and its fixed line counts once a lot', () => {
  const rows = [...explodeNetted(build(lamp), [{ item: 'lamp', quantity: '10' }], { lots: 'requirement' })];
  expect(rows.map((row) => `${row.item} ${row.kind} ${row.gross}`)).toEqual([
    'lamp item 10.000000',
    'cable item 20.000000',
    'screw item 30.000000',
    'test piece item 1.000000',
    'body phantom 10.000000',
  ]);
  expect([...whereUsedInAll(build(lamp), { item: 'body' })].map((row) => row.item)).toEqual(['lamp']);
});

test.each([
  ['mark-up', { line_scrap: 'mark_up' }, '105.000000'],
  ['yield', { line_scrap: 'yield' }, '105.263158'],
] as const)('5 %% line scrap as %s', (_, over, quantity) => {
  const bom = build({ bom_line: [{ parent: 'A', component: 'B', quantity: '1', scrap_rate: '0.05' }] }, over);
  expect([...explode(bom, { item: 'A', quantity: '100' })][0].quantity).toBe(quantity);
});

test.each([
  ['none', ['100.000000', '100.000000', '100.000000']],
  ['linked_lines', ['123.456790', '111.111111', '100.000000']],
  ['all_lines', ['123.456790', '111.111111', '123.456790']],
] as const)('operation scrap of 10 %% twice, %s', (operation_scrap, quantities) => {
  const routing_operation = ['10', '20'].map((operation) => ({ item: 'A', operation, scrap_rate: '0.1' }));
  const bom_line = [
    { parent: 'A', line: '1', component: 'B', quantity: '1', operation: '10' },
    { parent: 'A', line: '2', component: 'C', quantity: '1', operation: '20' },
    { parent: 'A', line: '3', component: 'D', quantity: '1' },
  ];
  const rows = explode(build({ bom_line, routing_operation }, { operation_scrap }), { item: 'A', quantity: '100' });
  expect([...rows].map((row) => row.quantity)).toEqual(quantities);
});

test('alternatives, effectivity, base quantities and units', () => {
  const rows: BomRows = {
    item: [
      { item: 'soup', unit: 'L' },
      { item: 'salt', unit: 'kg' },
      { item: 'pepper', unit: 'kg' },
    ],
    unit_conversion: [{ from_unit: 'kg', to_unit: 'g', numerator: '1000' }],
    bom: [
      { parent: 'soup', alternative: '1', valid_to: '2026-10-30', base_quantity: '10' },
      { parent: 'soup', alternative: '2', valid_from: '2026-10-31', base_quantity: '20' },
      { parent: 'soup', alternative: '3', active: false },
    ],
    bom_line: [
      { parent: 'soup', alternative: '1', component: 'salt', quantity: '50', unit: 'g' },
      { parent: 'soup', alternative: '2', valid_from: '2026-10-31', component: 'salt', quantity: '80', unit: 'g' },
      { parent: 'soup', alternative: '3', component: 'pepper', quantity: '1', unit: 'g' },
    ],
  };
  const of = (as_of: string, alternative?: string) => {
    const alternatives = alternative === undefined ? [] : [{ item: 'soup', alternative }];
    const bom = buildBom(rows, { as_of, alternatives }, policy);
    expect(bom.findings).toEqual([]);
    return [...explode(bom, { item: 'soup', quantity: '1000' })].map((row) => `${row.item} ${row.quantity}`);
  };
  expect(of('2026-10-30')).toEqual(['salt 5.000000']);
  expect(of('2026-10-31')).toEqual(['salt 4.000000']);
  expect(of('2026-10-31', '3')).toEqual(['pepper 1.000000']);
});

test('how many finished goods the components make, and what limits them', () => {
  const kit = build({
    bom_line: [
      { parent: 'kit', component: 'A', quantity: '2' },
      { parent: 'kit', component: 'B', quantity: '1' },
    ],
  });
  const made = producible(kit, {
    item: 'kit',
    available: { A: '8', B: '7' },
    components: 'complete',
    depth: 'single_level',
    step: '1',
  });
  expect(made).toMatchObject({ quantity: '4.000000', limited_by: 'A' });
});

test('10,000 levels are exploded, imploded and levelled without recursion', () => {
  const depth = 10_000;
  const bom_line = Array.from({ length: depth }, (_, i) => ({
    parent: `L${i}`,
    component: `L${i + 1}`,
    quantity: '1',
  }));
  const bom = build({ bom_line });
  expect(bom.structure.levelStart.length).toBe(depth + 2);
  let rows = 0;
  for (const row of explode(bom, { item: 'L0', quantity: '3' })) rows += row.level > 0 ? 1 : 0;
  expect(rows).toBe(depth);
  expect([...whereUsedInAll(bom, { item: `L${depth}` })].at(-1)).toMatchObject({ item: 'L0', top: true });
});

test.each<[string, BomRows, string, string]>([
  ['a loop', { bom_line: [line('A', 'B'), line('B', 'A'), line('A', 'C')] }, 'bom_must_not_contain_itself', ' · A'],
  ['a self-loop', { bom_line: [line('A', 'A')] }, 'bom_must_not_contain_itself', ' · A'],
  [
    'a zero lot',
    { bom: [{ parent: 'A', base_quantity: '0' }], bom_line: [line('A', 'B')] },
    'bom_base_quantity_must_be_positive',
    ' · A ·  · ',
  ],
  [
    'a zero costing lot',
    { item: [{ item: 'A', costing_lot: '0' }, { item: 'B' }], bom_line: [line('A', 'B')] },
    'costing_lot_must_be_positive',
    'A',
  ],
  [
    'an unknown unit',
    { item: [{ item: 'A' }, { item: 'B', unit: 'kg' }], bom_line: [{ ...line('A', 'B'), unit: 'furlong' }] },
    'unit_must_convert_to_the_items_unit',
    ' · A ·  ·  · 10',
  ],
  [
    'a line that ended',
    { bom_line: [{ ...line('A', 'B'), ends_on: '2026-09-30' }] },
    'bom_line_must_be_in_force',
    ' · A ·  ·  · 10',
  ],
  [
    'two active BOMs at once',
    { bom: [{ parent: 'A' }, { parent: 'A', alternative: '2' }], bom_line: [line('A', 'B')] },
    'item_must_have_one_active_bom',
    ' · A',
  ],
  [
    "a negative quantity that isn't a by-product",
    { bom_line: [{ ...line('A', 'B'), quantity: '-1' }] },
    'component_quantity_must_not_be_negative',
    ' · A ·  ·  · 10',
  ],
  [
    'a zero quantity',
    { bom_line: [{ ...line('A', 'B'), quantity: '0' }] },
    'component_quantity_must_not_be_zero',
    ' · A ·  ·  · 10',
  ],
  [
    'a formula',
    { bom_line: [{ ...line('A', 'B'), quantity: '1*2' }] },
    'quantity_must_be_a_plain_number',
    ' · A ·  ·  · 10',
  ],
  [
    'total scrap',
    { bom_line: [{ ...line('A', 'B'), scrap_rate: '1' }] },
    'scrap_rate_must_be_from_zero_to_below_one',
    ' · A ·  ·  · 10',
  ],
  [
    'an operation that the routing lacks',
    { bom_line: [{ ...line('A', 'B'), operation: '30' }], routing_operation: [{ item: 'A', operation: '10' }] },
    'line_operation_must_be_in_the_routing',
    ' · A ·  ·  · 10',
  ],
  ['a line without its BOM', { bom: [], bom_line: [line('A', 'B')] }, 'bom_of_a_line_must_exist', ' · A ·  · '],
  [
    'an unknown component',
    { item: [{ item: 'A' }], bom_line: [line('A', 'B')] },
    'component_must_be_a_known_item',
    ' · A ·  ·  · 10',
  ],
  [
    'a phantom without a BOM',
    { bom_line: [{ ...line('A', 'B'), kind: 'phantom' }] },
    'phantom_must_have_a_bom',
    ' · A ·  ·  · 10',
  ],
  [
    'a purchased item with a BOM',
    { item: [{ item: 'A', supply: 'purchased' }, { item: 'B' }], bom_line: [line('A', 'B')] },
    'purchased_item_must_not_have_a_bom',
    ' · A',
  ],
])('%s is a finding that names it', (_, rows, code, key) => {
  expect(build(rows).findings.map((finding) => [finding.code, finding.key])).toEqual([[code, key]]);
});

test('a loop is reported whole, with every item and line in it', () => {
  const bom = build({ bom_line: [line('A', 'B'), line('B', 'C'), line('C', 'A'), line('A', 'D'), line('E', 'A')] });
  expect(bom.findings[0].fields).toEqual({
    items: 'A, B, C',
    lines: 'A > B ( · A ·  ·  · 10), B > C ( · B ·  ·  · 10), C > A ( · C ·  ·  · 10)',
  });
  expect([...explode(bom, { item: 'E', quantity: '1' })].map((row) => row.item)).toEqual(['A', 'B', 'D']);
});

test('a phantom in a loop ends the explosion there, and the loop names it', () => {
  const bom = build({
    bom_line: [
      { ...line('A', 'P'), kind: 'phantom' },
      { ...line('P', 'Q'), kind: 'phantom' },
      { ...line('Q', 'P'), kind: 'phantom' },
    ],
  });
  expect(bom.findings.map(({ code, fields }) => [code, fields.items])).toEqual([
    ['bom_must_not_contain_itself', 'P, Q'],
  ]);
  expect([...explode(bom, { item: 'A', quantity: '1' })].map((row) => `${row.item} ${row.in_loop}`)).toEqual([
    'P false',
    'Q true',
  ]);
});

test('each plant has its own BOM of an item, and a request names the plant', () => {
  const bom = build({
    bom_line: [
      { plant: 'north', parent: 'A', component: 'B', quantity: '1' },
      { plant: 'south', parent: 'A', component: 'C', quantity: '2' },
    ],
  });
  const of = (plant: string) => [...explode(bom, { item: 'A', plant, quantity: '1' })].map((row) => row.item);
  expect([of('north'), of('south')]).toEqual([['B'], ['C']]);
  expect(() => of('west')).toThrow(UnknownItem);
});

test('complete sets over all levels come down to what is bought', () => {
  const made = producible(build(car), {
    item: 'car',
    available: { bolt: '100' },
    components: 'complete',
    depth: 'bought',
  });
  expect(made).toMatchObject({ quantity: '4.545455', limited_by: 'bolt' });
});

function line(parent: string, component: string) {
  return { parent, component, line: '10', quantity: '1' };
}
