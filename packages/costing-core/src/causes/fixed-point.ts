import { divRound } from '@millrace/exact';

/**
 * Numbers of the comparison model: integers of 10^-40, so that what a solve through a loop loses stays far below a printed digit.
 * Every operation rounds half away from zero, so that changing signs changes the sign of the result and nothing else.
 */
export type Fixed = bigint;

export const ONE: Fixed = 10n ** 40n;

export function fixed(numerator: bigint | number, denominator: bigint | number = 1n): Fixed {
  const by = BigInt(denominator);
  if ((numerator === 0 || numerator === 0n) && by !== 0n) return 0n;
  return divRound(BigInt(numerator) * ONE, by);
}

export function times(a: Fixed, b: Fixed): Fixed {
  if (a === 0n || b === 0n) return 0n;
  if (a === ONE) return b;
  if (b === ONE) return a;
  return divRound(a * b, ONE);
}

/** a/b. @throws RangeError where b is 0. */
export function ratio(a: Fixed, b: Fixed): Fixed {
  if (a === 0n && b !== 0n) return 0n;
  if (b === ONE) return a;
  return a === b && b !== 0n ? ONE : divRound(a * ONE, b);
}

/** ½(a + b). */
export function mean(a: Fixed, b: Fixed): Fixed {
  return a === b ? a : divRound(a + b, 2n);
}

/** Amounts by element. */
export type Vector = Fixed[];

/** Adds factor · amounts. */
export function addTimes(to: Vector, amounts: readonly Fixed[], factor: Fixed = ONE): void {
  for (let e = 0; e < amounts.length; e++) if (amounts[e] !== 0n) to[e] += times(amounts[e], factor);
}

export function isNothing(amounts: readonly Fixed[]): boolean {
  return amounts.every((amount) => amount === 0n);
}
