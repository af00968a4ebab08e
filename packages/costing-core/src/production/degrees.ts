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

interface Operation {
  readonly hours?: string;
  readonly material?: string;
}

interface Progress {
  readonly progress?: string;
  readonly entry?: 'start' | 'evenly';
}

/**
 * Degrees of completion by operation (完工率、投料率): conversion (Σ_{j<k} h_j + φ·h_k) / Σh with h the run hours; material
 * Σ_{j≤k} m_j / Σm where it is there when an operation begins, (Σ_{j<k} m_j + ½·m_k) / Σm where it comes in evenly. Without
 * any hours, or any material, all operations count alike. Text has at most 9 decimals; `exactDegrees` has none cut off.
 *
 * @param progress φ, the part of its own work that an operation's work in process has had; half unless given.
 * @throws RangeError for hours or material below 0, and a progress that isn't from 0 to 1.
 *
 * @example
 * degreesOfCompletion([{ hours: '2' }, { hours: '4' }, { hours: '4' }]).map(({ conversion }) => conversion)
 * // ['0.1', '0.4', '0.8']
 */
export function degreesOfCompletion(operations: readonly Operation[], progress: Progress = {}): Degrees[] {
  return exactDegrees(operations, progress).map(({ conversion, scrapped, material }) => ({
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
  const conversion = cumulativeDegrees(hours, part('progress', progress));
  const scrapped = cumulativeDegrees(hours, ONE);
  const entered = cumulativeDegrees(material, entry === 'start' ? ONE : HALF);
  return operations.map((_, k) => ({ conversion: conversion[k], scrapped: scrapped[k], material: entered[k] }));
}

const HALF = fraction(1, 2);

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
