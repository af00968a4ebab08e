import {
  type Bom,
  type BomPolicy,
  type BomRows,
  buildBom,
  EXACT_QUANTITIES,
  explode,
  explodeNetted,
  producible,
} from '@millrace/bom';
import { parseFraction, printFraction } from '@millrace/exact';
import { expect } from 'vitest';
import { rollUp, unitCost } from '../../packages/costing-core/src/standard/index.js';
import { publishedCase, testPublished } from './published.js';
import { standardPolicy } from './standard-policy.js';

/** Explosion without scrap, rounding or lots, which none of these cases has, except where a test says so. */
const plain: BomPolicy = {
  line_scrap: 'mark_up',
  operation_scrap: 'none',
  costing_lot: 'bom_base_quantity',
  quantity_rounding: EXACT_QUANTITIES,
};

const day = { as_of: '2026-01-01' };
const build = (rows: BomRows, over: Partial<BomPolicy> = {}): Bom => {
  const bom = buildBom(rows, day, { ...plain, ...over });
  expect(bom.findings).toEqual([]);
  return bom;
};

/** '12.5 ml' → its number and unit. */
function measure(text: string): { quantity: string; unit: string } {
  const [quantity, unit = ''] = text.split(' ');
  return { quantity, unit };
}

testPublished('bom-explosion-metasfresh-backward', 'finished goods from a component quantity, rounded down', () => {
  const { input, expected } = publishedCase<
    {
      A: { qty_per: string; finished_uom: string; available: string[] };
      B: { qty_per: string; finished_uom: string; available_ml: string[] };
      C: { qty_per: string; finished_uom: string; available_kg: string[] };
    },
    Record<'A' | 'B' | 'C', string[]>
  >('bom-explosion-metasfresh-backward');
  // The finished unit's precision: whole pieces, litres with 2 decimals.
  const made = (per: string, componentUnit: string, finishedUnit: string, step: string, available: string) => {
    const bom = build({
      item: [
        { item: 'finished', unit: finishedUnit },
        { item: 'component', unit: componentUnit },
      ],
      unit_conversion: [{ from_unit: 'kg', to_unit: 'g', numerator: '1000' }],
      bom_line: [{ parent: 'finished', component: 'component', ...measure(per) }],
    });
    return producible(bom, {
      item: 'finished',
      available: { component: available },
      components: 'complete',
      depth: 'single_level',
      step,
    }).exact;
  };
  const { A, B, C } = input;
  expect(A.available.map((q) => made(A.qty_per, 'each', A.finished_uom, '1', q))).toEqual(
    expected.A.map(parseFraction),
  );
  expect(B.available_ml.map((q) => made(B.qty_per, 'ml', B.finished_uom, '0.01', q))).toEqual(
    expected.B.map(parseFraction),
  );
  expect(C.available_kg.map((q) => made(C.qty_per, 'kg', C.finished_uom, '1', q))).toEqual(
    expected.C.map(parseFraction),
  );
});

testPublished('bom-explosion-odoo-car-quantities', 'base quantities 5 and 2 scaled to one car', () => {
  const { input, expected } = publishedCase<
    {
      car: { bom_qty: string; lines: { item: string; qty: string }[] };
      dashboard: { bom_qty: string; lines: { item: string; qty: string }[] };
      quantity: string;
    },
    { paint_direct: string; dashboard: string; paint_in_dashboard: string }
  >('bom-explosion-odoo-car-quantities');
  const parents = ['car', 'dashboard'] as const;
  const bom = build({
    bom: parents.map((parent) => ({ parent, base_quantity: input[parent].bom_qty })),
    bom_line: parents.flatMap((parent) =>
      input[parent].lines.map(({ item, qty }) => ({ parent, component: item, ...measure(qty) })),
    ),
  });
  const rows = [...explode(bom, { item: 'car', quantity: input.quantity })];
  const of = (parent: string, item: string) => rows.find((row) => row.parent === parent && row.item === item)?.exact;
  expect(of('car', 'paint')).toEqual(parseFraction(expected.paint_direct));
  expect(of('car', 'dashboard')).toEqual(parseFraction(expected.dashboard));
  expect(of('dashboard', 'paint')).toEqual(parseFraction(expected.paint_in_dashboard));
});

