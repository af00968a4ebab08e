import type { Report } from '@millrace/costing-core';
import type { ReadingCode, TableName } from '@millrace/facts';
import { Header } from '../header.js';
import type { InputFile } from '../input-file.js';
import { type FileRow, type OnHead, Records, type TableSource } from '../table-source.js';
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
    const header = new Header(table, name, report);
    let records: Records | undefined;
    let lastRow = 0;
    let count = 0;
    const take = (cells: readonly (SheetCell | undefined)[], row: number) => {
      const { record, faults } = this.#record(cells, records);
      if (faults === undefined && record.every((cell) => cell === '')) return;
      lastRow = row;
      if (records === undefined) {
        records = this.#head(cells, row, table, header);
        if (records !== undefined) onHead(records.head);
        return;
      }
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
      if (!header.isThere) report('file_must_be_well_formed', name, 'row 1', { says: 'no_header' });
      // Of cells that are merged only the first holds anything: what the others were to hold is open.
      const matters = (range: string) =>
        rowOf(range) >= (header.below ?? 0) && rowOf(range) <= lastRow && columnOf(range) < this.#columns.length;
      for (const range of merged.filter(matters)) {
        report('cells_must_not_be_merged', name, range, { value: range });
      }
    } catch (error) {
      if (!(error instanceof NotAWorkbook)) throw error;
      report('workbook_must_be_readable', name, name, { says: error.reason });
    }
    header.end();
    if (count > 0) yield count;
  }

  #head(cells: readonly (SheetCell | undefined)[], row: number, table: TableName, header: Header): Records | undefined {
    const names = cells.map((cell) => cell?.value ?? '');
    if (!header.isThere) this.#columns = names;
    const columns = header.columnsIn(names, row, this.#formulaIn(cells, row));
    if (columns === undefined) return undefined;
    this.#columns = columns;
    return new Records(table, columns, ',');
  }

  /** What is wrong with a header that a formula makes. */
  #formulaIn(cells: readonly (SheetCell | undefined)[], row: number): Parameters<Report> | undefined {
    const at = cells.findIndex((cell) => cell?.is === 'formula');
    if (at < 0) return undefined;
    const column = `${lettersOf(at)}${row}`;
    const fields = { column, value: cells[at]?.value ?? '', at: `${this.name}!${column}` };
    return ['cell_must_not_be_a_formula', this.name, column, fields];
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
