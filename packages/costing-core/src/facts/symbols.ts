import { compareText } from '@millrace/bom';

export { compareText };

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
