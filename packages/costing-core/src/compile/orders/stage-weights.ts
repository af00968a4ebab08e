import {
  add,
  compare,
  divide,
  type Fraction,
  greatestCommonDivisor,
  multiply,
  ONE,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Units } from './stage-equivalents.js';

/**
 * By quota: what is completed and in process as laid down (`order_quota`), what is lost at the quota of a completed unit.
 *
 * @returns weights of completed, lost, in process.
 */
export function byQuota(
  { completed, inProcess }: { readonly completed: Fraction; readonly inProcess: Fraction },
  units: Units,
  closed: boolean,
): Fraction[] {
  // A lost unit has the quota of one that is completed.
  const perUnit = units.completed.numerator === 0n ? ZERO : divide(completed, units.completed);
  const borne = multiply(subtract(subtract(units.borne, units.completed), units.shifted), perUnit);
  const shifted = multiply(units.shifted, perUnit);
  return [add(completed, borne), multiply(units.lost, perUnit), closed ? ZERO : add(inProcess, shifted)];
}

/**
 * What is lost by hours is a part of all; the others share the rest as they would share the whole, and where none of them weighs
 * it goes to what is completed, or stays.
 *
 * 45 of 600 h were spent on what is lost, 90 completed, 10 in process: 83.25 : 7.5 : 9.25.
 *
 * @param weights completed, lost, in process.
 * @param part undefined: nothing is lost by hours.
 */
export function lostByHours(
  [own, lost, wip]: readonly Fraction[],
  part: Fraction | undefined,
  isMade: boolean,
): Fraction[] {
  if (part === undefined) return [own, lost, wip];
  const left = subtract(ONE, part);
  const others = add(own, wip);
  if (others.numerator === 0n) return isMade ? [left, part, ZERO] : [ZERO, part, left];
  return [multiply(own, left), multiply(others, part), multiply(wip, left)];
}

export function smaller(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) < 0 ? a : b;
}

/** The same proportions in the smallest integers. */
export function lowest(weights: readonly bigint[]): bigint[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0n);
  return divisor === 0n ? [...weights] : weights.map((weight) => weight / divisor);
}
