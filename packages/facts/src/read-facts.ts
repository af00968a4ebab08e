import { GrowingArray, readFixed } from '@millrace/exact';
import { readDate, readInstant } from './calendar.js';
import { brokenRule, type Column, type Kind } from './column.js';
import type { Finding } from './finding.js';
import { type ReadingCode, readingFinding } from './reading-rules.js';
import { type FactRows, TABLES, type TableName, type TableSpec, tableNames } from './tables.js';
import { Symbols } from './texts.js';

/**
 * Facts as columns: one typed array per column, in the order in which rows came. Texts are codes of `symbols`
 * (0 where empty), choices their place in the column's list, dates days, instants microseconds; decimals, amounts and
 * integers are fixed-point integers. An empty number, date or instant is NaN.
 */
export type Facts = { readonly [T in TableName]: Columns<T> } & {
  readonly symbols: Symbols;
  /** What was wrong with cells and rows. Rows with a fault are left out. */
  readonly faults: readonly Finding<ReadingCode>[];
};

export type Columns<T extends TableName> = { readonly rowCount: number } & {
  readonly [C in keyof (typeof TABLES)[T]['columns']]: Stored<(typeof TABLES)[T]['columns'][C]>;
};

type Stored<C> =
  C extends Column<infer K, boolean>
    ? K extends 'text' | 'period'
      ? Int32Array
      : K extends 'choice' | 'flag'
        ? Uint8Array
        : Float64Array
    : never;

/**
 * Reads plain rows for one ledger: amounts at its scale, rows of the other ledgers among them left out.
 *
 * @example
 * const facts = readFacts({ ledger: [{ ledger: 'CN01', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }] }, 'CN01');
 */
export function readFacts(rows: FactRows, ledger: string): Facts {
  const scale = String(rows.ledger?.find((row) => String(row?.ledger) === ledger)?.amount_scale);
  // A scale that can't be is told by the ledger's own row; amounts are read all the same.
  const ledgers = rows.ledger?.length ? new Set(rows.ledger.map((row) => String(row?.ledger))) : undefined;
  const reader = new FactsReader(ledger, /^[0-8]$/.test(scale) ? Number(scale) : 2, ledgers);
  for (const name of Object.keys(rows)) {
    if (!Object.hasOwn(TABLES, name)) reader.refuseTable(name);
  }
  for (const name of tableNames()) {
    const table = reader.table(name);
    for (const row of rows[name] ?? []) table.addObject(row);
  }
  return reader.facts();
}

/** Collects the rows of all tables as text and stores them as columns. */
export class FactsReader {
  readonly #symbols = new Symbols();
  readonly #faults: Finding<ReadingCode>[] = [];
  readonly #tables = new Map<TableName, TableReader>();

  /**
   * @param ledger whose rows are read, those of others left out; undefined for all, each at its own scale.
   * @param amountScale its decimals; of all ledgers, those of each.
   * @param ledgers all that there are: a row of one that isn't among them is a fault. Left out: not looked at.
   */
  constructor(
    ledger: string | undefined,
    amountScale: number | ((ledger: string) => number),
    ledgers?: ReadonlySet<string>,
  ) {
    const whose = { ledger, ledgers, scaleOf: typeof amountScale === 'number' ? () => amountScale : amountScale };
    for (const name of tableNames()) {
      this.#tables.set(name, new TableReader(name, whose, this.#symbols, this.#faults));
    }
  }

  /** Whether anything was wrong so far. */
  get hasFaults(): boolean {
    return this.#faults.length > 0;
  }

