import { setTimeout as wait } from 'node:timers/promises';
import { CloseQueue, type Database, recordPolicies, Trouble } from '@millrace/store';
import { sql } from 'kysely';
import type { Run } from '../cli.js';
import { type ClosedLedger, endedItsWorkers, type LedgerToClose, notClosed } from './closed-ledger.js';

/**
 * Puts ledgers into the queue and waits until workers have closed them. Asked to stop, it takes out of the queue what no worker has
 * begun; what they have begun they end. Workers read policies by their numbers, so these are put on record first. Returns what became of the ledgers, in their order.
 */
export async function closeByWorkers(
  run: Run,
  database: Database,
  toClose: readonly LedgerToClose[],
): Promise<ClosedLedger[]> {
  const queue = await CloseQueue.open(database);
  try {
    const took = await lastTimes(database);
    const recorded = await recordPolicies(
      database,
      toClose.map(({ ledger, policy }) => ({ ledger, kind: 'close', content: policy })),
      `close-all ${toClose[0].period}`,
    );
    const jobs = toClose.map(({ ledger, period, trial }, at) => ({
      ...{ ledger, period, trial, by: run.by },
      policy: recorded[at].number,
      expectedMs: took.get(ledger) ?? 0,
    }));
    const ids = await queue.put(jobs);
    const waiting = new Map<string, LedgerToClose & { readonly tell: (closed: ClosedLedger) => void }>();
    const steps = run.steps();
    const all = Promise.all(
      toClose.map((one, at) => {
        const closed = new Promise<ClosedLedger>((tell) => waiting.set(ids[at], { ...one, tell }));
        const { before } = recorded[at];
        return steps.run(`ledger:${one.ledger}`, async () => {
          const its = await closed;
          return before === undefined ? its : { ...its, policy: recorded[at].number, policy_before: before };
        });
      }),
    );
    let isStopped = false;
    void run.interrupted().then(() => {
      isStopped = true;
    });
    for (let polls = 1; ; polls++) {
      if (isStopped) await queue.cancelWaiting(ids);
      for (const { id, result } of await queue.ended<ClosedLedger>([...waiting.keys()])) {
        const one = waiting.get(id);
        waiting.delete(id);
        one?.tell(result ?? notClosed(one.ledger, new Trouble('close_was_cancelled', placeOf(one))));
      }
      if (waiting.size === 0) return await all;
      // All workers may be gone, and none left to notice.
      if (polls % POLLS_BETWEEN_LOOKS === 0) await queue.takeBack(endedItsWorkers);
      if (polls === POLLS_OF_PATIENCE && !(await queue.anyTaken(ids))) run.warn(run.texts.worker.nobody);
      await wait(BETWEEN_POLLS);
    }
  } finally {
    await queue.close();
  }
}

const BETWEEN_POLLS = 250;
const POLLS_BETWEEN_LOOKS = 8;
const POLLS_OF_PATIENCE = 20;

function placeOf({ ledger, period }: LedgerToClose): { ledger: string; period: string } {
  return { ledger, period };
}

/** How long the last close of each ledger took, in milliseconds. */
async function lastTimes({ kysely }: Database): Promise<Map<string, number>> {
  const rows = await kysely
    .selectFrom('millrace.run')
    .distinctOn('ledger')
    .select(['ledger', sql<number>`(extract(epoch from ended_at - started_at) * 1000)::float8`.as('ms')])
    .where('command', '=', 'close')
    .where('state', '=', 'done')
    .orderBy('ledger')
    .orderBy('run', 'desc')
    .execute();
  return new Map(rows.map(({ ledger, ms }) => [ledger, ms]));
}
