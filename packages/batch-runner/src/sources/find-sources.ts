import { type TableName, tableNames } from '@millrace/facts';
import { type Database, Trouble } from '@millrace/store';
import type { Config } from '../config.js';
import { CsvFile } from '../files/read-csv.js';
import type { TableSource } from '../files/table-source.js';
import { QueryInput } from './query-input.js';

/** What the tables of a site's own database hold, as it is read for an import. */
interface FoundSources {
  readonly sources: ReadonlyMap<TableName, TableSource>;
  readonly inputs: ReadonlyMap<TableName, QueryInput>;
}

/**
 * The tables that the config maps to views and queries.
 *
 * @param reading the site's database, in a snapshot.
 * @throws Trouble where there are none.
 */
export function findSources(config: Config | undefined, reading: Database): FoundSources {
  const sources = new Map<TableName, TableSource>();
  const inputs = new Map<TableName, QueryInput>();
  for (const table of tableNames()) {
    const from = config?.sources.tables[table];
    if (from === undefined) continue;
    const input = new QueryInput(reading, `sources.${table}`, from);
    inputs.set(table, input);
    sources.set(table, new CsvFile(input, 'utf-8'));
  }
  if (inputs.size === 0) throw new Trouble('sources_are_missing', {});
  return { sources, inputs };
}
