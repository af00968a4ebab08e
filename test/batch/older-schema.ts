import { migrate } from '@millrace/store';
import { MIGRATIONS } from '../../packages/store/src/database/migrations/all.js';
import { Database } from '../../packages/store/src/index.js';
import { removeAfterTests } from '../leftovers.js';
import { databaseOf, query } from './postgres.js';

/** The names of all migrations, in their order. */
export const STEPS = Object.keys(MIGRATIONS);

/** Sets a database up as Millrace left it when there were only so many steps. */
export async function migrateTo(address: string, taken: number): Promise<void> {
  if (taken === 0) return;
  const later = STEPS.slice(taken).map((step) => [step, MIGRATIONS[step]] as const);
  const all = MIGRATIONS as Record<string, string>;
  for (const [step] of later) delete all[step];
  const database = await Database.open(address, 'test');
  try {
    await migrate(database);
  } finally {
    await database.close();
    for (const [step, sql] of later) all[step] = sql;
  }
}

/** Another database of the same server, with nothing in it. */
export async function emptyDatabase(address: string): Promise<string> {
  const name = `millrace_empty_${process.pid}_${made++}`;
  await query(address, `create database ${name}`);
  removeAfterTests(() => query(databaseOf(address, 'postgres'), `drop database if exists ${name} with (force)`));
  return databaseOf(address, name);
}

let made = 0;
