import type { StandardRolled } from '@millrace/costing-core';
import { withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { type Written, writeVersion } from '../versions/write-version.js';
import { RunRecord } from './run-record.js';
import type { Steps } from './steps.js';

/**
 * Rolls up and writes the version as a draft, in one transaction, under the lock of what it stands for (`standard
 * 2026-11-01`). Killed at any moment it leaves what was there before, and a run that says so. Nothing is written where a
 * finding is fatal.
 */
export async function rollInDatabase(
  database: Database,
  ledger: string,
  place: string,
  choices: object,
  steps: Steps,
  roll: () => Promise<StandardRolled>,
): Promise<StandardRolled & { readonly written?: Written }> {
  return withPeriodLock(database, ledger, place, async () => {
    const run = await steps.run('run', () => RunRecord.begin(database, ledger, place, 'standard roll'));
    try {
      const result = await roll();
      const { version, findings, facts } = result;
      if (version === undefined) {
        await run.end('failed', steps.done, { findings, error: 'fatal findings' });
        return result;
      }
      const written = await database.transaction('writing', async () => {
        const own = await writeVersion(database, { version, findings, facts, policy: choices }, steps);
        await steps.run('write:run', () => run.end('done', steps.done, { version: own.version }));
        return own;
      });
      await steps.run('committed', async () => {});
      return { ...result, written };
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error);
      // Where the database is gone, the next run under this lock closes the record.
      await run.end('failed', steps.done, { error: says }).catch(() => {});
      throw error;
    } finally {
      steps.finished();
    }
  });
}
