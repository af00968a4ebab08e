import { createHash, type Hash } from 'node:crypto';
import { isCode, markTexts, rankTexts, rowsByKey } from './canonical.js';
import { cellsOf, columnsOf } from './cells.js';
import type { Column } from './column.js';
import { compareText } from './compare-text.js';
import { Later } from './later.js';
import type { Facts } from './read-facts.js';
import { tableNames } from './tables.js';
import type { Symbols } from './texts.js';

/**
 * SHA-256 of facts by value: the same whatever the order of rows, tables and cells, and whichever way they were read.
 *
 * First all texts that occur, in order of their bytes; then of each table that has rows its columns, the rows in the order
 * of their keys: texts as places in that list, choices as places among those that occur, numbers as doubles. Columns
 * without a value are left out, so that a table which gets a column hashes its old rows as before.
 */
export function hashFacts(facts: Facts, amountScale: number): string {
  return new Later(hashingFacts(facts, amountScale)).value;
}

/** The same piece by piece. */
export function* hashingFacts(facts: Facts, amountScale: number): Generator<void, string> {
  const hash = createHash('sha256');
  const { codes, ranks } = rankTexts(facts.symbols, textsOf(facts));
  yield;
  hash.update(`texts ${codes.length} amounts ${amountScale}\n`);
  hashTexts(hash, facts.symbols, codes);
  for (const name of tableNames()) {
    if (facts[name].rowCount === 0) continue;
    hash.update(`${name} ${facts[name].rowCount}\n`);
    const order = rowsByKey(facts, name, ranks);
    for (const [column, spec] of columnsOf(name)) {
      hashColumn(hash, column, spec, { cells: cellsOf(facts, name, column), order, ranks });
      yield;
    }
  }
  return hash.digest('hex');
}

function textsOf(facts: Facts): Uint8Array {
  const marks = new Uint8Array(facts.symbols.size);
  for (const name of tableNames()) {
    for (const [column, spec] of columnsOf(name)) if (isCode(spec)) markTexts(cellsOf(facts, name, column), marks);
  }
  return marks;
}

/** Lengths, then bytes, piece by piece. */
function hashTexts(hash: Hash, symbols: Symbols, codes: Int32Array): void {
  for (let from = 0; from < codes.length; from += PIECE) {
    const piece = codes.subarray(from, from + PIECE);
    const lengths = new Uint32Array(piece.length);
    for (let i = 0; i < piece.length; i++) lengths[i] = symbols.end(piece[i]) - symbols.start(piece[i]);
    hash.update(lengths).update(symbols.bytesOf(piece));
  }
}

const PIECE = 65_536;

/** Writes one column, row after row in `order`. */
function hashColumn(
  hash: Hash,
  name: string,
  spec: Column,
  { cells, order, ranks }: { cells: ArrayLike<number>; order: Int32Array; ranks: Int32Array },
): void {
  if (isCode(spec)) {
    if (!holds(cells, (code) => code !== 0)) return;
    hash.update(`${name} text\n`);
    hashPieces(hash, order, new Int32Array(PIECE), (row) => ranks[cells[row]]);
  } else if (spec.kind === 'choice') {
    const used = spec.choices.filter((_, place) => holds(cells, (choice) => choice === place)).sort(compareText);
    if (used.length === 0) return;
    const places = spec.choices.map((choice) => used.indexOf(choice));
    hash.update(`${name} choice ${JSON.stringify(used)}\n`);
    hashPieces(hash, order, new Uint8Array(PIECE), (row) => places[cells[row]] ?? EMPTY_CHOICE);
  } else {
    if (!holds(cells, (value) => !Number.isNaN(value))) return;
    hash.update(`${name} ${spec.kind} ${spec.scale}\n`);
    // One way to write each value: 0 has no sign, and an empty cell is no NaN, of which there are many.
    hashPieces(hash, order, new Float64Array(PIECE), (row) =>
      Number.isNaN(cells[row]) ? EMPTY_NUMBER : cells[row] + 0,
    );
  }
}

function holds(cells: ArrayLike<number>, is: (cell: number) => boolean): boolean {
  for (let row = 0; row < cells.length; row++) if (is(cells[row])) return true;
  return false;
}

function hashPieces(
  hash: Hash,
  order: Int32Array,
  piece: Int32Array | Uint8Array | Float64Array,
  value: (row: number) => number,
): void {
  for (let from = 0; from < order.length; from += PIECE) {
    const count = Math.min(PIECE, order.length - from);
    for (let i = 0; i < count; i++) piece[i] = value(order[from + i]);
    hash.update(piece.subarray(0, count));
  }
}

const EMPTY_CHOICE = 255;
const EMPTY_NUMBER = Number.NEGATIVE_INFINITY;
