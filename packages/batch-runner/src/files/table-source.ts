import type { Report } from '@millrace/costing-core';
import {
  asWritten,
  type Column,
  type ReadingCode,
  TABLES,
  type TableName,
  type TableReader,
  type TableSpec,
} from '@millrace/facts';
import { brokenText } from './broken-text.js';

/** Where the rows of a table are read from, once: a CSV file, or a sheet of a workbook. */
export interface TableSource {
  /** What findings call it: `movement.csv`, `month.xlsx movement`. */
  readonly name: string;
  /** Where a row, or its cell in a column, stands: `movement.csv:12`, `month.xlsx movement!F12`. */
  whereabouts(row: number, column?: string): string;
  /**
   * Reads its rows; what is wrong with it as such is reported, cells are left to who takes the rows.
   *
   * @param onHead is told of a good header, before any row.
   * @returns yields now and then how many rows it has handed on, so that who takes them can go at its own speed.
   */
  read(table: TableName, report: Report, onRow: (row: FileRow) => void, onHead?: OnHead): AsyncGenerator<number>;
}

/** A row as it was read. */
export interface FileRow {
  /** In the order of the table's columns; a column that is left out is empty. */
  readonly cells: readonly string[];
  /** In the order of the header's columns. */
  readonly record: readonly string[];
  /** Its number as a spreadsheet counts. */
  readonly row: number;
  /** The line as it stands in a CSV file, where it holds the record as it is and no cell of it is in quotes. */
  readonly line: string | undefined;
  /** By place among `cells`: what is wrong with a cell that can't be taken for a text. */
  readonly faults: ReadonlyMap<number, ReadingCode> | undefined;
}

/** What the header says. */
export interface Head {
  readonly separator: string;
  /** The columns of the table that are there, in the order of the header. */
  readonly columns: readonly string[];
}

export type OnHead = (head: Head) => void;

/** Takes the rows of a source into columns. */
export function rowsInto(reader: TableReader, source: TableSource): (row: FileRow) => void {
  reader.comeFrom((row, column) => source.whereabouts(row, column));
  return ({ cells, row, faults }) => {
    if (faults === undefined) reader.add(cells, row);
    else reader.refuse(cells, row, faults);
  };
}

/** Makes rows of a table of the records of a source whose header is known. */
export class Records {
  /** By place in the header: the place among the table's columns, −1 for a column without a name. */
  readonly #places: readonly number[];
  readonly #specs: readonly Column[];
  readonly #isWhole: boolean;
  /** By place in the header the last cell that is written as facts are: those of a column are often what they were before. */
  readonly #asItIs: string[];
  readonly head: Head;
  /** Up to the last column with a name. */
  readonly width: number;

  constructor(table: TableName, columns: readonly (string | undefined)[], separator: string) {
    const all: TableSpec['columns'] = TABLES[table].columns;
    const names = Object.keys(all);
    this.#places = columns.map((column) => (column === undefined ? -1 : names.indexOf(column)));
    this.#specs = Object.values(all);
    this.#isWhole = this.#places.every((place) => place >= 0);
    this.#asItIs = columns.map(() => '');
    this.width = this.#places.findLastIndex((place) => place >= 0) + 1;
    this.head = { separator, columns: columns.filter((column) => column !== undefined) };
  }

  /** The column at a place of the header; undefined where that has no name. */
  columnAt(at: number): Column | undefined {
    return this.#places[at] >= 0 ? this.#specs[this.#places[at]] : undefined;
  }

  /** Whether all that would come behind so many cells of a record may be empty. A row of one cell is a note, or has other separators. */
  mayEndAt(length: number): boolean {
    return length > 1 && this.#places.slice(length).every((place) => place < 0 || this.#specs[place].optional);
  }

  /** Whether a record has something where the header has no name. */
  hasMore(record: readonly string[]): boolean {
    if (this.#isWhole && record.length === this.#places.length) return false;
    for (let at = 0; at < record.length; at++) {
      if ((at >= this.#places.length || this.#places[at] < 0) && record[at] !== '') return true;
    }
    return false;
  }

  /** The row of a record, its cells as facts are written wherever what they say is sure; faults by place in the record. */
  row(record: string[], row: number, line: string | undefined, given?: ReadonlyMap<number, ReadingCode>): FileRow {
    let faults = given;
    const cells = new Array<string>(this.#specs.length).fill('');
    const isWhole = this.#isWhole && record.length === this.#places.length;
    let isAsItWas = isWhole;
    for (let at = 0; at < this.#places.length && at < record.length; at++) {
      const place = this.#places[at];
      if (place < 0) continue;
      const { kind } = this.#specs[place];
      const cell = record[at];
      cells[place] = cell;
      if (cell === this.#asItIs[at] || faults?.has(at)) continue;
      const broken = brokenText(cell, this.#specs[place]);
      if (broken !== undefined) faults = new Map([...(faults ?? []), [at, broken]]);
      if (!TIDIED.has(kind)) continue;
      const { meanings, sure } = asWritten(this.#specs[place], cell);
      if (!sure || meanings[0] === cell) {
        this.#asItIs[at] = cell;
        continue;
      }
      cells[place] = meanings[0];
      record[at] = meanings[0];
      isAsItWas = false;
    }
    const kept = isWhole ? record : record.filter((_, at) => this.#places[at] >= 0);
    return {
      cells,
      record: kept,
      row,
      line: isAsItWas ? line : undefined,
      faults: faults && new Map(Array.from(faults, ([at, code]) => [this.#places[at], code])),
    };
  }
}

/** Kinds whose cells people write in more than one way; a number has one. */
const TIDIED: ReadonlySet<string> = new Set(['flag', 'choice', 'date', 'period', 'instant']);
