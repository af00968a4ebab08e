import { CompiledQuery } from 'kysely';
import type { Db, PgBoss } from 'pg-boss';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';

/** The schema of pg-boss, beside ours: its tables are of its making and change with its releases. */
export const QUEUE_SCHEMA = 'millrace_queue';

/** The one queue there is: periods of ledgers to be closed. */
export const QUEUE = 'close';

/**
 * Makes the queue on a server, or brings it up to date; a folder has one process at a time and needs none. To be done by the owner
 * of the tables. Returns the step that was taken, if any.
 */
export async function migrateQueue(database: Database): Promise<string[]> {
  if (database.kind === 'embedded') return [];
  const boss = await bossOver(database, true);
  const before = (await boss.isInstalled()) ? await boss.schemaVersion() : undefined;
  await boss.start();
  try {
    const after = await boss.schemaVersion();
    if ((await boss.getQueue(QUEUE)) === null) await boss.createQueue(QUEUE, OPTIONS);
    else await boss.updateQueue(QUEUE, OPTIONS);
    return before === after ? [] : [`queue-${after}`];
  } finally {
    await boss.stop();
  }
}

/** @throws Trouble where there is no queue, or one of another release. */
export async function startBoss(database: Database): Promise<PgBoss> {
  if (database.kind === 'embedded') throw new Trouble('workers_need_a_server', { place: database.place });
  const boss = await bossOver(database, false);
  if (!(await boss.isInstalled())) throw new Trouble('database_is_not_set_up', { place: database.place });
  try {
    return await boss.start();
  } catch (error) {
    if (error instanceof Error && /requires migrations/.test(error.message)) {
      throw new Trouble('database_is_not_set_up', { place: database.place }, error);
    }
    throw error;
  }
}

/** pg-boss in a session of ours, so that addresses, TLS and names of sessions are the same everywhere. Nothing of it runs by itself. */
async function bossOver(database: Database, migrate: boolean): Promise<PgBoss> {
  const db: Db = {
    executeSql: (text, values = []) => database.kysely.executeQuery(CompiledQuery.raw(text, [...values])),
  };
  // It takes long to load: only who wants it waits.
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db,
    schema: QUEUE_SCHEMA,
    migrate,
    createSchema: true,
    schedule: false,
    supervise: false,
    reindex: false,
    monitorVacuum: false,
  });
  // What fails in the background fails again where somebody waits for it.
  boss.on('error', () => {});
  return boss;
}

const DAY = 86_400;

/**
 * Whether a job's worker is alive tells the lock that it holds (see `CloseQueue`), not a time: a ledger may take hours, during which
 * a thread that computes sends no heartbeat. How often one is tried again we decide ourselves.
 */
const OPTIONS = {
  expireInSeconds: DAY - 1,
  retentionSeconds: 14 * DAY,
  deleteAfterSeconds: 7 * DAY,
  retryLimit: 1_000_000,
  retryDelay: 1,
};
