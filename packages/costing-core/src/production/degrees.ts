import { add, divide, type Fraction, multiply, ONE, parseFraction, ZERO } from '@millrace/exact';
import { printWeight, sumOf } from './split.js';

/** How far a unit at each operation of a routing is. */
export interface Degrees {
  /** In process at the operation: all before it and `progress` of its own work. */
  readonly conversion: string;
  /** Scrapped at the operation: it has had it. */
  readonly scrapped: string;
  /** Of material by its cumulative quota (分工序投料). */
  readonly material: string;
}

/**
 * Degrees of completion by operation (完工率、投料率): conversion (Σ_{j<k} h_j + φ·h_k) / Σh with h the run hours; material
 * Σ_{j≤k} m_j / Σm where it is there when an operation begins, (Σ_{j<k} m_j + ½·m_k) / Σm where it comes in evenly. Without
 * any hours, or any material, all operations count alike.
 *
 * @param progress φ, the part of its own work that an operation's work in process has had; half unless given.
 *
 * @example
 * degreesOfCompletion([{ hours: '2' }, { hours: '4' }, { hours: '4' }]).map(({ conversion }) => conversion)
 * // ['0.1', '0.4', '0.8']
 */
export function degreesOfCompletion(
  operations: readonly { readonly hours?: string; readonly material?: string }[],
  { progress = '0.5', entry = 'start' }: { readonly progress?: string; readonly entry?: 'start' | 'evenly' } = {},
): Degrees[] {
  const hours = operations.map((of) => parseFraction(of.hours ?? '0'));
  const material = operations.map((of) => parseFraction(of.material ?? '0'));
  const conversion = cumulativeDegrees(hours, parseFraction(progress));
  const scrapped = cumulativeDegrees(hours, ONE);
  const entered = cumulativeDegrees(material, entry === 'start' ? ONE : parseFraction('0.5'));
  return operations.map((_, k) => ({
    conversion: printWeight(conversion[k]),
    scrapped: printWeight(scrapped[k]),
    material: printWeight(entered[k]),
  }));
}

/** (Σ_{j<k} p_j + own·p_k) / Σp for every k; parts of 0 in all count alike. */
export function cumulativeDegrees(parts: readonly Fraction[], own: Fraction): Fraction[] {
  const counted = sumOf(parts).numerator === 0n ? parts.map(() => ONE) : parts;
  const total = sumOf(counted);
  let before = ZERO;
  return counted.map((part) => {
    const degree = divide(add(before, multiply(own, part)), total);
    before = add(before, part);
    return degree;
  });
}
