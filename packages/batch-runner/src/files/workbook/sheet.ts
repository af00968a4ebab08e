import type { Report } from '@millrace/costing-core';
import type { ReadingCode, TableName } from '@millrace/facts';
import type { InputFile } from '../input-file.js';
import { columnsOfHeader, type FileRow, type OnHead, Records, type TableSource } from '../table-source.js';
import { LARGEST, NotAWorkbook } from './archive.js';
import { cellText } from './cell-text.js';
import { columnOf, lettersOf, type SheetCell, SheetRows } from './sheet-rows.js';
import type { SheetPart, Workbook } from './workbook.js';

/** A sheet of a workbook that holds a table: a header, then a row per row. Rows without anything are passed over. */
export class Sheet implements TableSource {
  readonly name: string;
  readonly #book: Workbook;
  readonly #sheet: SheetPart;
  /** The table's columns, by their place in the header. */
  #columns: readonly (string | undefined)[] = [];

  constructor(file: InputFile, book: Workbook, sheet: SheetPart) {
    this.name = `${file.name} ${sheet.name}`;
    this.#book = book;
    this.#sheet = sheet;
  }

  whereabouts(row: number, column?: string): string {
    const at = column === undefined ? -1 : this.#columns.indexOf(column);
    return `${this.name}!${lettersOf(Math.max(0, at))}${row}`;
  }

  async *read(
    table: TableName,
    report: Report,
    onRow: (row: FileRow) => void,
    onHead: OnHead = () => {},
  ): AsyncGenerator<number> {
    const { name } = this;
    let records: Records | undefined;
    let hasHeader = false;
    let lastRow = 0;
    let count = 0;
    const take = (cells: readonly (SheetCell | undefined)[], row: number) => {
      if (!hasHeader) {
        hasHeader = true;
        lastRow = row;
        records = this.#head(cells, row, table, report);
        if (records !== undefined) onHead(records.head);
        return;
      }
      const { record, faults } = this.#record(cells, records);
      if (faults === undefined && record.every((cell) => cell === '')) return;
      lastRow = row;
      if (records === undefined) return;
      if (records.hasMore(record)) {
        const at = record.findIndex((cell, place) => cell !== '' && records?.columnAt(place) === undefined);
        report('cell_must_be_in_a_column', name, `${lettersOf(at)}${row}`, { value: record[at] });
        return;
      }
      count++;
      while (record.length < records.width) record.push('');
      onRow(records.row(record, row, undefined, faults));
    };
    const merged: string[] = [];
    try {
      const rows = new SheetRows(await this.#book.sharedStrings, {
        row: take,
        merged: (range) => merged.length < MOST_MERGED && merged.push(range),
      });
      for await (const text of this.#book.archive.text(this.#sheet.part, LARGEST)) {
        rows.write(text);
        if (count > 0) yield count;
      }
      rows.end();
      if (!hasHeader) report('file_must_be_well_formed', name, 'row 1', { says: 'no_header' });
      // Of cells that are merged only the first holds anything: what the others were to hold is open.
      for (const range of merged.filter((each) => rowOf(each) <= lastRow && columnOf(each) < this.#columns.length)) {
        report('cells_must_not_be_merged', name, range, { value: range });
      }
    } catch (error) {
      if (!(error instanceof NotAWorkbook)) throw error;
      report('workbook_must_be_readable', name, name, { says: error.reason });
    }
    if (count > 0) yield count;
  }

  #head(cells: readonly (SheetCell | undefined)[], row: number, table: TableName, report: Report): Records | undefined {
    const header = cells.map((cell) => cell?.value ?? '');
    for (const [at, cell] of cells.entries()) {
      if (cell?.is !== 'formula') continue;
      const column = `${lettersOf(at)}${row}`;
      report('cell_must_not_be_a_formula', this.name, column, {
        column,
        value: cell.value,
        at: `${this.name}!${column}`,
      });
      return undefined;
    }
    const columns = columnsOfHeader(header, table, this.name, report);
    this.#columns = columns ?? header;
    return columns && new Records(table, columns, ',');
  }

  /** The texts of a row, and what is wrong with its cells. */
  #record(cells: readonly (SheetCell | undefined)[], records: Records | undefined) {
    let faults: Map<number, ReadingCode> | undefined;
    const record = cells.map((cell, at) => {
      if (cell === undefined) return '';
      const column = records?.columnAt(at);
      if (column === undefined) return cell.value;
      const { text, fault } = cellText(cell, column, this.#book);
      if (fault !== undefined) {
        faults ??= new Map();
        faults.set(at, fault);
      }
      return text;
    });
    return { record, faults: faults as ReadonlyMap<number, ReadingCode> | undefined };
  }
}

/** How many are told. */
const MOST_MERGED = 1000;

/** The first row of `A3:B5`. */
function rowOf(range: string): number {
  return Number(/\d+/.exec(range)?.[0] ?? Number.POSITIVE_INFINITY);
}
