import { mulDivRound } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Vector } from '../amounts.js';

/**
 * What came back of movements of earlier periods, at their original value: cumulative over partial returns, also those of
 * periods before, so that a full return takes back all of it and no more. Each element at the quantity that its row
 * gives. What exceeds the movement comes back at its price.
 *
 * 7 pieces cost 100.00: two that come back take 28.57, the next two 57.14 − 28.57.
 */
export function earlierCosts({ earlier_cost: table }: Facts, { elementPlace }: Scope) {
  const costs = new Map<number, { rows: number[]; returned: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const cost = costs.get(table.movement[row]);
    if (cost === undefined) costs.set(table.movement[row], { rows: [row], returned: 0 });
    else cost.rows.push(row);
  }
  const before = (row: number) => table.returned[row] || 0;
  /** How much of a movement may still come back; undefined where its cost isn't known. */
  const left = (movement: number): number | undefined => {
    const cost = costs.get(movement);
    if (cost === undefined) return undefined;
    const least = (min: number, row: number) => Math.min(min, table.quantity[row] - before(row));
    return cost.rows.reduce(least, Number.POSITIVE_INFINITY) - cost.returned;
  };
  /** The value of the next `quantity` of a movement to come back; undefined where its cost isn't known. */
  const value = (movement: number, quantity: number): Vector | undefined => {
    const cost = costs.get(movement);
    if (cost === undefined || cost.rows.some((row) => table.quantity[row] === 0)) return undefined;
    const from = cost.returned;
    cost.returned += quantity;
    const amounts = new Float64Array(elementPlace.size);
    for (const row of cost.rows) {
      const upTo = (part: number) => mulDivRound(table.amount[row], before(row) + part, table.quantity[row]);
      amounts[elementPlace.get(table.element[row]) as number] = upTo(from + quantity) - upTo(from);
    }
    return amounts;
  };
  return { left, value };
}
