import { compareText } from './compare-text.js';

/**
 * Texts as small numbers: each distinct text has one code, 0 is the empty text. Facts hold codes, so that comparing
 * and grouping never touches text.
 */
export class Symbols {
  readonly #codes = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];

  /** The code of a text, a new one where it is first seen. */
  code(text: string): number {
    const present = this.#codes.get(text);
    if (present !== undefined) return present;
    const code = this.#texts.length;
    this.#texts.push(text);
    this.#codes.set(text, code);
    return code;
  }

  /** The code of a text that may not have been seen. */
  find(text: string): number | undefined {
    return this.#codes.get(text);
  }

  text(code: number): string {
    return this.#texts[code];
  }

  get size(): number {
    return this.#texts.length;
  }

  /** Orders codes by their texts' UTF-8 bytes. */
  readonly compare = (a: number, b: number): number => (a === b ? 0 : compareText(this.#texts[a], this.#texts[b]));
}

/** By symbol code: the row whose key column holds it; −1 for none. */
export function rowOf(key: Int32Array, symbols: Symbols): Int32Array {
  const rows = new Int32Array(symbols.size).fill(-1);
  for (let row = 0; row < key.length; row++) rows[key[row]] = row;
  return rows;
}
