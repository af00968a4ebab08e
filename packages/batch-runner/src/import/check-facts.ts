import { type Finding, keysAreUnique, mastersMakeSense, type Report, referencesAreKnown } from '@millrace/costing-core';
import { type Facts, FactsReader, TABLES, type TableName, type TableSpec, tableNames } from '@millrace/facts';
import type { Database } from '@millrace/store';
import { sql } from 'kysely';
import { type FileRow, rowsInto, type TableSource } from '../files/table-source.js';

/**
 * Looks at every row that is to be imported: each cell by its column, keys among the rows, and references to them or to
 * rows of the database. Amounts of each ledger are read at its own scale, so the rows of `ledger` come first.
 */
export class FactsCheck {
  readonly #scales: Map<string, number>;
  readonly #reader: FactsReader;

  /** @param scales of the ledgers that are in the database. */
  constructor(scales: ReadonlyMap<string, number>) {
    this.#scales = new Map(scales);
    // Of a ledger that nobody knows every row is a finding of its own.
    this.#reader = new FactsReader(undefined, (ledger) => this.#scales.get(ledger) ?? 2);
  }

  /** True where something was wrong with this row or one before. */
  get hasFaults(): boolean {
    return this.#reader.hasFaults;
  }

  /** Takes the rows of a table. */
  from(table: TableName, source: TableSource): (row: FileRow) => void {
    const take = rowsInto(this.#reader.table(table), source);
    if (table !== 'ledger') return take;
    return (row) => {
      const scale = row.cells[SCALE_AT];
      // What is wrong with it is found as with every cell.
      this.#scales.set(row.cells[LEDGER_AT], /^[0-8]$/.test(scale) ? Number(scale) : 2);
      take(row);
    };
  }

  /**
   * Looks at all rows together, once all are there, and hands them on; rows with a fault are not among them.
   *
   * @param database undefined: what rows refer to must be among them.
   * @param unread tables of which something could not be read: what isn't there of them is told by that.
   */
  async finish(database: Database | undefined, findings: Collecting, unread: ReadonlySet<string>): Promise<Facts> {
    const facts = this.#reader.facts();
    const present = database === undefined ? new Map<TableName, Present>() : await presentIn(database, facts);
    findings.add(facts.faults);
    keysAreUnique(facts, findings.report);
    mastersMakeSense(facts, findings.report);
    referencesAreKnown(facts, findings.report, {
      has: (table, code) => unread.has(table) || present.get(table)?.codes.has(code) === true,
      keys: (table) => present.get(table)?.keys ?? [],
    });
    return facts;
  }
}

/** Who is told what was found. */
interface Collecting {
  readonly report: Report;
  add(findings: Iterable<Finding>): void;
}

const LEDGER_AT = Object.keys(TABLES.ledger.columns).indexOf('ledger');
const SCALE_AT = Object.keys(TABLES.ledger.columns).indexOf('amount_scale');

/** What the database has of a table: of the codes that are asked for, and, where some are missing, its keys, the first of many. */
interface Present {
  readonly codes: ReadonlySet<number>;
  readonly keys: readonly string[];
}

/** By table: which of the codes that these facts refer to, and don't hold themselves, are rows of the database. */
async function presentIn({ kysely }: Database, facts: Facts): Promise<ReadonlyMap<string, Present>> {
  const asked = new Map<TableName, Set<number>>();
  const codesOf = (table: TableName, column: string) => (facts[table] as unknown as Record<string, Int32Array>)[column];
  for (const name of tableNames()) {
    const { columns }: TableSpec = TABLES[name];
    for (const [column, { refersTo }] of Object.entries(columns)) {
      if (refersTo === undefined) continue;
      const codes = asked.get(refersTo as TableName) ?? new Set();
      asked.set(refersTo as TableName, codes);
      for (const code of codesOf(name, column)) if (code !== 0) codes.add(code);
    }
  }
  const present = new Map<string, Present>();
  for (const [table, codes] of asked) {
    const key = TABLES[table].key[0];
    for (const code of codesOf(table, key)) codes.delete(code);
    if (codes.size === 0) continue;
    const texts = Array.from(codes, (code) => facts.symbols.text(code));
    const { rows } = await sql<{ key: string }>`
      select ${sql.ref(key)} as key from ${sql.table(`millrace.${table}`)} where ${sql.ref(key)} = any(${texts}::text[])
    `.execute(kysely);
    const found = new Set(rows.map((row) => facts.symbols.find(row.key) as number));
    const all =
      found.size === codes.size
        ? []
        : await sql<{ key: string }>`
            select ${sql.ref(key)} as key from ${sql.table(`millrace.${table}`)} order by 1 limit ${MOST_KEYS}
          `
            .execute(kysely)
            .then((result) => result.rows);
    present.set(table, { codes: found, keys: all.map((row) => row.key) });
  }
  return present;
}

/** More are not looked through for what may be meant. */
const MOST_KEYS = 100_000;
