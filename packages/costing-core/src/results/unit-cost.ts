import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';

/**
 * An amount over a quantity, printed with `unitScale` decimals: R(amount/quantity). Value is what is kept; the unit
 * cost is derived from it and from nothing else. Empty where the quantity is 0.
 *
 * @example
 * unitCost(1_000n, 3_000_000n, 2, 6) // '3.333333': 10.00 for 3
 */
export function unitCost(amount: bigint, quantity: bigint, amountScale: number, unitScale: number): string {
  if (quantity === 0n) return '';
  const numerator = amount * 10n ** BigInt(unitScale + QUANTITY_SCALE);
  return printFixed(divRound(numerator, quantity * 10n ** BigInt(amountScale)), unitScale);
}
