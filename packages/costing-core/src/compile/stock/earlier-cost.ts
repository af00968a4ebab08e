import { mulDivRound } from '@millrace/exact';
import type { Facts } from '../../facts/read-facts.js';
import type { Scope } from '../../scope.js';
import type { Vector } from '../amounts.js';

/**
 * What came back of movements of earlier periods, at their original value: cumulative over partial returns, so that a
 * full return takes back all of it and no more.
 */
export function earlierCosts({ earlier_cost: table }: Facts, { elementPlace }: Scope) {
  const costs = new Map<number, { quantity: number; amounts: Vector; returned: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    let cost = costs.get(table.movement[row]);
    if (cost === undefined) {
      cost = { quantity: table.quantity[row], amounts: new Float64Array(elementPlace.size), returned: 0 };
      costs.set(table.movement[row], cost);
    }
    cost.amounts[elementPlace.get(table.element[row]) as number] += table.amount[row];
  }
  /** The value of the next `quantity` of a movement to come back; undefined where its cost isn't known or used up. */
  return (movement: number, quantity: number): Vector | undefined => {
    const cost = costs.get(movement);
    if (cost === undefined || cost.returned + quantity > cost.quantity) return undefined;
    const before = cost.returned;
    cost.returned += quantity;
    const upTo = (amount: number, part: number) => mulDivRound(amount, part, cost.quantity);
    return cost.amounts.map((amount) => upTo(amount, cost.returned) - upTo(amount, before));
  };
}
