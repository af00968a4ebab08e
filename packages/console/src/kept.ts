import type { ResultTableName } from '@millrace/costing-core';
import { type REPORT_TABLES, type ReportMasters, type Terms, termsOf } from '@millrace/report/figures';
import { type Database, type ListedVersion, readMasters, StoredVersion, versionAsked } from '@millrace/store';

/** A stored version with its names, and what was made of it. */
export interface KeptVersion {
  readonly tables: StoredVersion;
  readonly masters: ReportMasters;
  readonly terms: Terms;
}

interface VersionAsked {
  readonly ledger: string;
  readonly version: string;
}

type ReportTable = (typeof REPORT_TABLES)[number];

/**
 * What was read of versions, kept for the next request. Rows of a version never change, and its hash tells it from every
 * other; its state is asked for each time.
 */
export class Kept {
  readonly #made = new Map<string, unknown>();
  readonly #proven = new Set<string>();

  /** The version that is meant, as it stands now; the newest published one where none is named. */
  async record(database: Database, { ledger, version }: VersionAsked): Promise<ListedVersion> {
    return versionAsked(database, ledger, version === '' ? undefined : version);
  }

  /** Some tables of a version, proven by its hash, with the names that its codes had when it was computed. */
  async version(database: Database, record: ListedVersion, tables: readonly ReportTable[]): Promise<KeptVersion> {
    return this.of(record, tables.join(), async () => {
      const stored = await StoredVersion.read(database, record, tables);
      const masters = await this.of(record, 'masters', () => readMasters(database, record));
      const terms = termsOf({ version: { tables: stored }, masters, language: 'en' });
      return { tables: stored, masters, terms };
    });
  }

  /** Some rows of a version, those whose columns hold given texts; the tables that they are of are proven once. */
  async part(
    database: Database,
    record: ListedVersion,
    tables: readonly ResultTableName[],
    where: Readonly<Record<string, string>>,
  ): Promise<StoredVersion> {
    const proven = JSON.stringify([record.ledger, record.version, record.hash, tables]);
    if (!this.#proven.has(proven)) {
      await StoredVersion.prove(database, record, tables);
      this.#proven.add(proven);
    }
    return StoredVersion.part(database, record, tables, where);
  }

  /** What `make` made of a version, or made before. */
  async of<T>({ ledger, version, hash }: ListedVersion, what: string, make: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([ledger, version, hash, what]);
    const present = this.#made.get(key) as T | undefined;
    const made = present ?? (await make());
    // Who was asked for last is at the end; the first is who waited longest.
    this.#made.delete(key);
    this.#made.set(key, made);
    if (this.#made.size > MOST) this.#made.delete(this.#made.keys().next().value as string);
    return made;
  }
}

/** Things that are kept: some versions of each of some kinds. */
const MOST = 16;
