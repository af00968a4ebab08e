import {
  type Closed,
  closePeriod,
  type Finding,
  type Outcome,
  type Policy,
  type Version,
} from '@millrace/costing-core';
import { withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { type ReadPeriod, readFactsOfPeriod } from '../facts/facts-of-period.js';
import { type Draft, type Written, writeVersion } from '../versions/write-version.js';
import { RunRecord } from './run-record.js';
import type { Steps } from './steps.js';

export interface ClosedInDatabase extends Closed {
  /** What only the database can tell: it doesn't belong to the version. */
  readonly aside: readonly Finding[];
  /** The draft that was written, or the version that held this result before. */
  readonly written?: Written;
}

/**
 * Closes a period of the database: one snapshot to read from, one transaction to write in, one process at a time per
 * ledger and period. Killed at any moment it leaves what was there before, and a run that says so.
 */
export async function closeInDatabase(
  database: Database,
  ledger: string,
  period: string,
  policy: Policy,
  steps: Steps,
): Promise<ClosedInDatabase> {
  return withPeriodLock(database, ledger, period, async () => {
    const run = await steps.run('run', () => RunRecord.begin(database, ledger, period, 'close'));
    try {
      const { closed, aside, read } = await compute(database, ledger, period, policy, steps);
      if (!isWhole(closed)) {
        await run.end('failed', steps.done, { findings: [...closed.findings, ...aside], error: 'fatal findings' });
        return { ...closed, aside };
      }
      const written = await database.transaction('writing', async () => {
        const own = await writeVersion(database, draftOf(closed, read), steps);
        await steps.run('write:run', () => run.end('done', steps.done, { version: own.version, findings: aside }));
        return own;
      });
      await steps.run('committed', async () => {});
      return { ...closed, aside, written };
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

/** The same without writing anything: for trials and checks. */
export async function closeOnTrial(
  database: Database,
  ledger: string,
  period: string,
  policy: Policy,
  steps: Steps,
): Promise<ClosedInDatabase> {
  try {
    const { closed, aside } = await compute(database, ledger, period, policy, steps);
    return { ...closed, aside };
  } finally {
    steps.finished();
  }
}

async function compute(
  database: Database,
  ledger: string,
  period: string,
  policy: Policy,
  steps: Steps,
): Promise<{ closed: Closed; aside: readonly Finding[]; read: Read }> {
  const { facts, findings, ...read } = await readFactsOfPeriod(database, ledger, period, steps);
  if (facts === undefined) return { closed: { findings: [] }, aside: findings, read };
  const after = read.openedFrom === undefined ? {} : { previous: read.openedFrom };
  const closed = await steps.run('compute', async () => closePeriod(facts, policy, { ledger, period, ...after }));
  return { closed, aside: findings, read };
}

/** What was read for a close, beside the facts. */
type Read = Pick<ReadPeriod, 'openedFrom' | 'digests'>;

type ClosedWhole = Closed & { readonly version: Version; readonly outcome: Outcome };

function draftOf({ version, outcome, findings }: ClosedWhole, { openedFrom, digests }: Read): Draft {
  const { facts, policy } = outcome;
  return {
    version,
    findings,
    facts,
    policy,
    openedFrom: openedFrom?.record,
    digests,
  };
}

function isWhole(closed: Closed): closed is ClosedWhole {
  return closed.version !== undefined && closed.outcome !== undefined;
}
