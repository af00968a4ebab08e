import type { Finding } from '@millrace/costing-core';
import { withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { type Draft, type Written, writeVersion } from '../versions/write-version.js';
import { RunRecord } from './run-record.js';
import type { Steps } from './steps.js';

/** What is run, and for what; there is one run at a time for a ledger's place. */
export interface Run {
  readonly database: Database;
  readonly ledger: string;
  /** What its version stands for: a period (`2026-10`), or a kind and a day (`standard 2026-11-01`). */
  readonly place: string;
  /** As the run's record names it. */
  readonly command: string;
  readonly steps: Steps;
}

/** What a run came to. */
export interface Computed<Result> {
  /** The version to be written; undefined where a finding is fatal. */
  readonly draft: Draft | undefined;
  /** All else: asked for when the version is written, since some of it is done meanwhile. */
  readonly finish: () => Finished<Result>;
}

interface Finished<Result> {
  readonly result: Result;
  /** All that was found, for the run's record. */
  readonly findings: readonly Finding[];
}

/**
 * Computes and writes what comes of it as a draft, in one transaction, one process at a time for a ledger and place. Killed at
 * any moment it leaves what was there before, and a run that says so.
 */
export async function runUnderLock<Result extends object>(
  { database, ledger, place, command, steps }: Run,
  compute: () => Promise<Computed<Result>>,
): Promise<Result & { readonly written?: Written }> {
  return withPeriodLock(database, ledger, place, async () => {
    const record = await steps.run('run', () => RunRecord.begin(database, ledger, place, command));
    steps.about({ run: record.number, ledger, period: place });
    try {
      const { draft, finish } = await compute();
      if (draft === undefined) {
        const { result, findings } = finish();
        const ending = { findings, error: FATAL_FINDINGS };
        await database.transaction('writing', () => record.end('failed', steps.done, ending));
        return result;
      }
      const done = await database.transaction('writing', async () => {
        const written = await writeVersion(database, draft, steps);
        const { result, findings } = finish();
        await steps.run('write:run', () => record.end('done', steps.done, { version: written.version, findings }));
        return { ...result, written };
      });
      await steps.run('committed', async () => {});
      return done;
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error);
      // Where the database is gone, the next run under this lock closes the record.
      await record.end('failed', steps.done, { error: says }).catch(() => {});
      throw error;
    } finally {
      steps.finished();
    }
  });
}

/** Why a run failed that looked at all there is. */
const FATAL_FINDINGS = 'fatal findings';
