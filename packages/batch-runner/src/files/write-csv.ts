import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FactRows, TABLES, type TableSpec, tableNames, visible } from '@millrace/facts';
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

export function csvLine(cells: readonly string[], separator = ','): string {
  return cells.map(quoted).join(separator);
}

/** In quotes wherever it holds what any form of CSV takes for more than text. */
function quoted(cell: string): string {
  return /[",;\t\r\n\\]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A cell as a terminal and a spreadsheet may have it: `visible`, and where a spreadsheet would take it for a formula, with the
 * apostrophe before it that makes it text; quotes alone don't. Numbers stay numbers, those below zero too.
 *
 * =HYPERLINK(…) becomes '=HYPERLINK(…), -12.50 stays -12.50.
 */
export function shownAsText(cell: string): string {
  const text = visible(cell);
  return /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
