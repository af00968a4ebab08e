import { Overflow, safe } from './mul-div-round.js';

/**
 * Splits `amount` in proportion to `weights` by largest remainder (最大余额法): each part is the exact one without its fraction,
 * and the units that are missing then go one each to the parts of the largest fractions, of equal ones to the first.
 *
 * The parts add up to the amount, each is less than one unit from its exact value, and none depends on the order but
 * where fractions are equal. A negative amount splits like the positive one.
 *
 * Units: the amount in its smallest unit, weights in any one unit, all safe integers; weights not negative.
 * @throws RangeError when no weight is positive and the amount isn't 0.
 *
 * @example
 * largestRemainder(1000, Float64Array.of(1, 1, 1)) // [334, 333, 333]: 10.00 over three equal receivers
 */
export function largestRemainder(amount: number, weights: Float64Array): Float64Array {
  if (!Number.isSafeInteger(amount)) throw new Overflow(amount);
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  if (total === 0 && amount !== 0) throw new RangeError(`${amount} can't be split: no weight is positive`);
  if (total === 0) return new Float64Array(weights.length);
  if (total < ENOUGH) return inDoubles(amount, weights, total);
  return Float64Array.from(largestRemainderExactly(BigInt(amount), Array.from(weights, BigInt)), safe);
}

/** The same for integers of any size; weights may be below 0 where they add up to more than 0. */
export function largestRemainderExactly(amount: bigint, weights: readonly bigint[]): bigint[] {
  const size = amount < 0n ? -amount : amount;
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map(() => 0n);
  const remainders = weights.map((weight) => (((size * weight) % total) + total) % total);
  const parts = weights.map((weight, i) => (size * weight - remainders[i]) / total);
  const missing = parts.reduce((left, part) => left - part, size);
  const largest = [...remainders.keys()].sort(
    (a, b) => Number(remainders[b] > remainders[a]) - Number(remainders[b] < remainders[a]) || a - b,
  );
  for (const i of largest.slice(0, Number(missing))) parts[i] += 1n;
  return amount < 0n ? parts.map((part) => -part) : parts;
}

/**
 * The quotient is taken in doubles and is off by a few units at most; what it leaves, amount·weight − quotient·total, is taken
 * exactly: each product as the double next to it and what that lacks (T. J. Dekker, A floating-point technique for extending
 * the available precision, 1971). The two products differ by less than 2^53, so that their difference is a double again.
 */
function inDoubles(amount: number, weights: Float64Array, total: number): Float64Array {
  const count = weights.length;
  const size = Math.abs(amount);
  const sign = amount < 0 ? -1 : 1;
  const ratio = size / total;
  const sizeHigh = highPart(size);
  const sizeLow = size - sizeHigh;
  const totalHigh = highPart(total);
  const totalLow = total - totalHigh;
  const parts = new Float64Array(count);
  const remainders = new Float64Array(count);
  let missing = size;
  for (let i = 0; i < count; i++) {
    const weight = weights[i];
    let whole = Math.floor(ratio * weight);
    const product = size * weight;
    const weightHigh = highPart(weight);
    const weightLow = weight - weightHigh;
    const lacks = sizeLow * weightLow - (product - sizeHigh * weightHigh - sizeLow * weightHigh - sizeHigh * weightLow);
    const taken = whole * total;
    const wholeHigh = highPart(whole);
    const wholeLow = whole - wholeHigh;
    const takenLacks =
      wholeLow * totalLow - (taken - wholeHigh * totalHigh - wholeLow * totalHigh - wholeHigh * totalLow);
    let remainder = product - taken + (lacks - takenLacks);
    for (; remainder < 0; remainder += total) whole--;
    for (; remainder >= total; remainder -= total) whole++;
    parts[i] = sign * whole;
    remainders[i] = remainder;
    missing -= whole;
  }
  if (missing > 0) addToLargest(parts, remainders, missing, sign);
  return parts;
}

/** One unit each for the parts of the largest remainders, of equal ones for the first. */
function addToLargest(parts: Float64Array, remainders: Float64Array, missing: number, unit: number): void {
  const least = valueAt(remainders.length - missing, remainders.slice());
  let ofLeast = missing;
  for (let i = 0; i < remainders.length; i++) if (remainders[i] > least) ofLeast--;
  for (let i = 0; i < remainders.length; i++) {
    if (remainders[i] > least) parts[i] += unit;
    else if (remainders[i] === least && ofLeast > 0) {
      parts[i] += unit;
      ofLeast--;
    }
  }
}

/**
 * What would stand at `place` if the values were sorted; they are moved about for it (C. A. R. Hoare, Algorithm 65: find, 1961).
 * Ordering ten million of them costs several times as much. Where pivots keep being bad, what is left is sorted.
 */
function valueAt(place: number, values: Float64Array): number {
  let first = 0;
  let last = values.length - 1;
  for (let rounds = 0; first < last; rounds++) {
    if (rounds === MOST_ROUNDS) {
      values.subarray(first, last + 1).sort();
      break;
    }
    const pivot = middleOf(values[first], values[(first + last) >> 1], values[last]);
    let low = first;
    let high = last;
    while (low <= high) {
      while (values[low] < pivot) low++;
      while (values[high] > pivot) high--;
      if (low > high) break;
      const value = values[low];
      values[low++] = values[high];
      values[high--] = value;
    }
    if (place <= high) last = high;
    else if (place >= low) first = low;
    else break;
  }
  return values[place];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** The upper half of the digits of a double: products of halves are exact. */
function highPart(value: number): number {
  const scaled = value * 134_217_729; // 2^27 + 1
  return scaled - (scaled - value);
}

/** A hundred million values take some thirty. */
const MOST_ROUNDS = 64;

/** Below it a remainder and a few totals together are safe integers. */
const ENOUGH = 2 ** 50;
