import type { Report } from '@millrace/costing-core';
import { columnNamed, columnZh, nearest, TABLES, type TableName, type TableSpec } from '@millrace/facts';

/**
 * Looks for the names of columns in the first row of a file or sheet that has anything. Where they aren't there, but in one of the rows
 * below it, as below the title of a report, this is told, and nothing of what is wrong with the first row as a header.
 */
export class Header {
  readonly #table: TableName;
  readonly #source: string;
  readonly #report: Report;
  readonly #held: Finding[] = [];
  #first: readonly string[] | undefined;
  /** Of the rows below the first, the one that names the columns. */
  #below: number | undefined;
  #looked = 0;

  constructor(table: TableName, source: string, report: Report) {
    this.#table = table;
    this.#source = source;
    this.#report = report;
  }

  /** Whether a row stood where it should be, right or wrong. */
  get isThere(): boolean {
    return this.#first !== undefined;
  }

  /** The row that names the columns, of those that came, where it is not the first. */
  get below(): number | undefined {
    return this.#below;
  }

  /**
   * By place the columns that the first row names, undefined where the header has no name; undefined altogether where it is wrong, and
   * for every row that comes after it.
   *
   * @param fault what is wrong with a cell of it beside its name.
   */
  columnsIn(cells: readonly string[], row: number, fault?: Finding): (string | undefined)[] | undefined {
    if (this.#first === undefined) {
      this.#first = cells;
      if (fault !== undefined) {
        this.#held.push(fault);
        return undefined;
      }
      const columns = columnsOfHeader(cells, this.#table, this.#source, (...finding) => this.#held.push(finding));
      return this.#held.length === 0 ? columns : undefined;
    }
    if (this.#below === undefined && ++this.#looked <= MOST_ABOVE) {
      let isWhole = true;
      columnsOfHeader(cells, this.#table, this.#source, () => {
        isWhole = false;
      });
      if (isWhole) this.#below = row;
    }
    return undefined;
  }

  /** Tells what is wrong with the header, once the rows below it were seen. */
  end(): void {
    if (this.#below === undefined || this.#first === undefined) {
      for (const finding of this.#held) this.#report(...finding);
      return;
    }
    const fields = { ...notNames(this.#first, this.#table), row: String(this.#below) };
    this.#report('header_must_be_there', this.#source, 'header', fields);
  }
}

type Finding = Parameters<Report>;

/** More rows than any title has. */
const MOST_ABOVE = 20;

/** The columns that a header names, by their English or Chinese names; undefined where it is wrong, which is reported. */
function columnsOfHeader(
  header: readonly string[],
  table: TableName,
  source: string,
  report: Report,
): (string | undefined)[] | undefined {
  const { columns }: TableSpec = TABLES[table];
  const names = Object.keys(columns);
  const known = [...names, ...names.map(columnZh)];
  const near = (name: string) => known.find((one) => one === bare(name)) ?? nearest(bare(name), known) ?? '';
  const filled = header.map((name) => name.trim()).filter((name) => name !== '');
  const isNamed = (name: string) => columnNamed(table, name) !== undefined;
  if (!filled.some(isNamed) && filled.filter((name) => near(name) !== '').length * 2 < Math.max(1, filled.length)) {
    report('header_must_be_there', source, 'header', notNames(header, table));
    return undefined;
  }
  const found: (string | undefined)[] = [];
  let good = true;
  for (const given of header) {
    const name = given.trim();
    const column = name === '' ? undefined : columnNamed(table, name);
    if (name !== '' && column === undefined) {
      report('header_must_name_known_columns', source, name, { value: name, nearest: near(name) });
      good = false;
    } else if (column !== undefined && found.includes(column)) {
      report('column_must_be_there_once', source, column);
      good = false;
    }
    found.push(column);
  }
  for (const [column, { optional }] of Object.entries(columns)) {
    if (optional || found.includes(column)) continue;
    report('column_must_be_there', source, column);
    good = false;
  }
  return good ? found : undefined;
}

/** `数量` of `*数量(kg)`: what forms and reports write around a name. */
function bare(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^[*'"]+|[*'":]+$/g, '')
    .replace(/(?<=.)[([【].*$/, '');
}

function notNames(header: readonly string[], table: TableName): Record<string, string> {
  const { columns }: TableSpec = TABLES[table];
  const needed = Object.keys(columns).filter((name) => !columns[name].optional);
  return { value: cut(header), expected: needed.join(', ') };
}

/** As much of a header as can be read at one look. */
function cut(header: readonly string[]): string {
  const text = header.filter((name) => name !== '').join(' ');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

const SHOWN = 100;
