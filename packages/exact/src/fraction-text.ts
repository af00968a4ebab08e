import { type FixedFault, faultOf, NotFixedPoint, printFixed } from './fixed.js';
import { type Fraction, fraction, roundFraction } from './fraction.js';

/**
 * The exact fraction of plain decimal text with any number of decimals: quantities per, rates and shares that are
 * multiplied before anything is rounded.
 *
 * @throws NotFixedPoint when the text is not a plain decimal number; the grammar is that of `parseFixed`.
 *
 * @example
 * parseFraction('1.25') // { numerator: 5n, denominator: 4n }
 */
export function parseFraction(text: string): Fraction {
  const fault = fractionFaultOf(text);
  if (fault !== undefined) throw new NotFixedPoint(fault, text, text.length);
  const [whole, decimals = ''] = text.split('.');
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

/** Why `text` is not plain decimal text; undefined if it is. */
export function fractionFaultOf(text: string): FixedFault | undefined {
  return faultOf(text, text.length) === 'not_a_plain_number' ? 'not_a_plain_number' : undefined;
}

/**
 * Plain decimal text of a fraction, rounded half away from zero at `scale` decimals.
 *
 * @example
 * printFraction(fraction(2, 3), 4) // '0.6667'
 */
export function printFraction(value: Fraction, scale: number): string {
  return printFixed(roundFraction(value, scale), scale);
}
