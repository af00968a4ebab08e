import { QUANTITY_SCALE } from '@millrace/exact';
import type { ResultRow } from './tables.js';
import { unitsOf } from './units-of.js';

/** What an item cost in a plant, over all its lots and projects; quantity and amounts in whole units. */
export interface ItemCost {
  readonly plant: string;
  readonly item: string;
  /** `produced` or `available`. */
  readonly basis: string;
  readonly quantity: bigint;
  readonly amount: bigint;
  readonly elements: ReadonlyMap<string, bigint>;
}

type CostKey = Pick<ResultRow<'unit_cost'>, 'plant' | 'item' | 'lot' | 'project' | 'basis'>;
type CostRow = CostKey & Pick<ResultRow<'unit_cost'>, 'quantity' | 'amount'>;
type ElementRow = CostKey & Pick<ResultRow<'unit_cost_element'>, 'element' | 'amount'>;

/**
 * What each item cost: as it was produced in the period where it was, else as it was available (rules.md 36). All elements
 * have one basis: 100 made for 50.00 of material, when 20 more were bought with freight, cost no freight.
 *
 * @param amountScale decimals of the amounts.
 */
export function itemCosts(
  rows: readonly CostRow[],
  elementRows: readonly ElementRow[],
  amountScale: number,
): ReadonlyMap<string, ItemCost> {
  const made = new Set(rows.filter(({ basis }) => basis === 'produced').map(itemKey));
  const counted = rows.filter((row) => row.basis === (made.has(itemKey(row)) ? 'produced' : 'available'));
  const costs = new Map<string, { -readonly [K in keyof ItemCost]: ItemCost[K] } & { elements: Map<string, bigint> }>();
  for (const { plant, item, basis, quantity, amount } of counted) {
    const key = itemKey({ plant, item });
    const cost = costs.get(key) ?? { plant, item, basis, quantity: 0n, amount: 0n, elements: new Map() };
    costs.set(key, cost);
    cost.quantity += unitsOf(quantity, QUANTITY_SCALE);
    cost.amount += unitsOf(amount, amountScale);
  }
  const keys = new Set(counted.map(costKey));
  for (const row of elementRows) {
    const elements = keys.has(costKey(row)) ? costs.get(itemKey(row))?.elements : undefined;
    elements?.set(row.element, (elements.get(row.element) ?? 0n) + unitsOf(row.amount, amountScale));
  }
  return costs;
}

/** By what `itemCosts` knows an item in a plant. */
export function itemKey({ plant, item }: { readonly plant: string; readonly item: string }): string {
  return `${plant}\0${item}`;
}

function costKey({ plant, item, lot, project, basis }: CostKey): string {
  return [plant, item, lot, project, basis].join('\0');
}
