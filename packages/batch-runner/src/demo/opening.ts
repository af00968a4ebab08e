import type { FactRows, Row } from '@millrace/facts';
import { MONTHS } from './calendar.js';
import type { Movement } from './events.js';
import { moneyText, ONE, quantityText, rounded, worth } from './figures.js';
import { ITEM } from './items.js';
import type { PlannedOrder } from './planned-orders.js';
import { CENTRES, RATES } from './pools.js';
import type { ShopFloor } from './shop-floor.js';
import { type Cost, STANDARD_COST } from './standard-cost.js';
import { STRUCTURES, WUXI } from './structure.js';

/** What is in stock when the first period opens: plant, item, thousandths. */
export type OpeningStock = readonly (readonly [plant: string, item: string, quantity: number])[];

/** About two thirds of what the first month takes of parts and material, and some of each product. */
export function openingStock(taken: readonly Movement[]): OpeningStock {
  const needs = new Map<string, number>();
  for (const { plant, item, quantity } of taken) {
    needs.set(`${plant} ${item}`, (needs.get(`${plant} ${item}`) ?? 0) + quantity);
  }
  for (const { item, category } of ITEM.values()) if (category === 'product') needs.set(`${WUXI} ${item}`, 12 * ONE);
  for (const item of STRUCTURES.keys()) if (/^(HSG|IMP|MTR)/.test(item)) needs.set(`${WUXI} ${item}`, 15 * ONE);
  return [...needs].sort().map(([key, need]) => {
    const [plant, item] = key.split(' ');
    return [plant, item, (Math.floor(rounded(need * 2, 3) / ONE) + 4) * ONE] as const;
  });
}

/** Opening stock and work in process at standard cost, element by element. */
export function openingRows(
  stock: OpeningStock,
  orders: readonly PlannedOrder[],
  { movements, reports }: Pick<ShopFloor, 'movements' | 'reports'>,
  ledger: string,
): Pick<FactRows, 'opening_stock' | 'opening_stock_amount' | 'opening_wip'> {
  const open = new Set(orders.filter(({ day }) => day === 0).map(({ order }) => order));
  const wip = new Map<string, number>();
  const add = (order: string, stage: string, element: string, fen: number) => {
    const key = `${order} ${stage} ${element}`;
    wip.set(key, (wip.get(key) ?? 0) + fen);
  };
  for (const { day, type, order, item, quantity, operation } of movements) {
    if (day > 0 || type !== 'issue' || order === undefined || !open.has(order)) continue;
    for (const [element, price] of costOf(item)) {
      add(order, operation === undefined ? 'material' : `material:${operation}`, element, worth(quantity, price));
    }
  }
  for (const { day, order, operation, workCentre, machine, labour, good } of reports) {
    if (day > 0) continue;
    for (const rate of RATES) {
      const driven = { hours_machine: machine, hours_labour: labour, quantity_good: good }[rate.driver];
      if (CENTRES[rate.workCentre] === CENTRES[workCentre]) {
        add(order, `conversion:${operation}`, rate.element, worth(driven, rate.rate));
      }
    }
  }
  return {
    opening_stock: stock.map(([plant, item, quantity]) => ({
      ledger,
      plant,
      item,
      quantity: quantityText(quantity),
      reason: `stock of ${MONTHS[0]}-01, taken over at standard cost`,
    })),
    opening_stock_amount: stock.flatMap(([plant, item, quantity]) =>
      costOf(item).map(([element, price]): Row<'opening_stock_amount'> => {
        return { ledger, plant, item, element, amount: moneyText(worth(quantity, price)) };
      }),
    ),
    opening_wip: [...wip]
      .map(([key, fen]) => {
        const [order, stage, element] = key.split(' ');
        return { ledger, order, stage, element, amount: moneyText(fen) };
      })
      .filter(({ amount }) => amount !== '0.00'),
  };
}

function costOf(item: string): [element: string, price: number][] {
  return Object.entries(STANDARD_COST.get(item) as Cost).filter(([, price]) => price > 0);
}
