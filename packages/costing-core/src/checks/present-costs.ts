import type { Facts } from '@millrace/facts';
import type { Outcome } from '../results/outcome.js';
import type { StockTables } from '../results/stock-tables.js';
import { type Cost, placeKey } from './last-costs.js';

/** What an item costs in a period at a plant, and of which elements, by their place. */
export interface PresentCost extends Cost {
  readonly plant: number;
  readonly item: number;
  readonly amounts: readonly bigint[];
  readonly isProduced: boolean;
}

/** What items cost by plant and item, all lots together: as they were produced, else as they were available (rules.md 36). */
export function presentCosts(
  { facts, scope, compiled }: Outcome,
  stock: StockTables,
): ReadonlyMap<number, PresentCost> {
  const costs = new Map<number, PresentCost>();
  for (const { bucket, basis, quantity, amount, amounts } of stock.unitCosts()) {
    if (basis === 'closing') continue;
    const { plant, item } = compiled.events.buckets[bucket];
    const key = placeKey(facts, plant, item);
    const isProduced = basis === 'produced';
    const before = costs.get(key);
    if (before?.isProduced === true && !isProduced) continue;
    const own = scope.elements.map((_, e) => amounts.at(e));
    const isMore = before?.isProduced === isProduced;
    costs.set(key, {
      plant,
      item,
      isProduced,
      quantity: quantity + (isMore ? before.quantity : 0n),
      amount: amount + (isMore ? before.amount : 0n),
      amounts: own.map((of, e) => of + (isMore ? before.amounts[e] : 0n)),
    });
  }
  return costs;
}

/** Plant and item as a finding names them. */
export function placeName({ symbols }: Facts, { plant, item }: PresentCost): string {
  return [plant, item].map((code) => symbols.text(code)).join(' · ');
}
