import type { ComparedItem } from '@millrace/costing-core';
import { QUANTITY_SCALE } from '@millrace/exact';
import { decimalsOf, unitsOf } from './decimals.js';

/**
 * Whether a unit cost moved by more than rounding. An amount is rounded to the ledger's unit, so that half a unit over the quantity of
 * either side can be rounding: 100.00 for 3 and 33.33 for 1 differ by 0.003333, and less than 0.005 / 3 + 0.005 / 1. What only one
 * side has, has moved; so has a cost that became another mixture of elements.
 */
export function hasMoved(
  { before, after, change, elements, quantity_before, quantity_after }: ComparedItem,
  amountScale: number,
): boolean {
  if (before === '' || after === '') return true;
  const quantities = [quantity_before, quantity_after].map((quantity) => unitsOf(quantity, QUANTITY_SCALE));
  return [change, ...elements.map((element) => element.change)].some((text) => isMore(text, quantities, amountScale));
}

/** |change| > ½ · 10^-scale · (1 / q₁ + 1 / q₂), without fractions. */
function isMore(change: string, quantities: readonly bigint[], amountScale: number): boolean {
  const [q1, q2] = quantities.map((quantity) => (quantity < 0n ? -quantity : quantity));
  const decimals = decimalsOf(change);
  const units = unitsOf(change, decimals);
  const size = units < 0n ? -units : units;
  const left = 2n * size * q1 * q2 * 10n ** BigInt(amountScale);
  return left > (q1 + q2) * 10n ** BigInt(decimals + QUANTITY_SCALE);
}
