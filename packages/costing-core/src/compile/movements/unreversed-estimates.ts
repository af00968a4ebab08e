import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Period } from '../period.js';
import { TYPE } from './kinds.js';
import type { Movements } from './select.js';

/**
 * A receipt that refers to an estimate takes its place, so somebody has to reverse the estimate, in this period or before
 * (rules.md 21). Where nobody does, the goods are in stock twice: 10 pieces were estimated, none of them is reversed, and
 * 10 are invoiced. What is received beyond a whole reversal is no concern: 12 for 10 that were reversed are 2 more.
 */
export function reportUnreversedEstimates(period: Period, movements: Movements, ordered: Int32Array): void {
  const { facts, report, kindOf } = period;
  const { movement, symbols } = facts;
  const isReceipt = (row: number) => RECEIPTS.has(kindOf(row).type) && movement.refers_to[row] !== 0;
  const receipts = ordered.filter(isReceipt);
  if (receipts.length === 0) return;
  const reversed = new Map<number, number>();
  for (const row of ordered) {
    if (!kindOf(row).returns?.includes('purchase_estimate')) continue;
    reversed.set(movement.refers_to[row], (reversed.get(movement.refers_to[row]) ?? 0) + movements.quantity[row]);
  }
  const earlier = earlierMovements(facts);
  const estimates = new Map<number, { reversed: number; open: number }>();
  for (const row of receipts) {
    const code = movement.refers_to[row];
    const estimate = estimates.get(code) ?? estimateOf(code);
    if (estimate === undefined) continue;
    estimates.set(code, estimate);
    const replaced = Math.min(movements.quantity[row], estimate.reversed);
    const twice = Math.min(movements.quantity[row] - replaced, estimate.open);
    estimate.reversed -= replaced;
    estimate.open -= twice;
    if (twice === 0) continue;
    report('estimate_must_be_reversed', 'movement', symbols.text(movement.movement[row]), {
      item: symbols.text(movement.item[row]),
      found: symbols.text(code),
      quantity: printFixed(twice, QUANTITY_SCALE),
    });
  }

  /** What is reversed of an estimate, and what isn't; undefined for what is known to be something else. */
  function estimateOf(code: number): { reversed: number; open: number } | undefined {
    const row = movements.rowOf(code);
    if (row >= 0 && movement.type[row] !== TYPE.purchase_estimate) return undefined;
    const known = row >= 0 ? { quantity: movements.quantity[row], returned: 0 } : earlier.get(code);
    const taken = (reversed.get(code) ?? 0) + (known?.returned ?? 0);
    // Of an estimate that nothing is known of, a reversal may well be whole.
    const whole = known?.quantity ?? (taken > 0 ? taken : Number.POSITIVE_INFINITY);
    return { reversed: taken, open: Math.max(0, whole - taken) };
  }
}

const RECEIPTS: ReadonlySet<string> = new Set(['purchase_receipt', 'purchase_estimate']);

/** The quantities of movements of earlier periods, and what came back of them since. */
function earlierMovements({ earlier_cost: table }: Facts) {
  const known = new Map<number, { quantity: number; returned: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const { quantity = 0, returned = 0 } = known.get(table.movement[row]) ?? {};
    known.set(table.movement[row], {
      quantity: Math.max(quantity, table.quantity[row]),
      returned: Math.max(returned, table.returned[row] || 0),
    });
  }
  return known;
}
