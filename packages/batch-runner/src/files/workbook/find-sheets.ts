import type { Report } from '@millrace/costing-core';
import { type TableName, tableNamed } from '@millrace/facts';
import { type InputFile, Unreadable } from '../input-file.js';
import { alike, nearTable } from '../near-table.js';
import type { TableSource } from '../table-source.js';
import { LARGEST, NotAWorkbook } from './archive.js';
import { Sheet } from './sheet.js';
import { SheetRows } from './sheet-rows.js';
import { type SheetPart, Workbook } from './workbook.js';

/** What a file holds: its tables, and the names of its notes. */
export interface FoundTables {
  readonly tables: readonly (readonly [TableName, TableSource])[];
  readonly notes: readonly string[];
}

/**
 * The sheets of a workbook that hold tables, named like them. A sheet whose name begins with # is a note and not read, one
 * without anything is passed over, one that is hidden too unless it is named like a table; any other is told.
 */
export async function findSheets(file: InputFile, report: Report): Promise<FoundTables> {
  const found: [TableName, TableSource][] = [];
  const notes: string[] = [];
  try {
    const book = await Workbook.open(file);
    for (const sheet of book.sheets) {
      const word = sheet.name.trim();
      const table = tableNamed(word);
      if (table !== undefined && sheet.isHidden) report('sheet_must_not_be_hidden', file.name, sheet.name);
      else if (table !== undefined) found.push([table, new Sheet(file, book, sheet)]);
      else if (word.startsWith('#')) notes.push(`${file.name} ${sheet.name}`);
      else if (!sheet.isHidden && (await holdsAnything(book, sheet))) {
        const near = nearTable(word);
        const fields = { value: sheet.name, expected: alike(word, near).join(', ') };
        report(
          'table_must_be_known',
          file.name,
          sheet.name,
          near === undefined ? fields : { ...fields, nearest: near },
        );
      }
    }
  } catch (error) {
    if (error instanceof Unreadable) report('file_must_be_readable', file.name, file.name, { says: error.reason });
    else if (error instanceof NotAWorkbook) {
      report('workbook_must_be_readable', file.name, file.name, { says: error.reason });
    } else throw error;
  }
  return { tables: found, notes };
}

async function holdsAnything(book: Workbook, sheet: SheetPart): Promise<boolean> {
  let holds = false;
  const note = () => {
    holds = true;
  };
  const rows = new SheetRows(await book.sharedStrings, { row: note, merged: () => {} });
  for await (const text of book.archive.text(sheet.part, LARGEST)) {
    rows.write(text);
    if (holds) return true;
  }
  return holds;
}
