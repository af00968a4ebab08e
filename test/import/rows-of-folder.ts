import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TableName, tableNames } from '@millrace/facts';
import { CsvRows } from '../../packages/batch-runner/src/files/csv-rows.js';

/** Rows as CSV files have them: by table, then by column. */
export type RowsOfTables = ReadonlyMap<TableName, readonly Readonly<Record<string, string>>[]>;

/** The rows of a folder of CSV files with English names. */
export async function rowsOfFolder(folder: string): Promise<RowsOfTables> {
  const tables = new Map<TableName, Record<string, string>[]>();
  for (const table of tableNames()) {
    const text = await readFile(join(folder, `${table}.csv`), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const records: string[][] = [];
    const rows = new CsvRows(',', (cells) => records.push(cells));
    rows.add(text);
    rows.end();
    const [header, ...others] = records;
    const row = (cells: readonly string[]) => Object.fromEntries(header.map((column, at) => [column, cells[at]]));
    tables.set(table, others.map(row));
  }
  return tables;
}
