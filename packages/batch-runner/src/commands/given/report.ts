import type { Language } from '@millrace/costing-core';
import { printLocal, readInstant } from '@millrace/facts';
import { REPORT_TABLES, type ReportedVersion, type ReportInput } from '@millrace/report/figures';
import type { Database } from '@millrace/store';
import { readMasters, StoredVersion, type VersionRecord } from '@millrace/store';

/** What the report on a stored version is made of; beside it the version that it is compared with. */
export async function reportOf(
  database: Database,
  record: VersionRecord,
  previous: VersionRecord | undefined,
  language: Language,
): Promise<ReportInput> {
  const masters = await readMasters(database, record);
  const timeZone = String(masters.ledger?.[0]?.time_zone ?? 'UTC');
  return {
    version: await reported(database, record, timeZone),
    ...(previous === undefined ? {} : { previous: await reported(database, previous, timeZone) }),
    masters,
    language,
  };
}

async function reported(database: Database, record: VersionRecord, timeZone: string): Promise<ReportedVersion> {
  return {
    tables: await StoredVersion.read(database, record, REPORT_TABLES),
    number: record.version,
    state: record.state,
    ...(record.published_at === null
      ? {}
      : { publishedAt: `${printLocal(readInstant(record.published_at), timeZone)} (${timeZone})` }),
  };
}
