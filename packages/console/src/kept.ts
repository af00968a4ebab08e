import type { ResultTableName } from '@millrace/costing-core';
import { type ReportMasters, type Terms, termsOf } from '@millrace/report/figures';
import {
  type Database,
  type ListedVersion,
  type Recomputed,
  type RecomputedCost,
  readMasters,
  recomputeAsked,
  recomputeCost,
  StoredVersion,
  versionAsked,
} from '@millrace/store';
import { Shelf } from './shelf.js';

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

/**
 * What was read of versions, kept for the next request. Rows of a version never change, and its hash tells it from every
 * other; its state is asked for each time.
 */
export class Kept {
  readonly #made = new Shelf(16);
  /** With all flows, which are much larger: two, as many as a comparison needs. */
  readonly #recomputed = new Shelf(2);
  /** Rows of whole tables. */
  readonly #sheets = new Shelf(6);
  readonly #proven = new Set<string>();

  /** The version that is meant, as it stands now; the newest published one where none is named. */
  async record(database: Database, { ledger, version }: VersionAsked): Promise<ListedVersion> {
    return versionAsked(database, ledger, version === '' ? undefined : version);
  }

  /** Some tables of a version, proven by its hash, with the names that its codes had when it was computed. */
  async version(database: Database, record: ListedVersion, tables: readonly ResultTableName[]): Promise<KeptVersion> {
    return this.of(record, tables.join(), async () => {
      const stored = await StoredVersion.read(database, record, tables);
      const masters = await this.of(record, 'masters', () => readMasters(database, record));
      const terms = termsOf({ version: { tables: stored }, masters, language: 'en' });
      return { tables: stored, masters, terms };
    });
  }

  /** Some tables of a version likewise, without the names of items and orders, of which there may be many. */
  async figures(
    database: Database,
    record: ListedVersion,
    tables: readonly ResultTableName[],
  ): Promise<Omit<KeptVersion, 'masters'>> {
    return this.of(record, `figures ${tables.join()}`, async () => {
      const stored = await StoredVersion.read(database, record, tables);
      const masters = await readMasters(database, record, ['ledger', 'plant', 'cost_element']);
      return { tables: stored, terms: termsOf({ version: { tables: stored }, masters, language: 'en' }) };
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

  /** A version computed again from its inputs, so that its figures can be followed to documents. */
  async recomputed(database: Database, record: ListedVersion): Promise<Recomputed> {
    const make = () => recomputeAsked(database, record.ledger, String(record.version));
    return this.#recomputed.of([record.ledger, record.version, record.hash], make);
  }

  /** A version of any kind with what causes are found by; kept as those are that were computed again whole, since it has its flows too. */
  async cost(database: Database, record: ListedVersion): Promise<RecomputedCost> {
    const make = () => recomputeCost(database, record.ledger, String(record.version));
    return this.#recomputed.of(['cost', record.ledger, record.version, record.hash], make);
  }

  /** A table with all of its rows, by what it was asked for by. */
  async sheet<T>(key: unknown, make: () => Promise<T>): Promise<T> {
    return this.#sheets.of(key, make);
  }

  /** What `make` made of one version or several, or made before. */
  async of<T>(records: ListedVersion | readonly ListedVersion[], what: string, make: () => Promise<T>): Promise<T> {
    const key = [records].flat().map(({ ledger, version, hash }) => [ledger, version, hash]);
    return this.#made.of([what, ...key], make);
  }
}
