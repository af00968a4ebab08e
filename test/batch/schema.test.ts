import { type Column, STORED_TABLES, type StoredSpec, storedTableNames, TABLES } from '@millrace/costing-core';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { EMBEDDED, type Kind, SERVER } from './databases.js';

/** The type that a fact's column has in Postgres. */
function factType({ kind, scale }: Column): string {
  const names = { text: 'text', choice: 'text', period: 'text', flag: 'boolean', integer: 'bigint', date: 'date' };
  if (kind === 'instant') return 'timestamp with time zone';
  if (kind === 'amount') return 'amount';
  if (kind === 'decimal') return `decimal_${scale}`;
  return names[kind];
}

/** Rows of versions keep numbers as they were written. */
const TYPES = { text: 'text', integer: 'bigint', number: 'numeric', date: 'date', amounts: 'ARRAY' };

const KEY_OF_VERSION = ['ledger text not null', 'version integer not null'];

describe.each([EMBEDDED, SERVER])('the schema of $name', (kind: Kind) => {
  test.runIf(kind.present)('has the tables and columns that costing-core names, and their keys', async () => {
    const database = await Database.open(await kind.create(), 'test');
    const columns = await columnsIn(database);
    const keys = await keysIn(database);
    await database.close();
    for (const [name, { columns: specified, key }] of Object.entries(TABLES)) {
      const expected = Object.entries<Column>(specified).map(([column, spec]) => {
        const must = !spec.optional || (key as readonly string[]).includes(column);
        return `${column} ${factType(spec)}${must ? ' not null' : ''}`;
      });
      expect(columns.get(name), `millrace.${name}: ${WHAT_TO_DO}`).toEqual(expected);
      expect(keys.get(name), `the key of millrace.${name}`).toEqual(key);
    }
    for (const name of storedTableNames()) {
      const { columns: specified, key }: StoredSpec = STORED_TABLES[name];
      const expected = Object.entries(specified).map(
        ([column, { kind, optional }]) => `${column} ${TYPES[kind]}${optional ? '' : ' not null'}`,
      );
      expect(columns.get(name), `millrace.${name}: ${WHAT_TO_DO}`).toEqual([...KEY_OF_VERSION, ...expected]);
      expect(keys.get(name)).toEqual(['ledger', 'version', ...key]);
    }
  });
});

const WHAT_TO_DO =
  'append a migration (packages/batch-runner/src/database/migrations) that brings it in line; a new table of a version ' +
  'is put under guard there, with call millrace.guard(name)';

async function columnsIn(database: Database): Promise<Map<string, string[]>> {
  const columns = new Map<string, string[]>();
  await database.read(
    `select table_name, column_name, coalesce(domain_name, data_type), is_nullable
     from information_schema.columns where table_schema = 'millrace' order by table_name, ordinal_position`,
    ([table, column, type, nullable]) => {
      const text = `${column} ${type}${nullable === 'NO' ? ' not null' : ''}`;
      columns.set(table, [...(columns.get(table) ?? []), text]);
    },
  );
  return columns;
}

async function keysIn(database: Database): Promise<Map<string, string[]>> {
  const keys = new Map<string, string[]>();
  await database.read(
    `select c.table_name, k.column_name
     from information_schema.table_constraints c join information_schema.key_column_usage k using (constraint_schema, constraint_name)
     where c.constraint_type = 'PRIMARY KEY' and c.table_schema = 'millrace' order by c.table_name, k.ordinal_position`,
    ([table, column]) => {
      keys.set(table, [...(keys.get(table) ?? []), column]);
    },
  );
  return keys;
}
