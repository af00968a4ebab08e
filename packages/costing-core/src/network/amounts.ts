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

  at(place: number): bigint {
    return (this.#large.get(place) ?? 0n) + BigInt(this.#small[place]);
  }

  get all(): bigint[] {
    return Array.from(this.#small, (_, place) => this.at(place));
  }
}
