import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPolicy } from '@millrace/costing-core';
import { type Column, TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { temporaryFolder } from '../batch/folders.js';
import { query } from '../batch/postgres.js';
import type { RowsOfTables } from './rows-of-folder.js';

/** As a site's own system would keep a column of this kind. */
export const TYPES: Readonly<Record<Column['kind'], string>> = {
  text: 'varchar(200)',
  choice: 'varchar(40)',
  flag: 'boolean',
  integer: 'integer',
  decimal: 'numeric(28,12)',
  amount: 'numeric(18,4)',
  date: 'date',
  instant: 'timestamptz',
  period: 'char(7)',
};

/** Makes the tables of a site of its own, `erp."T_ITEM"` with a column `F_ITEM`, and returns a query for each. */
export async function siteOf(database: string, rows: RowsOfTables): Promise<Record<string, string>> {
  await query(database, 'create schema erp');
  const mapped: Record<string, string> = {};
  for (const [table, its] of rows) {
    const { columns }: TableSpec = TABLES[table as TableName];
    const names = Object.keys(its[0]);
    const own = (name: string) => `"F_${name.toUpperCase()}"`;
    const named = `erp."T_${table.toUpperCase()}"`;
    await query(
      database,
      `create table ${named} (${names.map((name) => `${own(name)} ${TYPES[columns[name].kind]}`).join(', ')})`,
    );
    const values = its.map(
      (row) =>
        `(${names.map((name) => (row[name] === '' ? 'null' : `'${row[name].replaceAll("'", "''")}'`)).join(', ')})`,
    );
    await query(database, `insert into ${named} values ${values.join(', ')}`);
    mapped[table] = `select ${names.map((name) => `${own(name)} as "${name}"`).join(', ')} from ${named}`;
  }
  return mapped;
}

/** A config that maps tables of the site. */
export async function configOf(
  tables: Readonly<Record<string, string>>,
  connection = '',
  policy = defaultPolicy,
): Promise<string> {
  const file = join(await temporaryFolder(), 'millrace.config.json');
  const rest = { ledger: '', language: 'en', policy };
  await writeFile(file, JSON.stringify({ database: './.data', ...rest, sources: { connection, tables } }));
  return file;
}
