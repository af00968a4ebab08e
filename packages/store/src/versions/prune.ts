import { storedTableNames } from '@millrace/costing-core';
import { sql } from 'kysely';
import { lockVersions } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import type { Steps } from '../runs/steps.js';
import { sayReason } from './period-states.js';
import { approve, become } from './publish.js';
import { type ListedVersion, standsFor, versionsOf } from './versions.js';

/** Which drafts are in nobody's way any more. */
export interface Retention {
  /** How many of the newest drafts of a period, or of a kind and day, are kept, however old. */
  readonly keep: number;
  /** Younger ones are kept too. */
  readonly days: number;
}

/** Drafts beyond the newest ones of their place that are older than so many days; the oldest first. */
export async function prunable(
  database: Database,
  ledger: string,
  { keep, days }: Retention,
): Promise<ListedVersion[]> {
  const drafts = (await versionsOf(database, ledger)).filter(({ state }) => state === 'draft');
  const { rows } = await sql<{ version: number }>`
    select version from millrace.version
    where ledger = ${ledger} and created_at <= now() - make_interval(days => ${days}::integer)`.execute(
    database.kysely,
  );
  const old = new Set(rows.map(({ version }) => version));
  return drafts.filter((draft, at) => {
    const newer = drafts.slice(at + 1).filter((other) => standsFor(other) === standsFor(draft));
    return newer.length >= keep && old.has(draft.version);
  });
}

/**
 * Removes the rows of such drafts and what they were computed from; each is withdrawn, and its record stays with its hashes. One
 * after the other, each whole or not at all. What was ever published is never touched: the database refuses it too.
 *
 * @returns those whose rows were removed.
 */
export async function prune(
  database: Database,
  ledger: string,
  retention: Retention,
  reason: string,
  steps: Steps,
): Promise<ListedVersion[]> {
  const pruned: ListedVersion[] = [];
  for (const { version } of await prunable(database, ledger, retention)) {
    const done = await steps.run(`prune:${version}`, () =>
      database.transaction('writing', async () => {
        await lockVersions(database, ledger);
        // It may have been published meanwhile.
        const draft = (await prunable(database, ledger, retention)).find((of) => of.version === version);
        if (draft === undefined) return undefined;
        await sayReason(database, reason);
        for (const table of [...storedTableNames(), 'version_input']) {
          await sql`delete from ${sql.table(`millrace.${table}`)} where ledger = ${ledger} and version = ${version}`.execute(
            database.kysely,
          );
        }
        await become(database, draft, 'withdrawn');
        await approve(database, draft, 'withdraw', { reason });
        return draft;
      }),
    );
    if (done !== undefined) pruned.push(done);
  }
  return pruned;
}
