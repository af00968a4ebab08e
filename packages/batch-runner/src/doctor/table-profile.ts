import { columnNamed, columnsOf, type Kind, type TableName } from '@millrace/facts';
import type { FileRow } from '../files/table-source.js';

/** Where the rows of a table were read: a mapping of the config, files, or Millrace's own table. */
export type Origin = 'sources' | 'files' | 'database';

/** What stands in a column. */
export interface ColumnProfile {
  readonly column: string;
  readonly kind: Kind;
  /** False where the source leaves it out. */
  isThere: boolean;
  /** The type that Postgres or DuckDB has it in; undefined for files. */
  type: string | undefined;
  filled: number;
  /** The first few that differ. */
  readonly examples: string[];
  /** Of choices and truth values: how often each came, as it was read. */
  readonly values: Map<string, number>;
}

/** What the rows of a table hold, seen as they are read. */
export class TableProfile {
  readonly table: TableName;
  readonly source: string;
  readonly origin: Origin;
  readonly columns: readonly ColumnProfile[];
  /** The first rows, cells by column, empty ones left out. */
  readonly sample: Record<string, string>[] = [];
  /** The query is in DuckDB's SQL, where others are in Postgres'. */
  readonly isOfDuckdb: boolean;
  rows = 0;

  constructor(table: TableName, source: string, origin: Origin, isOfDuckdb: boolean) {
    this.isOfDuckdb = isOfDuckdb;
    this.table = table;
    this.source = source;
    this.origin = origin;
    this.columns = columnsOf(table).map(([column, { kind }]) => ({
      column,
      kind,
      isThere: false,
      type: undefined,
      filled: 0,
      examples: [],
      values: new Map<string, number>(),
    }));
  }

  /** @param types by a column's name in the source. */
  hasColumns(there: readonly string[], types: ReadonlyMap<string, string> | undefined): void {
    for (const each of this.columns) each.isThere = there.includes(each.column);
    for (const [name, type] of types ?? []) {
      const named = this.columns.find(({ column }) => column === columnNamed(this.table, name));
      if (named !== undefined) named.type = type;
    }
  }

  take({ cells }: FileRow): void {
    this.rows++;
    for (const [at, column] of this.columns.entries()) {
      const cell = cells[at];
      if (cell === '') continue;
      column.filled++;
      if (column.examples.length < EXAMPLES && !column.examples.includes(cell)) column.examples.push(cell);
      if (column.kind !== 'choice' && column.kind !== 'flag') continue;
      if (column.values.size < MOST_VALUES || column.values.has(cell)) {
        column.values.set(cell, (column.values.get(cell) ?? 0) + 1);
      }
    }
    if (this.sample.length < SAMPLE) {
      const filled = this.columns.flatMap(({ column }, at) => (cells[at] === '' ? [] : [[column, cells[at]]]));
      this.sample.push(Object.fromEntries(filled));
    }
  }
}

const EXAMPLES = 3;

const SAMPLE = 3;

/** More aren't choices but a column of free text. */
const MOST_VALUES = 100;
