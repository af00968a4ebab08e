import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Report } from '@millrace/costing-core';
import { compareText, type TableName, tableNames } from '@millrace/facts';
import { Trouble } from '@millrace/store';
import { InputFile } from './input-file.js';

/** Where facts come from outside a database: a CSV file per table, or one JSON file. */
export type Input =
  | { readonly kind: 'folder'; readonly files: ReadonlyMap<TableName, InputFile> }
  | { readonly kind: 'json'; readonly file: InputFile };

/**
 * Looks at what a path leads to: a folder of CSV files named like their tables, or a JSON file.
 *
 * @throws Trouble where there is nothing to read.
 */
export async function findInput(path: string, report: Report): Promise<Input> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Trouble('input_can_not_be_found', { path }, error);
    throw new Trouble('input_can_not_be_read', { path, says: error.message }, error);
  });
  if (found.isFile()) return { kind: 'json', file: new InputFile(path) };
  if (!found.isDirectory()) throw new Trouble('input_can_not_be_read', { path, says: 'it is no regular file' });

  const all = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    throw new Trouble('input_can_not_be_read', { path, says: error.message }, error);
  });
  const names = all.filter((name) => extname(name) === '.csv' || seemsATable(name)).sort(compareText);
  if (names.length === 0) throw new Trouble('input_holds_no_tables', { path });
  const files = new Map<TableName, InputFile>();
  for (const name of names) {
    const table = tableNames().find((known) => `${known}.csv` === name);
    if (table === undefined) report('table_must_be_known', name, name, { value: name, expected: nearest(name) });
    else files.set(table, new InputFile(join(path, name)));
  }
  return { kind: 'folder', files };
}

/** `movement.CSV`, `movement.xlsx`: what is named like a table and would be passed over is told. */
function seemsATable(name: string): boolean {
  return tableNames().some((known) => known === name.split('.')[0].toLowerCase());
}

/** Tables that a name may mean: those that share its beginning, or all. */
function nearest(name: string): string {
  const alike = tableNames().filter((known) => known.startsWith(name.slice(0, 4).toLowerCase()));
  return (alike.length > 0 ? alike : tableNames()).map((known) => `${known}.csv`).join(', ');
}
