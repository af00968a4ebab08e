import type { VersionLine } from './answers.js';

/** The tables and views of a version. */
export interface TablesAnswer {
  readonly version: VersionLine;
  readonly groups: readonly {
    readonly group: 'costs' | 'stock' | 'orders' | 'pools' | 'journals' | 'others';
    readonly tables: readonly { readonly name: string; readonly title: string }[];
  }[];
}

export interface TableAnswer {
  readonly version: VersionLine;
  readonly title: string;
  /** What columns of it must hold. */
  readonly filters: readonly { readonly column: string; readonly name: string; readonly value: string }[];
  /** False where the version has no such table: of accounts that are not there, or of nothing to compare with. */
  readonly isThere: boolean;
  readonly columns: readonly TableColumn[];
  /** Rows that a search leaves, and all there are. */
  readonly found: number;
  readonly all: number;
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  /** What it is sorted by. */
  readonly key: string;
  readonly name: string;
  readonly isNumber: boolean;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Cells that lead to a page of their own. */
  readonly links: readonly CellLink[];
}

/** A cell by its place among the columns, and the page that it leads to. */
export interface CellLink {
  readonly column: number;
  readonly path: '/item' | '/order' | '/document';
  readonly query: Readonly<Record<string, string>>;
}

/** The cost sheet of an order, and what other tables say of it. */
export interface OrderAnswer {
  readonly version: VersionLine;
  readonly currency: string;
  readonly order: string;
  /** What it makes, and the page of that. */
  readonly code: string;
  readonly name: string;
  readonly place: { readonly plant: string; readonly item: string } | undefined;
  /** In the period, with its unit. */
  readonly received: string;
  readonly tables: readonly SmallTable[];
}

/** A table with all of its rows. */
export interface SmallTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Sums over the rows; empty where there are none. */
  readonly total: readonly string[];
}
