import { type Fraction, multiply } from '@millrace/exact';

/**
 * a · b, without the work where one of them is 1: most lots, base quantities, conversions and scrap factors are, and
 * bringing a product into lowest terms is what costs.
 */
export function product(a: Fraction, b: Fraction): Fraction {
  if (isOne(a)) return b;
  return isOne(b) ? a : multiply(a, b);
}

function isOne({ numerator, denominator }: Fraction): boolean {
  return numerator === 1n && denominator === 1n;
}
