import { lockVersions, withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { calendarOf, periodOf } from '../facts/calendar-of-ledger.js';
import { Trouble } from '../trouble.js';
import { mustNotBeClosedForGood, sayReason } from './period-states.js';
import { approve, become } from './publish.js';
import { type ListedVersion, versionsOf } from './versions.js';

/**
 * Takes back the published version of a period, which stays as withdrawn; the newest period first, so that no published
 * version is left standing on one that is not.
 *
 * @throws Trouble where no reason is given, the period has no published version or is closed for good, or a later one stands on it.
 */
export async function reopen(
  database: Database,
  ledger: string,
  period: string,
  reason: string,
): Promise<ListedVersion> {
  if (reason.trim() === '') throw new Trouble('reason_is_missing');
  const calendar = await calendarOf(database, ledger);
  const { firstDay } = periodOf(calendar, ledger, period);
  return withPeriodLock(database, ledger, period, () =>
    database.transaction('writing', async () => {
      await lockVersions(database, ledger);
      await mustNotBeClosedForGood(database, ledger, period);
      await sayReason(database, reason);
      const published = (await versionsOf(database, ledger)).filter(
        ({ kind, state }) => kind === 'actual' && state === 'published',
      );
      const version = published.find((listed) => listed.period === period);
      if (version === undefined) throw new Trouble('period_is_not_published', { period });
      const later = published.findLast((listed) => periodOf(calendar, ledger, listed.period).firstDay > firstDay);
      if (later !== undefined) throw new Trouble('later_period_is_published', { period, later: later.period });
      await become(database, version, 'withdrawn');
      await approve(database, version, 'withdraw', { reason });
      return { ...version, state: 'withdrawn' };
    }),
  );
}
