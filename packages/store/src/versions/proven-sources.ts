import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from '../facts/calendar-of-ledger.js';
import { movementsOfEarlierCost } from '../facts/earlier-cost.js';
import { StoredVersion } from './stored-version.js';

/**
 * Checks the versions whose rows `earlierCost` selects: the published ones of the periods in which a movement is dated that
 * this period refers to, or what came back of it since. The periods are those of the documents, so that a row that is gone
 * or was renamed is missed as well.
 *
 * @throws Trouble where rows are not those that a version was written with.
 */
export async function proveEarlierCost(
  database: Database,
  ledger: string,
  calendar: readonly CalendarPeriod[],
  dates: CalendarPeriod,
): Promise<void> {
  const periods = calendar
    .filter(({ start }) => start < dates.start)
    .map(({ period, start, end }) => `(${[period, start, end].map(literal).join(', ')})`);
  if (periods.length === 0) return;
  const named = new Set<string>();
  const select = `select distinct p.period from (${movementsOfEarlierCost(ledger, dates)}) m
    join (values ${periods.join(', ')}) p (period, starts, ends)
      on m.posted_at >= p.starts::timestamptz and m.posted_at < p.ends::timestamptz`;
  await database.read(select, ([period]) => named.add(period));
  if (named.size === 0) return;
  const versions = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('kind', '=', 'actual')
    .where('state', '=', 'published')
    .where('period', 'in', [...named])
    .selectAll()
    .execute();
  for (const version of versions) await StoredVersion.prove(database, version, ['movement_cost']);
}

/**
 * Checks the standard whose unit costs are the standard prices of a period, where one is active on its last day.
 *
 * @throws Trouble where rows are not those that it was written with.
 */
export async function proveStandard(database: Database, ledger: string, { lastDay }: CalendarPeriod): Promise<void> {
  const active = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('kind', '=', 'standard')
    .where('state', '=', 'published')
    .where('effective_on', '<=', lastDay)
    .orderBy('effective_on', 'desc')
    .selectAll()
    .executeTakeFirst();
  if (active !== undefined) await StoredVersion.prove(database, active, ['unit_cost_element']);
}
