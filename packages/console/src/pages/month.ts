import { calendarOf, type Database, timeZoneOf, versionsOf } from '@millrace/store';
import type { MonthAnswer } from '../answers.js';
import { versionLine } from './version-line.js';

/** The periods of a ledger with the versions of each, all as of one moment. */
export async function monthPage(database: Database, ledger: string): Promise<MonthAnswer> {
  return database.transaction('snapshot', async () => {
    const timeZone = await timeZoneOf(database, ledger);
    const calendar = await calendarOf(database, ledger);
    const all = (await versionsOf(database, ledger)).reverse();
    const versions = all.filter(({ kind }) => kind === 'actual');
    const rolled = all.filter(({ kind }) => kind !== 'actual').map((version) => versionLine(version, timeZone));
    const periods = calendar.map(({ period, firstDay, lastDay }) => ({
      period,
      firstDay,
      lastDay,
      versions: versions
        .filter((version) => version.period === period)
        .map((version) => versionLine(version, timeZone)),
    }));
    return { ledger, timeZone, periods: periods.reverse(), rolled };
  });
}
