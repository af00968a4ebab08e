import { divRound } from '@millrace/exact';

/** Division of integers by one denominator, again and again: by shifts where it is a power of two, as flows of large loops have. */
export interface DivideBy {
  /** The whole number at or below n/d. */
  floor(n: bigint): bigint;
  /** n − d·floor(n). */
  part(n: bigint): bigint;
  /** R(n/d): half away from zero. */
  round(n: bigint): bigint;
}

export function divideBy(denominator: bigint): DivideBy {
  if ((denominator & (denominator - 1n)) !== 0n) {
    const floor = (n: bigint) => {
      const quotient = n / denominator;
      return n < 0n && quotient * denominator !== n ? quotient - 1n : quotient;
    };
    return { floor, part: (n) => n - floor(n) * denominator, round: (n) => divRound(n, denominator) };
  }
  const bits = denominator.toString(2).length - 1;
  const shift = BigInt(bits);
  const half = denominator >> 1n;
  return {
    floor: (n) => n >> shift,
    part: (n) => BigInt.asUintN(bits, n),
    round: (n) => (n < 0n ? -((half - n) >> shift) : (n + half) >> shift),
  };
}
