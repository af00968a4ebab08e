import { createHash } from 'node:crypto';
import {
  hashOfVersion,
  type Identity,
  type ResultRow,
  type ResultTableName,
  rowsOf,
  STORED_TABLES,
  type StoredTableName,
  storedColumns,
  storedTableNames,
  storedTablesOf,
  type TableBytes,
  type TableSum,
  type VersionRows,
  type WholeUnitCost,
  wholeUnitCosts,
} from '@millrace/costing-core';
import type { Selectable } from 'kysely';
import { type Database, literal, quoted } from '../database/database.js';
import type { VersionRow } from '../database/schema.js';
import { Trouble } from '../trouble.js';

export type VersionRecord = Selectable<VersionRow>;

/** A version as the database keeps it: its record, and those of its tables that were asked for. */
export class StoredVersion implements VersionRows {
  readonly record: VersionRecord;
  readonly #tables: ReadonlyMap<StoredTableName, TableBytes>;

  private constructor(record: VersionRecord, tables: ReadonlyMap<StoredTableName, TableBytes>) {
    this.record = record;
    this.#tables = tables;
  }

  /**
   * Reads what the rows asked for are made of, and checks it against the version's hash.
   *
   * @throws Trouble where rows are not those that the version was written with.
   */
  static async read(
    database: Database,
    record: VersionRecord,
    names: readonly ResultTableName[],
  ): Promise<StoredVersion> {
    return new StoredVersion(record, await provenTables(database, record, names, true));
  }

  /**
   * Reads only rows whose columns hold given texts, and in full the tables that have no such columns. A part of a table has no
   * hash: prove them first.
   */
  static async part(
    database: Database,
    record: VersionRecord,
    names: readonly ResultTableName[],
    where: Readonly<Record<string, string>>,
  ): Promise<StoredVersion> {
    mustHaveItsRows(record);
    const tables = new Map<StoredTableName, TableBytes>();
    for (const name of new Set(names.flatMap(storedTablesOf))) {
      tables.set(name, await readTable(database, record, name, { keep: true, where }));
    }
    return new StoredVersion(record, tables);
  }

  /**
   * Checks what rows are made of against the version's hash, for who goes on to read them by a select.
   *
   * @throws Trouble where rows are not those that the version was written with.
   */
  static async prove(database: Database, record: VersionRecord, names: readonly ResultTableName[]): Promise<void> {
    await provenTables(database, record, names, false);
  }

  get identity(): Identity {
    return identityOf(this.record);
  }

  /** The hash that was stored with it. */
  get hash(): string {
    return this.record.hash;
  }

  /** The rows of a table as objects, in the order of their keys. */
  rows<T extends ResultTableName>(name: T): ResultRow<T>[] {
    return [...this.eachRow(name)];
  }

  /** The same, made one by one as they are asked for. */
  eachRow<T extends ResultTableName>(name: T): Generator<ResultRow<T>> {
    return rowsOf(name, (stored) => this.#table(stored));
  }

  /** Its unit costs, with those per element where they are asked for. */
  unitCosts(): Generator<WholeUnitCost> {
    return wholeUnitCosts((stored) => this.#table(stored));
  }

  /** What a table comes to that was read. */
  sum(stored: StoredTableName): TableSum {
    return this.#table(stored);
  }

  #table(stored: StoredTableName): TableBytes {
    const table = this.#tables.get(stored);
    if (table === undefined) throw new Error(`The table ${stored} of version ${this.record.version} was not read.`);
    return table;
  }
}

async function provenTables(
  database: Database,
  record: VersionRecord,
  names: readonly ResultTableName[],
  keep: boolean,
): Promise<Map<StoredTableName, TableBytes>> {
  mustHaveItsRows(record);
  const proofs = await readProofs(database, record);
  const tables = new Map<StoredTableName, TableBytes>();
  for (const name of new Set(names.flatMap(storedTablesOf))) {
    const table = await readTable(database, record, name, { keep });
    const { rowCount, hash } = proofs(name);
    if (table.rowCount !== rowCount || (rowCount > 0 && table.hash !== hash)) throw changed(record);
    tables.set(name, table);
  }
  if (hashOfVersion(identityOf(record), proofs) !== record.hash) throw changed(record);
  return tables;
}

function identityOf({ ledger, period, kind, effective_on, input_hash, policy_hash, engine }: VersionRecord): Identity {
  const from = effective_on === null ? {} : { effective_on };
  // In this order, since the hash is over its text.
  return { ledger, period, kind, ...from, inputHash: input_hash, policyHash: policy_hash, engine };
}

/** True of a draft whose rows were removed: it is withdrawn, and was never published. */
export function isPruned({ state, published_at }: VersionRecord): boolean {
  return state === 'withdrawn' && published_at === null;
}

/** @throws Trouble where its rows were removed. */
export function mustHaveItsRows(record: VersionRecord): void {
  const { version, period } = record;
  if (isPruned(record)) throw new Trouble('version_was_pruned', { version: String(version), period });
}

function changed({ version }: VersionRecord): Trouble {
  return new Trouble('version_does_not_match_its_hash', { version: String(version) });
}

/** The hash that the rows of a version have now, all tables of them. */
export async function hashOfRows(database: Database, record: VersionRecord): Promise<string> {
  mustHaveItsRows(record);
  const tables = new Map<StoredTableName, TableSum>();
  for (const name of storedTableNames()) tables.set(name, await readTable(database, record, name, { keep: false }));
  const hash = hashOfVersion(identityOf(record), (name) => tables.get(name) as TableSum);
  // What is kept of them to prove one at a time must be right, too.
  return hash === record.hash ? hashOfVersion(identityOf(record), await readProofs(database, record)) : hash;
}

/** How many rows each table was written with, and their hash. */
async function readProofs({ kysely }: Database, { ledger, version }: VersionRecord) {
  const found = await kysely
    .selectFrom('millrace.version_table')
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .select(['table_name', 'row_count', 'hash'])
    .execute();
  const proofs = new Map(found.map(({ table_name, row_count, hash }) => [table_name, { rowCount: row_count, hash }]));
  return (name: StoredTableName): TableSum => proofs.get(name) ?? { rowCount: 0, hash: '' };
}

/** Reads a table as it was written, byte for byte; without keeping it where only its hash is asked for. */
async function readTable(
  database: Database,
  { ledger, version }: VersionRecord,
  name: StoredTableName,
  { keep, where = {} }: { readonly keep: boolean; readonly where?: Readonly<Record<string, string>> },
): Promise<TableBytes> {
  const pieces: Uint8Array[] = [];
  const hash = createHash('sha256');
  let rowCount = 0;
  const columns = storedColumns(name);
  const wanted = Object.entries(where).filter(([column]) => columns.includes(column));
  const also = wanted.map(([column, text]) => ` and ${quoted([column])} = ${literal(text)}`).join('');
  const select = `select ${quoted(columns)} from millrace."${name}"
    where ledger = ${literal(ledger)} and version = ${version}${also} order by ${quoted(STORED_TABLES[name].key)}`;
  await database.readBytes(select, (piece) => {
    hash.update(piece);
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) rowCount++;
    if (keep) pieces.push(piece);
  });
  return { rowCount, pieces, hash: hash.digest('hex') };
}

const NEWLINE = 0x0a;
