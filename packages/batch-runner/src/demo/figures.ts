import { printFixed } from '@millrace/exact';

/**
 * The sample factory counts in whole numbers: quantities and hours in thousandths, money in fen, prices in ten-thousandths
 * of a yuan. No number of it was ever a fraction.
 */
export const ONE = 1000;

/** A quantity as text without zeros at its end. */
export function quantityText(thousandths: number): string {
  return printFixed(thousandths, 3).replace(/\.?0+$/, '');
}

export function moneyText(fen: number): string {
  return printFixed(fen, 2);
}

/** Fen of a quantity at a price in ten-thousandths of a yuan, rounded to the nearest. */
export function worth(thousandths: number, price: number): number {
  return rounded(thousandths * price, 100 * ONE);
}

/** numerator/denominator to the nearest whole number. */
export function rounded(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** A number plus or minus some tenths of a percent of it. */
export function changedBy(amount: number, perMille: number): number {
  return rounded(amount * (1000 + perMille), 1000);
}
