import { createHash } from 'node:crypto';
import { invariant } from '@millrace/exact';
import { isCode, rowsByKey } from './canonical.js';
import { cellsOf, columnsOf } from './cells.js';
import { type Column, emptyCell } from './column.js';
import type { Facts } from './read-facts.js';
import type { TableReader } from './table-reader.js';
import { type TableName, tableNames } from './tables.js';
import type { Symbols } from './texts.js';

/** A part of a column: rows in the order of their keys. */
export interface ColumnChunk {
  readonly table: TableName;
  readonly column: string;
  readonly part: number;
  readonly rowCount: number;
  readonly bytes: Uint8Array;
}

/**
 * Facts as bytes to be compressed and kept: of each table its rows in the order of their keys, 65,536 at a time, each column
 * by itself, columns without a value left out.
 *
 * A column of numbers is a block: how many bytes each takes (1, 2, 4 or 8), the least of them, how many there are; then what
 * each is above one less than the least, 0 for an empty cell, all first bytes before all second ones, since bytes of one
 * rank are alike. Numbers too far apart are doubles. A column of texts or choices has each text once: a block of their lengths,
 * their bytes, then a block of places among them, from 1, 0 for an empty cell. Nothing depends on codes or on places of
 * choices, which another run or another version of the engine may number otherwise.
 *
 * 7, 9, empty: one byte each, least 7, three of them: 1, 3, 0.
 */
export function* columnChunks(facts: Facts): Generator<ColumnChunk> {
  /** By code: its place among the texts of the chunk that is made, from 1. */
  const places = new Int32Array(facts.symbols.size);
  for (const table of tableNames()) {
    const order = rowsByKey(facts, table);
    for (let from = 0, part = 0; from < order.length; from += ROWS, part++) {
      const rows = order.subarray(from, from + ROWS);
      for (const [column, spec] of columnsOf(table)) {
        // A flag is never empty; what is stored for one that is, is false.
        const empty = spec.kind === 'flag' ? Number.NaN : emptyCell(spec.kind);
        const values = gathered(cellsOf(facts, table, column), rows, empty);
        if (values === undefined) continue;
        const bytes = isText(spec) ? packTexts(values, spec, facts.symbols, places) : packNumbers(values);
        yield { table, column, part, rowCount: rows.length, bytes };
      }
    }
  }
}

/**
 * SHA-256 of facts by value, chunk by chunk: the same whatever the order of rows, tables and cells, and whichever way they were
 * read. A table that gets a column hashes its old rows as before.
 *
 * @param keep takes each chunk, so that whoever stores them needn't make them again.
 */
export function* hashingFacts(
  facts: Facts,
  amountScale: number,
  keep: (chunk: ColumnChunk) => void = () => {},
): Generator<void, string> {
  const hash = createHash('sha256').update(`amounts ${amountScale}\n`);
  for (const chunk of columnChunks(facts)) {
    const { table, column, part, rowCount, bytes } = chunk;
    hash.update(`${table} ${column} ${part} ${rowCount}\n`).update(bytes);
    keep(chunk);
    yield;
  }
  return hash.digest('hex');
}

/** Adds the rows of one part of a table, its columns by name. */
export function addChunks(into: TableReader, rowCount: number, chunks: ReadonlyMap<string, Uint8Array>): void {
  const columns = into.columns.map((spec, c) => {
    const bytes = chunks.get(into.names[c]);
    if (bytes === undefined) return new Float64Array(rowCount).fill(emptyCell(spec.kind));
    const values = isText(spec)
      ? unpackTexts(bytes, spec, into.symbols)
      : new Cursor(bytes).numbers(emptyCell(spec.kind));
    invariant(values.length === rowCount, 'all columns of a part have its rows');
    return values;
  });
  const row = new Float64Array(columns.length);
  for (let i = 0; i < rowCount; i++) {
    for (let c = 0; c < columns.length; c++) row[c] = columns[c][i];
    invariant(into.addValues(row), 'a version was computed from rows of its own ledger');
  }
}

const ROWS = 65_536;

function isText(spec: Column): boolean {
  return isCode(spec) || spec.kind === 'choice';
}

