import { type FindingCode, findingRules, nearestName, type Waiver, waiversInForce } from '@millrace/costing-core';
import { isDate } from '@millrace/facts';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.js';
import { calendarOf, periodOf, timeZoneOf } from '../facts/calendar-of-ledger.js';
import { Trouble } from '../trouble.js';
import { closePolicyOf } from './policies.js';
import type { VersionRecord } from './stored-version.js';

/** A waiver of the record, with what became of it. */
export interface RecordedWaiver extends Waiver {
  readonly number: number;
  readonly until: string;
  readonly waived_at: string;
  /** Who ended it before its day, and why. */
  readonly ended: { readonly at: string; readonly by: string; readonly reason: string } | undefined;
  /** True where its last day is over. */
  readonly isOver: boolean;
}

/** What is to be waived, why and until when. */
export interface Waiving {
  readonly code: string;
  readonly table?: string | undefined;
  readonly row?: string | undefined;
  readonly period?: string | undefined;
  readonly reason: string;
  readonly until: string;
}

/** The waivers that were ever recorded for a ledger, in their order. */
export async function waiversOf(database: Database, ledger: string): Promise<RecordedWaiver[]> {
  const today = await todayOf(database, ledger);
  const rows = await database.kysely
    .selectFrom('millrace.waiver')
    .where('ledger', '=', ledger)
    .selectAll()
    .orderBy('waiver')
    .execute();
  const ends = new Map(rows.filter(({ ends }) => ends !== null).map((row) => [row.ends, row]));
  return rows
    .filter((row) => row.ends === null)
    .map(({ waiver, code, period, table, key, until, reason, waived_at, waived_by }) => {
      const end = ends.get(waiver);
      return {
        number: waiver,
        code,
        table: table === '' ? undefined : table,
        row: key === '' ? undefined : key,
        period: period === '' ? undefined : period,
        by: waived_by,
        reason,
        until,
        waived_at,
        ended: end && { at: end.waived_at, by: end.waived_by, reason: end.reason },
        isOver: until < today,
      };
    });
}

/** What may be published in spite of a finding in a period today: by the policy, and by the record. */
export async function waiversToday(
  database: Database,
  ledger: string,
  period: string,
  policy: { readonly waivers: readonly Waiver[] },
): Promise<Waiver[]> {
  const recorded = (await waiversOf(database, ledger)).filter(({ ended }) => ended === undefined);
  return waiversInForce([...policy.waivers, ...recorded], { period, day: await todayOf(database, ledger) });
}

/** What may stand in a version of a month today: by the policy that it was computed with, and by the record. */
export async function waiversOfVersion(
  database: Database,
  record: Pick<VersionRecord, 'ledger' | 'period' | 'kind' | 'policy'>,
): Promise<Waiver[]> {
  const { ledger, period, kind } = record;
  return kind === 'actual' ? waiversToday(database, ledger, period, await closePolicyOf(database, record)) : [];
}

/**
 * Records a waiver, under the name of who says to do it; the database numbers it.
 *
 * @throws Trouble for a code that there is none of or that is fatal, a day that is over, a row without its table, no reason.
 */
export async function waive(database: Database, ledger: string, waiving: Waiving): Promise<RecordedWaiver> {
  const { code, table = '', row = '', period = '', reason, until } = waiving;
  const codes = Object.keys(findingRules);
  if (!codes.includes(code)) {
    const near = nearestName(code, codes);
    throw new Trouble('finding_is_not_known', { value: code, near: near === '' ? '' : ` (${near})` });
  }
  if (findingRules[code as FindingCode].severity === 'fatal')
    throw new Trouble('fatal_can_not_be_waived', { value: code });
  if (reason.trim() === '') throw new Trouble('waiver_needs_a_reason');
  if (row !== '' && table === '') throw new Trouble('row_needs_its_table', { row });
  if (period !== '') periodOf(await calendarOf(database, ledger), ledger, period);
  const today = await todayOf(database, ledger);
  if (!isDate(until) || until < today) throw new Trouble('waiver_must_last', { value: until, today });
  return write(database, ledger, { ends: null, code, table, key: row, period, until, reason });
}

/**
 * Ends a waiver before its day.
 *
 * @throws Trouble where there is no such waiver, or it has ended.
 */
export async function endWaiver(
  database: Database,
  ledger: string,
  number: number,
  reason: string,
): Promise<RecordedWaiver> {
  if (reason.trim() === '') throw new Trouble('waiver_needs_a_reason');
  const waiver = (await waiversOf(database, ledger)).find((one) => one.number === number);
  if (waiver === undefined) throw new Trouble('waiver_is_not_known', { waiver: String(number), ledger });
  if (waiver.ended !== undefined)
    throw new Trouble('waiver_has_ended', { waiver: String(number), by: waiver.ended.by });
  const { code, table = '', row = '', period = '', until } = waiver;
  return write(database, ledger, { ends: number, code, table, key: row, period, until, reason });
}

interface Row {
  readonly ends: number | null;
  readonly code: string;
  readonly table: string;
  readonly key: string;
  readonly period: string;
  readonly until: string;
  readonly reason: string;
}

/** The waiver that was recorded or ended. */
async function write(database: Database, ledger: string, row: Row): Promise<RecordedWaiver> {
  const { kysely } = database;
  return database.transaction('writing', async () => {
    const { waiver } = await kysely
      .insertInto('millrace.waiver')
      // Number, name and time the database writes itself.
      .values({ ledger, ...row, waiver: 0, waived_at: 'now', waived_by: '', waived_as: '' })
      .returning('waiver')
      .executeTakeFirstOrThrow();
    const number = row.ends ?? waiver;
    return (await waiversOf(database, ledger)).find((one) => one.number === number) as RecordedWaiver;
  });
}

/** How many findings a waiver holds for, of those that the last run of each period left. */
export async function heldByWaiver({ kysely }: Database, ledger: string, waiver: Waiver): Promise<number> {
  const { period = '' } = waiver;
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from millrace.run_finding f
    where f.run in (select max(r.run) from millrace.run r where r.ledger = ${ledger} and r.command = 'close' and r.state = 'done'
      and (${period} = '' or r.period = ${period}) group by r.period)
    and ${fallsUnder([waiver], 'f')}`.execute(kysely);
  return rows[0].count;
}

/**
 * Whether a row with severity, code, table and key of a finding falls under one of the waivers: `waiverOf` for who counts in the
 * database what is too much to list.
 */
export function fallsUnder(waivers: readonly Waiver[], alias: string): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return sql`(${of('severity')} <> 'fatal' and exists (
    select from json_to_recordset(${JSON.stringify(waivers)}::json) as w (code text, "table" text, "row" text)
    where w.code = ${of('code')} and coalesce(w."table", ${of('table')}) = ${of('table')}
      and coalesce(w."row", ${of('key')}) = ${of('key')}))`;
}

/** The day that it is where the ledger counts its days, by the database's clock. */
async function todayOf(database: Database, ledger: string): Promise<string> {
  const timeZone = await timeZoneOf(database, ledger);
  const { rows } = await sql<{ today: string }>`select ((now() at time zone ${timeZone})::date)::text as today`.execute(
    database.kysely,
  );
  return rows[0].today;
}
