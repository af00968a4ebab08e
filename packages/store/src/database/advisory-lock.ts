import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { Trouble } from '../trouble.js';
import type { Database } from './database.js';

/**
 * Runs `work` while no other session closes or publishes this period of the ledger. The lock goes with the session, so a
 * killed process never leaves it behind.
 *
 * @throws Trouble that says who holds it.
 */
export async function withPeriodLock<T>(
  database: Database,
  ledger: string,
  period: string,
  work: () => Promise<T>,
): Promise<T> {
  const key = lockKey('period', ledger, period);
  // The server takes a moment to notice that a killed process is gone.
  for (let waited = 0; !(await tryLock(database, key)); waited += BETWEEN_TRIES) {
    if (waited >= PATIENCE) throw await heldBy(database, key, ledger, period);
    await wait(BETWEEN_TRIES);
  }
  try {
    return await work();
  } finally {
    // Where the connection is lost the lock is gone with it.
    await sql`select pg_advisory_unlock(${key}::bigint)`.execute(database.kysely).catch(() => {});
  }
}

const PATIENCE = 2_000;
const BETWEEN_TRIES = 100;

/** Makes the writers of a ledger's versions wait for each other until the end of the transaction. */
export async function lockVersions({ kysely }: Database, ledger: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey('versions', ledger)}::bigint)`.execute(kysely);
}

async function tryLock({ kysely }: Database, key: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${key}::bigint) as locked`.execute(
    kysely,
  );
  return rows[0].locked;
}

async function heldBy({ kysely }: Database, key: string, ledger: string, period: string): Promise<Trouble> {
  // Other roles may not see since when.
  const { rows } = await sql<{ application_name: string; pid: number; since: string | null }>`
    select a.application_name, a.pid, to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS "UTC"') as since
    from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and a.datname = current_database() and ((l.classid::bigint << 32) | l.objid::bigint) = ${key}::bigint
  `.execute(kysely);
  const { application_name = '?', pid = '?', since } = rows[0] ?? {};
  const held = { holder: application_name, session: String(pid), since: since ?? '?' };
  return new Trouble('close_is_running', { ledger, period, ...held });
}

/** Postgres knows advisory locks by 64-bit numbers. */
function lockKey(...names: string[]): string {
  return createHash('sha256')
    .update(['millrace', ...names].join('\0'))
    .digest()
    .readBigInt64BE()
    .toString();
}
