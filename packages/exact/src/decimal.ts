import { Decimal as Unconfigured } from 'decimal.js';

/**
 * The one configured Decimal of the project: 60 significant digits, rounding half away from zero,
 * never exponent notation within the range that money and quantities live in.
 *
 * It serves the border and the rare (rates, formulas, printing). Amounts and quantities are
 * fixed-point integers, see `fixed.ts`.
 */
export const Decimal = Unconfigured.clone({
  precision: 60,
  rounding: Unconfigured.ROUND_HALF_UP,
  toExpNeg: -100,
  toExpPos: 100,
  defaults: true,
});

export type Decimal = Unconfigured;
