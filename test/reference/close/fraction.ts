/** A number as numerator over denominator, always in lowest terms with a positive denominator: exact, slow, obvious. */
export class Fraction {
  readonly n: bigint;
  readonly d: bigint;

  constructor(n: bigint, d = 1n) {
    if (d === 0n) throw new RangeError('a denominator of 0');
    const common = divisor(n, d) * (d < 0n ? -1n : 1n);
    this.n = n / common;
    this.d = d / common;
  }

  /** `-12.50` is −25/2. */
  static of(text: string | number): Fraction {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
    if (match === null) throw new RangeError(`${text} is not a plain number`);
    const [, sign, whole, decimals = ''] = match;
    return new Fraction(BigInt(`${sign}${whole}${decimals}`), 10n ** BigInt(decimals.length));
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  minus(other: Fraction): Fraction {
    return new Fraction(this.n * other.d - other.n * this.d, this.d * other.d);
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  over(other: Fraction): Fraction {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  get negated(): Fraction {
    return new Fraction(-this.n, this.d);
  }

  /** Below zero where this is less, above where it is more. */
  compare(other: Fraction): number {
    const difference = this.n * other.d - other.n * this.d;
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }

  get sign(): number {
    return this.n === 0n ? 0 : this.n < 0n ? -1 : 1;
  }

  get size(): Fraction {
    return this.n < 0n ? this.negated : this;
  }

  get floor(): bigint {
    const towardsZero = this.n / this.d;
    return this.n < 0n && towardsZero * this.d !== this.n ? towardsZero - 1n : towardsZero;
  }

  get ceiling(): bigint {
    return -this.negated.floor;
  }

  /** `R` of rules.md 2: half away from zero. */
  get rounded(): bigint {
    const size = this.n < 0n ? -this.n : this.n;
    const whole = (2n * size + this.d) / (2n * this.d);
    return this.n < 0n ? -whole : whole;
  }

  /** Rounded by `R` to so many decimals. */
  roundedTo(decimals: number): Fraction {
    const scale = 10n ** BigInt(decimals);
    return new Fraction(this.times(new Fraction(scale)).rounded, scale);
  }

  toString(): string {
    return this.d === 1n ? `${this.n}` : `${this.n}/${this.d}`;
  }
}

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

export function sum(parts: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const part of parts) total = total.plus(part);
  return total;
}

export function larger(a: Fraction, b: Fraction): Fraction {
  return a.compare(b) >= 0 ? a : b;
}

export function smaller(a: Fraction, b: Fraction): Fraction {
  return a.compare(b) <= 0 ? a : b;
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