/** The cells of some rows, NaN where they are empty; undefined where all are. */
function gathered(cells: ArrayLike<number>, rows: Int32Array, empty: number): Float64Array | undefined {
  const values = new Float64Array(rows.length);
  let some = false;
  for (let i = 0; i < values.length; i++) {
    const cell = cells[rows[i]];
    // 0 has no sign.
    values[i] = cell === empty ? Number.NaN : cell + 0;
    some ||= !Number.isNaN(values[i]);
  }
  return some ? values : undefined;
}

function packTexts(values: Float64Array, spec: Column, symbols: Symbols, places: Int32Array): Uint8Array {
  const used: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const code = values[i];
    if (places[code] === 0) places[code] = used.push(code);
    values[i] = places[code];
  }
  for (const code of used) places[code] = 0;
  const texts = isCode(spec) ? symbols.bytesOf(used) : Buffer.from(used.map((choice) => spec.choices[choice]).join(''));
  const lengths = Float64Array.from(used, (code) => {
    return isCode(spec) ? symbols.end(code) - symbols.start(code) : spec.choices[code].length;
  });
  return Buffer.concat([packNumbers(lengths), texts, packNumbers(values)]);
}

function unpackTexts(bytes: Uint8Array, spec: Column, symbols: Symbols): Float64Array {
  const cursor = new Cursor(bytes);
  const codes = [emptyCell(spec.kind)];
  for (const length of cursor.numbers(Number.NaN)) {
    const text = cursor.take(length);
    codes.push(
      isCode(spec) ? symbols.codeOfBytes(text, 0, length) : spec.choices.indexOf(Buffer.from(text).toString()),
    );
  }
  invariant(!codes.includes(-1), 'a stored choice is one of its column');
  const values = cursor.numbers(0);
  for (let i = 0; i < values.length; i++) values[i] = codes[values[i]];
  return values;
}

function packNumbers(values: Float64Array): Uint8Array {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const width = widthOf(greatest - least + 1);
  const bytes = new Uint8Array(HEAD + width * values.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, width);
  view.setFloat64(1, least, true);
  view.setUint32(9, values.length, true);
  if (width === 8) writeDoubles(values, bytes.subarray(HEAD));
  else {
    for (let b = 0, at = HEAD; b < width; b++) {
      // An empty cell is NaN, of which a shift makes 0.
      for (let i = 0; i < values.length; i++) bytes[at++] = (values[i] - least + 1) >>> (8 * b);
    }
  }
  return bytes;
}

/** All first bytes before all second ones. */
function writeDoubles(values: Float64Array, bytes: Uint8Array): void {
  const word = new Uint8Array(8);
  const double = new DataView(word.buffer);
  for (let i = 0; i < values.length; i++) {
    double.setFloat64(0, Number.isNaN(values[i]) ? Number.NEGATIVE_INFINITY : values[i], true);
    for (let b = 0; b < 8; b++) bytes[b * values.length + i] = word[b];
  }
}

function widthOf(greatest: number): number {
  if (greatest < 256) return 1;
  if (greatest < 65_536) return 2;
  return greatest < 4_294_967_296 ? 4 : 8;
}

/** Width, least value, number of values. */
const HEAD = 13;

/** Reads one thing after the other. */
class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array {
    invariant(this.#at + length <= this.#bytes.length, 'a stored column is whole');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A block of numbers, `empty` for those that are. */
  numbers(empty: number): Float64Array {
    const head = this.take(HEAD);
    const view = new DataView(head.buffer, head.byteOffset, HEAD);
    const [width, least, count] = [view.getUint8(0), view.getFloat64(1, true), view.getUint32(9, true)];
    const bytes = this.take(width * count);
    const values = new Float64Array(count);
    const word = new Uint8Array(8);
    const double = new DataView(word.buffer);
    for (let i = 0; i < count; i++) {
      for (let b = 0; b < width; b++) word[b] = bytes[b * count + i];
      if (width === 8) {
        const value = double.getFloat64(0, true);
        values[i] = value === Number.NEGATIVE_INFINITY ? empty : value;
      } else {
        const above = double.getUint32(0, true);
        values[i] = above === 0 ? empty : above - 1 + least;
      }
    }
    return values;
  }
}
