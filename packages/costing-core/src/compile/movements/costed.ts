import type { Facts } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { MOVEMENT_KINDS, movementKinds } from './kinds.js';

/** Whether a movement takes part in costing: its item does, or it touches no stock (a fee is its order's, whatever item it names). */
export function costedMovements({ movement, item, symbols }: Facts): (row: number) => boolean {
  const valued = new Uint8Array(symbols.size);
  for (let row = 0; row < item.rowCount; row++) valued[item.item[row]] = item.valued[row];
  return (row) => {
    const { into, outOf, valueOnly } = MOVEMENT_KINDS[movement.type[row]];
    return valued[movement.item[row]] === 1 || (into ?? outOf ?? valueOnly) === undefined;
  };
}

/** By its kind and place: whether the amounts of a movement come into the ledger (1), go out of it (−1), or neither (0). */
export function amountsEnter(facts: Facts, scope: Scope): (row: number) => -1 | 0 | 1 {
  const { movement } = facts;
  const kindOf = movementKinds(facts, scope);
  return (row) => {
    const { owns, addsCost, outOf, hasDestination, leaves } = kindOf(row);
    const plant = (hasDestination && movement.to_plant[row]) || movement.plant[row];
    if (!(owns || addsCost) || !scope.plants.has(plant)) return 0;
    return leaves === undefined && (outOf === undefined || addsCost) ? 1 : -1;
  };
}
