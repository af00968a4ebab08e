import { createHash } from 'node:crypto';
import { invariant } from '@millrace/exact';
import type { Finding } from '../findings.js';
import { rowsOf } from './long-form.js';
import { type Filling, RowWriter, type TableBytes, type TableSum } from './row-writer.js';
import { type StoredTableName, storedTableNames } from './stored-tables.js';
import type { ResultRow, ResultTableName } from './tables.js';
import { type WholeUnitCost, wholeUnitCosts } from './whole-unit-costs.js';

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
  /** The unit costs in the order of their keys, with what they are per element. */
  unitCosts(): Iterable<WholeUnitCost>;
}

/** Writes the rows of a table. */
export type Fill = (rows: RowWriter) => Filling;

/**
 * The result of a closing: identity, tables, hash. A table is made when it is first asked for, so that whoever stores a version
 * can send one piece of it while the next is made. What was sent isn't kept, but made again where somebody asks for it.
 */
export class Version implements VersionRows {
  readonly identity: Identity;
  readonly #elements: readonly string[];
  readonly #fills: ReadonlyMap<StoredTableName, Fill>;
  /** The tables that are kept. */
  readonly #tables = new Map<StoredTableName, TableBytes>();
  /** Of all tables that were made. */
  readonly #sums = new Map<StoredTableName, TableSum>();
  /** By element: whether a table has an amount of it. */
  readonly #isUsed: boolean[] = [];

  /**
   * @param elements the cost elements in the order of all arrays of amounts.
   * @param fills how each table is made: the same however often.
   */
  constructor(
    identity: Identity,
    elements: readonly string[],
    fills: Readonly<Partial<Record<StoredTableName, Fill>>>,
  ) {
    this.identity = identity;
    this.#elements = elements;
    this.#fills = new Map([
      ...(Object.entries(fills) as [StoredTableName, Fill][]),
      [ELEMENTS, (rows) => this.#writeElements(rows)],
    ]);
  }

  /** SHA-256 of identity and tables. No clock, no version number, no machine goes into it. */
  get hash(): string {
    return hashOfVersion(this.identity, (name) => this.sum(name));
  }

  /** A table as it is stored and hashed. */
  table(name: StoredTableName): TableBytes {
    const kept = this.#tables.get(name);
    if (kept !== undefined) return kept;
    const pieces = [...this.#make(name)];
    const table = { ...this.sum(name), pieces };
    this.#tables.set(name, table);
    return table;
  }

  /** How many rows a table has, and its hash. */
  sum(name: StoredTableName): TableSum {
    return this.#sums.get(name) ?? this.table(name);
  }

  /** Makes all tables. */
  makeAll(): void {
    for (const name of this.#fills.keys()) this.sum(name);
  }

  /** Its bytes, piece by piece as they are made, which nobody keeps: for whoever stores them. To be taken to the end. */
  pieces(name: StoredTableName): Iterator<Uint8Array> & Iterable<Uint8Array> {
    return this.#tables.get(name)?.pieces.values() ?? this.#make(name);
  }

  *#make(name: StoredTableName): Generator<Uint8Array> {
    const rows = new RowWriter(this.#isUsed);
    for (const _ of this.#fills.get(name)?.(rows) ?? []) yield* rows.take();
    const sum = rows.finish();
    const before = this.#sums.get(name);
    invariant(before === undefined || before.hash === sum.hash, `The table ${name} is another when it is made again.`);
    this.#sums.set(name, sum);
    yield* rows.take();
  }

  /** Its unit costs, with those per element where they are asked for. */
  unitCosts(): Generator<WholeUnitCost> {
    return wholeUnitCosts((stored) => this.table(stored));
  }

  rows<T extends ResultTableName>(name: T): ResultRow<T>[] {
    return [...this.eachRow(name)];
  }

  /** The same, made one by one as they are asked for. */
  eachRow<T extends ResultTableName>(name: T): Generator<ResultRow<T>> {
    return rowsOf(name, (stored) => this.table(stored));
  }

  /** Only elements that occur in another table are named. */
  *#writeElements(rows: RowWriter): Filling {
    for (const name of this.#fills.keys()) if (name !== ELEMENTS) this.sum(name);
    for (const [place, element] of this.#elements.entries()) {
      if (this.#isUsed[place] !== true) continue;
      rows.integer(1 + place);
      rows.text(element);
      if (rows.end()) yield;
    }
  }
}

/** The table that is made of what stands in the others. */
const ELEMENTS = 'version_element';

/** The findings of a version, as a table of it. */
export function writeFindings(findings: readonly Finding[]): Fill {
  return function* (rows) {
    for (const [place, { severity, code, table, key, fields }] of findings.entries()) {
      rows.integer(1 + place);
      for (const text of [severity, code, table, key, JSON.stringify(fields)]) rows.text(text);
      if (rows.end()) yield;
    }
  };
}

/**
 * The hash of a version: over its identity and the hash of each of its tables, so that one table can be looked at, and proven,
 * without the others. A table without rows doesn't count.
 */
export function hashOfVersion(identity: Identity, tables: (name: StoredTableName) => TableSum): string {
  const hash = createHash('sha256').update(JSON.stringify(identity));
  for (const name of storedTableNames()) {
    const { rowCount, hash: ofTable } = tables(name);
    if (rowCount > 0) hash.update(`\n${name} ${rowCount} ${ofTable}`);
  }
  return hash.digest('hex');
}
