import type { ResultTableName, Waiver } from '@millrace/costing-core';
import { printLocal, readInstant } from '@millrace/facts';
import type { Database } from '../database/database.js';
import { type NamedMasters, readMasters } from './masters.js';
import { StoredVersion, type VersionRecord } from './stored-version.js';
import { waiversOfVersion } from './waivers.js';

/** A stored version as a report tells it. */
interface Reported {
  readonly tables: StoredVersion;
  readonly number: number;
  readonly state: VersionRecord['state'];
  readonly publishedAt?: string;
  /** What may stand in it today. */
  readonly waivers: readonly Waiver[];
}

/**
 * What the report on a stored version is made of; beside it the version that it is compared with.
 *
 * @param tables those that the report reads.
 */
export async function reportedVersion(
  database: Database,
  record: VersionRecord,
  previous: VersionRecord | undefined,
  tables: readonly ResultTableName[],
): Promise<{ readonly version: Reported; readonly previous?: Reported; readonly masters: NamedMasters }> {
  const masters = await readMasters(database, record);
  const timeZone = String(masters.ledger?.[0]?.time_zone ?? 'UTC');
  const reported = async (of: VersionRecord): Promise<Reported> => ({
    tables: await StoredVersion.read(database, of, tables),
    number: of.version,
    state: of.state,
    waivers: await waiversOfVersion(database, of),
    ...(of.published_at === null
      ? {}
      : { publishedAt: `${printLocal(readInstant(of.published_at), timeZone)} (${timeZone})` }),
  });
  return {
    version: await reported(record),
    ...(previous === undefined ? {} : { previous: await reported(previous) }),
    masters,
  };
}
