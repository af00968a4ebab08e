/**
 * `mulDivRound(a, b, c)` is R(a·b/c) for safe integers, R rounding half away from zero: the one division
 * by which money is split.
 *
 * Nearly always doubles suffice. R rounds the magnitude |t| of t = a·b/c to ⌊|t| + ½⌋. With u = 2^-53, the computed
 * q = fl(fl(a·b)/c) carries two roundings, so |q − t| ≤ |q|·(2u + u²)/(1 − u)², and s = fl(|q| + ½) carries one more:
 *
 *     |s − (|t| + ½)| ≤ |q|·2^-52·(1 + 4u) + s·2^-53 < s·2^-51.
 *
 * ⌊s⌋ differs from ⌊|t| + ½⌋ only if a whole number lies between s and |t| + ½ (or on the latter). So where s is farther
 * than s·2^-50 from the whole numbers on either side, ⌊s⌋ is right; from s = 2^49 on it never is that far. The same
 * bound covers q = fl(fl(a/c)·b), which `settle` uses with a/c computed once for many b. There is no branch that
 * depends on the digits: guessing whether a random fraction rounds up costs more than the arithmetic.
 *
 * In doubt (one case in about 2^49/s, and every exact tie) the quotient is taken exactly: by remainder
 * when a·b is itself a safe integer, else in BigInt.
 */
export function mulDivRound(a: number, b: number, c: number): number {
  return roundUnlessInDoubt((a * b) / c, a, b, c);
}

/**
 * R(a·b/c), given `q` that carries two roundings of a·b/c, in whichever order of the operations.
 * The factors are only touched when q is too near a half-integer to decide.
 */
export function roundUnlessInDoubt(q: number, a: number, b: number, c: number): number {
  const shifted = Math.abs(q) + 0.5;
  const whole = Math.floor(shifted);
  const beyond = shifted - whole;
  const doubt = shifted * RELATIVE_DOUBT;
  if (beyond > doubt && beyond < 1 - doubt) return q < 0 ? 0 - whole : whole;
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
  const by = d < 0n ? -d : d;
  // ⌊n/d + ½⌋ = ⌊(n + ⌊d/2⌋)/d⌋: where d is odd, no n/d lies half-way.
  const magnitude = ((n < 0n ? -n : n) + (by >> 1n)) / by;
  return n < 0n === d < 0n ? magnitude : -magnitude;
}

/** The number of a BigInt. @throws Overflow beyond 2^53 − 1, never a wrong digit. */
export function safe(value: bigint): number {
  if (value > MAX || value < -MAX) throw new Overflow(value);
  return Number(value);
}

/** A single amount or quantity grew beyond what is kept exactly. */
export class Overflow extends RangeError {
  readonly value: bigint | number;

  constructor(value: bigint | number) {
    super(
      `${value} is beyond ±${Number.MAX_SAFE_INTEGER}, the largest single amount or quantity in its smallest unit; use a coarser scale or split the ledger`,
    );
    this.name = 'Overflow';
    this.value = value;
  }
}

const RELATIVE_DOUBT = 2 ** -50;
const MAX = BigInt(Number.MAX_SAFE_INTEGER);
