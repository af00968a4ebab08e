import { mulDivRound } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Vector } from '../amounts.js';

/**
 * What came back of movements of earlier periods, at their original value: cumulative over partial returns, so that a
 * full return takes back all of it and no more. Each element at the quantity that its row gives.
 */
export function earlierCosts({ earlier_cost: table }: Facts, { elementPlace }: Scope) {
  const costs = new Map<number, { rows: number[]; returned: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const cost = costs.get(table.movement[row]);
    if (cost === undefined) costs.set(table.movement[row], { rows: [row], returned: 0 });
    else cost.rows.push(row);
  }
  /** How much of a movement may still come back; undefined where its cost isn't known. */
  const left = (movement: number): number | undefined => {
    const cost = costs.get(movement);
    return (
      cost &&
      cost.rows.reduce((least, row) => Math.min(least, table.quantity[row]), Number.POSITIVE_INFINITY) - cost.returned
    );
  };
  /** The value of the next `quantity` of a movement to come back; undefined where its cost isn't known or used up. */
  const value = (movement: number, quantity: number): Vector | undefined => {
    const cost = costs.get(movement);
    if (cost === undefined) return undefined;
    const before = cost.returned;
    const after = before + quantity;
    if (cost.rows.some((row) => after > table.quantity[row])) return undefined;
    cost.returned = after;
    const amounts = new Float64Array(elementPlace.size);
    for (const row of cost.rows) {
      const upTo = (part: number) => mulDivRound(table.amount[row], part, table.quantity[row]);
      amounts[elementPlace.get(table.element[row]) as number] = upTo(after) - upTo(before);
    }
    return amounts;
  };
  return { left, value };
}
