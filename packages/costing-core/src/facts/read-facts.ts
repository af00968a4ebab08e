import { readFixed } from '@millrace/exact';
import type { Finding } from '../finding.js';
import { type FindingCode, finding } from '../findings.js';
import { GrowingArray } from '../growing-array.js';
import { readDate, readInstant } from './calendar.js';
import { brokenRule, type Column, type Kind } from './column.js';
import { type FactRows, rowSchema, TABLES, type TableName, type TableSpec, tableNames } from './facts.js';
import { Symbols } from './symbols.js';

/**
 * Facts as columns: one typed array per column, in the order in which rows came. Texts are codes of `symbols`
 * (0 where empty), choices their place in the column's list, dates days, instants microseconds; decimals, amounts and
 * integers are fixed-point integers. An empty number, date or instant is NaN.
 */
export type Facts = { readonly [T in TableName]: Columns<T> } & {
  readonly symbols: Symbols;
  /** What was wrong with cells and rows. Rows with a fault are left out. */
  readonly faults: readonly Finding[];
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
 * Reads plain rows for one ledger: amounts at its scale, rows of other ledgers left out.
 *
 * @example
 * const facts = readFacts({ ledger: [{ ledger: 'CN01', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }] }, 'CN01');
 */
export function readFacts(rows: FactRows, ledger: string): Facts {
  const scale = Number(rows.ledger?.find((row) => String(row.ledger) === ledger)?.amount_scale ?? 2);
  const reader = new FactsReader(ledger, scale);
  for (const name of tableNames()) {
    const table = reader.table(name);
    const schema = rowSchema(name);
    for (const row of rows[name] ?? []) table.addObject(row, schema);
  }
  return reader.facts();
}

/** Collects the rows of all tables as text and stores them as columns. */
export class FactsReader {
  readonly #symbols = new Symbols();
  readonly #faults: Finding[] = [];
  readonly #tables = new Map<TableName, TableReader>();

  constructor(ledger: string, amountScale: number) {
    for (const name of tableNames()) {
      this.#tables.set(name, new TableReader(name, ledger, amountScale, this.#symbols, this.#faults));
    }
  }

  table(name: TableName): TableReader {
    return this.#tables.get(name) as TableReader;
  }

  facts(): Facts {
    const columns = Object.fromEntries([...this.#tables].map(([name, table]) => [name, table.columns()]));
    return { ...columns, symbols: this.#symbols, faults: this.#faults } as unknown as Facts;
  }
}

/** Collects one table. */
export class TableReader {
  readonly names: readonly string[];
  readonly #name: TableName;
  readonly #spec: TableSpec;
  readonly #columns: readonly Column[];
  readonly #stores: readonly GrowingArray<Int32Array | Uint8Array | Float64Array>[];
  readonly #keyPlaces: readonly number[];
  readonly #ledgerPlace: number;
  readonly #values: Float64Array;
  #rowCount = 0;
  #seen = 0;

  readonly #ledger: string;
  readonly #symbols: Symbols;
  readonly #faults: Finding[];

  constructor(name: TableName, ledger: string, amountScale: number, symbols: Symbols, faults: Finding[]) {
    this.#name = name;
    this.#ledger = ledger;
    this.#symbols = symbols;
    this.#faults = faults;
    this.#spec = TABLES[name];
    this.names = Object.keys(this.#spec.columns);
    this.#columns = Object.values(this.#spec.columns).map((column) =>
      column.kind === 'amount' ? { ...column, scale: amountScale } : column,
    );
    this.#stores = this.#columns.map(({ kind }) => new GrowingArray(ARRAY_OF[kind]));
    this.#keyPlaces = this.#spec.key.map((column) => this.names.indexOf(column));
    this.#ledgerPlace = this.names.indexOf('ledger');
    this.#values = new Float64Array(this.names.length);
  }

  /** Adds a row of cells in the order of `names`; an empty or missing cell is empty. */
  add(cells: readonly (string | undefined)[]): void {
    this.#seen++;
    if (this.#ledgerPlace >= 0 && cells[this.#ledgerPlace] !== this.#ledger && cells[this.#ledgerPlace]) return;
    let good = true;
    for (let c = 0; c < this.#columns.length; c++) {
      const cell = cells[c] ?? '';
      const column = this.#columns[c];
      if (cell === '') {
        if (!column.optional) good = this.#fault('cell_must_not_be_empty', cells, c);
        this.#values[c] = EMPTY[column.kind];
        continue;
      }
      const value = this.#read(column, cell);
      if (Number.isNaN(value)) good = this.#fault(brokenRule(column, cell) as FindingCode, cells, c);
      this.#values[c] = value;
    }
    if (!good) return;
    for (let c = 0; c < this.#stores.length; c++) this.#stores[c].push(this.#values[c]);
    this.#rowCount++;
  }

  /** Adds a row given as an object, after its schema has looked at it. */
  addObject(row: object, schema: ReturnType<typeof rowSchema>): void {
    const result = schema.safeParse(row);
    const given = row as Record<string, unknown>;
    const cells = this.names.map((name) => (given[name] == null ? '' : String(given[name])));
    if (result.success) {
      this.add(cells);
      return;
    }
    this.#seen++;
    for (const { code, message, path } of result.error.issues) {
      if (code === 'unrecognized_keys') this.#report('column_must_be_known', cells, { value: message });
      else if (code === 'custom') this.#fault(message as FindingCode, cells, this.names.indexOf(String(path[0])));
      else this.#fault('cell_must_be_text', cells, this.names.indexOf(String(path[0])));
    }
  }

  columns(): Record<string, unknown> {
    const arrays = this.names.map((name, c) => [name, this.#stores[c].trimmed()] as const);
    return { rowCount: this.#rowCount, ...Object.fromEntries(arrays) };
  }

  #read(column: Column, cell: string): number {
    switch (column.kind) {
      case 'text':
        return brokenRule(column, cell) === undefined ? this.#symbols.code(cell) : Number.NaN;
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

  #fault(code: FindingCode, cells: readonly (string | undefined)[], place: number): false {
    const column = this.#columns[place];
    const fields: Record<string, string> = { column: this.names[place] ?? '', value: cells[place] ?? '' };
    if (code === 'choice_must_be_known') fields.expected = column.choices.join(', ');
    if (code === 'number_must_fit_its_decimals') fields.expected = String(column.scale);
    this.#report(code, cells, fields);
    return false;
  }

  #report(code: FindingCode, cells: readonly (string | undefined)[], fields: Record<string, string>): void {
    const key = this.#keyPlaces.map((place) => cells[place] ?? '').join(' · ');
    const named = key.replaceAll(' · ', '') === '' ? `row ${this.#seen}` : key;
    this.#faults.push(finding(code, this.#name, named, fields));
  }
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
