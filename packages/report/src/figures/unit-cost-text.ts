import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { unitsOf } from './decimals.js';
import type { Terms } from './terms.js';

/**
 * An amount over a quantity, at the version's decimals of unit costs; empty where there is no quantity.
 *
 * @example
 * unitCostText('10.00', '3.000000', terms) // '3.333333'
 */
export function unitCostText(amount: string, quantity: string, { amountScale, unitScale }: Terms): string {
  const of = quantity === '' ? 0n : unitsOf(quantity, QUANTITY_SCALE);
  if (of === 0n) return '';
  const numerator = unitsOf(amount, amountScale) * 10n ** BigInt(unitScale + QUANTITY_SCALE);
  return printFixed(divRound(numerator, of * 10n ** BigInt(amountScale)), unitScale);
}
