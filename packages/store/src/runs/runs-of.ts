import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { Step } from './steps.js';

/** A run as the table `run` keeps it, and how much it found. */
export interface RecordedRun {
  readonly run: number;
  readonly ledger: string;
  /** Its period; of standard costs their kind and day. */
  readonly place: string;
  readonly command: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly version: number | null;
  /** What ended a run that failed. */
  readonly error: string | null;
  readonly host: string;
  /** An instant, in UTC: `2026-11-26T02:55:07Z`. */
  readonly startedAt: string;
  /** null while it goes on. */
  readonly seconds: number | null;
  readonly steps: readonly Step[];
  /** Fatal ones are among them. */
  readonly errors: number;
  readonly warnings: number;
}

/** The newest runs first, of one ledger or of all. */
export async function lastRuns(database: Database, ledger: string | undefined, count: number): Promise<RecordedRun[]> {
  const own = ledger === undefined ? sql`true` : sql`r.ledger = ${ledger}`;
  return select(database, sql`select r.* from millrace.run r where ${own} order by r.run desc limit ${count}`);
}

/** Of each ledger and command the newest run that has ended, and how many there were in each state. */
export async function runsInAll(database: Database): Promise<{
  readonly latest: readonly RecordedRun[];
  readonly totals: readonly RunTotal[];
}> {
  const latest = await select(
    database,
    sql`select distinct on (r.ledger, r.command) r.* from millrace.run r where r.state <> 'running'
      order by r.ledger, r.command, r.run desc`,
  );
  const { rows } = await sql<RunTotal>`select ledger, command, state, count(*)::integer as runs
    from millrace.run group by 1, 2, 3 order by 1, 2, 3`.execute(database.kysely);
  return { latest: latest.reverse(), totals: rows };
}

export interface RunTotal {
  readonly ledger: string;
  readonly command: string;
  readonly state: RecordedRun['state'];
  readonly runs: number;
}

async function select(database: Database, runs: RawBuilder<unknown>): Promise<RecordedRun[]> {
  const { rows } = await sql<Omit<RecordedRun, 'steps'> & { readonly steps: string }>`
    select r.run::integer as run, r.ledger, r.period as place, r.command, r.state, r.version, r.error, r.host,
      to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
      extract(epoch from r.ended_at - r.started_at)::double precision as seconds, r.steps::text as steps,
      (select count(*)::integer from millrace.run_finding f where f.run = r.run and f.severity <> 'warning') as errors,
      (select count(*)::integer from millrace.run_finding f where f.run = r.run and f.severity = 'warning') as warnings
    from (${runs}) r order by r.run desc`.execute(database.kysely);
  return rows.map((row) => ({ ...row, steps: JSON.parse(row.steps) as Step[] }));
}
