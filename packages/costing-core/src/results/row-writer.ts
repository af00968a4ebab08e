import { createHash } from 'node:crypto';
import type { Facts } from '@millrace/facts';
import type { Totals } from '../network/amounts.js';

/** What a table comes to. */
export interface TableSum {
  readonly rowCount: number;
  /** SHA-256 of all its bytes. */
  readonly hash: string;
}

/** The rows of a table as bytes: those that are hashed, that COPY takes and gives, and that rows are read from. */
export interface TableBytes extends TableSum {
  /** In the text format of COPY. */
  readonly pieces: readonly Uint8Array[];
}

/** The rows of a table as they are filled in: it pauses where a piece of bytes is whole, so that it can be sent meanwhile. */
export type Filling = Generator<void>;

/**
 * Writes rows in the text format of COPY, byte for byte as Postgres does: a row a line, cells apart by tabs, `\N` for none.
 *
 * @example
 * const rows = new RowWriter();
 * rows.text('M-1');
 * rows.number(1250, 2);
 * rows.end(); // M-1⇥12.50
 */
export class RowWriter {
  readonly #pieces: Uint8Array[] = [];
  readonly #hash = createHash('sha256');
  #bytes = new Uint8Array(PIECE + SLACK);
  #at = 0;
  #rowCount = 0;
  #isFirst = true;
  /** By element: whether an amount was written for it. */
  readonly #isUsed: boolean[];

  constructor(isUsed: boolean[] = []) {
    this.#isUsed = isUsed;
  }

