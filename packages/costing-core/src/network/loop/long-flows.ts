import { safe } from '@millrace/exact';
import type { Cycle, Parts } from './round-flows.js';

/**
 * The flows of a large loop: a whole number each, and a part below 1 of some 250 bits, as limbs in one array.
 *
 * A thousand nodes that all feed each other have a million edges, and making one whole moves the parts of several. As BigInts
 * every such step is a new object; as limbs it is a few additions in memory that is already there.
 *
 * A limb has 24 bits, the most significant first: sums and carries are 32-bit integers, and doubles hold products and their sums.
 */
export class LongFlows implements Parts {
  readonly whole: Float64Array;
  /** Bits of a part. */
  readonly bits: number;
  readonly #limbs: Int32Array;
  readonly #size: number;
  /** The step that was found last, and one to compare it with. */
  readonly #step: Int32Array;
  readonly #other: Int32Array;

  /** `count` flows of 0 whose parts have at least so many bits. */
  constructor(count: number, bits: number) {
    this.#size = Math.ceil(bits / LIMB_BITS);
    this.bits = this.#size * LIMB_BITS;
    this.whole = new Float64Array(count);
    this.#limbs = new Int32Array(count * this.#size);
    this.#step = new Int32Array(this.#size);
    this.#other = new Int32Array(this.#size);
  }

  get count(): number {
    return this.whole.length;
  }

