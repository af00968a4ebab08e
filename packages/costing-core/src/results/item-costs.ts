import { QUANTITY_SCALE } from '@millrace/exact';
import { unitsOf } from './units-of.js';
import type { WholeUnitCost } from './whole-unit-costs.js';

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

/**
 * What each item cost: as it was produced in the period where it was, else as it was available (rules.md 36). All elements
 * have one basis: 100 made for 50.00 of material, when 20 more were bought with freight, cost no freight.
 *
 * @param amountScale decimals of the amounts.
 */
export function itemCosts(unitCosts: Iterable<WholeUnitCost>, amountScale: number): ReadonlyMap<string, ItemCost> {
  const costs = new Map<string, { -readonly [K in keyof ItemCost]: ItemCost[K] } & { elements: Map<string, bigint> }>();
  for (const { plant, item, basis, quantity, amount, amounts } of unitCosts) {
    if (basis === 'closing') continue;
    const key = itemKey({ plant, item });
    let cost = costs.get(key);
    if (cost?.basis === 'produced' && basis !== 'produced') continue;
    if (cost === undefined || cost.basis !== basis) {
      cost = { plant, item, basis, quantity: 0n, amount: 0n, elements: new Map() };
      costs.set(key, cost);
    }
    cost.quantity += unitsOf(quantity, QUANTITY_SCALE);
    cost.amount += unitsOf(amount, amountScale);
    for (const [element, text] of amounts()) {
      cost.elements.set(element, (cost.elements.get(element) ?? 0n) + unitsOf(text, amountScale));
    }
  }
  return costs;
}

/** By what `itemCosts` knows an item in a plant. */
export function itemKey({ plant, item }: { readonly plant: string; readonly item: string }): string {
  return `${plant}\0${item}`;
}