  /** Rows that came under a name that is no table's. */
  refuseTable(name: string): void {
    this.#faults.push(
      readingFinding('table_must_be_known', name, name, { value: name, expected: tableNames().join(', ') }),
    );
  }

  table(name: TableName): TableReader {
    return this.#tables.get(name) as TableReader;
  }

  facts(): Facts {
    const columns = Object.fromEntries([...this.#tables].map(([name, table]) => [name, table.columns()]));
    return { ...columns, symbols: this.#symbols, faults: this.#faults } as unknown as Facts;
  }
}

/** Which ledger's rows are read, and how many decimals amounts have. */
interface Whose {
  readonly ledger: string | undefined;
  readonly ledgers: ReadonlySet<string> | undefined;
  scaleOf(ledger: string): number;
}

/** Collects one table. */
export class TableReader {
  readonly names: readonly string[];
  readonly #name: TableName;
  readonly #spec: TableSpec;
  /** Amounts at the scale of the ledger whose row was read last. */
  readonly #columns: Column[];
  readonly #stores: readonly GrowingArray<Int32Array | Uint8Array | Float64Array>[];
  readonly #placeOf: ReadonlyMap<string, number>;
  readonly #keyPlaces: readonly number[];
  readonly #ledgerPlace: number;
  readonly #values: Float64Array;
  #rowCount = 0;
  #seen = 0;

  readonly #whose: Whose;
  #scaledFor: string | undefined;
  readonly #symbols: Symbols;
  readonly #faults: Finding<ReadingCode>[];

  constructor(name: TableName, whose: Whose, symbols: Symbols, faults: Finding<ReadingCode>[]) {
    this.#name = name;
    this.#whose = whose;
    this.#symbols = symbols;
    this.#faults = faults;
    this.#spec = TABLES[name];
    this.names = Object.keys(this.#spec.columns);
    this.#columns = Object.values(this.#spec.columns);
    this.#stores = this.#columns.map(({ kind }) => new GrowingArray(ARRAY_OF[kind]));
    this.#placeOf = new Map(this.names.map((column, place) => [column, place]));
    this.#keyPlaces = this.#spec.key.map((column) => this.names.indexOf(column));
    this.#ledgerPlace = this.names.indexOf('ledger');
    this.#values = new Float64Array(this.names.length);
  }

  /**
   * Adds a row of cells in the order of `names`; an empty or missing cell is empty.
   *
   * @param place where the row stands, to name it by should it have no key; left out: rows are counted.
   */
  add(cells: readonly (string | undefined)[], place = this.#seen + 1): void {
    this.#seen = place;
    if (this.#isOfAnotherLedger(cells)) return;
    this.#scaleAmounts(cells);
    if (!this.#store(cells)) this.#reportFaults(cells);
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

  columns(): Record<string, unknown> {
    const arrays = this.names.map((name, c) => [name, this.#stores[c].trimmed()] as const);
    return { rowCount: this.#rowCount, ...Object.fromEntries(arrays) };
  }

  /** A row that holds something that is no cell, or belongs to no column; the rest of it is looked at all the same. */
  #refuse(given: Record<string, unknown>, cells: string[]): void {
    this.#seen++;
    if (this.#isOfAnotherLedger(cells)) return;
    this.#scaleAmounts(cells);
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
    if (this.#whose.ledger === undefined || ledger === '' || ledger === this.#whose.ledger) return false;
    if (this.#whose.ledgers?.has(ledger) === false) {
      this.#report('reference_must_be_known', cells, { column: 'ledger', value: ledger, expected: 'ledger' });
    }
    return true;
  }

  #ledgerOf(cells: readonly (string | undefined)[]): string {
    return this.#ledgerPlace < 0 ? '' : (cells[this.#ledgerPlace] ?? '');
  }

  #scaleAmounts(cells: readonly (string | undefined)[]): void {
    const ledger = this.#ledgerOf(cells);
    if (ledger === this.#scaledFor) return;
    this.#scaledFor = ledger;
    const scale = this.#whose.scaleOf(ledger);
    for (const [place, column] of this.#columns.entries()) {
      if (column.kind === 'amount') this.#columns[place] = { ...column, scale };
    }
  }

  /** Stores a row; false, and nothing is stored, where a cell breaks a rule. */
  #store(cells: readonly (string | undefined)[]): boolean {
    for (let c = 0; c < this.#columns.length; c++) {
      const column = this.#columns[c];
      const cell = cells[c] ?? '';
      if (cell === '') {
        if (!column.optional) return false;
        this.#values[c] = EMPTY[column.kind];
        continue;
      }
      const value = this.#read(column, cell);
      if (Number.isNaN(value)) return false;
      this.#values[c] = value;
    }
    for (let c = 0; c < this.#stores.length; c++) this.#stores[c].push(this.#values[c]);
    this.#rowCount++;
    return true;
  }

  #reportFaults(cells: readonly (string | undefined)[], unread?: ReadonlySet<number>): void {
    for (const [c, column] of this.#columns.entries()) {
      if (unread?.has(c)) continue;
      const cell = cells[c] ?? '';
      const code = cell !== '' ? brokenRule(column, cell) : column.optional ? undefined : 'cell_must_not_be_empty';
      if (code !== undefined) this.#fault(code, cells, c);
    }
  }

  #read(column: Column, cell: string): number {
    switch (column.kind) {
      case 'text': {
        // What is known was looked at when it was first seen.
        const known = cell.length <= column.longest ? this.#symbols.find(cell) : undefined;
        if (known !== undefined) return known;
        return brokenRule(column, cell) === undefined ? this.#symbols.code(cell) : Number.NaN;
      }
      case 'period':
        return brokenRule(column, cell) === undefined ? this.#symbols.code(cell) : Number.NaN;
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
    const column = this.#columns[place];
    const fields: Record<string, string> = { column: this.names[place] ?? '', value: cutShort(cells[place] ?? '') };
    if (code === 'choice_must_be_known') fields.expected = column.choices.join(', ');
    if (code === 'number_must_fit_its_decimals') fields.expected = String(column.scale);
    if (code === 'text_must_not_be_too_long') fields.expected = String(column.longest);
    this.#report(code, cells, fields);
  }

  #report(code: ReadingCode, cells: readonly (string | undefined)[], fields: Record<string, string>): void {
    const key = this.#keyPlaces.map((place) => cutShort(cells[place] ?? '')).join(' · ');
    const named = key.replaceAll(' · ', '') === '' ? `row ${this.#seen}` : key;
    this.#faults.push(readingFinding(code, this.#name, named, fields));
  }
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

const ARRAY_OF: Record<Kind, new (length: number) => Int32Array | Uint8Array | Float64Array> = {
  text: Int32Array,
  period: Int32Array,
  choice: Uint8Array,
  flag: Uint8Array,
  integer: Float64Array,
  decimal: Float64Array,
  amount: Float64Array,
  date: Float64Array,
  instant: Float64Array,
};

const EMPTY: Record<Kind, number> = {
  text: 0,
  period: 0,
  choice: 255,
  flag: 0,
  integer: Number.NaN,
  decimal: Number.NaN,
  amount: Number.NaN,
  date: Number.NaN,
  instant: Number.NaN,
};
