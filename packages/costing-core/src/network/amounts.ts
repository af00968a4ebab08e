import { Overflow } from '@millrace/exact';

/** Adding up integer amounts without ever losing a digit: single ones stay safe integers, totals may outgrow them. */

/** Adds `amount` to amounts[at]. @throws Overflow beyond 2^53 − 1. */
export function addTo(amounts: Float64Array, at: number, amount: number): void {
  amounts[at] = checked(amounts[at] + amount);
}

export function checked(amount: number): number {
  if (amount > Number.MAX_SAFE_INTEGER || amount < -Number.MAX_SAFE_INTEGER) throw new Overflow(amount);
  return amount;
}

/** What a node has left after its fixed edges, per element. */
export function remainder(
  held: Float64Array,
  given: Float64Array | undefined,
  node: number,
  elementCount: number,
): number[] {
  return Array.from({ length: elementCount }, (_, e) => {
    const at = node * elementCount + e;
    return given === undefined ? held[at] : checked(held[at] - given[at]);
  });
}

/** Many totals, each by its place: in doubles while they are safe, carried over into BigInt. */
export class Totals {
  readonly #small: Float64Array;
  readonly #large = new Map<number, bigint>();

  constructor(count: number) {
    this.#small = new Float64Array(count);
  }

  add(place: number, amount: number): void {
    const sum = this.#small[place] + amount;
    if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) {
      this.#small[place] = sum;
      return;
    }
    this.#large.set(place, (this.#large.get(place) ?? 0n) + BigInt(this.#small[place]));
    this.#small[place] = amount;
  }

  /** The same for an amount that may be a total itself. */
  addAll(place: number, amount: number | bigint): void {
    if (typeof amount === 'number') this.add(place, amount);
    else this.#large.set(place, (this.#large.get(place) ?? 0n) + amount);
  }

  /** All at 0 again, or those of a vector that begins at `first`. */
  clear(first = 0, count = this.#small.length): void {
    this.#small.fill(0, first, first + count);
    if (this.#large.size > 0) for (let i = 0; i < count; i++) this.#large.delete(first + i);
  }

  /** Whether all of them are 0, or those of a vector that begins at `first`. */
  areZero(first = 0, count = this.#small.length): boolean {
    for (let i = 0; i < count; i++) if (!this.isZero(first + i)) return false;
    return true;
  }

  at(place: number): bigint {
    return (this.#large.get(place) ?? 0n) + BigInt(this.#small[place]);
  }

  /** The same as a number, unless it has outgrown them. */
  valueAt(place: number): number | bigint {
    return this.#large.has(place) ? this.at(place) : this.#small[place];
  }

  /** The sum of a vector that begins at `first`. */
  sum(first: number, count: number): bigint {
    let small = 0;
    let large = 0n;
    for (let i = 0; i < count; i++) {
      const value = this.valueAt(first + i);
      if (typeof value === 'number' && Number.isSafeInteger(small + value)) small += value;
      else large += BigInt(value);
    }
    return large + BigInt(small);
  }

  isZero(place: number): boolean {
    return this.#large.has(place) ? this.at(place) === 0n : this.#small[place] === 0;
  }

  get all(): bigint[] {
    return Array.from(this.#small, (_, place) => this.at(place));
  }
}
