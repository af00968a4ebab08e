/**
 * Work that can be done piece by piece while something else is waited for. Whoever asks for what comes of it does the rest
 * first, so that when it is done decides nothing but how long it takes.
 *
 * @example
 * const sum = new Later(
 *   (function* () {
 *     yield;
 *     return 1 + 1;
 *   })(),
 * );
 * sum.advance(); // true: there is more to do
 * sum.value; // 2
 */
export class Later<T> {
  readonly #work: Iterator<void, T>;
  #outcome: { readonly value: T } | { readonly error: unknown } | undefined;

  constructor(work: Generator<void, T>) {
    this.#work = work;
  }

  /** Does the next piece. Returns whether there is more to do; a failure is thrown to who asks for the value. */
  advance(): boolean {
    if (this.#outcome !== undefined) return false;
    try {
      const piece = this.#work.next();
      if (piece.done === true) this.#outcome = { value: piece.value };
    } catch (error) {
      this.#outcome = { error };
    }
    return this.#outcome === undefined;
  }

  get value(): T {
    while (this.#outcome === undefined) this.advance();
    if ('error' in this.#outcome) throw this.#outcome.error;
    return this.#outcome.value;
  }
}
