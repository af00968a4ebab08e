import { mulDivRound } from '@millrace/exact';
import type { Vector } from '../amounts.js';
import { arrivesAt, bucketAt, type Period, placeOf } from '../period.js';
import { type Bucket, bucketKey } from '../stock/valuation.js';
import { TYPE } from './kinds.js';
import type { Movements } from './select.js';

/**
 * An estimate of an earlier period that this one reverses, and a receipt that refers to it (单到冲回、月初回冲): one
 * adjustment of value, of their difference, at the receipt (rules.md 21). Only quantities that differ move stock: more
 * received than reversed is a receipt of the rest, less is a return of it.
 *
 * 10 pieces were estimated at 100.00 last month; they are reversed, and 10 are invoiced at 120.00: 20.00 of value comes,
 * late like any invoice that does, and no piece moves. A receipt may also name the reversal instead, or a vendor return of an earlier
 * receipt: it takes that back (红冲的红冲), and the goods never left.
 */
export interface Correction {
  /** Of the receipt: what corrects, in quantity and amounts; the amounts undefined where the receipt brings none. */
  readonly quantity: number;
  readonly amounts: Vector | undefined;
  /** The amounts of the rest, which is a receipt. */
  readonly rest: Vector | undefined;
  /** Which reversals it corrects: how much of each, after how much that other receipts correct. */
  readonly reversals: readonly { readonly row: number; readonly before: number; readonly quantity: number }[];
  /** What is reversed of the estimate in this period, in all. */
  readonly reversed: number;
  /** The code of what is corrected. */
  readonly estimate: number;
}

/** Movements in event order, less what came back within the period; and among them reversals and returns of earlier purchases. */
interface Kept {
  readonly ordered: Int32Array;
  readonly kept: Float64Array;
  readonly reversals: Int32Array;
}

export function correctEstimates(
  period: Period,
  movements: Movements,
  { ordered, kept, reversals }: Kept,
): { readonly corrections: ReadonlyMap<number, Correction>; readonly quantity: Float64Array } {
  const { facts, kindOf } = period;
  const { movement } = facts;
  const quantity = kept.slice();
  const corrections = new Map<number, Correction>();
  if (reversals.length === 0) return { corrections, quantity };
  const byEstimate = new Map<string, number[]>();
  const estimates = new Map<number, number>();
  for (const row of reversals) {
    const isEstimate = movement.type[row] === TYPE.purchase_estimate_reversal;
    if (isEstimate) estimates.set(movement.movement[row], movement.refers_to[row]);
    const key = keyOf(period, isEstimate ? movement.refers_to[row] : movement.movement[row], placeOf(facts, row));
    const present = byEstimate.get(key);
    if (present === undefined) byEstimate.set(key, [row]);
    else present.push(row);
  }
  for (const row of ordered) {
    if (movement.refers_to[row] === 0 || kept[row] === 0 || !RECEIPTS.has(kindOf(row).type)) continue;
    const named = estimates.get(movement.refers_to[row]) ?? movement.refers_to[row];
    const open = byEstimate.get(keyOf(period, named, arrivesAt(period, row)));
    if (open === undefined) continue;
    const taken: { row: number; before: number; quantity: number }[] = [];
    for (const reversal of open) {
      const part = Math.min(quantity[row], quantity[reversal]);
      if (part === 0) continue;
      taken.push({ row: reversal, before: kept[reversal] - quantity[reversal], quantity: part });
      quantity[row] -= part;
      quantity[reversal] -= part;
    }
    if (taken.length === 0) continue;
    const corrected = kept[row] - quantity[row];
    const whole = movements.brought(movement.movement[row]);
    const own = whole?.map(
      (amount) => amount - mulDivRound(amount, movements.quantity[row] - kept[row], movements.quantity[row]),
    );
    const amounts = own?.map((amount) => mulDivRound(amount, corrected, kept[row]));
    corrections.set(row, {
      quantity: corrected,
      amounts,
      rest: own?.map((amount, e) => amount - (amounts as Vector)[e]),
      reversals: taken,
      reversed: open.reduce((sum, reversal) => sum + kept[reversal], 0),
      estimate: movement.refers_to[taken[0].row],
    });
  }
  return { corrections, quantity };
}

function keyOf(period: Period, estimate: number, place: Bucket): string {
  return `${estimate} ${bucketKey(bucketAt(period, place))}`;
}

const RECEIPTS: ReadonlySet<string> = new Set(['purchase_receipt', 'purchase_estimate']);
