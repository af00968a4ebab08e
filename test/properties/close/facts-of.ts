import type { FactRows, Row } from '@millrace/costing-core';
import {
  ALL_CENTRES,
  CENTRE_ELSEWHERE,
  CENTRES,
  DEPARTMENTS,
  distinct,
  ELEMENTS,
  LOTS,
  money,
  PLANTS,
  PROJECTS,
  SEMI_ELEMENTS,
  WORK_CENTRES,
} from './cells.js';
import { driversOf } from './drivers-of.js';
import { movementsOf } from './movements-of.js';
import { type Item, itemsOf, orderRows, ordersOf, reportRows, routingRows } from './orders-of.js';
import type { Plan } from './plan.js';

/** Writes a plan down as facts of ledger L; a few rows belong to another ledger or period. */
export function factsOf(plan: Plan): FactRows {
  const items = itemsOf(plan);
  return {
    ledger: [
      { ledger: 'L', currency: 'CNY', amount_scale: plan.amountScale, time_zone: plan.timeZone },
      { ledger: 'OTHER', currency: 'EUR', amount_scale: 2, time_zone: 'UTC' },
    ],
    ledger_plant: [
      { ledger: 'L', plant: 'P1' },
      { ledger: 'L', plant: 'P2' },
      { ledger: 'OTHER', plant: 'X' },
      { ledger: 'OTHER', plant: 'P1' },
    ],
    period: [
      { ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30', year_end: plan.yearEnd },
      { ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' },
      { ledger: 'OTHER', period: '2026-09', starts_on: '2026-09-06', ends_on: '2026-09-20' },
    ],
    plant: PLANTS.map((plant) => ({ plant })),
    cost_element: [
      ...ELEMENTS.map((element, e): Row<'cost_element'> => {
        const isConversion = element === 'labour' || element === 'overhead';
        return { element, class: isConversion ? 'conversion' : 'material', position: plan.elementPositions[e] };
      }),
      ...SEMI_ELEMENTS.map((element): Row<'cost_element'> => ({ element, class: 'material', position: 2 })),
    ],
    cost_centre: [
      ...CENTRES.map((centre, c) => ({ centre, plant: PLANTS[c], kind: 'production' }) as const),
      ...DEPARTMENTS.map(
        (centre, c) => ({ centre, plant: 'P1', kind: c === 2 ? 'administration' : 'service' }) as const,
      ),
      { centre: CENTRE_ELSEWHERE, plant: 'X', kind: 'production' },
    ],
    work_centre: WORK_CENTRES.map((work_centre, w) => ({ work_centre, centre: CENTRES[w % 2] })),
    item: items.map(({ item, made, category, valued }, i) => ({
      item,
      element: i % 3 === 0 ? ELEMENTS[i % 2] : null,
      semi_element: [null, SEMI_ELEMENTS[0], SEMI_ELEMENTS[1], 'overhead'][i % 4],
      unit: 'kg',
      supply: made ? 'made' : 'purchased',
      category,
      valued,
    })),
    unit_conversion: [
      { item: '', from_unit: 'kg', to_unit: 'g', numerator: '1000', denominator: '1' },
      // Leads on to kg by the box of an item, or nowhere.
      { item: '', from_unit: 'pallet', to_unit: 'box', numerator: '7', denominator: '2' },
      ...items.flatMap(ownConversion),
    ],
    routing_operation: routingRows(plan),
    production_order: orderRows(plan),
    work_report: reportRows(plan),
    ...openingOf(plan, items),
    ...movementsOf(plan),
    ...pricesOf(plan, items),
    joint_output: jointsOf(plan, items),
    normal_loss: lossesOf(plan, items),
    ...driversOf(plan, items),
    ...bomsOf(plan, items),
    ...countsOf(plan),
    cost_pool: plan.pools.map(
      (pool, i): Row<'cost_pool'> => ({
        ledger: i === 3 ? 'OTHER' : 'L',
        period: pool.period,
        pool: `POOL${i}`,
        centre: ALL_CENTRES[pool.centre],
        element: ELEMENTS[pool.element],
        amount: money(pool.amount, plan.amountScale),
        behaviour: pool.fixed ? 'fixed' : 'variable',
        driver: pool.driver,
        normal_driver: pool.normal ?? null,
        rate: pool.rate ?? null,
        status: pool.status,
      }),
    ),
  };
}

/** Every item is counted in kg; `box` converts by a conversion of the item's own, either way round. */
function ownConversion({ item, conversion, factor: [numerator, denominator] }: Item): Row<'unit_conversion'>[] {
  if (conversion < 2) return [{ item, from_unit: 'box', to_unit: 'kg', numerator, denominator }];
  if (conversion < 4) return [{ item, from_unit: 'kg', to_unit: 'box', numerator, denominator }];
  // The item's own grams are not the general ones.
  return conversion === 4 ? [{ item, from_unit: 'g', to_unit: 'kg', numerator, denominator }] : [];
}

function openingOf(plan: Plan, items: readonly Item[]) {
  const orders = ordersOf(plan);
  const itemAt = (number: number) => items[number % items.length];
  // Value without quantity stands in one layer at most: nodes that spread it are told apart by nothing.
  const isOnlyOne = ({ layer, plant }: Plan['openings'][number]) => layer === 0 && plant === 0;
  const openings = distinct(
    plan.openings
      .filter(({ item }) => itemAt(item).valued)
      .map((row) => (row.quantity === '0' && !isOnlyOne(row) ? { ...row, quantity: '30' } : row)),
    (row) => `${itemAt(row.item).item} ${row.plant} ${row.layer}`,
  );
  const keyOf = (row: (typeof openings)[number]) => ({
    ledger: 'L',
    plant: PLANTS[row.plant],
    item: itemAt(row.item).item,
    layer: layerOf(itemAt(row.item).item, row),
    lot: LOTS[(row.item + row.layer) % LOTS.length],
    project: PROJECTS[(row.item + row.plant) % PROJECTS.length],
  });
  const stages = [
    'material',
    'conversion',
    'material:10',
    'material:20',
    'conversion:10',
    'conversion:30',
    'conversion@C1',
    'conversion#labour',
    'evenly:20',
    `material=${items[0].item}`,
    'spoilage',
  ];
  return {
    opening_stock: openings.map((row) => ({
      ...keyOf(row),
      // The third layer is the oldest.
      received_on: row.layer === 0 ? '' : `2026-08-${20 - row.layer}`,
      quantity: row.negative && row.quantity !== '0' ? `-${row.quantity}` : row.quantity,
      reason: 'first period',
    })),
    opening_stock_amount: openings.flatMap((row) =>
      row.amounts.map((amount, e) => ({
        ...keyOf(row),
        element: ELEMENTS[e],
        amount: money(row.negative ? 0 - amount : amount, plan.amountScale),
      })),
    ),
    opening_wip: distinct(
      plan.openingWip.filter(({ order }) => orders[order % orders.length].counts),
      (row) => `${row.order % orders.length} ${row.stage} ${row.element}`,
    ).map((row) => ({
      ledger: 'L',
      order: orders[row.order % orders.length].order,
      stage: stages[row.stage],
      element: ELEMENTS[row.element],
      amount: money(row.amount, plan.amountScale),
      quantity: row.units ?? null,
      equivalent_units: row.units === undefined ? null : (Number(row.units) / ((row.stage % 3) + 1)).toFixed(6),
    })),
  };
}

/** No two layers of an item have the same name. The second one is that of a purchase that later documents name. */
function layerOf(item: string, { layer, plant }: Plan['openings'][number]): string {
  if (layer === 1) return `earlier purchase ${item} ${PLANTS[plant]}`;
  return layer === 0 && plant === 0 ? '' : `layer ${layer} ${PLANTS[plant]}`;
}

/** Of the items that the plan has, none of which is its own co-product. */
function jointsOf(plan: Plan, items: readonly Item[]) {
  const rows = plan.joints.map((row) => ({
    plant: PLANTS[row.plant],
    item: items[row.item % items.length].item,
    output_item: items[row.output % items.length].item,
    valid_from: `2026-${String(row.month).padStart(2, '0')}-01`,
    role: row.role,
    weight: row.weight ?? null,
    price: row.price ?? null,
    share: row.share ?? null,
    further_cost: row.furtherCost ?? null,
    further_rate: row.furtherRate ?? null,
    selling_cost: row.sellingCost ?? null,
  }));
  return distinct(rows, (row) => `${row.plant} ${row.item} ${row.output_item} ${row.valid_from}`);
}

function lossesOf(plan: Plan, items: readonly Item[]) {
  const rows = plan.normalLosses.map(
    (row): Row<'normal_loss'> => ({
      plant: PLANTS[row.plant],
      item: items[row.item % items.length].item,
      operation: row.operation,
      valid_from: `2026-${String(row.month).padStart(2, '0')}-01`,
      rate: row.rate,
      basis: row.basis,
      scrap_item: row.scrapItem === undefined ? '' : items[row.scrapItem % items.length].item,
      scrap_price: row.scrapPrice ?? null,
      centre: row.centre === undefined ? '' : ALL_CENTRES[row.centre % ALL_CENTRES.length],
    }),
  );
  return distinct(rows, (row) => `${row.plant} ${row.item} ${row.operation} ${row.valid_from}`);
}

/** Work in process as counted, and quotas: of this month and others. */
function countsOf(plan: Plan): FactRows {
  const orders = ordersOf(plan);
  const orderAt = (number: number) => orders[number % orders.length];
  const { item } = itemsOf(plan)[0];
  const stages = [
    '',
    '',
    'conversion',
    'material',
    'conversion:10',
    'conversion@C1',
    'conversion#labour',
    `material=${item}`,
    'evenly',
  ];
  const counts = plan.counts.filter(({ order }) => orderAt(order).counts);
  const quotas = plan.quotas.filter(({ order }) => orderAt(order).counts);
  const operationAt = (row: (typeof counts)[number]) => ['', '10', '20', '30', 'A'][row.operation];
  const period = (order: number) => (order === 5 ? '2026-10' : '2026-09');
  return {
    wip_count: distinct(counts, (row) => `${orderAt(row.order).order} ${operationAt(row)} ${stages[row.stage]}`).map(
      (row) => ({
        period: period(row.order),
        order: orderAt(row.order).order,
        operation: operationAt(row),
        stage: stages[row.stage],
        quantity: row.quantity,
        degree: row.degree ?? null,
        equivalent_units: row.equivalents ?? null,
      }),
    ),
    // No two of an order that hold for one stage.
    order_quota: distinct(quotas, (row) => `${orderAt(row.order).order} ${row.stage % 2}`).map((row) => ({
      period: period(row.order),
      order: orderAt(row.order).order,
      stage: ['material', 'conversion', 'material:10', 'conversion#labour'][row.stage],
      completed: row.completed,
      in_process: row.inProcess,
    })),
  };
}

/** By what every other line takes instead of its quantity, where it has the attribute. */
const FORMULAS: Readonly<Record<number, string>> = {
  1: 'life / 400000 + 0.25',
  3: 'life / 300000',
  5: 'life > 1 ? life / 100000 - 1 : 1',
};

function bomsOf(plan: Plan, items: readonly Item[]) {
  const itemAt = (number: number) => items[number % items.length].item;
  const month = (number: number, day: string) => `2026-${String(number).padStart(2, '0')}-${day}`;
  const needs = ordersOf(plan).flatMap(({ makes, plant, alternative, unissued }): Plan['boms'] =>
    unissued === undefined
      ? []
      : [
          {
            item: items.findIndex(({ item }) => item === makes),
            plant,
            alternative,
            from: 5,
            to: undefined,
            active: true,
            outputs: unissued,
          },
        ],
  );
  const boms = distinct(
    [...needs, ...plan.boms],
    (row) => `${itemAt(row.item)} ${row.plant} ${row.alternative} ${row.from}`,
  );
  const keyOf = (row: (typeof boms)[number]) => ({
    plant: PLANTS[row.plant],
    parent: itemAt(row.item),
    alternative: row.alternative,
    valid_from: month(row.from, '01'),
  });
  return {
    bom: boms.map((row) => ({
      ...keyOf(row),
      valid_to: row.to === undefined ? '' : month(row.to, '15'),
      base_quantity: '1',
      active: row.active,
    })),
    bom_line: boms.flatMap((row) =>
      row.outputs.map(({ output, kind, share, ended, quantity, operation, entry, scrapRate, fixed }, i) => ({
        ...keyOf(row),
        line: i,
        component: itemAt(output),
        quantity,
        formula: FORMULAS[(row.item + output + i) % 7] ?? '',
        kind,
        operation,
        entry: kind === 'component' ? entry : '',
        mix_group: kind === 'component' && quantity !== '2.25' ? 'M' : '',
        scrap_rate: scrapRate === '' ? null : scrapRate,
        fixed: fixed && (kind === 'component' || kind === 'phantom'),
        ends_on: ended ? '2026-09-29' : '',
        cost_share: kind === 'component' || kind === 'phantom' ? null : (share ?? null),
      })),
    ),
  };
}

function pricesOf(plan: Plan, items: readonly Item[]) {
  const itemOf = (row: { readonly item: number }) => items[row.item % items.length].item;
  return {
    item_price: distinct(
      plan.prices.flatMap(({ kind, ...row }) => (kind === 'last actual' ? [] : [{ ...row, kind }])),
      (row) => `${itemOf(row)} ${row.plant} ${row.kind} ${row.element} ${row.month}`,
    ).map((row) => ({
      plant: PLANTS[row.plant],
      item: itemOf(row),
      kind: row.kind,
      element: ELEMENTS[row.element],
      valid_from: `2026-${String(row.month).padStart(2, '0')}-01`,
      price: row.price,
      per_quantity: row.per,
    })),
    last_actual_cost: distinct(
      plan.prices.filter(({ kind }) => kind === 'last actual'),
      (row) => `${itemOf(row)} ${row.plant} ${row.element}`,
    ).map((row) => ({
      ledger: 'L',
      plant: PLANTS[row.plant],
      item: itemOf(row),
      element: ELEMENTS[row.element],
      quantity: row.per,
      amount: money(Math.round(Number(row.price) * 100), plan.amountScale),
    })),
  };
}
