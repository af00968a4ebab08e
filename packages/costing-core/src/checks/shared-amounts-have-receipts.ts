import { ownUnits } from '@millrace/bom';
import { add, ZERO } from '@millrace/exact';
import { APPROVED, type Facts, rowOf } from '@millrace/facts';
import { movementKinds } from '../compile/movements/kinds.js';
import { BASES, receiptWeights } from '../compile/movements/shared-amounts.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * An adjustment for several receipts names them, says by what they bear it, and they can bear it: receipts of the ledger up
 * to the period's end that weigh something by that. Anything else would put an amount nowhere.
 */
export function sharedAmountsHaveReceipts(facts: Facts, scope: Scope, report: Report): void {
  const { movement, movement_receipt, item, symbols } = facts;
  const kindOf = movementKinds(facts, scope);
  const own = ownUnits(facts);
  const valued = new Set(Array.from(item.item.keys(), (row) => (item.valued[row] === 1 ? item.item[row] : -1)));
  const rowOfMovement = rowOf(movement.movement);
  const weigh = receiptWeights({ facts, scope }, movement);
  const receipts = new Map<number, number[]>();
  for (let row = 0; row < movement_receipt.rowCount; row++) {
    const of = rowOfMovement(movement_receipt.movement[row]);
    const present = receipts.get(of);
    const receipt = rowOfMovement(movement_receipt.receipt[row]);
    if (present === undefined) receipts.set(of, [receipt]);
    else present.push(receipt);
  }
  for (let row = 0; row < movement.rowCount; row++) {
    const counts = movement.status[row] === APPROVED && movement.posted_at[row] >= scope.start;
    if (!counts || (!receipts.has(row) && !(movement.basis[row] < BASES.length))) continue;
    check(row, receipts.get(row) ?? []);
  }

  function check(row: number, named: readonly number[]): void {
    const key = symbols.text(movement.movement[row]);
    const basis = BASES[movement.basis[row]];
    const isAdjustment = kindOf(row).type === 'purchase_adjustment' && scope.plants.has(movement.plant[row]);
    const isWhole = isAdjustment && named.length > 0 && basis !== undefined && movement.refers_to[row] === 0;
    if (!isWhole || (basis === 'weight' && movement.unit[row] === 0)) {
      report('amount_for_several_receipts_must_be_whole', 'movement', key);
      return;
    }
    const unfit = named.filter((receipt) => !isReceipt(receipt));
    for (const receipt of unfit) {
      const found = symbols.text(movement.movement[receipt]);
      report('amount_must_be_for_receipts', 'movement', key, { found });
    }
    if (unfit.length > 0) return;
    const units = new Set(named.map((receipt) => own(arrived(receipt))));
    const weights = named.map((receipt) => weigh(row, receipt));
    const bears =
      weights.every((weight) => weight !== undefined && weight.numerator >= 0n) &&
      weights.reduce((sum, weight) => add(sum ?? ZERO, weight ?? ZERO), ZERO)?.numerator !== 0n &&
      (basis !== 'quantity' || units.size === 1);
    if (!bears) report('receipts_must_weigh_something', 'movement', key, { value: basis });
  }

  function isReceipt(row: number): boolean {
    const { type } = kindOf(row);
    const isBought = type === 'purchase_receipt' || type === 'purchase_estimate';
    const isHere = scope.plants.has(movement.plant[row]) || scope.plants.has(movement.to_plant[row]);
    const isInTime = movement.status[row] === APPROVED && movement.posted_at[row] < scope.end;
    return isBought && isHere && isInTime && valued.has(arrived(row));
  }

  function arrived(row: number): number {
    return movement.to_item[row] || movement.item[row];
  }
}
