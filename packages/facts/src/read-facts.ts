import type { Column } from './column.js';
import { EmptyColumns } from './column-store.js';
import type { Finding } from './finding.js';
import { type ReadingCode, readingFinding } from './reading-rules.js';
import type { FactRows } from './rows.js';
import { TableReader } from './table-reader.js';
import { TABLES, type TableName, tableNames } from './tables.js';
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
  /** Where a row stands in the file that it comes from. */
  readonly whereIs?: (table: TableName, row: number) => string | undefined;
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
  // An impossible scale is reported for the ledger's row; amounts are read nevertheless.
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
    const scaleOf = typeof amountScale === 'number' ? () => amountScale : amountScale;
    const shared = { symbols: this.#symbols, empties: new EmptyColumns(), faults: this.#faults };
    const reading = { ledger, ledgers, scaleOf, ...shared };
    for (const name of tableNames()) this.#tables.set(name, new TableReader(name, reading));
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
    this.#symbols.trim();
    const columns = Object.fromEntries([...this.#tables].map(([name, table]) => [name, table.stored()]));
    const facts = { ...columns, symbols: this.#symbols, faults: this.#faults };
    const isFromFiles = [...this.#tables.values()].some((table) => table.isFromFile);
    const whereIs = (name: TableName, row: number) => this.table(name).whereIs(row);
    return (isFromFiles ? { ...facts, whereIs } : facts) as unknown as Facts;
  }
}
