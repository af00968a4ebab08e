import type { Identity, VersionRows } from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import { StoredVersion } from './stored-version.js';
import { versionsOf } from './versions.js';

/** The published versions of the months before a period in its year, with what their orders cost. */
export async function earlierInYear(
  database: Database,
  { ledger, period }: Pick<Identity, 'ledger' | 'period'>,
): Promise<VersionRows[]> {
  const records = await versionsOf(database, ledger);
  const year = period.slice(0, 'YYYY'.length);
  const before = records.filter(
    (of) => of.kind === 'actual' && of.state === 'published' && of.period.startsWith(year) && of.period < period,
  );
  const versions: VersionRows[] = [];
  for (const record of before) versions.push(await StoredVersion.read(database, record, ['order_cost']));
  return versions;
}
