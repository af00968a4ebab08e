import { inspect } from 'node:util';
import {
  CloseQueue,
  closePolicyNumbered,
  type Database,
  EXIT,
  noticeSoonIfCutOff,
  type StepDisplay,
  Steps,
  type TakenJob,
  Trouble,
} from '@millrace/store';
import { tell } from '../text/texts.js';
import type { Cli, Run } from './cli.js';
import { type ClosedLedger, closeLedger, endedItsWorkers, notClosed } from './given/closed-ledger.js';

/**
 * `millrace worker`: closes what `close-all --workers` puts into the queue, one ledger after the other, until it is asked to stop. It
 * has two sessions: one for the queue, one to close in.
 */
export function addWorker(cli: Cli): void {
  const { texts } = cli;
  cli.add(
    {
      name: 'worker',
      says: texts.worker.help,
      example: 'millrace worker --database postgres://worker@db.example/factory',
    },
    async (run) => {
      const sessions = await openSessions(run);
      const stopping = new AbortController();
      void run.stopped().then(() => stopping.abort());
      return {
        exit: EXIT.done,
        json: { database: sessions.own.place },
        print: (terminal) => terminal.line(texts.worker.waits(sessions.own.place)),
        lasts: work(run, sessions, stopping.signal),
      };
    },
  );
}

interface Sessions {
  readonly queue: CloseQueue;
  readonly own: Database;
  close(): Promise<void>;
}

async function openSessions(run: Run): Promise<Sessions> {
  const forQueue = await run.openAnother();
  const queue = await CloseQueue.open(forQueue);
  try {
    const own = await run.openAnother();
    await noticeSoonIfCutOff(own);
    const close = async () => {
      await queue.close().catch(() => {});
      for (const database of [own, forQueue]) await database.close().catch(() => {});
    };
    return { queue, own, close };
  } catch (error) {
    await queue.close();
    throw error;
  }
}

/** Takes jobs until it is stopped. A server that restarts is waited for. */
async function work(run: Run, first: Sessions, stopping: AbortSignal): Promise<void> {
  let sessions: Sessions | undefined = first;
  try {
    while (!stopping.aborted) {
      try {
        sessions ??= await openSessions(run);
        await workOnce(run, sessions, stopping);
      } catch (error) {
        if (!isOfConnection(error)) throw error;
        run.warn(run.texts.worker.lost(toldShortly(run, Trouble.behind(error))));
        await sessions?.close();
        sessions = undefined;
        await pause(BETWEEN_TRIES, stopping);
      }
    }
  } finally {
    await sessions?.close();
  }
}

/** Does the next job, or looks after what others have left, or waits a little. */
async function workOnce(run: Run, sessions: Sessions, stopping: AbortSignal): Promise<void> {
  const job = await sessions.queue.take();
  if (job !== undefined) return doJob(run, sessions, job, stopping);
  const back = await sessions.queue.takeBack(endedItsWorkers);
  if (back > 0) run.tell('took back', { count: back }, run.texts.worker.tookBack(back));
  else await pause(BETWEEN_LOOKS, stopping);
}

const BETWEEN_LOOKS = 500;
const BETWEEN_TRIES = 2000;

/** Closes a ledger and says what came of it, or gives it back: asked to stop, or while somebody else closes the same. */
async function doJob(run: Run, { queue, own }: Sessions, job: TakenJob, stopping: AbortSignal): Promise<void> {
  const { ledger, period } = job;
  const place = { job: job.id, ledger, period };
  const says = run.texts.worker;
  run.tell('took', { ...place, by: job.by }, says.took(ledger, period, job.by));
  const began = performance.now();
  const closed = await closeJob(run, own, job, stopping);
  if (closed === 'stopped' || closed === 'locked') {
    await queue.giveBack(job, closed);
    run.tell('gave back', place, says.gaveBack(ledger, period));
    return;
  }
  await queue.end(job, closed);
  const { trouble } = closed;
  const ms = Math.round(performance.now() - began);
  if (trouble === undefined) run.tell('closed', { ...place, ms }, says.closed(ledger, period, ms));
  else {
    const why = toldShortly(run, new Trouble(trouble.code, trouble.fields));
    run.tell('not closed', { ...place, ms, code: trouble.code }, says.notClosed(ledger, period, why));
  }
}

async function closeJob(
  run: Run,
  own: Database,
  job: TakenJob,
  stopping: AbortSignal,
): Promise<ClosedLedger | 'stopped' | 'locked'> {
  const { ledger, period, trial, by, engine } = job;
  const otherRelease = () => notClosed(ledger, new Trouble('worker_is_of_another_release', { ledger, period, engine }));
  if (!job.isOfThisRelease) return otherRelease();
  try {
    const policy = await closePolicyNumbered(own, ledger, job.policy);
    if (policy === undefined) return otherRelease();
    const toClose = { ledger, period, policy, recorded: job.policy, trial };
    return await own.doneBy(by, () => closeLedger(own, toClose, new Steps(untilStopped(stopping, run.stepLog()))));
  } catch (error) {
    if (error instanceof Stopped) return 'stopped';
    if (isOfConnection(error)) throw error;
    const trouble = Trouble.behind(error);
    // Who was cut off may hold the ledger's lock for as long as the server takes to notice.
    if (trouble?.code === 'close_is_running' && job.tries.locked < MOST_LOCKED) return 'locked';
    if (trouble === undefined) run.warn(inspect(error));
    return notClosed(ledger, trouble ?? new Trouble('defect', { says: String(error) }));
  }
}

/** With two seconds of patience each: about a minute. */
const MOST_LOCKED = 20;

class Stopped extends Error {}

/** Ends the run before its next step once it is asked to stop. What is committed is no longer to be stopped. */
function untilStopped(stopping: AbortSignal, display: StepDisplay): StepDisplay {
  return {
    ...display,
    began(step) {
      if (stopping.aborted && step !== 'committed') throw new Stopped('the worker was asked to stop');
    },
  };
}

function isOfConnection(error: unknown): boolean {
  const code = Trouble.behind(error)?.code;
  return code === 'database_was_lost' || code === 'database_can_not_be_reached';
}

function toldShortly(run: Run, trouble: Trouble | undefined): string {
  return trouble === undefined ? '' : tell(trouble, run.texts).split('\n')[0];
}

/** Waits, but not for longer than until it is asked to stop. */
async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopping.addEventListener('abort', done);
  });
}
