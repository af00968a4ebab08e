import { type Finding, type FindingCode, policySchema } from '@millrace/costing-core';
import { lockVersions, withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';
import { mustNotBeClosedForGood, sayReason } from './period-states.js';
import { mustBeActual } from './recompute.js';
import { hashOfRows, StoredVersion } from './stored-version.js';
import { type ListedVersion, standsFor, versionNamed, versionsOf } from './versions.js';

/** What goes into the record, and what is wanted beyond publishing the first version of a period. */
export interface Publishing {
  readonly reason: string;
  /** The version that is published for the period now may be superseded. */
  readonly replace?: boolean;
  /** A standard or plan is activated, rather than an actual published: codes of errors that may stand. */
  readonly waived?: readonly string[];
}

export interface Published {
  readonly version: ListedVersion;
  /** Errors that stand in the way; empty where it was published. */
  readonly refusedFor: readonly Finding[];
  /** The version that was the published one before. */
  readonly superseded: number | undefined;
  /** How many rows were held out of the period while it was pending; they count from now on as rows that came later. */
  readonly held: number;
  /** Later versions that opened from what is now superseded. */
  readonly outdated: readonly ListedVersion[];
}

/**
 * Publishes a draft: from now on it is the period's actual cost, or the standard from its day on, and its rows never change.
 * Refused while it has errors that are not waived: by the policy that an actual was computed with, by who activates a
 * standard. The version that stood in its place becomes superseded: that of a period only where this is asked for.
 *
 * @throws Trouble where the period has a published version and nobody said to replace it.
 */
export async function publish(
  database: Database,
  ledger: string,
  name: string,
  { reason, replace = false, waived }: Publishing,
): Promise<Published> {
  const named = await versionNamed(database, ledger, name, true);
  const { period, version: number } = named;
  const place = standsFor(named);
  if (waived === undefined) mustBeActual(named);
  else if (named.kind === 'actual') throw new Trouble('version_is_of_a_period', { version: String(number), period });
  else if (named.kind === 'simulation') throw new Trouble('simulation_stays_a_simulation', { version: String(number) });
  return withPeriodLock(database, ledger, place, () =>
    database.transaction('writing', async () => {
      await lockVersions(database, ledger);
      await sayReason(database, reason);
      const before = await versionsOf(database, ledger);
      const version = before.find((listed) => listed.version === number) as ListedVersion;
      if (version.state !== 'draft') throw noDraft(version);
      if (version.outdated) throw new Trouble('version_is_outdated', { version: String(number), period });
      if ((await hashOfRows(database, version)) !== version.hash) {
        throw new Trouble('version_does_not_match_its_hash', { version: String(number) });
      }
      const stored = await StoredVersion.read(database, version, ['finding']);
      const refusedFor = errorsNotWaived(stored, waived ?? waivedBy(version));
      if (refusedFor.length > 0) return { version, refusedFor, superseded: undefined, held: 0, outdated: [] };

      const held = version.kind === 'actual' ? await mustNotBeClosedForGood(database, ledger, period) : 0;
      const former = before.find((listed) => standsFor(listed) === place && listed.state === 'published');
      if (former !== undefined && former.kind === 'actual' && !replace) {
        throw new Trouble('period_has_a_published_version', { period, former: String(former.version), version: name });
      }
      if (former !== undefined) await become(database, former, 'superseded');
      await become(database, version, 'published');
      await approve(database, version, 'publish', reason);
      const after = await versionsOf(database, ledger);
      return {
        version: after.find((listed) => listed.version === number) as ListedVersion,
        refusedFor,
        superseded: former?.version,
        held,
        outdated: after.filter(({ outdated, state }) => outdated && state === 'published'),
      };
    }),
  );
}

/** What has been published already is no draft, nor is what has had its day. */
function noDraft(version: ListedVersion): Trouble {
  const { version: number, kind, state, period } = version;
  const fields = { version: String(number), state, period: standsFor(version) };
  if (kind !== 'actual') return new Trouble('version_is_not_pending', fields);
  return new Trouble(state === 'published' ? 'version_is_published' : 'version_is_no_draft', { ...fields, period });
}

function waivedBy({ policy }: ListedVersion): string[] {
  return policySchema.parse(policy).waivers.map(({ code }) => code);
}

function errorsNotWaived(stored: StoredVersion, waived: readonly string[]): Finding[] {
  return stored
    .rows('finding')
    .filter(({ severity, code }) => severity === 'error' && !waived.includes(code))
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
  await kysely
    .updateTable('millrace.version')
    .set({ state })
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
  await kysely.insertInto('millrace.approval').values({ ledger, version, action, reason }).execute();
}
