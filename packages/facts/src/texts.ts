import { GrowingArray, invariant } from '@millrace/exact';

/**
 * Texts as small numbers: each distinct text has one code, 0 is the empty text. Facts hold codes, so that comparing
 * and grouping never touches text.
 *
 * The texts stand one after the other as UTF-8 in one array of bytes, and are found by an open-addressing table of codes
 * that is at most two thirds full. A Map would end at 16.7 million texts, and would keep every piece of input alive that one
 * of them was cut from.
 */
export class Symbols {
  #bytes = new Uint8Array(1024);
  /** By code: where its text ends; it begins where the one before ends. Beyond 4 GB too. */
  readonly #ends = new GrowingArray(Float64Array);
  /**
   * Codes by the last bits of their hash; 0 is a free place, since the empty text is never looked up here. A code takes as many
   * bits as a place of the table; those that are left hold the first bits of its hash, so that few other texts are looked at.
   */
  #table = new Int32Array(2048);
  readonly #recent = new Array<string | undefined>(RECENT);
  readonly #recentCodes = new Int32Array(RECENT);
  #scratch = Buffer.alloc(256);

  constructor() {
    this.#ends.push(0);
  }

  /** The code of a text, a new one where it is first seen. The text must be well-formed. */
  code(text: string): number {
    const length = this.#encode(text);
    invariant(length >= 0, 'a text that is looked up is made of whole characters');
    return this.codeOfBytes(this.#scratch, 0, length);
  }

  /** The code of a text that may not have been seen. */
  find(text: string): number | undefined {
    const length = this.#encode(text);
    return length < 0 ? undefined : this.findBytes(this.#scratch, 0, length);
  }

  /** The code of a text, a new one where it is first seen and good; undefined for one that isn't. */
  codeWhere(text: string, isGood: (text: string) => boolean): number | undefined {
    const length = this.#encode(text);
    if (length < 0) return undefined;
    return this.#codeOf(this.#scratch, 0, length, () => isGood(text));
  }

  /** The same of a text as UTF-8. */
  codeOfBytes(bytes: Uint8Array, from: number, to: number): number {
    return this.#codeOf(bytes, from, to) as number;
  }

  #codeOf(bytes: Uint8Array, from: number, to: number, mayBeNew?: () => boolean): number | undefined {
    if (from === to) return 0;
    const hash = hashOf(bytes, from, to);
    const table = this.#table;
    const mask = table.length - 1;
    const place = this.#placeOf(hash, bytes, from, to);
    if (table[place] !== 0) return table[place] & mask;
    if (mayBeNew?.() === false) return undefined;
    const code = this.#ends.length;
    const end = this.#append(bytes, from, to);
    this.#ends.push(end);
    table[place] = code | (hash & ~mask);
    if (3 * code > 2 * table.length) this.#grow();
    return code;
  }

  findBytes(bytes: Uint8Array, from: number, to: number): number | undefined {
    if (from === to) return 0;
    const entry = this.#table[this.#placeOf(hashOf(bytes, from, to), bytes, from, to)];
    return entry === 0 ? undefined : entry & (this.#table.length - 1);
  }

  /** True where a code other than 0 is that of a text as UTF-8. */
  isText(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#ends.values[code - 1];
    if (this.#ends.values[code] - start !== to - from) return false;
    const own = this.#bytes;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== own[j]) return false;
    return true;
  }

  text(code: number): string {
    if (code === 0) return '';
    const place = code % RECENT;
    if (this.#recentCodes[place] === code) return this.#recent[place] as string;
    const { buffer, byteOffset } = this.#bytes;
    const start = this.#ends.values[code - 1];
    const text = Buffer.from(buffer, byteOffset + start, this.#ends.values[code] - start).toString('utf8');
    this.#recentCodes[place] = code;
    this.#recent[place] = text;
    return text;
  }

  get size(): number {
    return this.#ends.length;
  }

  /** The bytes of all texts; that of a code is from `start` to `end`. Valid until another text is added. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  start(code: number): number {
    return code === 0 ? 0 : this.#ends.values[code - 1];
  }

  end(code: number): number {
    return this.#ends.values[code];
  }

  /** The bytes of some texts, one after the other. */
  bytesOf(codes: ArrayLike<number>): Uint8Array {
    let length = 0;
    for (let i = 0; i < codes.length; i++) length += this.end(codes[i]) - this.start(codes[i]);
    const bytes = new Uint8Array(length);
    for (let i = 0, at = 0; i < codes.length; i++) {
      const end = this.end(codes[i]);
      for (let from = this.start(codes[i]); from < end; from++) bytes[at++] = this.#bytes[from];
    }
    return bytes;
  }

  /** Orders codes by their texts' UTF-8 bytes. */
  readonly compare = (a: number, b: number): number => {
    if (a === b) return 0;
    const bytes = this.#bytes;
    let i = this.start(a);
    let j = this.start(b);
    const lengths = this.end(a) - i - (this.end(b) - j);
    const end = lengths < 0 ? this.end(a) : i + this.end(b) - j;
    for (; i < end; i++, j++) if (bytes[i] !== bytes[j]) return bytes[i] - bytes[j];
    return lengths;
  };

  /** Where the table holds the code of a text, or has a free place for it. */
  #placeOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let place = hash & mask;
    for (let entry = table[place]; entry !== 0; entry = table[place]) {
      if (((entry ^ hash) & ~mask) === 0 && this.isText(entry & mask, bytes, from, to)) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  #append(bytes: Uint8Array, from: number, to: number): number {
    const start = this.#ends.values[this.#ends.length - 1];
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let i = from, j = start; i < to; i++, j++) this.#bytes[j] = bytes[i];
    return end;
  }

  #grow(): void {
    // By four: each text is hashed again as often as the table grows.
    const table = new Int32Array(4 * this.#table.length);
    const mask = table.length - 1;
    const ends = this.#ends.values;
    for (let code = 1; code < this.#ends.length; code++) {
      const hash = hashOf(this.#bytes, ends[code - 1], ends[code]);
      let place = hash & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = code | (hash & ~mask);
    }
    this.#table = table;
  }

  /** Frees what was left for more texts, but for the few that whoever works with facts may add. */
  trim(): void {
    this.#ends.values = this.#ends.values.slice(0, this.size + SPARE_TEXTS);
    this.#bytes = this.#bytes.slice(0, this.end(this.size - 1) + SPARE_BYTES);
  }

  /** Puts a text's bytes into `#scratch`; their number, or −1 where half a character has none. */
  #encode(text: string): number {
    const { length } = text;
    if (3 * length > this.#scratch.length) this.#scratch = Buffer.alloc(6 * length);
    const scratch = this.#scratch;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) return text.isWellFormed() ? scratch.write(text) : -1;
      scratch[i] = unit;
    }
    return length;
  }
}

const SPARE_TEXTS = 4096;
const SPARE_BYTES = 65_536;

/** How many texts are kept as such, as the same few are asked for again and again; a power of two. */
const RECENT = 4096;

/** FNV-1a, then mixed, since the table takes the last bits, and the first, and keys differ in their last digits. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/**
 * Finds the row whose key column holds a symbol; −1 for none. The index is made once for each column, and is no longer than
 * the column's greatest code: masters, which are read first, have small ones.
 */
export function rowOf(key: Int32Array): (code: number) => number {
  let rows = INDEX.get(key);
  if (rows === undefined) {
    let greatest = 0;
    for (let row = 0; row < key.length; row++) if (key[row] > greatest) greatest = key[row];
    rows = new Int32Array(greatest + 1).fill(-1);
    for (let row = 0; row < key.length; row++) rows[key[row]] = row;
    INDEX.set(key, rows);
  }
  const index = rows;
  return (code) => (code < index.length ? index[code] : -1);
}

const INDEX = new WeakMap<Int32Array, Int32Array>();
