import { isTimeZone, printInstant, readDate, startOfDay } from '@millrace/facts';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';

/** A period of a ledger's calendar; the end is not included. */
export interface CalendarPeriod {
  readonly period: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** Instants in UTC. */
  readonly start: string;
  readonly end: string;
}

/**
 * The periods of a ledger in order of time, as instants of its time zone.
 *
 * @throws Trouble where there is no such ledger.
 */
export async function calendarOf(database: Database, ledger: string): Promise<CalendarPeriod[]> {
  const timeZone = await timeZoneOf(database, ledger);
  const rows = await database.kysely
    .selectFrom('millrace.period')
    .where('ledger', '=', ledger)
    .select(['period', 'starts_on', 'ends_on'])
    .orderBy('starts_on')
    .execute();
  const instant = (date: string, plusDays: number) => printInstant(startOfDay(readDate(date) + plusDays, timeZone));
  return rows.map(({ period, starts_on, ends_on }) => ({
    period,
    firstDay: starts_on,
    lastDay: ends_on,
    start: instant(starts_on, 0),
    end: instant(ends_on, 1),
  }));
}

/**
 * The time zone in which a ledger counts its days, and in which its people read times.
 *
 * @throws Trouble where there is no such ledger, or no such time zone.
 */
export async function timeZoneOf({ kysely, place }: Database, ledger: string): Promise<string> {
  const found = await kysely
    .selectFrom('millrace.ledger')
    .where('ledger', '=', ledger)
    .select('time_zone')
    .executeTakeFirst();
  if (found === undefined) throw new Trouble('ledger_is_not_known', { ledger, place });
  const { time_zone: zone } = found;
  if (!isTimeZone(zone)) throw new Trouble('time_zone_is_not_known', { ledger, zone });
  return zone;
}

/**
 * The first and last day and the instants of a period.
 *
 * @throws Trouble where the calendar has no such period.
 */
export function periodOf(calendar: readonly CalendarPeriod[], ledger: string, period: string): CalendarPeriod {
  const found = calendar.find((entry) => entry.period === period);
  if (found === undefined) throw new Trouble('period_is_not_known', { ledger, period });
  return found;
}
