import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Makes things while those before are on their way: up to a limit of bytes ahead, one a turn, so that what is sent and comes back
 * is looked at between them. At the limit it does other work meanwhile, a piece a turn.
 *
 * @example
 * const ahead = new MadeAhead(pieces(), (piece) => piece.bytes.length);
 * try {
 *   for await (const piece of ahead.takeWhile(({ table }) => table === 'stock')) await send(piece);
 * } finally {
 *   ahead.stop();
 * }
 */
export class MadeAhead<T> {
  readonly #source: Iterator<T>;
  readonly #sizeOf: (thing: T) => number;
  readonly #meanwhile: () => boolean;
  readonly #limit: number;
  readonly #made: T[] = [];
  #bytes = 0;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  /** Whoever waits: for the next thing, or for room. */
  #wake: () => void = () => {};

  /** @param meanwhile does a piece of other work; false where there was none to do. */
  constructor(source: Iterator<T>, sizeOf: (thing: T) => number, meanwhile = () => false, limit = LIMIT) {
    this.#source = source;
    this.#sizeOf = sizeOf;
    this.#meanwhile = meanwhile;
    this.#limit = limit;
    void this.#make();
  }

  /** Takes them in their order until one doesn't fit, which is left, or there are no more. */
  async *takeWhile(fits: (thing: T) => boolean): AsyncGenerator<T> {
    for (let next = await this.#next(); next !== undefined && fits(next); next = await this.#next()) {
      this.#made.shift();
      this.#bytes -= this.#sizeOf(next);
      this.#wake();
      yield next;
    }
  }

  /** Makes no more. */
  stop(): void {
    this.#isOver = true;
    this.#wake();
  }

  async #make(): Promise<void> {
    try {
      while (!this.#isOver) {
        if (this.#bytes >= this.#limit) {
          if (this.#meanwhile()) await nextTurn();
          else await this.#change();
        } else {
          const next = this.#source.next();
          if (next.done === true) break;
          this.#made.push(next.value);
          this.#bytes += this.#sizeOf(next.value);
          this.#wake();
          await nextTurn();
        }
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#isOver = true;
    this.#wake();
  }

  async #next(): Promise<T | undefined> {
    while (this.#made.length === 0 && !this.#isOver) await this.#change();
    if (this.#made.length === 0 && this.#failure !== undefined) throw this.#failure.error;
    return this.#made[0];
  }

  /** Only one waits at a time: the maker while nothing fits in, the taker while there is nothing. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** What is held in memory beside what it is made of. */
const LIMIT = 32_000_000;
