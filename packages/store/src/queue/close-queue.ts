import { randomUUID } from 'node:crypto';
import { ENGINE } from '@millrace/costing-core';
import { sql } from 'kysely';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Database } from '../database/database.js';
import { QUEUE, QUEUE_SCHEMA, startBoss } from './boss.js';

/** What a worker is asked to do. Its policy it reads from the database, so that every worker closes by the same choices, whatever its config. */
export interface CloseJob {
  readonly ledger: string;
  readonly period: string;
  readonly trial: boolean;
  /** The number of the policy on record. */
  readonly policy: number;
  /** Who asks, for the record of the version. */
  readonly by: string;
  /** How long it is likely to take: the longest begin first, lest the last one is begun last. */
  readonly expectedMs: number;
}

/** A job that a worker has taken. */
export interface TakenJob extends CloseJob {
  readonly id: string;
  /** Which attempt this is: what a worker says that has lost its job to another is not heard. */
  readonly retryCount: number;
  readonly tries: Tries;
  /** Whose release it was asked by. */
  readonly engine: string;
  /** Another one may know other choices: what it would close by is not what was asked for. */
  readonly isOfThisRelease: boolean;
}

/** How often a job went back to the queue, and why. */
interface Tries {
  /** Its worker ended before it had. */
  readonly deaths: number;
  /** Somebody else was closing the same. */
  readonly locked: number;
}

/** A job whose workers are gone. */
export interface LostJob {
  readonly ledger: string;
  readonly period: string;
  /** How many of them. */
  readonly deaths: number;
}

/** A job that has ended; without a result it was cancelled. */
export interface EndedJob<Result> {
  readonly id: string;
  readonly result: Result | undefined;
}

interface Payload extends CloseJob {
  readonly engine: string;
}

/**
 * The queue of ledgers to be closed, in a session of its own.
 *
 * A worker holds a lock of its session for as long as it has a job. The lock goes with the session: at once where the process is
 * killed, after `KEEP_ALIVE` where its machine is cut off. A job that is taken and has no lock goes back to the queue.
 */
export class CloseQueue {
  readonly #boss: PgBoss;
  readonly #database: Database;

  private constructor(boss: PgBoss, database: Database) {
    this.#boss = boss;
    this.#database = database;
  }

  /** @throws Trouble for a folder, and where the queue has not been made. */
  static async open(database: Database): Promise<CloseQueue> {
    const boss = await startBoss(database);
    await noticeSoonIfCutOff(database);
    return new CloseQueue(boss, database);
  }

