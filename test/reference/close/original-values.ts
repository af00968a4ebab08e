import type { MovementType } from '@millrace/costing-core';
import type { Bucket } from './bucket.js';
import { type Counted, text, units } from './counted.js';
import { worth } from './fallback.js';
import { Fraction, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import type { FixedReturn } from './returns.js';

/**
 * What returns are worth that find nothing in the period to reduce (rules.md 21): what the movement of the earlier period cost, or
 * one of this period that brought its amounts, cumulative over partial returns, also beyond it; else what the return's own
 * document says of it; else a fallback price. Returns of one movement take their parts in the order in which they are asked for
 * first.
 */
export function originalValues(counted: Counted): (returned: FixedReturn, bucket: Bucket) => Vector {
  const { rows, ledger, elements, amountScale } = counted;
  const returnedOf = new Map<string, Fraction>();
  const values = new Map<FixedReturn, Vector>();
  return (returned, bucket) => {
    const value = values.get(returned) ?? find(returned, bucket);
    values.set(returned, value);
    return value;
  };

  function find({ movement, quantity, exceeds }: FixedReturn, bucket: Bucket): Vector {
    if (exceeds?.original.amounts !== undefined && OWNING.includes(exceeds.original.is)) {
      const { original, before } = exceeds;
      return (original.amounts ?? []).map((amount) => partBetween(amount, before, quantity, original.quantity));
    }
    const earlier = (rows.earlier_cost ?? []).filter(
      (row) => row.ledger === ledger && row.movement === movement.refersTo,
    );
    if (earlier.length > 0 && exceeds === undefined) {
      const before = returnedOf.get(movement.refersTo) ?? ZERO;
      returnedOf.set(movement.refersTo, before.plus(quantity));
      return elements.map((element) => {
        const row = earlier.find((of) => of.element === element);
        if (row === undefined) return 0n;
        const from = before.plus(Fraction.of(text(row.returned) || '0'));
        const whole = Fraction.of(String(row.quantity));
        return partBetween(units(String(row.amount), amountScale), from, quantity, whole);
      });
    }
    if (movement.amounts === undefined) return worth(quantity, bucket.fallback);
    const netted = movement.quantity.minus(quantity).over(movement.quantity);
    return movement.amounts.map((amount) => amount - new Fraction(amount).times(netted).rounded);
  }
}

/** What brings amounts of its own, and can be returned. */
const OWNING: readonly MovementType[] = ['purchase_receipt', 'purchase_estimate'];

/** R(amount·(before + quantity)/whole) − R(amount·before/whole). */
export function partBetween(amount: bigint, before: Fraction, quantity: Fraction, whole: Fraction): bigint {
  const upTo = (part: Fraction) => new Fraction(amount).times(part).over(whole).rounded;
  return upTo(before.plus(quantity)) - upTo(before);
}
