import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { type Report, TABLES, type TableName, type TableSpec } from '@millrace/costing-core';
import { CsvError, parse } from 'csv-parse';

/** A row of a file: its cells in the order of the table's columns, and its number as a spreadsheet counts, the header 1. */
export interface CsvRow {
  readonly cells: string[];
  readonly row: number;
}

/**
 * The rows of a table from a CSV file, by the handful; empty lines are passed over.
 *
 * Strict: UTF-8, a header of known columns each once and every column that may not be empty, a cell per column in every
 * row. What is wrong with the file is reported; cells are left to who reads them.
 */
export async function* readCsv(file: string, table: TableName, report: Report): AsyncGenerator<CsvRow[]> {
  const name = basename(file);
  const records = parse({ bom: true, relax_column_count: true });
  // What fails before the parser ends the parser with the same error, and so the loop below.
  pipeline(createReadStream(file), utf8, records, () => {});
  let header: readonly string[] | undefined;
  let row = 0;
  let places: readonly number[] = [];
  let batch: CsvRow[] = [];
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      row++;
      if (record.length === 1 && record[0] === '') continue;
      if (header === undefined) {
        header = record;
        const found = placesOf(header, table, name, report);
        if (found === undefined) return;
        places = found;
      } else if (record.length !== header.length) {
        const fields = { expected: String(header.length), found: String(record.length) };
        report('row_must_have_a_cell_per_column', name, `row ${row}`, fields);
      } else {
        const cells = places.map((place) => (place < 0 ? '' : record[place]));
        if (batch.push({ cells, row }) < BATCH) continue;
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof NotUtf8)) throw error;
    // The parser may be ahead of what it has handed over.
    const read = error instanceof CsvError && typeof error.records === 'number' ? error.records : row;
    report('file_must_be_well_formed', name, `row ${read + 1}`, { says: error.message });
    return;
  }
  if (header === undefined) report('file_must_be_well_formed', name, 'row 1', { says: 'no header' });
  if (batch.length > 0) yield batch;
}

const BATCH = 1000;

/** By the table's columns: the place in the file, −1 for a column that is left out; undefined where the header is wrong. */
function placesOf(header: readonly string[], table: TableName, file: string, report: Report): number[] | undefined {
  const { columns }: TableSpec = TABLES[table];
  let good = true;
  for (const [place, column] of header.entries()) {
    if (!Object.hasOwn(columns, column)) report('header_must_name_known_columns', file, column, { value: column });
    else if (header.indexOf(column) !== place) report('column_must_be_there_once', file, column);
    else continue;
    good = false;
  }
  for (const [column, { optional }] of Object.entries(columns)) {
    if (optional || header.includes(column)) continue;
    report('column_must_be_there', file, column);
    good = false;
  }
  return good ? Object.keys(columns).map((column) => header.indexOf(column)) : undefined;
}

/** Passes text on; bytes in another encoding would come out as other characters without a word. */
async function* utf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new NotUtf8() : error;
  }
}

class NotUtf8 extends Error {
  constructor() {
    super('it is not in UTF-8');
  }
}
