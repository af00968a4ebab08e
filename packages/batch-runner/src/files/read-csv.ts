import type { Report } from '@millrace/costing-core';
import type { TableName } from '@millrace/facts';
import { CsvRows, NotCsv, type RowEnd } from './csv-rows.js';
import { decoded, type Encoding, NotText } from './decode-text.js';
import { Header } from './header.js';
import { type ReadOnce, Unreadable } from './input-file.js';
import { type FileRow, type OnHead, Records, type TableSource } from './table-source.js';

/**
 * A CSV file: a header of known columns each once and every column that may not be empty, a cell per column in every row,
 * separated by comma, semicolon or tab and rows ended as the header is. Rows without anything are passed over, as are cells
 * without anything behind the header's last column, which spreadsheets write, and a first line `sep=;`, by which Excel is told. Cells at
 * the end of a row that may be empty may be missing, as Excel leaves them out.
 */
export class CsvFile implements TableSource {
  readonly #file: ReadOnce;
  readonly #encoding: Encoding | undefined;

  /** @param encoding undefined: UTF-8, UTF-16 or GB18030, as its bytes say. */
  constructor(file: ReadOnce, encoding?: Encoding) {
    this.#file = file;
    this.#encoding = encoding;
  }

  get name(): string {
    return this.#file.name;
  }

  whereabouts(row: number): string {
    return `${this.name}:${row}`;
  }

  async *read(
    table: TableName,
    report: Report,
    onRow: (row: FileRow) => void,
    onHead: OnHead = () => {},
  ): AsyncGenerator<number> {
    const { name } = this;
    let rows: CsvRows | undefined;
    const header = new Header(table, name, report);
    let records: Records | undefined;
    // Whether the row to come is the last, without an end of its own: it may have been cut off where its file was.
    let isCut = false;
    let last = '';
    let count = 0;
    const take = (separator: string) => (record: string[], row: number, line: string | undefined) => {
      if (record.every((cell) => cell === '' || cell === END_OF_FILE)) return;
      if (records === undefined) {
        if (row === 1 && SAYS_SEPARATOR.test(record[0])) return;
        const columns = header.columnsIn(record, row);
        if (columns === undefined) return;
        records = new Records(table, columns, separator);
        onHead(records.head);
        return;
      }
      const isShort = record.length < records.width;
      if ((isShort && (isCut || !records.mayEndAt(record.length))) || records.hasMore(record)) {
        const fields = { expected: String(records.head.columns.length), found: String(record.length) };
        report('row_must_have_a_cell_per_column', name, `row ${row}`, fields);
        return;
      }
      count++;
      while (record.length < records.width) record.push('');
      onRow(records.row(record, row, isShort ? undefined : line));
    };
    try {
      for await (const text of decoded(this.#file.pieces(), this.#encoding)) {
        if (rows === undefined) {
          const separator = separatorOf(text);
          rows = new CsvRows(separator, take(separator), rowEndOf(text));
        }
        rows.add(text);
        if (text !== '') last = text;
        if (count > 0) yield count;
      }
      isCut = !/[\r\n]$/.test(last);
      rows?.end();
      if (!header.isThere) report('file_must_be_well_formed', name, 'row 1', { says: 'no_header' });
    } catch (error) {
      if (error instanceof Unreadable) report('file_must_be_readable', name, name, { says: error.reason });
      else if (error instanceof NotCsv) {
        report('file_must_be_well_formed', name, `row ${error.row}`, { says: error.reason });
      } else if (error instanceof NotText) {
        report('file_must_be_well_formed', name, `row ${rows?.next ?? 1}`, { says: 'encoding' });
      } else throw error;
    }
    header.end();
    if (count > 0) yield count;
  }
}

/** How Excel is told what stands between the cells. */
const SAYS_SEPARATOR = /^sep=/i;

/** What programs of DOS write behind the last row. */
const END_OF_FILE = '\x1a';

/** What stands between the columns of the header, none of whose names holds any of these. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[^\r\n][\r\n]/) + 1 || undefined);
  return SEPARATORS.find((separator) => header.includes(separator)) ?? ',';
}

/** A carriage return alone where the first row that has anything ends in one. */
function rowEndOf(text: string): RowEnd {
  const end = text.search(/[^\r\n][\r\n]/) + 1;
  return text[end] === '\r' && end + 1 < text.length && text[end + 1] !== '\n' ? '\r' : '\n';
}

const SEPARATORS = [',', ';', '\t'] as const;
