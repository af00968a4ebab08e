import { rowOf } from '@millrace/facts';
import type { Period } from '../period.js';
import { type MovementKind, TYPE } from './kinds.js';

/**
 * A movement may name another one that it takes back or corrects (rules.md 20, 21, 25). Where its type does neither, or what it names is
 * known to be nothing that it could, the name counts for nothing: who wrote it meant something else than what is computed.
 *
 * @param takesBack whether an outflow names a return of the period that it undoes.
 */
export function reportIdleReferences(
  { facts, report, kindOf }: Period,
  ordered: Int32Array,
  takesBack: (row: number) => boolean,
): void {
  const { movement, symbols } = facts;
  const movementRow = rowOf(movement.movement);
  for (const row of ordered) {
    const code = movement.refers_to[row];
    if (code === 0 || counts(row, kindOf(row), movementRow(code))) continue;
    report('reference_counts_for_nothing', 'movement', symbols.text(movement.movement[row]), {
      found: symbols.text(code),
      value: kindOf(row).type,
    });
  }

  function counts(row: number, { type, returns, valueOnly }: MovementKind, named: number): boolean {
    if (returns !== undefined || valueOnly !== undefined || REFERRING.has(movement.type[row])) return true;
    // A receipt may be for an estimate of an earlier period, which is no fact of this one.
    if (CORRECTING.has(type)) return named < 0 || CORRECTED.has(kindOf(named).type);
    return takesBack(row);
  }
}

/** Whose references are looked at where they are used. */
const REFERRING: ReadonlySet<number> = new Set([TYPE.transfer_in, TYPE.salvage_receipt, TYPE.compensation]);
const CORRECTING: ReadonlySet<string> = new Set(['purchase_receipt', 'purchase_estimate']);
const CORRECTED: ReadonlySet<string> = new Set(['purchase_estimate', 'purchase_estimate_reversal', 'purchase_return']);
