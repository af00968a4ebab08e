import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FactRows, TABLES, type TableSpec, tableNames } from '@millrace/facts';
import { csvLine } from '@millrace/report/sheets';
import { makeFolder } from '@millrace/store';

/** Writes facts as a folder that `millrace import` reads: a CSV file per table that has rows. Returns how many rows. */
export async function writeCsvFolder(folder: string, facts: FactRows): Promise<number> {
  await makeFolder(folder);
  let count = 0;
  for (const table of tableNames()) {
    const rows: readonly Readonly<Record<string, unknown>>[] = facts[table] ?? [];
    if (rows.length === 0) continue;
    const { columns }: TableSpec = TABLES[table];
    const names = Object.keys(columns).filter((column) =>
      rows.some((row) => row[column] != null && row[column] !== ''),
    );
    const lines = [names, ...rows.map((row) => names.map((column) => String(row[column] ?? '')))];
    await writeFile(join(folder, `${table}.csv`), lines.map((cells) => `${csvLine(cells)}\n`).join(''));
    count += rows.length;
  }
  return count;
}
