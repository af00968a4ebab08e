import { GrowingArray, readFixed } from '@millrace/exact';
import { asWritten } from './as-written.js';
import { readDate, readInstant } from './calendar.js';
import { brokenRule, type Column, emptyCell } from './column.js';
import { ColumnStore, type EmptyColumns } from './column-store.js';
import type { Finding } from './finding.js';
import { choiceZh, columnNamed } from './names/names.js';
import { nearest } from './nearest.js';
import { type ReadingCode, readingFinding } from './reading-rules.js';
import { TABLES, type TableName, type TableSpec } from './tables.js';
import type { Symbols } from './texts.js';

/** For whom the tables of some facts are read, and what they share. */
interface Reading {
  /** Undefined: all ledgers. */
  readonly ledger: string | undefined;
  /** All ledgers that there are: a row of one that isn't among them is a fault. Undefined: not looked at. */
  readonly ledgers: ReadonlySet<string> | undefined;
  /** How many decimals the amounts of a ledger have. */
  scaleOf(ledger: string): number;
  readonly symbols: Symbols;
  readonly empties: EmptyColumns;
  readonly faults: Finding<ReadingCode>[];
}

/** Where a row, or its cell in a column, stands in the file that it comes from: `movement.csv:12`, `month.xlsx movement!F12`. */
export type Whereabouts = (row: number, column?: string) => string;

/** Collects one table. */
export class TableReader {
  readonly names: readonly string[];
  /** In the order of `names`; amounts at the scale of the ledger, or of the one whose row was read last. */
  readonly columns: Column[];
  readonly symbols: Symbols;
  readonly #name: TableName;
  readonly #spec: TableSpec;
  readonly #stores: readonly ColumnStore[];
  readonly #placeOf: ReadonlyMap<string, number>;
  readonly #keyPlaces: readonly number[];
  readonly #ledgerPlace: number;
  readonly #values: Float64Array;
  /** By place the cell that the value there was read from. */
  readonly #before: string[];
  #rowCount = 0;
  #seen = 0;

  readonly #reading: Reading;
  #whereabouts: Whereabouts | undefined;
  /** Of rows that come from a file: which of its rows each is. */
  #places: GrowingArray<Int32Array> | undefined;
  #scaledFor: string | undefined;
  readonly #faults: Finding<ReadingCode>[];

