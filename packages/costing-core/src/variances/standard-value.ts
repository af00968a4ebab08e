import { divRound, fraction, multiply, QUANTITY_SCALE } from '@millrace/exact';
import type { Outcome } from '../results/outcome.js';

/** What quantities of movements are worth at standard, by element in the ledger's smallest unit; undefined without a standard price. */
export type StandardValue = (movement: number) => bigint[] | undefined;

/** @param quantity by the movement's row. */
export function standardValues(outcome: Outcome, quantity: Float64Array): StandardValue {
  const { facts, scope, compiled } = outcome;
  return (row) => {
    const price = compiled.orders.standards.priceOf(facts.movement.plant[row], facts.movement.item[row]);
    if (price === undefined) return undefined;
    const moved = fraction(quantity[row], 10n ** BigInt(QUANTITY_SCALE));
    return scope.elements.map((_, e) => {
      const unit = price.get(e);
      if (unit === undefined) return 0n;
      const { numerator, denominator } = multiply(moved, unit);
      return divRound(numerator, denominator);
    });
  };
}
