import { invariant } from '@millrace/exact';
import { emptyCell } from './column.js';
import { type CopiedCell, cellOf, int16, int32 } from './copied-cells.js';
import type { TableReader } from './table-reader.js';

/**
 * Reads the rows of a table in the binary format of Postgres' COPY, from bytes straight into columns: texts as UTF-8, numbers
 * as numeric, days as date, instants as timestamptz, flags as boolean, in the order of the table's columns.
 *
 * No text is made for a cell that is good. A row with anything else in it is turned into text and read as rows from files
 * are: so rules and findings are the same, whichever way a row comes.
 */
export class CopiedRows {
  readonly #table: TableReader;
  readonly #values: Float64Array;
  readonly #cells: readonly CopiedCell[];
  /** What an empty cell is stored as; undefined where none may be empty. */
  readonly #empty: readonly (number | undefined)[];
  /** The beginning of a row whose end has not come yet. */
  #rest: Uint8Array = NOTHING;
  #state: 'header' | 'rows' | 'end' = 'header';
  #count = 0;

  constructor(table: TableReader) {
    this.#table = table;
    this.#values = new Float64Array(table.names.length);
    this.#cells = table.columns.map((column) => cellOf(column, table.symbols));
    this.#empty = table.columns.map(({ kind, optional }) => (optional ? emptyCell(kind) : undefined));
  }

  /** Takes a piece of what COPY sends, however it is cut. */
  add(piece: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = this.#state === 'header' ? this.#readHeader(bytes) : 0;
    while (this.#state === 'rows') {
      const end = this.#endOfRow(bytes, at);
      if (end === undefined) break;
      this.#readRow(bytes, at);
      at = end;
    }
    // The piece belongs to who sent it, and may be filled again.
    this.#rest = this.#state === 'end' || at === bytes.length ? NOTHING : Uint8Array.from(bytes.subarray(at));
  }

  /** To be called when all has come; returns how many rows there were. */
  end(): number {
    invariant(this.#state === 'end', 'what COPY sends ends as its binary format does');
    return this.#count;
  }

  #readHeader(bytes: Uint8Array): number {
    if (bytes.length < HEADER) return 0;
    for (let i = 0; i < SIGNATURE.length; i++) {
      invariant(bytes[i] === SIGNATURE[i], 'what COPY sends begins as its binary format does');
    }
    const end = HEADER + int32(bytes, HEADER - 4);
    if (bytes.length < end) return 0;
    this.#state = 'rows';
    return end;
  }

  /** Where the row that begins at `at` ends; undefined where its end has not come, or no row comes any more. */
  #endOfRow(bytes: Uint8Array, at: number): number | undefined {
    if (at + 2 > bytes.length) return undefined;
    const fields = int16(bytes, at);
    if (fields < 0) {
      this.#state = 'end';
      return undefined;
    }
    invariant(fields === this.#cells.length, 'a row that is copied has the columns of its table');
    let end = at + 2;
    for (let field = 0; field < fields; field++) {
      if (end + 4 > bytes.length) return undefined;
      const length = int32(bytes, end);
      end += length > 0 ? 4 + length : 4;
    }
    return end > bytes.length ? undefined : end;
  }

  #readRow(bytes: Uint8Array, start: number): void {
    this.#count++;
    const isGood = this.#readCells(bytes, start) && this.#table.addValues(this.#values);
    if (!isGood) this.#table.add(this.#texts(bytes, start));
  }

  /** False where a cell breaks a rule. */
  #readCells(bytes: Uint8Array, start: number): boolean {
    let at = start + 2;
    for (let c = 0; c < this.#cells.length; c++) {
      const length = int32(bytes, at);
      at += 4;
      if (length > 0) {
        const value = this.#cells[c].read(bytes, at, at + length);
        if (Number.isNaN(value)) return false;
        this.#values[c] = value;
        at += length;
      } else {
        const empty = this.#empty[c];
        if (empty === undefined) return false;
        this.#values[c] = empty;
      }
    }
    return true;
  }

  #texts(bytes: Uint8Array, start: number): string[] {
    let at = start + 2;
    return this.#cells.map((cell) => {
      const length = int32(bytes, at);
      const from = at + 4;
      at = from + Math.max(length, 0);
      return length > 0 ? cell.text(bytes, from, at) : '';
    });
  }
}

const NOTHING = new Uint8Array(0);
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** The signature, flags, and the length of what extends the header. */
const HEADER = SIGNATURE.length + 8;