testPublished('bom-explosion-odoo-nested-kits', 'nested phantoms, complete kits and what is still to deliver', () => {
  type Kit = Record<string, string>;
  const { input, expected } = publishedCase<
    { kit_parent: Kit; kit_1: Kit; kit_2: Kit; kit_3: Kit; order_qty: string; delivered: Kit },
    { demand: Kit; complete_kits_delivered: string; backorder: Kit }
  >('bom-explosion-odoo-nested-kits');
  const kits = { kit_parent: input.kit_parent, kit_1: input.kit_1, kit_2: input.kit_2, kit_3: input.kit_3 };
  const bom = build({
    bom_line: Object.entries(kits).flatMap(([parent, lines]) =>
      Object.entries(lines).map(([component, quantity]) => {
        const kind = component in kits ? ('phantom' as const) : ('component' as const);
        return { parent, component, quantity, kind };
      }),
    ),
  });
  const request = [{ item: 'kit_parent', quantity: input.order_qty }];
  const rows = [...explodeNetted(bom, request, { lots: 'requirement', stock: input.delivered })];
  const parts = rows.filter((row) => row.kind === 'item' && row.item !== 'kit_parent');
  const whole = (quantity: string) => String(Number.parseInt(quantity, 10));
  expect(Object.fromEntries(parts.map((row) => [row.item, whole(row.gross)]))).toEqual(expected.demand);
  const open = parts.filter((row) => row.exact.net.numerator !== 0n);
  expect(Object.fromEntries(open.map((row) => [row.item, whole(row.net)]))).toEqual(expected.backorder);
  const complete = producible(bom, {
    item: 'kit_parent',
    available: input.delivered,
    components: 'complete',
    depth: 'single_level',
    step: '1',
  });
  expect(complete.exact).toEqual(parseFraction(expected.complete_kits_delivered));
});

testPublished('bom-explosion-tryton-rounding', 'policy: components rounded up and outputs down to whole pieces', () => {
  const { input, expected } = publishedCase<
    {
      bom: Record<'inputs' | 'outputs', { item: string; qty: string }[]>;
      produce: string;
      unit_digits: string;
    },
    { component: string; residual: string }
  >('bom-explosion-tryton-rounding');
  expect(input.unit_digits).toBe('0');
  const [product, residual] = input.bom.outputs;
  const bom = build(
    {
      bom: [{ parent: 'product', base_quantity: product.qty, unit: 'u' }],
      bom_line: [
        ...input.bom.inputs.map(({ item, qty }) => ({ parent: 'product', component: item, quantity: qty, unit: 'u' })),
        { parent: 'product', component: residual.item, quantity: residual.qty, unit: 'u', kind: 'by_product' },
      ],
    },
    { quantity_rounding: { components: 'up', outputs: 'down', step: { u: '1' } } },
  );
  const rows = [...explode(bom, { item: 'product', quantity: input.produce })];
  const of = (item: string) => rows.find((row) => row.item === item)?.exact;
  expect(of('component')).toEqual(parseFraction(expected.component));
  expect(of('residual')).toEqual(parseFraction(expected.residual));
});

testPublished('bom-explosion-tsurugi-weight-units', 'weights roll up like costs, through exact units', () => {
  const { input, expected } = publishedCase<
    {
      sum: { children: string[] };
      density: { qty: string; weight_per_mL: string };
      ratio: { total: string; children: string[] };
    },
    { sum_mg: string; density_g: string; ratios_pct: string[] }
  >('bom-explosion-tsurugi-weight-units');
  const grams = [
    { from_unit: 'g', to_unit: 'mg', numerator: '1000' },
    { from_unit: 'g', to_unit: 'cg', numerator: '100' },
    { from_unit: 'g', to_unit: 'dg', numerator: '10' },
    { from_unit: 'cL', to_unit: 'mL', numerator: '10' },
  ];
  /** The weight of a parent, in `unit`: its components stand at one `unit` of weight per `unit`. */
  const weight = (children: string[], unit: string) => {
    const components = children.map((child, i) => ({ ...measure(child), component: `child ${i}` }));
    const rolled = rollUp(
      {
        item: [{ item: 'parent' }, ...components.map(({ component }) => ({ item: component, unit }))],
        unit_conversion: grams,
        bom_line: components.map((line) => ({ parent: 'parent', ...line })),
        item_price: components.map(({ component }) => ({ item: component, kind: 'weight', price: '1' })),
      },
      day,
      { ...standardPolicy, price_chain: ['weight'] },
    );
    expect(rolled.findings).toEqual([]);
    return parseFraction(unitCost(rolled, 'parent').cost?.total ?? '');
  };
  expect(weight(input.sum.children, 'mg')).toEqual(parseFraction(expected.sum_mg));
  const parts = input.ratio.children.map((child) => weight([child], 'mg'));
  const total = weight([input.ratio.total], 'mg');
  const percent = parts.map(({ numerator }) =>
    printFraction({ numerator: numerator * 100n, denominator: total.numerator }, 0),
  );
  expect(percent).toEqual(expected.ratios_pct);

  // A density is an item's own conversion from volume to weight.
  const density = measure(input.density.weight_per_mL);
  const bom = build({
    item: [{ item: 'mixture' }, { item: 'liquid', unit: density.unit }],
    unit_conversion: [
      ...grams,
      { item: 'liquid', from_unit: 'mL', to_unit: density.unit, numerator: density.quantity },
    ],
    bom_line: [{ parent: 'mixture', component: 'liquid', ...measure(input.density.qty) }],
  });
  expect([...explode(bom, { item: 'mixture', quantity: '1' })][0].exact).toEqual(parseFraction(expected.density_g));
});
