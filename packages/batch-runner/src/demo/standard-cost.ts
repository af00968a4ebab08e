import { ONE, rounded } from './figures.js';
import { ITEM } from './items.js';
import { RATES } from './pools.js';
import { STRUCTURES } from './structure.js';

/** Ten-thousandths of a yuan by cost element. */
export type Cost = Readonly<Record<string, number>>;

/** Freight on what is bought, in tenths of a percent. */
export const FREIGHT = 18;

/**
 * What each item should cost: the sample's first opening stock is valued at it. Parts are costed before what they go into.
 */
export const STANDARD_COST: ReadonlyMap<string, Cost> = standardCosts();

function standardCosts(): Map<string, Cost> {
  const costs = new Map<string, Cost>();
  for (const { item, price } of ITEM.values()) {
    if (price !== undefined) costs.set(item, { material: price, freight: rounded(price * FREIGHT, 1000) });
  }
  for (const [item, { components, operations }] of STRUCTURES) {
    const cost: Record<string, number> = {};
    const add = (element: string, amount: number) => {
      cost[element] = (cost[element] ?? 0) + amount;
    };
    for (const { item: component, quantity } of components) {
      for (const [element, amount] of Object.entries(costs.get(component) as Cost)) {
        add(element, rounded(amount * quantity, ONE));
      }
    }
    for (const operation of operations) {
      for (const { workCentre, element, driver, rate } of RATES) {
        if (workCentre !== operation.workCentre) continue;
        const driven = { hours_machine: operation.machine, hours_labour: operation.labour, quantity_good: ONE }[driver];
        add(element, rounded(rate * driven, ONE));
      }
    }
    costs.set(item, cost);
  }
  return costs;
}
