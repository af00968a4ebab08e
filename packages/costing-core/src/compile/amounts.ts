import { GrowingArray } from '@millrace/exact';
import { type Facts, rowOf } from '@millrace/facts';
import type { Scope } from '../period/scope.js';

/** One integer amount per cost element, in the scope's order of elements. */
export type Vector = Float64Array;

/** The amounts that rows of an amount table add up to, by a small number that each row has (−1: the row is left out). */
function vectorsBy(
  keys: Int32Array,
  keyCount: number,
  elements: Int32Array,
  amounts: Float64Array,
  { elementPlace }: Scope,
): (key: number) => Vector | undefined {
  const width = elementPlace.size;
  const place = new Int32Array(keyCount).fill(-1);
  const cells = new GrowingArray(Float64Array);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row];
    if (key < 0) continue;
    if (place[key] < 0) {
      place[key] = cells.length;
      for (let e = 0; e < width; e++) cells.push(0);
    }
    cells.values[place[key] + (elementPlace.get(elements[row]) as number)] += amounts[row];
  }
  const vectors = cells.taken();
  return (key) => (key < 0 || place[key] < 0 ? undefined : vectors.subarray(place[key], place[key] + width));
}

/** The amounts that movements bring with them, by the code of the movement. */
export function movementAmounts({ movement, movement_amount }: Facts, scope: Scope) {
  const { element, amount } = movement_amount;
  const movementRow = rowOf(movement.movement);
  const owner = movement_amount.movement.map(movementRow);
  const ofRow = vectorsBy(owner, movement.rowCount, element, amount, scope);
  return (code: number) => ofRow(movementRow(code));
}

/** The amounts of opening stock, by its row. */
export function openingAmounts({ opening_stock, opening_stock_amount }: Facts, scope: Scope) {
  const keyOf = (table: typeof opening_stock | typeof opening_stock_amount, row: number) =>
    [table.plant, table.item, table.lot, table.project, table.in_transit, table.layer].map((of) => of[row]).join(' ');
  const rows = new Map<string, number>();
  for (let row = 0; row < opening_stock.rowCount; row++) rows.set(keyOf(opening_stock, row), row);
  const owner = opening_stock_amount.plant.map((_, row) => rows.get(keyOf(opening_stock_amount, row)) ?? -1);
  return vectorsBy(owner, opening_stock.rowCount, opening_stock_amount.element, opening_stock_amount.amount, scope);
}

export function isZero(vector: Vector): boolean {
  return vector.every((amount) => amount === 0);
}
