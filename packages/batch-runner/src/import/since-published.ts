import { type Finding, Findings } from '@millrace/costing-core';
import { calendarOf, type Database, documentsInNoPeriod, factsSincePublished, heldRows } from '@millrace/store';

/** What counts in no period, what is held out of a pending one, and what the versions that are published don't hold, or hold differently, of all ledgers. */
export async function sincePublished(database: Database): Promise<readonly Finding[]> {
  const ledgers = await database.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
  const findings = new Findings();
  for (const { ledger } of ledgers) {
    const calendar = await calendarOf(database, ledger);
    if (calendar.length > 0) findings.add(await documentsInNoPeriod(database, ledger, calendar));
    findings.add(await heldRows(database, ledger));
    findings.add((await factsSincePublished(database, ledger)).findings);
  }
  return findings.sorted();
}

/** Of all ledgers, what the versions that are published don't hold, or hold differently. */
export async function changedSincePublished(database: Database): Promise<readonly Finding[]> {
  const ledgers = await database.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
  const findings = new Findings();
  for (const { ledger } of ledgers) findings.add((await factsSincePublished(database, ledger)).findings);
  return findings.sorted();
}
