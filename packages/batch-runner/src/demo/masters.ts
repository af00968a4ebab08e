import { printFixed } from '@millrace/exact';
import type { FactRows, Row } from '@millrace/facts';
import { MONTHS, NEXT_MONTH } from './calendar.js';
import { departmentCentres } from './departments.js';
import { quantityText } from './figures.js';
import { ITEMS } from './items.js';
import { byProducts, mouldAttributes, mouldDriver, normalLosses } from './moulds.js';
import { CENTRES, RATES } from './pools.js';
import { STANDARD_COST } from './standard-cost.js';
import { STRUCTURES, SUZHOU, WORK_CENTRES, WUXI } from './structure.js';

export const LEDGER = 'CN01';

/** What stands before anything happens: the company, its calendar, items, structures, routings and prices. */
export function masters(): FactRows {
  return {
    ledger: [
      {
        ledger: LEDGER,
        name: 'Qingliu Pumps 清流泵业',
        currency: 'CNY',
        amount_scale: '2',
        time_zone: 'Asia/Shanghai',
      },
    ],
    ledger_plant: [SUZHOU, WUXI].map((plant) => ({ ledger: LEDGER, plant })),
    plant: [
      { plant: SUZHOU, name: 'Suzhou: foundry and motors', name_zh: '苏州：铸造与电机' },
      { plant: WUXI, name: 'Wuxi: assembly', name_zh: '无锡：总装' },
    ],
    period: [
      { ledger: LEDGER, period: MONTHS[0], starts_on: '2026-09-01', ends_on: '2026-09-30' },
      { ledger: LEDGER, period: MONTHS[1], starts_on: '2026-10-01', ends_on: '2026-10-31' },
      { ledger: LEDGER, period: NEXT_MONTH, starts_on: '2026-11-01', ends_on: '2026-11-30' },
    ],
    cost_element: [
      { element: 'material', name: 'Material', name_zh: '直接材料', class: 'material', position: '1' },
      { element: 'freight', name: 'Freight', name_zh: '运杂费', class: 'material', position: '2' },
      { element: 'labour', name: 'Labour', name_zh: '直接人工', class: 'conversion', position: '3' },
      { element: 'energy', name: 'Energy', name_zh: '燃料动力', class: 'conversion', position: '4' },
      { element: 'overhead', name: 'Overhead', name_zh: '制造费用', class: 'conversion', position: '5' },
    ],
    cost_centre: [
      ...WORK_CENTRES.map(
        (centre): Row<'cost_centre'> => ({
          centre: CENTRES[centre],
          plant: plantOf(centre),
          name: NAMES[centre][0],
          name_zh: NAMES[centre][1],
          kind: 'production',
        }),
      ),
      ...departmentCentres(),
    ],
    work_centre: WORK_CENTRES.map((work_centre) => ({
      work_centre,
      centre: CENTRES[work_centre],
      name: NAMES[work_centre][0],
      name_zh: NAMES[work_centre][1],
    })),
    item: ITEMS.map(({ item, en, zh, unit, category, price }) => ({
      item,
      name: en,
      name_zh: zh,
      unit,
      supply: price === undefined ? 'made' : 'purchased',
      element: 'material',
      category,
      valued: 'true',
      costing_lot: price === undefined ? COSTING_LOT : '',
    })),
    unit_conversion: [{ from_unit: 't', to_unit: 'kg', numerator: '1000', denominator: '1' }],
    ...structures(),
    rate: rates(),
    item_price: prices(),
    driver: mouldDriver(),
    attribute: mouldAttributes(),
    normal_loss: normalLosses(),
    joint_output: byProducts(),
  };
}

const NAMES: Readonly<Record<(typeof WORK_CENTRES)[number], readonly [en: string, zh: string]>> = {
  FOUNDRY: ['Foundry', '铸造'],
  MACHINING: ['Machining', '机加工'],
  WINDING: ['Winding and motors', '绕线与电机'],
  ASSEMBLY: ['Pump assembly', '水泵总装'],
  TEST: ['Test and packing', '测试与包装'],
};

function plantOf(centre: (typeof WORK_CENTRES)[number]): string {
  return CENTRES[centre] < 'CC-2' ? SUZHOU : WUXI;
}

function structures(): Pick<FactRows, 'bom' | 'bom_line' | 'routing_operation'> {
  const valid_from = '2026-01-01';
  const made = [...STRUCTURES];
  return {
    bom: made.map(([parent, { plant }]) => ({ plant, parent, valid_from, base_quantity: '1', active: 'true' })),
    bom_line: made.flatMap(([parent, { plant, components }]) =>
      components.map(
        ({ item, quantity, operation }, line): Row<'bom_line'> => ({
          plant,
          parent,
          valid_from,
          line: String(10 * (line + 1)),
          component: item,
          quantity: quantityText(quantity),
          kind: 'component',
          fixed: 'false',
          operation: operation ?? '',
          component_plant: suppliedBy(item, plant),
        }),
      ),
    ),
    routing_operation: made.flatMap(([item, { plant, operations }]) =>
      operations.map(
        ({ operation, workCentre, setup, machine, labour }): Row<'routing_operation'> => ({
          plant,
          item,
          operation,
          position: operation,
          work_centre: workCentre,
          base_quantity: '1',
          setup_hours_machine: quantityText(setup),
          setup_hours_labour: quantityText(setup),
          run_hours_machine: quantityText(machine),
          run_hours_labour: quantityText(labour),
        }),
      ),
    ),
  };
}

/** A lot of parts, over which a standard cost spreads set-up. */
const COSTING_LOT = '20';

/** Parts come over from the plant that makes them. */
function suppliedBy(item: string, plant: string): string {
  const maker = STRUCTURES.get(item)?.plant ?? plant;
  return maker === plant ? '' : maker;
}

/** What a work centre's hour, or a piece in it, should cost; hours that cost nothing there have a rate of 0. */
function rates(): Row<'rate'>[] {
  const nothing = WORK_CENTRES.flatMap((workCentre) =>
    (['hours_machine', 'hours_labour'] as const)
      .filter((driver) => !RATES.some((rate) => rate.workCentre === workCentre && rate.driver === driver))
      .map((driver) => ({ workCentre, driver, element: 'overhead', rate: 0 })),
  );
  return [...RATES, ...nothing].map(({ workCentre, element, driver, rate }) => ({
    plant: plantOf(workCentre),
    work_centre: workCentre,
    driver: driver === 'quantity_good' ? 'quantity' : driver,
    element,
    valid_from: '2026-01-01',
    rate: printFixed(rate, 4),
  }));
}

/** Standard prices of what is bought, where it is used. */
function prices(): Row<'item_price'>[] {
  const used = new Set<string>();
  for (const { plant, components } of STRUCTURES.values()) {
    for (const { item } of components) if (!STRUCTURES.has(item)) used.add(`${plant} ${item}`);
  }
  return [...used].sort().flatMap((key) => {
    const [plant, item] = key.split(' ');
    return Object.entries(STANDARD_COST.get(item) ?? {}).map(([element, price]) => ({
      plant,
      item,
      kind: 'standard',
      element,
      valid_from: '2026-01-01',
      price: printFixed(price, 4),
      per_quantity: '1',
    }));
  });
}
