import { add, divide, type Fraction, fraction, multiply, ONE, ZERO } from '@millrace/exact';
import { notBelowZero, part } from './given.js';
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

/** How much of its own work, and of its own material, what is in process at an operation has had. */
interface Progress {
  /** φ, from 0 to 1; half unless given. */
  readonly progress?: string;
  /** Whether material is there when the operation begins (unless given), or comes in while it goes on. */
  readonly entry?: 'start' | 'evenly';
}

/** Progress of its own holds over that of all. */
interface Operation extends Progress {
  readonly hours?: string;
  readonly material?: string;
}

/**
 * Degrees of completion by operation (完工率、投料率): conversion (Σ_{j<k} h_j + φ·h_k) / Σh with h the run hours; material
 * Σ_{j≤k} m_j / Σm where it is there when an operation begins, (Σ_{j<k} m_j + ½·m_k) / Σm where it comes in evenly. Without
 * any hours, or any material, all operations count alike. Text has at most 9 decimals; `exactDegrees` has none cut off.
 *
 * @throws RangeError for hours or material below 0, and a progress that isn't from 0 to 1.
 *
 * @example
 * degreesOfCompletion([{ hours: '2' }, { hours: '4' }, { hours: '4' }]).map(({ conversion }) => conversion)
 * // ['0.1', '0.4', '0.8']
 * @example
 * degreesOfCompletion([{ material: '60' }, { material: '40', entry: 'evenly' }]).map(({ material }) => material)
 * // ['0.6', '0.8']
 */
export function degreesOfCompletion(operations: readonly Operation[], all: Progress = {}): Degrees[] {
  return exactDegrees(operations, all).map(({ conversion, scrapped, material }) => ({
    conversion: printWeight(conversion),
    scrapped: printWeight(scrapped),
    material: printWeight(material),
  }));
}

/**
 * The same as exact fractions, as `costOfProduction` takes them: a unit at the first of three equal operations has had a sixth.
 *
 * @example
 * exactDegrees([{}, {}, {}])[0].conversion // 1/6
 */
export function exactDegrees(
  operations: readonly Operation[],
  { progress = '0.5', entry = 'start' }: Progress = {},
): Readonly<Record<keyof Degrees, Fraction>>[] {
  const hours = operations.map((of, k) => notBelowZero(`hours of operation ${k + 1}`, of.hours ?? '0'));
  const material = operations.map((of, k) => notBelowZero(`material of operation ${k + 1}`, of.material ?? '0'));
  const own = operations.map((of, k) => part(`progress of operation ${k + 1}`, of.progress ?? progress));
  const conversion = cumulativeDegrees(hours, (k) => own[k]);
  const scrapped = cumulativeDegrees(hours, () => ONE);
  const entered = cumulativeDegrees(material, (k) => ((operations[k].entry ?? entry) === 'start' ? ONE : HALF));
  return operations.map((_, k) => ({ conversion: conversion[k], scrapped: scrapped[k], material: entered[k] }));
}

const HALF = fraction(1, 2);

/** (Σ_{j<k} p_j + own_k·p_k) / Σp for every k; parts of 0 in all count alike. */
export function cumulativeDegrees(parts: readonly Fraction[], own: (k: number) => Fraction): Fraction[] {
  const counted = sumOf(parts).numerator === 0n ? parts.map(() => ONE) : parts;
  const total = sumOf(counted);
  let before = ZERO;
  return counted.map((part, k) => {
    const degree = divide(add(before, multiply(own(k), part)), total);
    before = add(before, part);
    return degree;
  });
}
