import type { Report } from '@millrace/costing-core';
import { TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { CsvRows, NotCsv } from './csv-rows.js';
import { decoded, NotText } from './decode-text.js';
import { type InputFile, Unreadable } from './input-file.js';

/** A row of a file. */
export interface CsvRow {
  /** In the order of the table's columns; a column that the file leaves out is empty. */
  readonly cells: readonly string[];
  /** In the order of the header. */
  readonly record: readonly string[];
  /** Its number as a spreadsheet counts, the header 1. */
  readonly row: number;
  /** The line as it stands in the file, where no cell of it is in quotes. */
  readonly line: string | undefined;
}

/** What the header says of the file. */
export interface CsvHead {
  readonly separator: string;
  /** The columns of the table that the file has, in the file's order. */
  readonly columns: readonly string[];
}

/**
 * Reads the rows of a table from a CSV file, once; empty lines are passed over.
 *
 * Strict: a header of known columns each once and every column that may not be empty, a cell per column in every row.
 * Separated by comma, semicolon or tab, as the header is. What is wrong with the file is reported; cells are left to who takes
 * the rows.
 *
 * @param onHead is told of a good header, before any row.
 * @returns yields now and then how many rows it has handed on, so that who takes them can go at its own speed.
 */
export async function* readCsv(
  input: InputFile,
  table: TableName,
  report: Report,
  onRow: (row: CsvRow) => void,
  onHead: (head: CsvHead) => void = () => {},
): AsyncGenerator<number> {
  const { name } = input;
  let rows: CsvRows | undefined;
  let places: readonly number[] | undefined;
  let width = 0;
  let count = 0;
  const take = (separator: string) => (record: string[], row: number, line: string | undefined) => {
    if (width === 0) {
      width = record.length;
      places = placesOf(record, table, name, report);
      if (places !== undefined) onHead({ separator, columns: record });
    } else if (places === undefined) return;
    else if (record.length !== width) {
      const fields = { expected: String(width), found: String(record.length) };
      report('row_must_have_a_cell_per_column', name, `row ${row}`, fields);
    } else {
      count++;
      onRow({ cells: places.map((place) => (place < 0 ? '' : record[place])), record, row, line });
    }
  };
  try {
    for await (const text of decoded(input.pieces())) {
      if (rows === undefined) {
        const separator = separatorOf(text);
        rows = new CsvRows(separator, take(separator));
      }
      rows.add(text);
      if (count > 0) yield count;
    }
    rows?.end();
    if (width === 0) report('file_must_be_well_formed', name, 'row 1', { says: 'no_header' });
  } catch (error) {
    if (error instanceof Unreadable) report('file_must_be_readable', name, name, { says: error.reason });
    else if (error instanceof NotCsv) {
      report('file_must_be_well_formed', name, `row ${error.row}`, { says: error.reason });
    } else if (error instanceof NotText) {
      report('file_must_be_well_formed', name, `row ${rows?.next ?? 1}`, { says: 'encoding' });
    } else throw error;
  }
  if (count > 0) yield count;
}

/** What stands between the columns of the header, none of whose names holds any of these. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[^\r\n][\r\n]/) + 1 || undefined);
  return SEPARATORS.find((separator) => header.includes(separator)) ?? ',';
}

const SEPARATORS = [',', ';', '\t'] as const;

/** By the table's columns: the place in the file, −1 for a column that is left out; undefined where the header is wrong. */
function placesOf(header: readonly string[], table: TableName, file: string, report: Report): number[] | undefined {
  const { columns }: TableSpec = TABLES[table];
  const places = new Map<string, number>();
  let good = true;
  for (const [place, column] of header.entries()) {
    if (!Object.hasOwn(columns, column)) report('header_must_name_known_columns', file, column, { value: column });
    else if (places.has(column)) report('column_must_be_there_once', file, column);
    else {
      places.set(column, place);
      continue;
    }
    good = false;
  }
  for (const [column, { optional }] of Object.entries(columns)) {
    if (optional || places.has(column)) continue;
    report('column_must_be_there', file, column);
    good = false;
  }
  return good ? Object.keys(columns).map((column) => places.get(column) ?? -1) : undefined;
}
