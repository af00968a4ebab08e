import { type Finding, TABLES, type TableName, type TableSpec } from '@millrace/costing-core';
import type { Steps } from '@millrace/store';
import { type Database, quoted } from '@millrace/store';
import { sql } from 'kysely';
import { readCsv } from '../files/read-csv.js';
import { differs, incoming } from './incoming.js';
import { lateRows } from './late-rows.js';

/** What became of a file's rows. */
interface ImportedTable {
  readonly table: TableName;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface Imported {
  readonly tables: readonly ImportedTable[];
  /** Rows of published periods: they are kept, and count in no version until their period is closed again. */
  readonly findings: readonly Finding[];
}

/**
 * Writes checked files into the fact tables, all in one transaction: a row whose key is there is updated where it
 * differs, others are added. Nothing is ever deleted.
 */
export async function importFiles(
  database: Database,
  files: ReadonlyMap<TableName, string>,
  steps: Steps,
): Promise<Imported> {
  return database.transaction('writing', async () => {
    const tables: ImportedTable[] = [];
    const findings: Finding[] = [];
    for (const [table, file] of files) {
      await steps.run(`import:${table}`, async (advance) => {
        const incoming = `"incoming_${table}"`;
        await database.script(`create temp table ${incoming} (like millrace."${table}") on commit drop`);
        const rows = await database.write(incoming, Object.keys(TABLES[table].columns), storable(file, table), advance);
        const counts = await compare(database, table);
        for (const late of await lateRows(database, table)) findings.push(late);
        await merge(database, table);
        tables.push({ table, rows, ...counts, unchanged: rows - counts.added - counts.changed });
      });
    }
    return { tables, findings };
  });
}

/** Empty cells are null, but in a key, which must be whole. */
async function* storable(file: string, table: TableName): AsyncGenerator<(string | null)[][]> {
  const { columns, key }: TableSpec = TABLES[table];
  const isKey = Object.keys(columns).map((column) => key.includes(column));
  for await (const batch of readCsv(file, table, () => {})) {
    yield batch.map(({ cells }) => cells.map((cell, c) => (cell === '' && !isKey[c] ? null : cell)));
  }
}

async function compare({ kysely }: Database, table: TableName): Promise<{ added: number; changed: number }> {
  const isNew = sql`${sql.ref(`t.${TABLES[table].key[0]}`)} is null`;
  const { rows } = await sql<{ added: number; changed: number }>`
    select count(*) filter (where ${isNew})::int as added,
      count(*) filter (where not ${isNew} and ${sql.raw(differs(table, 't', 'i'))})::int as changed
    from ${sql.raw(incoming(table))}
  `.execute(kysely);
  return rows[0];
}

async function merge(database: Database, table: TableName): Promise<void> {
  const { columns, key }: TableSpec = TABLES[table];
  const names = Object.keys(columns);
  const others = names.filter((column) => !key.includes(column));
  const update =
    others.length === 0
      ? 'do nothing'
      : `do update set ${others.map((column) => `"${column}" = excluded."${column}"`).join(', ')}
         where ${differs(table, 't', 'excluded')}`;
  await database.script(
    `insert into millrace."${table}" as t (${quoted(names)}) select ${quoted(names)} from "incoming_${table}"
     on conflict (${quoted(key)}) ${update}`,
  );
}
