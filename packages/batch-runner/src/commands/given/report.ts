import type { Language } from '@millrace/costing-core';
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
  return {
    version: await reported(database, record),
    ...(previous === undefined ? {} : { previous: await reported(database, previous) }),
    masters: await readMasters(database, record),
    language,
  };
}

async function reported(database: Database, record: VersionRecord): Promise<ReportedVersion> {
  return {
    tables: await StoredVersion.read(database, record, REPORT_TABLES),
    number: record.version,
    state: record.state,
    ...(record.published_at === null
      ? {}
      : { publishedAt: `${record.published_at.slice(0, 16).replace('T', ' ')} UTC` }),
  };
}
