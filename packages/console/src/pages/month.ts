import { printLocal, readInstant, visible } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import { calendarOf, type Database, type Posting, postingsOf, timeZoneOf, versionsOf } from '@millrace/store';
import type { MonthAnswer, PostingLine } from '../answers.js';
import { versionLine } from './version-line.js';

/** The periods of a ledger with the versions of each and what was posted of them, all as of one moment. */
export async function monthPage(database: Database, ledger: string): Promise<MonthAnswer> {
  return database.transaction('snapshot', async () => {
    const timeZone = await timeZoneOf(database, ledger);
    const calendar = await calendarOf(database, ledger);
    const all = (await versionsOf(database, ledger)).reverse();
    const postings = await postingsOf(database, ledger);
    const versions = all.filter(({ kind }) => kind === 'actual');
    const rolled = all.filter(({ kind }) => kind !== 'actual').map((version) => versionLine(version, timeZone));
    const periods = calendar.map(({ period, firstDay, lastDay }) => ({
      period,
      firstDay,
      lastDay,
      versions: versions
        .filter((version) => version.period === period)
        .map((version) => versionLine(version, timeZone)),
      postings: postings
        .filter((posting) => posting.period === period)
        .map((posting) => postingLine(posting, timeZone)),
    }));
    return { ledger, timeZone, periods: periods.reverse(), rolled };
  });
}

function postingLine({ at, by, document, reversed, ...of }: Posting, timeZone: string): PostingLine {
  const local = (instant: string) => printLocal(readInstant(instant), timeZone);
  return {
    number: of.number,
    version: of.version,
    against: of.against ?? null,
    lines: grouped(String(of.line_count)),
    amount: grouped(of.debit),
    document: visible(document),
    by: visible(by),
    at: local(at),
    reversed:
      reversed === undefined
        ? null
        : { by: visible(reversed.by), at: local(reversed.at), reason: visible(reversed.reason) },
  };
}
