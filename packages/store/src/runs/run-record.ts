import { hostname } from 'node:os';
import type { Finding } from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import type { Step } from './steps.js';

/**
 * The record of a run, apart from the version that it may come to. It is begun before anything is read and ended in the
 * transaction that writes the version, or after a failure.
 */
export class RunRecord {
  readonly #database: Database;
  readonly #run: number;

  private constructor(database: Database, run: number) {
    this.#database = database;
    this.#run = run;
  }

  /** To be called under the period's lock: whatever still counts as running for it was killed. */
  static async begin(database: Database, ledger: string, period: string, command: string): Promise<RunRecord> {
    const { kysely } = database;
    await kysely
      .updateTable('millrace.run')
      .set({ state: 'cancelled', error: 'the process ended before the run did' })
      .where('ledger', '=', ledger)
      .where('period', '=', period)
      .where('state', '=', 'running')
      .execute();
    const { run } = await kysely
      .insertInto('millrace.run')
      .values({ ledger, period, command, state: 'running', host: hostname(), process: process.pid })
      .returning('run')
      .executeTakeFirstOrThrow();
    return new RunRecord(database, run);
  }

  /** Its number in the table `run`. */
  get number(): number {
    return this.#run;
  }

  /** Within a transaction, so that a run that has ended has all that it found. */
  async end(state: 'done' | 'failed', steps: readonly Step[], more: Ending): Promise<void> {
    const { kysely } = this.#database;
    const findings = (more.findings ?? []).map(({ fields, ...found }, place) => ({
      run: this.#run,
      position: 1 + place,
      ...found,
      fields: JSON.stringify(fields),
    }));
    for (let from = 0; from < findings.length; from += PART) {
      await kysely
        .insertInto('millrace.run_finding')
        .values(findings.slice(from, from + PART))
        .execute();
    }
    await kysely
      .updateTable('millrace.run')
      .set({
        state,
        steps: JSON.stringify(steps),
        version: more.version ?? null,
        error: more.error ?? null,
      })
      .where('run', '=', this.#run)
      .execute();
  }
}

/** Rows of one statement. */
const PART = 1000;

interface Ending {
  readonly version?: number;
  readonly findings?: readonly Finding[];
  readonly error?: string;
}
