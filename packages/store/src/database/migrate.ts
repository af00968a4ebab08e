import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrateQueue } from '../queue/boss.js';
import { Trouble } from '../trouble.js';
import type { Database } from './database.js';
import { MIGRATIONS } from './migrations/all.js';

/**
 * Brings the schema `millrace` up to date, all of it or nothing, and then the queue of jobs. Returns the names of the steps that were
 * taken.
 */
export async function migrate(database: Database): Promise<string[]> {
  await mustNotBeNewer(database, await stepsTaken(database));
  const migrator = new Migrator({
    db: database.kysely,
    migrationTableSchema: 'millrace',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(MIGRATIONS).map(([name, sql]) => [name, { up: () => database.script(sql) }] as const),
        ),
    },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return [...results.map(({ migrationName }) => migrationName), ...(await migrateQueue(database))];
}

/**
 * Makes sure that the database has exactly the tables that this Millrace knows.
 *
 * @throws Trouble where the database lacks migrations, or has some that this Millrace doesn't know.
 */
export async function mustBeMigrated(database: Database): Promise<void> {
  const taken = await stepsTaken(database);
  await mustNotBeNewer(database, taken);
  if (taken.length < Object.keys(MIGRATIONS).length) {
    throw new Trouble('database_is_not_set_up', { place: database.place });
  }
}

async function mustNotBeNewer(database: Database, taken: readonly string[]): Promise<void> {
  const unknown = taken.find((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown !== undefined) throw new Trouble('database_is_newer', { place: database.place, step: unknown });
}

async function stepsTaken({ kysely }: Database): Promise<string[]> {
  // Not in information_schema, which hides what one may not read: that is a missing right, not a missing table.
  const { rows } = await sql`select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'millrace' and c.relname = 'migration'`.execute(kysely);
  if (rows.length === 0) return [];
  const steps = await kysely.selectFrom('millrace.migration').select('name').orderBy('name').execute();
  return steps.map(({ name }) => name);
}