  text(text: string): void {
    this.#next(3 * text.length);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80 || code < 0x20 || code === BACKSLASH) {
        this.#at = at;
        this.#escaped(text.slice(i));
        return;
      }
      bytes[at++] = code;
    }
    this.#at = at;
  }

  /** The text of a code, as the bytes that it is kept in. */
  code(symbols: Facts['symbols'], code: number): void {
    const start = symbols.start(code);
    const end = symbols.end(code);
    this.#next(3 * (end - start));
    const from = symbols.bytes;
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = start; i < end; i++) {
      if (from[i] < 0x20 || from[i] === BACKSLASH) {
        this.#escaped(symbols.text(code));
        return;
      }
      bytes[at++] = from[i];
    }
    this.#at = at;
  }

  /** A count of 10^-scale; in BigInt where it outgrew the safe integers. */
  number(value: number | bigint, scale: number): void {
    this.#next(LONGEST_NUMBER);
    this.#decimal(value, scale);
  }

  integer(value: number): void {
    this.number(value, 0);
  }

  /** What is printed already: a number, a date. Nothing where it is empty. */
  printed(text: string): void {
    if (text === '') this.nothing();
    else this.text(text);
  }

  nothing(): void {
    this.#next(2);
    this.#bytes[this.#at++] = BACKSLASH;
    this.#bytes[this.#at++] = 0x4e;
  }

  /** An amount per element: those of `totals` from `first` on. */
  amounts(totals: Totals, first: number, count: number, scale: number): void {
    let length = count;
    while (length > 0 && totals.isZero(first + length - 1)) length--;
    if (length === 0) {
      this.nothing();
      return;
    }
    this.#next(length * LONGEST_NUMBER);
    for (let e = 0; e < length; e++) {
      this.#bytes[this.#at++] = e === 0 ? OPEN : COMMA;
      if (totals.isZero(first + e)) {
        this.#null();
        continue;
      }
      this.#isUsed[e] = true;
      this.#decimal(totals.valueAt(first + e), scale);
    }
    this.#bytes[this.#at++] = CLOSE;
  }

  /** The same of numbers that are printed already; empty texts for none. */
  printedAmounts(texts: readonly string[]): void {
    const length = 1 + texts.findLastIndex((text) => text !== '');
    if (length === 0) {
      this.nothing();
      return;
    }
    for (let e = 0; e < length; e++) if (texts[e] !== '') this.#isUsed[e] = true;
    this.text(
      `{${texts
        .slice(0, length)
        .map((text) => text || 'NULL')
        .join(',')}}`,
    );
  }

  /** An amount of 0 for every element, in a row that readers must still see: as a 0 of the first element. */
  noAmounts(): void {
    this.#isUsed[0] = true;
    this.nothing();
  }

  /** The row is whole. Returns whether a piece is, with it. */
  end(): boolean {
    this.#bytes[this.#at++] = NEWLINE;
    this.#rowCount++;
    this.#isFirst = true;
    if (this.#at < PIECE) return false;
    this.#cut();
    return true;
  }

  /** The pieces that became whole since they were last taken. */
  take(): Uint8Array[] {
    return this.#pieces.splice(0);
  }

  /** All rows are written: what remains to be taken is whole. */
  finish(): TableSum {
    if (this.#at > 0) this.#cut();
    return { rowCount: this.#rowCount, hash: this.#hash.digest('hex') };
  }

  #cut(): void {
    const piece = this.#bytes.slice(0, this.#at);
    this.#hash.update(piece);
    this.#pieces.push(piece);
    this.#at = 0;
  }

  /** Begins a cell of at most so many bytes. */
  #next(length: number): void {
    const end = this.#at + length + SLACK;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(2 * end);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    if (this.#isFirst) this.#isFirst = false;
    else this.#bytes[this.#at++] = TAB;
  }

  #escaped(text: string): void {
    const { written } = ENCODER.encodeInto(
      text.replace(SPECIAL, (letter) => ESCAPED[letter]),
      this.#bytes.subarray(this.#at),
    );
    this.#at += written;
  }

  #null(): void {
    for (const code of NULL) this.#bytes[this.#at++] = code;
  }

  #decimal(of: number | bigint, scale: number): void {
    const value = Number(of);
    if (typeof of === 'bigint' && !Number.isSafeInteger(value)) {
      this.#large(of, scale);
      return;
    }
    const bytes = this.#bytes;
    if (value < 0) bytes[this.#at++] = MINUS;
    const size = Math.abs(value);
    const digits = Math.max(digitsOf(size), scale + 1);
    const end = this.#at + digits + (scale > 0 ? 1 : 0);
    this.#at = end;
    // The last nine digits at a time, so that most of the arithmetic is in small integers.
    let high = Math.floor(size / BILLION);
    let low = size - high * BILLION;
    let at = end;
    for (let digit = 0; digit < digits; digit++) {
      if (digit === scale && scale > 0) bytes[--at] = POINT;
      if (digit === 9) {
        low = high % BILLION;
        high = Math.floor(high / BILLION);
      }
      const rest = (low / 10) | 0;
      bytes[--at] = ZERO + low - 10 * rest;
      low = rest;
    }
  }

  #large(value: bigint, scale: number): void {
    const size = String(value < 0n ? -value : value).padStart(scale + 1, '0');
    const point = size.length - scale;
    const text = scale === 0 ? size : `${size.slice(0, point)}.${size.slice(point)}`;
    for (const letter of value < 0n ? `-${text}` : text) this.#bytes[this.#at++] = letter.charCodeAt(0);
  }
}

function digitsOf(size: number): number {
  let digits = 1;
  for (let limit = 10; size >= limit; limit *= 10) digits++;
  return digits;
}

/** How long pieces are, about, and how much more there is room for: a row's end, a sign, a bracket. */
const PIECE = 262_144;
const SLACK = 1024;
/** A total in BigInt may be this long, and no longer: 2^53 units times as many as there can be. */
const LONGEST_NUMBER = 64;

const BACKSLASH = 0x5c;
const TAB = 0x09;
const NEWLINE = 0x0a;
const MINUS = 0x2d;
const POINT = 0x2e;
const COMMA = 0x2c;
const ZERO = 0x30;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const NULL = [0x4e, 0x55, 0x4c, 0x4c];
const BILLION = 1e9;
const ENCODER = new TextEncoder();

const SPECIAL = /[\\\b\f\n\r\t\v]/g;
const ESCAPED: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
