import { conversionsOf, ownUnits } from '@millrace/bom';
import { add, divRound, type Fraction, fraction, multiply, safe, ZERO } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import { movementAmounts, type Vector } from '../amounts.js';
import type { Period } from '../period.js';
import { eventOrder } from './event-order.js';
import type { Movements } from './select.js';

/** A receipt's part of an amount that is for several of them. */
export interface SharedPart {
  /** The movement row of the receipt. */
  readonly receipt: number;
  readonly amounts: Vector;
}

/**
 * Amounts that are for several receipts, by the row of the adjustment: shared by quantity, weight or value of what came,
 * by cumulative rounding in the order of the receipts. Each part then is an adjustment of its receipt.
 *
 * Freight of 1,500.00 for 250 boxes of 20 kg, 200 of 15 kg and 180 of 5 kg: 842.70, 505.61 and 151.69.
 */
export function sharedAmounts(period: Period, movements: Movements): ReadonlyMap<number, readonly SharedPart[]> {
  const { facts, scope, kindOf } = period;
  const { movement, movement_receipt } = facts;
  const receipts = new Map<number, number[]>();
  for (let row = 0; row < movement_receipt.rowCount; row++) {
    const of = movements.rowOf(movement_receipt.movement[row]);
    const present = receipts.get(of);
    if (present === undefined) receipts.set(of, [movements.rowOf(movement_receipt.receipt[row])]);
    else present.push(movements.rowOf(movement_receipt.receipt[row]));
  }
  const shared = new Map<number, readonly SharedPart[]>();
  if (receipts.size === 0) return shared;
  const brought = movementAmounts(facts, scope);
  const weigh = receiptWeights(period, movements);
  const compare = eventOrder(facts);
  const phase = (row: number) => kindOf(row).into ?? 0;
  for (const row of movements.rows) {
    const own = receipts.get(row);
    if (own === undefined) continue;
    own.sort((a, b) => compare(a, phase(a), b, phase(b)));
    const weights = own.map((receipt) => weigh(row, receipt) ?? ZERO);
    const amounts = brought(movement.movement[row]) ?? new Float64Array(scope.elements.length);
    shared.set(row, partsOf(own, weights, amounts));
  }
  return shared;
}

function partsOf(receipts: readonly number[], weights: readonly Fraction[], amounts: Vector): SharedPart[] {
  const whole = weights.reduce(add, ZERO);
  let cumulative = ZERO;
  let before = amounts.map(() => 0);
  return receipts.map((receipt, i) => {
    cumulative = add(cumulative, weights[i]);
    const upTo = amounts.map((amount) =>
      safe(
        divRound(BigInt(amount) * cumulative.numerator * whole.denominator, cumulative.denominator * whole.numerator),
      ),
    );
    const part = upTo.map((amount, e) => amount - before[e]);
    before = upTo;
    return { receipt, amounts: part };
  });
}

/**
 * What a receipt weighs for an adjustment: its quantity in its item's unit, its quantity in the adjustment's unit (kg, also
 * m3), or its own amount. Undefined where the quantity doesn't convert.
 */
export function receiptWeights(
  { facts, scope }: Pick<Period, 'facts' | 'scope'>,
  { quantity }: Pick<Movements, 'quantity'>,
): (adjustment: number, receipt: number) => Fraction | undefined {
  const { movement } = facts;
  const brought = movementAmounts(facts, scope);
  const own = ownUnits(facts);
  const convert = conversionsOf(facts);
  return (adjustment, receipt) => {
    switch (BASES[movement.basis[adjustment]]) {
      case 'value': {
        const amounts = Array.from(brought(movement.movement[receipt]) ?? []);
        return amounts.reduce((sum, amount) => add(sum, fraction(amount)), ZERO);
      }
      case 'weight': {
        const item = movement.to_item[receipt] || movement.item[receipt];
        const factor = convert(item, own(item), movement.unit[adjustment]);
        return factor && multiply(fraction(quantity[receipt]), factor);
      }
      default:
        return fraction(quantity[receipt]);
    }
  };
}

export const BASES = TABLES.movement.columns.basis.choices;
