import type { Facts } from '@millrace/facts';

/** An amount for a quantity, as integers of their scales: never divided out. */
export interface Cost {
  readonly amount: bigint;
  readonly quantity: bigint;
}

/** A plant and an item as one number. */
export function placeKey({ symbols }: Facts, plant: number, item: number): number {
  return plant * symbols.size + item;
}

/** What items cost last, by plant and item: elements may stand at quantities of their own. */
export function lastCosts(facts: Facts): ReadonlyMap<number, Cost> {
  const { last_actual_cost: last } = facts;
  const costs = new Map<number, Cost>();
  for (let row = 0; row < last.rowCount; row++) {
    const key = placeKey(facts, last.plant[row], last.item[row]);
    const own = { amount: BigInt(last.amount[row]), quantity: BigInt(last.quantity[row]) };
    const present = costs.get(key);
    costs.set(key, present === undefined ? own : together(present, own));
  }
  return costs;
}

/** What a unit costs of both elements, which may stand at different quantities: a/q + b/r = (a·r + b·q) / q·r. */
function together(a: Cost, b: Cost): Cost {
  if (a.quantity === b.quantity) return { amount: a.amount + b.amount, quantity: a.quantity };
  return { amount: a.amount * b.quantity + b.amount * a.quantity, quantity: a.quantity * b.quantity };
}
