import {
  type Cells,
  type Identity,
  RESULT_TABLES,
  type ResultRow,
  type ResultSpec,
  type ResultTableName,
  resultColumns,
  resultTableNames,
  Version,
} from '@millrace/costing-core';
import type { Selectable } from 'kysely';
import { type Database, literal } from '../database/database.js';
import type { VersionRow } from '../database/schema.js';

export type VersionRecord = Selectable<VersionRow>;

/** A version as the database keeps it: its record, and those of its tables that were asked for. */
export class StoredVersion {
  readonly record: VersionRecord;
  readonly #tables: ReadonlyMap<ResultTableName, readonly Cells[]>;

  private constructor(record: VersionRecord, tables: ReadonlyMap<ResultTableName, readonly Cells[]>) {
    this.record = record;
    this.#tables = tables;
  }

  static async read(
    database: Database,
    record: VersionRecord,
    names: readonly ResultTableName[] = resultTableNames(),
  ): Promise<StoredVersion> {
    const tables = new Map<ResultTableName, readonly Cells[]>();
    for (const name of names) tables.set(name, await readTable(database, record, name));
    return new StoredVersion(record, tables);
  }

  get identity(): Identity {
    const { ledger, period, kind, effective_on, input_hash, policy_hash, engine } = this.record;
    const from = effective_on === null ? {} : { effective_on };
    // In this order, since the hash is over its text.
    return { ledger, period, kind, ...from, inputHash: input_hash, policyHash: policy_hash, engine };
  }

  /** The hash that was stored with it. */
  get hash(): string {
    return this.record.hash;
  }

  /** The rows of a table as objects, in the order in which the version was written. */
  rows<T extends ResultTableName>(name: T): ResultRow<T>[] {
    const columns = resultColumns(name);
    return this.cells(name).map(
      (cells) => Object.fromEntries(columns.map((column, c) => [column, cells[c]])) as ResultRow<T>,
    );
  }

  cells(name: ResultTableName): readonly Cells[] {
    const rows = this.#tables.get(name);
    if (rows === undefined) throw new Error(`The table ${name} of version ${this.record.version} was not read.`);
    return rows;
  }

  /** The hash that the stored rows have now; all tables must have been read. */
  hashOfRows(): string {
    return new Version(this.identity, new Map(resultTableNames().map((name) => [name, () => this.cells(name)]))).hash;
  }
}

async function readTable(database: Database, { ledger, version }: VersionRecord, name: ResultTableName) {
  const rows: Cells[] = [];
  const select = `select ${storedColumns(name)} from millrace."${name}"
    where ledger = ${literal(ledger)} and version = ${version} order by position`;
  await database.read(select, (cells) => rows.push(cells));
  return rows;
}

/** Columns as they were written: numerics keep the decimals they came with. */
function storedColumns(name: ResultTableName): string {
  const { columns }: ResultSpec = RESULT_TABLES[name];
  return Object.keys(columns)
    .map((column) => `"${column}"`)
    .join(', ');
}
