import { type Finding, finding } from '@millrace/costing-core';
import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from '../facts/calendar-of-ledger.js';
import { touches } from '../facts/rows-of-period.js';
import type { VersionRecord } from './stored-version.js';
import { periodBefore } from './versions.js';

/**
 * The version that a period opens from: the published one of the period before it in the calendar.
 *
 * The first period has none and opens from the opening tables; so does a later one before which nothing happened, since
 * calendars are written whole years ahead. Otherwise a finding that the period before must be published.
 */
export async function openingVersion(
  database: Database,
  ledger: string,
  calendar: readonly CalendarPeriod[],
  period: string,
): Promise<VersionRecord | Finding | undefined> {
  const before = periodBefore(calendar, period);
  if (before === undefined) return undefined;
  const published = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('period', '=', before.period)
    .where('kind', '=', 'actual')
    .where('state', '=', 'published')
    .selectAll()
    .executeTakeFirst();
  if (published !== undefined) return published;
  if (!(await anythingHappened(database, ledger, calendar[0], before))) return undefined;
  return finding('previous_period_must_be_published', 'period', period, { expected: before.period });
}

async function anythingHappened(
  database: Database,
  ledger: string,
  first: CalendarPeriod,
  last: CalendarPeriod,
): Promise<boolean> {
  const dated = (at: string) => `t.${at} >= ${literal(first.start)} and t.${at} < ${literal(last.end)}`;
  let found = false;
  await database.read(
    `select 1 where
      exists (select from millrace.version t where t.ledger = ${literal(ledger)} and t.kind = 'actual' and t.period in (
        select p.period from millrace.period p where p.ledger = t.ledger and p.ends_on <= ${literal(last.lastDay)}))
      or exists (select from millrace.movement t where ${dated('posted_at')} and ${touches('t', ledger)})
      or exists (select from millrace.cost_pool t where t.ledger = ${literal(ledger)} and t.period in (
        select p.period from millrace.period p where p.ledger = t.ledger and p.ends_on <= ${literal(last.lastDay)}))`,
    () => {
      found = true;
    },
  );
  return found;
}
