import { type TableName, tableNames } from '@millrace/facts';
import { type Database, Trouble } from '@millrace/store';
import type { Config } from '../config.js';
import { CsvFile } from '../files/read-csv.js';
import type { TableSource } from '../files/table-source.js';
import { Duckdb } from './duckdb.js';
import { DuckdbInput } from './duckdb-input.js';
import { QueryInput } from './query-input.js';

/** What the config maps, as it is read for an import. */
export interface FoundSources {
  readonly sources: ReadonlyMap<TableName, TableSource>;
  readonly inputs: ReadonlyMap<TableName, QueryInput | DuckdbInput>;
  /** Of those the ones that a Postgres reads, and where they are read; undefined where there are none. */
  readonly queries: ReadonlyMap<TableName, QueryInput>;
  readonly reading: Database | undefined;
}

/**
 * Opens what reads the tables that the config maps to views and queries: Postgres in one snapshot, and DuckDB.
 *
 * @param open opens the site's database; not asked where DuckDB reads all of it.
 * @throws Trouble where nothing is mapped.
 */
export async function readSources<T>(
  config: Config | undefined,
  open: () => Promise<Database>,
  work: (found: FoundSources) => Promise<T>,
): Promise<T> {
  const { tables = {}, folder = '.' } = config?.sources ?? {};
  const mapped = Object.values(tables);
  if (mapped.length === 0) throw new Trouble('sources_are_missing', {});
  const reading = mapped.some((from) => typeof from === 'string') ? await open() : undefined;
  const duckdb = mapped.some((from) => typeof from === 'object') ? await Duckdb.open(folder) : undefined;
  try {
    const read = () => work(findSources(tables, reading, duckdb));
    return reading === undefined ? await read() : await reading.transaction('snapshot', read);
  } finally {
    duckdb?.close();
  }
}

function findSources(
  tables: Config['sources']['tables'],
  reading: Database | undefined,
  duckdb: Duckdb | undefined,
): FoundSources {
  const sources = new Map<TableName, TableSource>();
  const inputs = new Map<TableName, QueryInput | DuckdbInput>();
  const queries = new Map<TableName, QueryInput>();
  for (const table of tableNames()) {
    const from = tables[table];
    const name = `sources.${table}`;
    if (typeof from === 'string' && reading !== undefined) {
      queries.set(table, new QueryInput(reading, name, from));
    } else if (typeof from === 'object' && duckdb !== undefined) {
      inputs.set(table, new DuckdbInput(duckdb, name, from.duckdb));
    }
    const input = queries.get(table) ?? inputs.get(table);
    if (input === undefined) continue;
    inputs.set(table, input);
    sources.set(table, new CsvFile(input, 'utf-8'));
  }
  return { sources, inputs, queries, reading };
}
