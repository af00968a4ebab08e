import { type Column, TABLES, type TableName, type TableSpec } from '@millrace/facts';

/**
 * The columns of a fact table as SQL that gives them as the types that `CopiedRows` reads, in the order of `TABLES`. A site
 * may have views in place of the tables, with types of their own.
 */
export function factColumns(table: TableName, alias: string): string {
  const { columns }: TableSpec = TABLES[table];
  return Object.entries(columns)
    .map(([name, { kind }]) => `${alias}."${name}"::${TYPES[kind] ?? 'numeric'}`)
    .join(', ');
}

/** Numbers are numeric, whole ones too: a cast to an integer would round what a view gives. */
const TYPES: Partial<Record<Column['kind'], string>> = {
  text: 'text',
  choice: 'text',
  period: 'text',
  flag: 'boolean',
  date: 'date',
  instant: 'timestamptz',
};
