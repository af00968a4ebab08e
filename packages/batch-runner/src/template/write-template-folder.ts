import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '@millrace/report/sheets';
import { makeFolder } from '@millrace/store';
import type { TableInWords } from './tables-in-words.js';
import type { TemplateNote } from './template-notes.js';

/** A folder with a CSV file for each table, its header alone, and the notes beside. */
export async function writeTemplateFolder(
  folder: string,
  tables: readonly TableInWords[],
  notes: readonly TemplateNote[],
): Promise<void> {
  await makeFolder(folder);
  for (const { name, columns } of tables) await write(name, [columns.map((column) => column.name)]);
  for (const { name, rows } of notes) await write(name, rows);

  async function write(name: string, rows: readonly (readonly string[])[]): Promise<void> {
    // Without the mark, spreadsheets take UTF-8 for the encoding of their country.
    await writeFile(join(folder, `${name}.csv`), `\ufeff${rows.map((row) => `${csvLine(row)}\r\n`).join('')}`);
  }
}
