import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Report } from '@millrace/costing-core';
import { compareText, type TableName, tableNamed } from '@millrace/facts';
import { Trouble } from '@millrace/store';
import type { Encoding } from './decode-text.js';
import { InputFile } from './input-file.js';
import { alike, nearTable } from './near-table.js';
import { CsvFile } from './read-csv.js';
import type { TableSource } from './table-source.js';
import { type FoundTables, findSheets } from './workbook/find-sheets.js';

/** Where facts come from outside a database: CSV files and workbooks, or one JSON file. */
export type Input =
  | {
      readonly kind: 'tables';
      readonly sources: ReadonlyMap<TableName, TableSource>;
      readonly files: readonly InputFile[];
      /** Sheets and files whose name begins with #: nobody reads them. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'json'; readonly file: InputFile };

/**
 * Looks at what a path leads to: a folder of CSV files named like their tables and workbooks with a sheet per table, one such
 * file, or a JSON file.
 *
 * @param encoding of the CSV files; undefined: found out.
 * @throws Trouble where there is nothing to read.
 */
export async function findInput(path: string, report: Report, encoding?: Encoding): Promise<Input> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Trouble('input_can_not_be_found', { path }, error);
    throw new Trouble('input_can_not_be_read', { path, says: error.code ?? error.message }, error);
  });
  if (found.isFile() && !isOfTables(path)) return { kind: 'json', file: new InputFile(path) };
  if (!found.isFile() && !found.isDirectory()) throw new Trouble('input_can_not_be_read', { path, says: 'no_file' });

  const all = found.isFile() ? [path] : await namesIn(path);
  const names = all.filter((name) => !basename(name).startsWith('#'));
  const notes = all.filter((name) => !names.includes(name)).map((name) => basename(name));
  if (names.length === 0) throw new Trouble('input_holds_no_tables', { path });
  const files = names.map((name) => new InputFile(name));
  const sources = new Map<TableName, TableSource>();
  for (const file of files) {
    const its = await tablesIn(file, report, encoding);
    for (const name of its.notes) notes.push(name);
    for (const [table, source] of its.tables) {
      const other = sources.get(table);
      if (other === undefined) sources.set(table, source);
      else report('table_must_be_there_once', source.name, table, { value: `${other.name}, ${source.name}` });
    }
  }
  return { kind: 'tables', sources, files, notes };
}

/** Files of a folder that hold tables, or are named as if they did. */
async function namesIn(path: string): Promise<string[]> {
  const all = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    throw new Trouble('input_can_not_be_read', { path, says: error.code ?? error.message }, error);
  });
  // What begins with ~$ is a note of Excel that somebody has the workbook open.
  const names = all.filter((name) => !name.startsWith('~$') && (isOfTables(name) || seemsATable(name)));
  return names.sort(compareText).map((name) => join(path, name));
}

async function tablesIn(file: InputFile, report: Report, encoding: Encoding | undefined): Promise<FoundTables> {
  const { name } = file;
  if (isWorkbook(name)) return findSheets(file, report);
  if (isOtherWorkbook(name)) {
    report('workbook_must_be_readable', name, name, { says: 'other_format' });
    return { tables: [], notes: [] };
  }
  const word = name.slice(0, name.length - extname(name).length);
  const table = tableNamed(word);
  if (table !== undefined && isCsv(name)) return { tables: [[table, new CsvFile(file, encoding)]], notes: [] };
  const near = nearTable(word);
  const fields = { value: name, expected: alike(word, near).join(', ') };
  report('table_must_be_known', name, name, near === undefined ? fields : { ...fields, nearest: `${near}.csv` });
  return { tables: [], notes: [] };
}

const isCsv = (name: string) => extname(name).toLowerCase() === '.csv';
const isWorkbook = (name: string) => ['.xlsx', '.xlsm'].includes(extname(name).toLowerCase());
/** What spreadsheet programs write besides: passed over, a month would be left out without a word. */
const isOtherWorkbook = (name: string) => OTHER_WORKBOOKS.includes(extname(name).toLowerCase());
const OTHER_WORKBOOKS = ['.xls', '.xlsb', '.xltx', '.ods', '.fods', '.et', '.numbers'];
const isOfTables = (name: string) => isCsv(name) || isWorkbook(name) || isOtherWorkbook(name);

/** `movement.xls`, `item.tsv`: what is named like a table and would be passed over is told. */
function seemsATable(name: string): boolean {
  return tableNamed(name.split('.')[0]) !== undefined && extname(name).toLowerCase() !== '.json';
}
