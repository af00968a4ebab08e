import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { PeriodState } from '../database/schema.js';
import { calendarOf, periodOf } from '../facts/calendar-of-ledger.js';
import { Trouble } from '../trouble.js';

/** A period with its state, and who said it when and why; that it was never opened nobody said. */
export interface PeriodStatus {
  readonly ledger: string;
  readonly period: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly state: PeriodState;
  /** The published version. */
  readonly version: number | null;
  /** How many rows came while it was pending, and are held out of its close. */
  readonly held: number;
  readonly reason: string | null;
  readonly set_at: string | null;
  readonly set_by: string | null;
}

/** The states that people put a period into; the others follow from its versions. */
export const SETTABLE = ['open', 'pending_close', 'permanently_closed'] as const;
export type Settable = (typeof SETTABLE)[number];

/** The periods of a ledger, or of all, in order of time. */
export async function periodsOf({ kysely }: Database, ledger: string | undefined): Promise<PeriodStatus[]> {
  let query = kysely.selectFrom('millrace.period_status').selectAll();
  if (ledger !== undefined) query = query.where('ledger', '=', ledger);
  const rows = await query.orderBy('ledger').orderBy('starts_on').execute();
  return rows.map((row) => ({ ...row, held: Number(row.held) }));
}

/**
 * Puts a period into a state; the database refuses steps that there are none of. What is closed for good closes the closed
 * periods before it for good, too: none of them could change any more without changing it. Returns the periods that were put.
 *
 * @throws Trouble where the step is none, no reason is given, or a period before is open.
 */
export async function setPeriodState(
  database: Database,
  ledger: string,
  period: string,
  state: Settable,
  reason: string,
): Promise<string[]> {
  if (reason.trim() === '') throw new Trouble('reason_is_missing');
  periodOf(await calendarOf(database, ledger), ledger, period);
  return database.transaction('writing', async () => {
    const until = await periodsOf(database, ledger);
    const at = until.findIndex((one) => one.period === period);
    const former = until[at].state;
    // What was published must be withdrawn, which `reopen` does.
    if (state === 'open' && former === 'closed')
      throw new Trouble('period_can_not_become', { period, was: former, state });
    const before = state !== 'permanently_closed' ? [] : until.slice(0, at).filter((one) => one.state === 'closed');
    const put = [...before.map((one) => one.period), period];
    for (const one of put) {
      await database.kysely
        .insertInto('millrace.period_state')
        // Whatever else is in the row the database writes itself.
        .values({ ledger, period: one, state, reason, entry: 0, held: 0, set_at: 'now', set_by: '', set_as: '' })
        .execute();
    }
    return put;
  });
}

/**
 * Returns how many rows are held out of the period.
 *
 * @throws Trouble where nothing can change any more what the period cost.
 */
export async function mustNotBeClosedForGood(database: Database, ledger: string, period: string): Promise<number> {
  const found = (await periodsOf(database, ledger)).find((one) => one.period === period);
  if (found?.state === 'permanently_closed') throw new Trouble('period_is_closed_for_good', { period });
  return found?.held ?? 0;
}

/** Until the transaction ends, what the database writes of periods has this reason. */
export async function sayReason({ kysely }: Database, reason: string): Promise<void> {
  await sql`select set_config('millrace.reason', ${reason}, true)`.execute(kysely);
}