  /** Puts jobs in, all or none. Returns their ids, in their order. */
  async put(jobs: readonly CloseJob[]): Promise<string[]> {
    // Old jobs are removed by whoever brings new ones: what pg-boss does itself needs rights on all of its tables.
    await sql`delete from ${JOBS} where name = ${QUEUE} and completed_on < now() - ${KEPT}::interval`.execute(
      this.#database.kysely,
    );
    const ids = jobs.map(() => randomUUID());
    await this.#boss.insert(
      QUEUE,
      jobs.map((job, at) => ({ id: ids[at], data: payloadOf(job), priority: priorityOf(job) })),
    );
    return ids;
  }

  /** Those of the jobs that have ended. */
  async ended<Result>(ids: readonly string[]): Promise<EndedJob<Result>[]> {
    const { rows } = await sql<EndedJob<Result>>`
      select id, case when state = 'completed' then output end as result from ${JOBS}
      where name = ${QUEUE} and id = any(${ids}::uuid[]) and state in ('completed', 'cancelled', 'failed')`.execute(
      this.#database.kysely,
    );
    return rows;
  }

  /** Whether any of the jobs has been taken by a worker. */
  async anyTaken(ids: readonly string[]): Promise<boolean> {
    const { rows } = await sql`
      select from ${JOBS} where name = ${QUEUE} and id = any(${ids}::uuid[]) and started_on is not null limit 1`.execute(
      this.#database.kysely,
    );
    return rows.length > 0;
  }

  /** Takes those of the jobs out of the queue that no worker has begun; the others go on. */
  async cancelWaiting(ids: readonly string[]): Promise<void> {
    await sql`
      update ${JOBS} set state = 'cancelled', completed_on = now()
      where name = ${QUEUE} and id = any(${ids}::uuid[]) and state in ('created', 'retry')`.execute(
      this.#database.kysely,
    );
  }

  /** The next job; undefined where none waits. */
  async take(): Promise<TakenJob | undefined> {
    const [job] = await this.#boss.fetch<Payload>(QUEUE, { includeMetadata: true });
    if (job === undefined) return undefined;
    await sql`select pg_try_advisory_lock(${lockOf(job.id)})`.execute(this.#database.kysely);
    return takenJob(job);
  }

  /** Ends a job. What comes of it is only heard from the worker that has it. */
  async end(job: TakenJob, result: object): Promise<void> {
    await this.#boss.complete(QUEUE, attemptOf(job), result);
    await this.#letGo(job);
  }

  /** Gives a job back, for any worker to take. */
  async giveBack(job: TakenJob, why: 'stopped' | 'locked'): Promise<void> {
    const { deaths, locked } = job.tries;
    const tries: Tries = { deaths, locked: why === 'locked' ? locked + 1 : locked };
    await this.#boss.fail(QUEUE, attemptOf(job), tries);
    await this.#letGo(job);
  }

  /**
   * Gives back what workers had that are gone. A job that ended so many workers is ended itself: the next one would fare no better.
   *
   * @param ended what is to be told of such a job.
   * @returns how many were found.
   */
  async takeBack(ended: (job: LostJob) => object): Promise<number> {
    const { rows } = await sql<{ id: string; retryCount: number; output: Partial<Tries> | null } & LostJob>`
      select id, retry_count as "retryCount", output, data->>'ledger' as ledger, data->>'period' as period from ${JOBS} j
      where name = ${QUEUE} and state = 'active' and started_on < now() - ${GRACE}::interval and not exists (
        select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and l.database = (select oid from pg_database where datname = current_database())
          and ((l.classid::bigint << 32) | l.objid::bigint) = ${lockOf(sql.ref('j.id'))})`.execute(
      this.#database.kysely,
    );
    for (const { id, retryCount, output, ledger, period } of rows) {
      const { deaths: before, locked } = triesOf(output);
      const deaths = before + 1;
      const attempt = { id, retryCount };
      if (deaths < MOST_DEATHS) await this.#boss.fail(QUEUE, attempt, { deaths, locked });
      else await this.#boss.complete(QUEUE, attempt, ended({ ledger, period, deaths }));
    }
    return rows.length;
  }

  async close(): Promise<void> {
    await this.#boss.stop();
  }

  async #letGo({ id }: TakenJob): Promise<void> {
    await sql`select pg_advisory_unlock(${lockOf(id)})`.execute(this.#database.kysely);
  }
}

/**
 * Lets the server notice soon that the machine of this session is gone, and so free its locks: after about half a minute instead of
 * the two hours that systems take by default. Through a socket there is no network to fail.
 */
export async function noticeSoonIfCutOff(database: Database): Promise<void> {
  await database.script(KEEP_ALIVE);
}

const KEEP_ALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4';

/** Workers that one job may end. */
const MOST_DEATHS = 3;

/** How long what has ended can be looked at. */
const KEPT = '7 days';

/** Between taking a job and locking it. */
const GRACE = '3 seconds';

const JOBS = sql.table(`${QUEUE_SCHEMA}.job`);

function lockOf(id: unknown) {
  return sql<string>`hashtextextended('millrace.job ' || ${id}::text, 0)`;
}

function payloadOf(job: CloseJob): Payload {
  return { ...job, engine: ENGINE };
}

function takenJob({ id, retryCount, data, output }: JobWithMetadata<Payload>): TakenJob {
  const isOfThisRelease = data.engine === ENGINE;
  return { ...data, id, retryCount, tries: triesOf(output as Partial<Tries> | null), isOfThisRelease };
}

function attemptOf({ id, retryCount }: TakenJob): { id: string; retryCount: number } {
  return { id, retryCount };
}

function triesOf(output: Partial<Tries> | null | undefined): Tries {
  return { deaths: output?.deaths ?? 0, locked: output?.locked ?? 0 };
}

/** An integer of four bytes. */
function priorityOf({ expectedMs }: CloseJob): number {
  return Math.min(Math.round(expectedMs), 2 ** 31 - 1);
}
