import { divRound, printFixed } from '@millrace/exact';

/**
 * Decimal text to whole units of 10^-scale and back, in BigInt: a report adds up amounts that may have outgrown doubles.
 *
 * @throws RangeError for what is not a plain decimal, or has digits beyond the scale.
 * @example
 * unitsOf('-0.07', 2) // -7n
 */
export function unitsOf(text: string, scale: number): bigint {
  const [, sign, whole, decimals = ''] = PLAIN.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`"${text}" is not a plain decimal number.`);
  const beyond = decimals.slice(scale);
  if (/[1-9]/.test(beyond)) throw new RangeError(`${text} has more than ${scale} decimals.`);
  return BigInt(sign + whole + decimals.slice(0, scale).padEnd(scale, '0'));
}

/** How many decimals the numbers of a column have, judged by its first. */
export function decimalsOf(text: string): number {
  return (text.split('.')[1] ?? '').length;
}

/**
 * A number for the eye: thousands apart.
 *
 * @example
 * grouped('-1234567.80') // '-1,234,567.80'
 */
export function grouped(text: string): string {
  const [whole, decimals] = text.split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? apart : `${apart}.${decimals}`;
}

/** A quantity for the eye: thousands apart, no zeros at the end. */
export function groupedQuantity(text: string): string {
  return grouped(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/**
 * A unit cost for the eye, rounded to `places`; in full where rounding would show nothing.
 *
 * @example
 * groupedUnitCost('1234.567890', 4) // '1,234.5679'
 */
export function groupedUnitCost(text: string, places: number): string {
  const scale = decimalsOf(text);
  if (scale <= places) return grouped(text);
  const units = unitsOf(text, scale);
  const rounded = divRound(units, 10n ** BigInt(scale - places));
  return rounded === 0n && units !== 0n ? grouped(text) : grouped(printFixed(rounded, places));
}

/** A change for the eye: with its sign. */
export function signed(text: string): string {
  return /[1-9]/.test(text) && !text.startsWith('-') ? `+${text}` : text;
}

/**
 * What each of `parts` is of their sum, in tenths of a percent, by cumulative rounding: the shares add up to 100.0 %.
 * All 0 where the sum is.
 */
export function shares(parts: readonly bigint[]): bigint[] {
  const total = parts.reduce((sum, part) => sum + part, 0n);
  let cumulative = 0n;
  let before = 0n;
  return parts.map((part) => {
    cumulative += part;
    const upTo = total === 0n ? 0n : divRound(1000n * cumulative, total);
    const share = upTo - before;
    before = upTo;
    return share;
  });
}

/** Tenths of a percent for the eye: 366 is `36.6%`. */
export function percentText(tenths: bigint): string {
  return `${grouped(printFixed(tenths, 1))}%`;
}

/** For sorting the largest first. */
export function descending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;
