import { userInfo } from 'node:os';
import { type Finding, type FindingCode, type Policy, policySchema } from '@millrace/costing-core';
import { lockVersions, withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { StoredVersion } from '../read/stored-version.js';
import { type ListedVersion, versionNamed, versionsOf } from '../read/versions.js';
import { Trouble } from '../trouble.js';

export interface Published {
  readonly version: ListedVersion;
  /** Errors that stand in the way; empty where it was published. */
  readonly refusedFor: readonly Finding[];
  /** The version that was the published one before. */
  readonly superseded: number | undefined;
  /** Later versions that opened from what is now superseded. */
  readonly outdated: readonly ListedVersion[];
}

/**
 * Publishes a draft: from now on it is the period's actual cost, and its rows never change. The version that was published
 * before becomes superseded. Refused while it has errors that the policy it was computed with does not waive.
 */
export async function publish(database: Database, ledger: string, name: string, reason: string): Promise<Published> {
  const { period, version: number } = await versionNamed(database, ledger, name, true);
  return withPeriodLock(database, ledger, period, () =>
    database.transaction('writing', async () => {
      await lockVersions(database, ledger);
      const before = await versionsOf(database, ledger);
      const version = before.find((listed) => listed.version === number) as ListedVersion;
      if (version.state !== 'draft') {
        throw new Trouble('version_is_no_draft', { version: String(number), state: version.state, period });
      }
      if (version.outdated) throw new Trouble('version_is_outdated', { version: String(number), period });
      const stored = await StoredVersion.read(database, version);
      if (stored.hashOfRows() !== version.hash) {
        throw new Trouble('version_does_not_match_its_hash', { version: String(number) });
      }
      const refusedFor = errorsNotWaived(stored, policySchema.parse(version.policy));
      if (refusedFor.length > 0) return { version, refusedFor, superseded: undefined, outdated: [] };

      const former = before.find((listed) => listed.period === period && listed.state === 'published');
      if (former !== undefined) await become(database, former, 'superseded');
      await become(database, version, 'published');
      await approve(database, version, 'publish', reason);
      const after = await versionsOf(database, ledger);
      return {
        version: after.find((listed) => listed.version === number) as ListedVersion,
        refusedFor,
        superseded: former?.version,
        outdated: after.filter(({ outdated, state }) => outdated && state === 'published'),
      };
    }),
  );
}

function errorsNotWaived(stored: StoredVersion, { waivers }: Policy): Finding[] {
  const waived = new Set(waivers.map(({ code }) => code));
  return stored
    .rows('finding')
    .filter(({ severity, code }) => severity === 'error' && !waived.has(code))
    .map(({ code, table, key, fields }) => ({
      code: code as FindingCode,
      severity: 'error',
      table,
      key,
      fields: JSON.parse(fields),
    }));
}

export async function become(
  { kysely }: Database,
  { ledger, version }: ListedVersion,
  state: 'published' | 'superseded' | 'withdrawn',
): Promise<void> {
  const now = new Date().toISOString();
  await kysely
    .updateTable('millrace.version')
    .set(state === 'published' ? { state, published_at: now } : { state, ended_at: now })
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .execute();
}

export async function approve(
  { kysely }: Database,
  { ledger, version }: ListedVersion,
  action: 'publish' | 'withdraw',
  reason: string,
): Promise<void> {
  await kysely
    .insertInto('millrace.approval')
    .values({ ledger, version, action, approved_by: userInfo().username, reason })
    .execute();
}
