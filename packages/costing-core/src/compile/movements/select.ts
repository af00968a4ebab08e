import type { Facts } from '@millrace/facts';
import { APPROVED } from '@millrace/facts';
import type { Report } from '../../findings.js';
import { isZero, movementAmounts, type Vector } from '../amounts.js';
import { quantitiesInOwnUnit } from '../own-units.js';
import type { Period } from '../period.js';
import { amountsEnter, costedMovements } from './costed.js';
import { approvedMovements, MOVEMENT_KINDS } from './kinds.js';

/**
 * The movements that count: approved, within the period, of valued items, touching a plant of the ledger; with
 * their quantities in the item's own unit.
 */
export interface Movements {
  /** Rows of the movement table. */
  readonly rows: readonly number[];
  /** By movement row: the quantity in the item's unit, at 6 decimals. NaN for rows whose unit has no conversion. */
  readonly quantity: Float64Array;
  /** The row of an approved movement by its code, whatever its period; −1 for none. */
  rowOf(movement: number): number;
  /** The amounts that a movement brings, by its code. */
  brought(movement: number): Vector | undefined;
}

export function selectMovements({ facts, scope, plan, report, kindOf }: Period): Movements {
  const { movement, symbols } = facts;
  const { plants, start, end } = scope;
  const isCosted = costedMovements(facts);
  const enters = amountsEnter(facts, scope);
  const quantity = new Float64Array(movement.rowCount).fill(Number.NaN);
  const convert = converter(facts, report);
  const brought = movementAmounts(facts, scope);
  const selected: number[] = [];
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.status[row] !== APPROVED) continue;
    const arrivesHere = MOVEMENT_KINDS[movement.type[row]].hasDestination && plants.has(movement.to_plant[row]);
    if (!plants.has(movement.plant[row]) && !arrivesHere) continue;
    if (movement.posted_at[row] >= end || !isCosted(row)) continue;
    quantity[row] = convert(row);
    if (movement.posted_at[row] < start) continue;
    if (Number.isNaN(quantity[row]) || returnsNothing(row)) leaveOut(row);
    else selected.push(row);
  }
  return { rows: selected, quantity, rowOf: approvedMovements(facts), brought };

  /** A return of quantity 0 has no value to take back; an amount on it has nowhere to go. */
  function returnsNothing(row: number): boolean {
    const { owns, outOf } = kindOf(row);
    const amounts = brought(movement.movement[row]);
    if (quantity[row] !== 0 || !owns || outOf === undefined || amounts === undefined || isZero(amounts)) return false;
    report('return_must_have_a_quantity', 'movement', symbols.text(movement.movement[row]));
    return true;
  }

  /** What the movement would have brought into the ledger or taken out of it doesn't count. */
  function leaveOut(row: number): void {
    const amounts = brought(movement.movement[row]);
    const sign = enters(row);
    if (amounts === undefined || sign === 0) return;
    plan.departs(
      'left_out',
      row,
      amounts.map((amount) => -sign * amount),
    );
  }
}

/** Quantities in the item's own unit: converted once per movement. */
function converter(facts: Facts, report: Report): (row: number) => number {
  const { movement } = facts;
  const inOwnUnit = quantitiesInOwnUnit(facts, 'movement', report);
  return (row) => inOwnUnit(movement.item[row], movement.quantity[row], movement.unit[row], row);
}
