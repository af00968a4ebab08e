import { type Finding, Findings } from '@millrace/costing-core';
import { calendarOf, type Database, documentsInNoPeriod, factsSincePublished } from '@millrace/store';

/** What counts in no period, and what the versions that are published don't hold, or hold differently, of all ledgers. */
export async function sincePublished(database: Database): Promise<readonly Finding[]> {
  const ledgers = await database.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
  const findings = new Findings();
  for (const { ledger } of ledgers) {
    const calendar = await calendarOf(database, ledger);
    if (calendar.length > 0) findings.add(await documentsInNoPeriod(database, ledger, calendar));
    findings.add((await factsSincePublished(database, ledger)).findings);
  }
  return findings.sorted();
}
