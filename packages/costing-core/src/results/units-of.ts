/**
 * Decimal text of a version as a count of 10^-scale, as large as it may be; nothing is 0.
 *
 * @example
 * unitsOf('-0.07', 2) // -7n
 */
export function unitsOf(text: string, scale: number): bigint {
  const [whole, decimals = ''] = text.split('.');
  return text === '' ? 0n : BigInt(whole + decimals.padEnd(scale, '0'));
}
