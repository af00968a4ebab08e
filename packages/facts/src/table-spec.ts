import { type Column, choice, optional, words } from './column.js';

/**
 * The facts: one contract for JSON, CSV files and Postgres. Tables and columns have the same names everywhere; a row
 * is known by its key columns. Decimals are text without exponent, at most as many decimals as the column has.
 *
 * Documents carry `source`, the row's key in the system it came from, and `status`; only approved ones count.
 */
export interface TableSpec {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}

export const table = <C extends Record<string, Column>>(key: readonly (keyof C & string)[], columns: C) => ({
  key,
  columns,
});

/** Of documents: the row's own key where it came from, and whether it counts. */
export const STATUS = { source: optional(words()), status: choice('approved', 'draft', 'void') };