  constructor(name: TableName, reading: Reading) {
    const { ledger, symbols, faults } = reading;
    this.#name = name;
    this.#reading = reading;
    this.symbols = symbols;
    this.#faults = faults;
    this.#spec = TABLES[name];
    this.names = Object.keys(this.#spec.columns);
    this.columns = Object.values(this.#spec.columns);
    this.#stores = this.columns.map(({ kind }) => new ColumnStore(kind));
    this.#placeOf = new Map(this.names.map((column, place) => [column, place]));
    this.#keyPlaces = this.#spec.key.map((column) => this.names.indexOf(column));
    this.#ledgerPlace = this.names.indexOf('ledger');
    this.#values = Float64Array.from(this.columns, ({ kind }) => emptyCell(kind));
    this.#before = this.names.map(() => '');
    if (ledger !== undefined) this.#scaleAmounts(ledger);
  }

  /**
   * Adds a row of cells in the order of `names`; an empty or missing cell is empty.
   *
   * @param place where the row stands, to name it by should it have no key; left out: rows are counted.
   */
  add(cells: readonly (string | undefined)[], place = this.#seen + 1): void {
    this.#seen = place;
    if (this.#isOfAnotherLedger(cells)) return;
    if (this.#ledgerPlace >= 0) this.#scaleAmounts(this.#ledgerOf(cells));
    // A second header is mostly the first row: where all columns are texts, nothing else would be wrong with it.
    if ((this.#rowCount === 0 && this.#isHeader(cells)) || !this.#store(cells)) this.#reportFaults(cells);
  }

  /** Rows added from now on come from a file, their places its rows; what is wrong with them is told with where they stand. */
  comeFrom(whereabouts: Whereabouts): void {
    this.#whereabouts = whereabouts;
    this.#places ??= new GrowingArray(Int32Array);
  }

  get isFromFile(): boolean {
    return this.#places !== undefined;
  }

  /** Where a row that was stored stands in its file; undefined where it comes from none. */
  whereIs(row: number): string | undefined {
    return this.#places === undefined ? undefined : this.#whereabouts?.(this.#places.values[row]);
  }

  /** Adds nothing, but tells what is wrong with a row: some of its cells, by their place, and all that the rest of it breaks. */
  refuse(cells: readonly string[], place: number, faults: ReadonlyMap<number, ReadingCode>): void {
    this.#seen = place;
    if (this.#isOfAnotherLedger(cells)) return;
    if (this.#ledgerPlace >= 0) this.#scaleAmounts(this.#ledgerOf(cells));
    for (const [column, code] of faults) this.#fault(code, cells, column);
    this.#reportFaults(cells, faults);
  }

  /**
   * Adds a row whose cells were read already, as they are stored, none of them against a rule; false, and nothing is added,
   * where it is of another ledger, or may be of any.
   */
  addValues(values: Float64Array): boolean {
    if (this.#ledgerPlace >= 0 && this.symbols.text(values[this.#ledgerPlace]) !== this.#reading.ledger) return false;
    this.#seen++;
    this.#push(values);
    return true;
  }

  /** How many rows are expected, so that columns needn't be moved as they grow. */
  expect(rowCount: number): void {
    for (const store of this.#stores) store.expect(Math.min(rowCount, MOST_EXPECTED));
  }

  /** Adds a row given as an object, whose cells are text, whole numbers or truth values. */
  addObject(row: object): void {
    const given = row as Record<string, unknown>;
    const cells = new Array<string>(this.names.length).fill('');
    let isRead = true;
    for (const name in given) {
      const place = this.#placeOf.get(name);
      const text = textOf(given[name]);
      if (place === undefined || text === undefined) isRead = false;
      else cells[place] = text;
    }
    if (isRead) this.add(cells);
    else this.#refuse(given, cells);
  }

  stored(): Record<string, unknown> {
    const { empties } = this.#reading;
    const arrays = this.names.map((name, c) => [name, this.#stores[c].kept(empties)] as const);
    return { rowCount: this.#rowCount, ...Object.fromEntries(arrays) };
  }

  /** A row that holds something that is no cell, or belongs to no column; the rest of the row is read nevertheless. */
  #refuse(given: Record<string, unknown>, cells: string[]): void {
    this.#seen++;
    if (this.#isOfAnotherLedger(cells)) return;
    if (this.#ledgerPlace >= 0) this.#scaleAmounts(this.#ledgerOf(cells));
    const unread = new Set<number>();
    for (const [place, name] of this.names.entries()) {
      if (textOf(given[name]) !== undefined) continue;
      unread.add(place);
      cells[place] = shown(given[name]);
    }
    const unknown = Object.keys(given).filter((name) => !this.#placeOf.has(name));
    if (unknown.length > 0) {
      this.#report('column_must_be_known', cells, { value: cutShort(unknown.slice(0, 10).join(', ')) });
    }
    for (const place of unread) this.#fault('cell_must_be_text', cells, place);
    this.#reportFaults(cells, unread);
  }

  #isOfAnotherLedger(cells: readonly (string | undefined)[]): boolean {
    const ledger = this.#ledgerOf(cells);
    if (this.#reading.ledger === undefined || ledger === '' || ledger === this.#reading.ledger) return false;
    if (this.#reading.ledgers?.has(ledger) === false) {
      this.#report('reference_must_be_known', cells, { column: 'ledger', value: ledger, expected: 'ledger' });
    }
    return true;
  }

  #ledgerOf(cells: readonly (string | undefined)[]): string {
    return this.#ledgerPlace < 0 ? '' : (cells[this.#ledgerPlace] ?? '');
  }

  #scaleAmounts(ledger: string): void {
    if (ledger === this.#scaledFor) return;
    this.#scaledFor = ledger;
    const scale = this.#reading.scaleOf(ledger);
    for (const [place, column] of this.columns.entries()) {
      if (column.kind !== 'amount') continue;
      this.columns[place] = { ...column, scale };
      this.#values[place] = emptyCell(column.kind);
      this.#before[place] = '';
    }
  }

  /** Stores a row; false, and nothing is stored, where a cell breaks a rule. */
  #store(cells: readonly (string | undefined)[]): boolean {
    for (let c = 0; c < this.columns.length; c++) {
      const column = this.columns[c];
      const cell = cells[c] ?? '';
      if (cell === '' && !column.optional) return false;
      // Cells of a column are often what they were in the row before.
      if (cell === this.#before[c]) continue;
      const value = cell === '' ? emptyCell(column.kind) : this.#read(column, cell);
      if (cell !== '' && Number.isNaN(value)) return false;
      this.#values[c] = value;
      this.#before[c] = cell;
    }
    this.#push(this.#values);
    return true;
  }

  #push(values: Float64Array): void {
    for (let c = 0; c < this.#stores.length; c++) this.#stores[c].push(values[c]);
    this.#places?.push(this.#seen);
    this.#rowCount++;
  }

  #reportFaults(cells: readonly (string | undefined)[], unread?: { has(place: number): boolean }): void {
    if (unread === undefined && this.#isNoRow(cells)) return;
    for (const [c, column] of this.columns.entries()) {
      if (unread?.has(c)) continue;
      const cell = cells[c] ?? '';
      const code = cell !== '' ? brokenRule(column, cell) : column.optional ? undefined : 'cell_must_not_be_empty';
      if (code !== undefined) this.#fault(code, cells, c);
    }
  }

  /** Whether a row is a header, a total or a note among the rows, which is told at once and not cell by cell. */
  #isNoRow(cells: readonly (string | undefined)[]): boolean {
    const value = cutShort(filledOf(cells).join(' '));
    if (this.#isHeader(cells)) {
      this.#report('header_must_be_there_once', cells, { value });
      return true;
    }
    const needed = this.columns.flatMap(({ optional }, c) => (optional ? [] : [c]));
    const empty = needed.filter((c) => (cells[c] ?? '') === '');
    const found = needed.length - empty.length;
    if (needed.length < 3 || found * 2 > needed.length) return false;
    const missing = empty.map((c) => this.names[c]).join(', ');
    const counted = { expected: String(needed.length), found: String(found), missing };
    this.#report('row_must_be_of_the_table', cells, { value, ...counted });
    return true;
  }

  #isHeader(cells: readonly (string | undefined)[]): boolean {
    const filled = filledOf(cells);
    return filled.length > 1 && filled.every((cell) => columnNamed(this.#name, cell.trim()) !== undefined);
  }

  #read(column: Column, cell: string): number {
    switch (column.kind) {
      case 'text':
        // What is known was looked at when it was first seen, but for its length, which each column has its own bound to.
        if (cell.length > column.longest) return Number.NaN;
        return this.symbols.codeWhere(cell, isGoodText) ?? Number.NaN;
      case 'period':
        return brokenRule(column, cell) === undefined ? this.symbols.code(cell) : Number.NaN;
      case 'choice': {
        const place = column.choices.indexOf(cell);
        return place < 0 ? Number.NaN : place;
      }
      case 'flag':
        return cell === 'true' ? 1 : cell === 'false' ? 0 : Number.NaN;
      case 'date':
        return readDate(cell);
      case 'instant':
        return readInstant(cell);
      default: {
        const value = readFixed(cell, column.scale);
        return value < 0 && !column.signed ? Number.NaN : value;
      }
    }
  }

  #fault(code: ReadingCode, cells: readonly (string | undefined)[], place: number): void {
    const column = this.columns[place];
    const fields: Record<string, string> = { column: this.names[place] ?? '', value: cutShort(cells[place] ?? '') };
    if (code === 'choice_must_be_known') {
      fields.expected = column.choices.join(', ');
      fields.nearest = nearestChoice(column, cells[place] ?? '');
    }
    const { meanings } = asWritten(column, cells[place] ?? '');
    if (meanings.length > 0) fields.meant = meanings.join(', ');
    if (code === 'number_must_fit_its_decimals') fields.expected = String(column.scale);
    if (code === 'text_must_not_be_too_long') fields.expected = String(column.longest);
    this.#report(code, cells, fields);
  }

  #report(code: ReadingCode, cells: readonly (string | undefined)[], fields: Record<string, string>): void {
    if (this.#whereabouts !== undefined) fields.at = this.#whereabouts(this.#seen, fields.column);
    const key = this.#keyPlaces.map((place) => cutShort(cells[place] ?? '')).join(' · ');
    const named = key.replaceAll(' · ', '') === '' ? `row ${this.#seen}` : key;
    this.#faults.push(readingFinding(code, this.#name, named, fields));
  }
}

function filledOf(cells: readonly (string | undefined)[]): string[] {
  return cells.filter((cell) => cell !== undefined && cell !== '') as string[];
}

/** Whether a text breaks no rule but that of its length. */
function isGoodText(cell: string): boolean {
  return brokenRule(ANY_TEXT, cell) === undefined;
}

const ANY_TEXT = { ...TABLES.item.columns.item, longest: Number.POSITIVE_INFINITY };

/** The choice that is most probably meant by a word in either language; empty where none is near. */
function nearestChoice({ choices }: Column, word: string): string {
  const chinese = nearest(word, choices.map(choiceZh));
  return nearest(word, choices) ?? choices.find((choice) => choiceZh(choice) === chinese) ?? '';
}

/** A cell as a finding names it: as far as it takes to find it again. */
function cutShort(cell: string): string {
  return cell.length > NAMED ? `${cell.slice(0, NAMED)}…` : cell;
}

const NAMED = 300;

/** JSON may give whole numbers and flags as such. Undefined for what is no cell. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value == null) return '';
  return typeof value === 'boolean' || Number.isSafeInteger(value) ? String(value) : undefined;
}

/** What stands in the place of a cell. Of what holds more nothing is shown: it may be of any depth and size. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' ? '{…}' : String(value);
}

/** Beyond it an estimate costs more where it is wrong than growing does. */
const MOST_EXPECTED = 1 << 26;