  /** A flow in units of 2^-bits. */
  get(edge: number): bigint {
    let value = BigInt(this.whole[edge]);
    const start = edge * this.#size;
    for (let i = start; i < start + this.#size; i++) value = (value << BigInt(LIMB_BITS)) + BigInt(this.#limbs[i]);
    return value;
  }

  set(edge: number, value: bigint): void {
    let rest = value;
    const start = edge * this.#size;
    for (let i = start + this.#size - 1; i >= start; i--) {
      this.#limbs[i] = Number(BigInt.asUintN(LIMB_BITS, rest));
      rest >>= BigInt(LIMB_BITS);
    }
    this.whole[edge] = safe(rest);
  }

  /** What passes per unit of weight, in units of 2^-bits, made ready for many products. */
  factor(perWeight: bigint): Factor {
    const limbs: number[] = [];
    for (let rest = perWeight < 0n ? -perWeight : perWeight; rest > 0n; rest >>= BigInt(LIMB_BITS)) {
      limbs.push(Number(BigInt.asUintN(LIMB_BITS, rest)));
    }
    while (limbs.length < this.#size) limbs.push(0);
    return { perWeight, limbs: Float64Array.from(limbs) };
  }

  setProduct(edge: number, weight: number | bigint, { perWeight, limbs }: Factor): void {
    const low = Number(weight) % LIMB;
    const high = (Number(weight) - low) / LIMB;
    const size = this.#size;
    const beyond = limbs.length - size;
    if (high >= LIMB || beyond > 2) {
      this.set(edge, BigInt(weight) * perWeight);
      return;
    }
    const last = (edge + 1) * size - 1;
    let [carry, before] = [0, 0];
    for (let k = 0; k < size; k++) {
      const sum = low * limbs[k] + high * before + carry;
      before = limbs[k];
      carry = Math.floor(sum / LIMB);
      this.#limbs[last - k] = sum - carry * LIMB;
    }
    const [first, second] = [beyond > 0 ? limbs[size] : 0, beyond > 1 ? limbs[size + 1] : 0];
    const whole =
      low * first + high * before + carry + (low * second + high * first) * LIMB + high * second * LIMB * LIMB;
    if (whole > LARGEST_WHOLE) this.set(edge, BigInt(weight) * perWeight);
    else if (perWeight < 0n)
      this.whole[edge] = 0 - whole - complement(this.#limbs, last + 1 - size, this.#limbs, last + 1 - size, size);
    else this.whole[edge] = whole;
  }

  /** Whether the part is so near 0, a half or 1 that its first limb doesn't tell them apart. */
  isNearHalf(edge: number): boolean {
    const above = this.#limbs[edge * this.#size] & HALF_MASK;
    return above === 0 || above === HALF_MASK;
  }

  /** What `transfer` needs for each sum: two digits for the whole number, one for each limb. */
  get digits(): number {
    return this.#size + 2;
  }

  /** Takes a flow from one sum and adds it to another, digit by digit. Carries are left for later: a hundred million flows have room. */
  transfer(edge: number, sums: Float64Array, from: number, to: number): void {
    let [out, into] = [from * this.digits, to * this.digits];
    const high = Math.floor(this.whole[edge] / LIMB);
    const low = this.whole[edge] - high * LIMB;
    sums[out++] -= high;
    sums[into++] += high;
    sums[out++] -= low;
    sums[into++] += low;
    const start = edge * this.#size;
    for (let i = start; i < start + this.#size; i++) {
      sums[out++] -= this.#limbs[i];
      sums[into++] += this.#limbs[i];
    }
  }

  /** A sum of `transfer`, in units of 2^-bits. */
  sum(sums: Float64Array, of: number): bigint {
    let value = 0n;
    for (const digit of sums.subarray(of * this.digits, (of + 1) * this.digits)) {
      value = (value << BigInt(LIMB_BITS)) + BigInt(digit);
    }
    return value;
  }

  isWhole(edge: number): boolean {
    const start = edge * this.#size;
    for (let i = start; i < start + this.#size; i++) if (this.#limbs[i] !== 0) return false;
    return true;
  }

  smallerStep({ edges, isAlong, length }: Cycle): boolean {
    const [limbs, size] = [this.#limbs, this.#size];
    let [leastAlong, greatestAlong, leastAgainst, greatestAgainst] = [-1, -1, -1, -1];
    // The first limbs of those four: they tell most parts apart.
    let [lowAlong, highAlong, lowAgainst, highAgainst] = [LIMB, -1, LIMB, -1];
    for (let i = 0; i < length; i++) {
      const edge = edges[i];
      const first = limbs[edge * size];
      if (isAlong[i] === 1) {
        if (first < lowAlong || (first === lowAlong && this.#isBelow(edge, leastAlong))) {
          leastAlong = edge;
          lowAlong = first;
        }
        if (first > highAlong || (first === highAlong && this.#isBelow(greatestAlong, edge))) {
          greatestAlong = edge;
          highAlong = first;
        }
      } else {
        if (first < lowAgainst || (first === lowAgainst && this.#isBelow(edge, leastAgainst))) {
          leastAgainst = edge;
          lowAgainst = first;
        }
        if (first > highAgainst || (first === highAgainst && this.#isBelow(greatestAgainst, edge))) {
          greatestAgainst = edge;
          highAgainst = first;
        }
      }
    }
    const along = this.#shorter(greatestAlong, leastAgainst);
    const against = this.#shorter(greatestAgainst, leastAlong);
    const difference = this.#leading(along) - this.#leading(against);
    if (difference < -1 || difference > 1) {
      this.#write(this.#step, difference < 0 ? along : against);
      return difference < 0;
    }
    this.#write(this.#step, along);
    this.#write(this.#other, against);
    if (compare(this.#step, 0, this.#other, 0, this.#size) <= 0) return true;
    this.#step.set(this.#other);
    return false;
  }

  move({ edges, isAlong, isWhole, length }: Cycle, along: boolean): void {
    const [limbs, size, step] = [this.#limbs, this.#size, this.#step];
    for (let i = 0; i < length; i++) {
      const edge = edges[i];
      const isMore = (isAlong[i] === 1) === along;
      const left = isMore ? add(limbs, edge * size, step, size) : takeAway(limbs, edge * size, step, size);
      if (left > MASK) this.whole[edge]++;
      isWhole[i] = (left & MASK) === 0 ? 1 : 0;
    }
  }

  #isBelow(a: number, b: number): boolean {
    return compare(this.#limbs, a * this.#size, this.#limbs, b * this.#size, this.#size) < 0;
  }

  /** Of how far the one that grows is from 1 and the one that shrinks from 0 the less; an edge of −1 isn't there. */
  #shorter(growing: number, shrinking: number): Step {
    if (growing < 0) return shrinking;
    if (shrinking < 0) return ~growing;
    const more = this.#limbs[growing * this.#size] + this.#limbs[shrinking * this.#size] - LIMB;
    if (more < -1 || more > 0) return more > 0 ? ~growing : shrinking;
    this.#write(this.#step, ~growing);
    return compare(this.#step, 0, this.#limbs, shrinking * this.#size, this.#size) <= 0 ? ~growing : shrinking;
  }

  /** The first limb of a step; of one up to 1 it may be one more. */
  #leading(step: Step): number {
    return step >= 0 ? this.#limbs[step * this.#size] : MASK - this.#limbs[~step * this.#size];
  }

  #write(into: Int32Array, step: Step): void {
    if (step < 0) complement(this.#limbs, ~step * this.#size, into, 0, this.#size);
    else for (let k = 0; k < this.#size; k++) into[k] = this.#limbs[step * this.#size + k];
  }
}

/** An edge whose part is as long as the step, or ~edge where it lacks that of 1. */
type Step = number;

export interface Factor {
  readonly perWeight: bigint;
  /** Its magnitude, the least significant first. */
  readonly limbs: Float64Array;
}

function compare(a: Int32Array, aStart: number, b: Int32Array, bStart: number, size: number): number {
  for (let k = 0; k < size; k++) {
    const difference = a[aStart + k] - b[bStart + k];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Adds a step to a part; what comes back has the bits that are in any limb, and one more where the part has become 1. */
function add(limbs: Int32Array, start: number, step: Int32Array, size: number): number {
  let [carry, any] = [0, 0];
  for (let k = size - 1; k >= 0; k--) {
    const sum = limbs[start + k] + step[k] + carry;
    const limb = sum & MASK;
    carry = sum >> LIMB_BITS;
    limbs[start + k] = limb;
    any |= limb;
  }
  return carry * LIMB + any;
}

/** The same of what is taken away, which is never more than there is. */
function takeAway(limbs: Int32Array, start: number, step: Int32Array, size: number): number {
  let [carry, any] = [0, 0];
  for (let k = size - 1; k >= 0; k--) {
    const sum = limbs[start + k] - step[k] + carry;
    const limb = sum & MASK;
    carry = sum >> LIMB_BITS;
    limbs[start + k] = limb;
    any |= limb;
  }
  return any;
}

/** 1 − a part, or 0 of 0; returns 1 where it borrowed the 1. */
function complement(of: Int32Array, ofStart: number, into: Int32Array, intoStart: number, size: number): number {
  let carry = 0;
  for (let k = size - 1; k >= 0; k--) {
    const sum = carry - of[ofStart + k];
    carry = sum >> LIMB_BITS;
    into[intoStart + k] = sum & MASK;
  }
  return -carry;
}

// Written out: what is computed is no constant to the compiler, and a mask that is a double costs more than the limb.
const LIMB_BITS = 24;
const LIMB = 0x1_00_00_00;
const MASK = 0xff_ff_ff;
const HALF_MASK = 0x7f_ff_ff;
/** Up to it, sums of a few products of limbs are exact. */
const LARGEST_WHOLE = 2 ** 52;
