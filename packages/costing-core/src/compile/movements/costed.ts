import type { Facts, MovementType } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { MOVEMENT_KINDS, type MovementKind, movementKinds, TYPE } from './kinds.js';

/** Whether a movement takes part in costing: its item does, or it touches no stock (a fee is its order's, whatever item it names). */
export function costedMovements({ movement, item, symbols }: Facts): (row: number) => boolean {
  const valued = new Uint8Array(symbols.size);
  for (let row = 0; row < item.rowCount; row++) valued[item.item[row]] = item.valued[row];
  return (row) => {
    const { into, outOf, valueOnly } = MOVEMENT_KINDS[movement.type[row]];
    return valued[movement.item[row]] === 1 || (into ?? outOf ?? valueOnly) === undefined;
  };
}

/** The plant whose cost the amounts of a movement are: where it goes, else where it is. Undefined where they are no cost. */
export function plantOfAmounts<P extends number | string>(
  { owns, addsCost, hasDestination }: MovementKind,
  { plant, to_plant }: { readonly plant: P; readonly to_plant: P },
): P | undefined {
  if (!(owns || addsCost)) return undefined;
  return (hasDestination && to_plant) || plant;
}

/** The same of a document by its words; '' for no plant. */
export function plantThatBears(type: MovementType, place: { readonly plant: string; readonly to_plant: string }) {
  return plantOfAmounts(MOVEMENT_KINDS[TYPE[type]], place);
}

/** By its kind and place: whether the amounts of a movement come into the ledger (1), go out of it (−1), or neither (0). */
export function amountsEnter(facts: Facts, scope: Scope): (row: number) => -1 | 0 | 1 {
  const { movement } = facts;
  const kindOf = movementKinds(facts, scope);
  return (row) => {
    const kind = kindOf(row);
    const { addsCost, outOf, leaves } = kind;
    const plant = plantOfAmounts(kind, { plant: movement.plant[row], to_plant: movement.to_plant[row] });
    if (plant === undefined || !scope.plants.has(plant)) return 0;
    return leaves === undefined && (outOf === undefined || addsCost) ? 1 : -1;
  };
}
