import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { compareText, type Report, type TableName, tableNames } from '@millrace/costing-core';
import { Trouble } from '@millrace/store';

/** Where facts come from outside a database: a CSV file per table, or one JSON file. */
export type Input =
  | { readonly kind: 'folder'; readonly files: ReadonlyMap<TableName, string> }
  | { readonly kind: 'json'; readonly file: string };

/**
 * Looks at what a path leads to: a folder of CSV files named like their tables, or a JSON file.
 *
 * @throws Trouble where there is nothing to read.
 */
export async function findInput(path: string, report: Report): Promise<Input> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Trouble('input_can_not_be_found', { path });
  if (found.isFile()) return { kind: 'json', file: path };

  const names = (await readdir(path)).filter((name) => extname(name) === '.csv' || seemsATable(name)).sort(compareText);
  if (names.length === 0) throw new Trouble('input_holds_no_tables', { path });
  const files = new Map<TableName, string>();
  for (const name of names) {
    const table = tableNames().find((known) => `${known}.csv` === name);
    if (table === undefined) report('table_must_be_known', name, name, { value: name, expected: nearest(name) });
    else files.set(table, join(path, name));
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
