import { createHash } from 'node:crypto';
import type { Finding } from '../findings.js';
import { rowsOf } from './long-form.js';
import { RowWriter, type TableBytes } from './row-writer.js';
import { type StoredTableName, storedTableNames } from './stored-tables.js';
import type { ResultRow, ResultTableName } from './tables.js';

/**
 * `actual`: what a period cost. `standard`: what things should cost from a day on; `plan`: what they are planned to;
 * `simulation`: what they would, under assumptions.
 */
export type VersionKind = 'actual' | 'standard' | 'plan' | 'simulation';

/** What identifies a version: same identity, same bytes. */
export interface Identity {
  readonly ledger: string;
  /** The period that was closed; of a standard or plan the month in which it comes into force. */
  readonly period: string;
  readonly kind: VersionKind;
  /** The day from which a standard, plan or simulation counts; an actual has its period. */
  readonly effective_on?: string;
  readonly inputHash: string;
  readonly policyHash: string;
  readonly engine: string;
}

/** What a closing can be opened from, compared with, reported on: a `Version`, or one read back from a database. */
export interface VersionRows {
  readonly identity: Pick<Identity, 'ledger' | 'period'>;
  /** The rows of a table as objects. */
  rows<T extends ResultTableName>(name: T): ResultRow<T>[];
}

/** The result of a closing: identity, tables, hash. */
export class Version implements VersionRows {
  readonly identity: Identity;
  /** SHA-256 of identity and tables. No clock, no version number, no machine goes into it. */
  readonly hash: string;
  readonly #tables: ReadonlyMap<StoredTableName, TableBytes>;

  constructor(identity: Identity, tables: ReadonlyMap<StoredTableName, TableBytes>) {
    this.identity = identity;
    this.#tables = tables;
    this.hash = hashOfVersion(identity, (name) => this.table(name));
  }

  /** A table as it is stored and hashed. */
  table(name: StoredTableName): TableBytes {
    return this.#tables.get(name) ?? NO_ROWS;
  }

  rows<T extends ResultTableName>(name: T): ResultRow<T>[] {
    return [...this.eachRow(name)];
  }

  /** The same, made one by one as they are asked for. */
  eachRow<T extends ResultTableName>(name: T): Generator<ResultRow<T>> {
    return rowsOf(name, (stored) => this.table(stored));
  }
}

const NO_ROWS: TableBytes = new RowWriter().finish();

/** Writes the tables of a version. */
export class VersionWriter {
  readonly #elements: readonly string[];
  readonly #tables = new Map<StoredTableName, TableBytes>();
  readonly #isUsed: boolean[] = [];

  /** @param elements the cost elements in the order of all arrays of amounts. */
  constructor(elements: readonly string[]) {
    this.#elements = elements;
  }

  write(name: StoredTableName, fill: (rows: RowWriter) => void): void {
    const rows = new RowWriter(this.#isUsed);
    fill(rows);
    this.#tables.set(name, rows.finish());
  }

  findings(findings: readonly Finding[]): void {
    this.write('finding', (rows) => {
      for (const [place, { severity, code, table, key, fields }] of findings.entries()) {
        rows.integer(1 + place);
        for (const text of [severity, code, table, key, JSON.stringify(fields)]) rows.text(text);
        rows.end();
      }
    });
  }

  /** The version, once all its tables are written: only elements that occur in them are named. */
  version(identity: Identity): Version {
    this.write('version_element', (rows) => {
      for (const [place, element] of this.#elements.entries()) {
        if (this.#isUsed[place] !== true) continue;
        rows.integer(1 + place);
        rows.text(element);
        rows.end();
      }
    });
    return new Version(identity, this.#tables);
  }
}

/**
 * The hash of a version: over its identity and the hash of each of its tables, so that one table can be looked at, and proven,
 * without the others. A table without rows doesn't count.
 */
export function hashOfVersion(
  identity: Identity,
  tables: (name: StoredTableName) => Pick<TableBytes, 'rowCount' | 'hash'>,
): string {
  const hash = createHash('sha256').update(JSON.stringify(identity));
  for (const name of storedTableNames()) {
    const { rowCount, hash: ofTable } = tables(name);
    if (rowCount > 0) hash.update(`\n${name} ${rowCount} ${ofTable}`);
  }
  return hash.digest('hex');
}
