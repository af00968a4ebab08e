import type { Column, Kind } from './column.js';
import type { TABLES, TableName } from './tables.js';

/** A row as it stands in JSON. Cells that may be empty may be left out. */
export type Row<T extends TableName> = Cells<(typeof TABLES)[T]['columns']>;

type Optional<C> = { [K in keyof C]: C[K] extends Column<Kind, true> ? K : never }[keyof C];
type Cells<C> = { readonly [K in Exclude<keyof C, Optional<C>>]: CellOf<C[K]> } & {
  readonly [K in Optional<C>]?: CellOf<C[K]> | '' | null;
};

/** Decimals are text; a whole number may come as a number, a flag as a truth value. */
type CellOf<C> =
  C extends Column<infer K, boolean, infer Choice>
    ? K extends 'choice'
      ? Choice
      : K extends 'flag'
        ? boolean | 'true' | 'false'
        : K extends 'date' | 'instant' | 'period'
          ? string
          : string | number
    : never;

/** Facts as plain objects; tables that have no rows may be left out. */
export type FactRows = { readonly [T in TableName]?: readonly Row<T>[] };
