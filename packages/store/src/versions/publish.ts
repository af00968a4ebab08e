import { type Finding, type FindingCode, findingsInTheWay, type Waiver, waiverOf } from '@millrace/costing-core';
import { lockVersions, withPeriodLock } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';
import { mustNotBeClosedForGood, sayReason } from './period-states.js';
import { mustBeActual } from './recompute.js';
import { hashOfRows, StoredVersion } from './stored-version.js';
import { type ListedVersion, standsFor, versionNamed, versionsOf } from './versions.js';
import { waiversOfVersion, waiversToday } from './waivers.js';

/** What goes into the record, and what is wanted beyond publishing the first version of a period. */
export interface Publishing {
  readonly reason: string;
  /** The version that is published for the period now may be superseded. */
  readonly replace?: boolean;
  /** A standard or plan is activated, rather than an actual published: waivers beside those of the record. */
  readonly waived?: readonly Waiver[];
}

export interface Published {
  readonly version: ListedVersion;
  /** Errors that stand in the way; empty where it was published. */
  readonly refusedFor: readonly Finding[];
  /** Errors that it was published in spite of, each with the waiver that it falls under. */
  readonly inSpiteOf: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** The version that was the published one before. */
  readonly superseded: number | undefined;
  /** How many rows were held out of the period while it was pending; they count from now on as rows that came later. */
  readonly held: number;
  /** Later versions that opened from what is now superseded. */
  readonly outdated: readonly ListedVersion[];
}

/**
 * Publishes a draft: from now on it is the period's actual cost, or the standard from its day on, and its rows never change.
 * Refused while it has errors that are not waived: in the record, by the policy that an actual was computed with, by who activates a
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
      const waivers =
        waived === undefined
          ? await waiversOfVersion(database, version)
          : await waiversToday(database, ledger, period, { waivers: waived });
      const errors = findingsInTheWay(findingsOf(stored), []);
      const refusedFor = findingsInTheWay(errors, waivers);
      if (refusedFor.length > 0) {
        return { version, refusedFor, inSpiteOf: [], superseded: undefined, held: 0, outdated: [] };
      }
      const inSpiteOf = errors.map((finding) => ({ finding, waiver: waiverOf(finding, waivers) as Waiver }));

      const held = version.kind === 'actual' ? await mustNotBeClosedForGood(database, ledger, period) : 0;
      const former = before.find((listed) => standsFor(listed) === place && listed.state === 'published');
      if (former !== undefined && former.kind === 'actual' && !replace) {
        throw new Trouble('period_has_a_published_version', { period, former: String(former.version), version: name });
      }
      if (former !== undefined) await become(database, former, 'superseded');
      await become(database, version, 'published');
      const numbers = new Set(inSpiteOf.flatMap(({ waiver: { number = [] } }) => number));
      await approve(database, version, 'publish', { reason, waivers: [...numbers].sort((a, b) => a - b) });
      const after = await versionsOf(database, ledger);
      return {
        version: after.find((listed) => listed.version === number) as ListedVersion,
        refusedFor,
        inSpiteOf,
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

function findingsOf(stored: StoredVersion): Finding[] {
  return stored.rows('finding').map(({ code, severity, table, key, fields }) => ({
    code: code as FindingCode,
    severity: severity as Finding['severity'],
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
  { reason, waivers = [] }: { readonly reason: string; readonly waivers?: readonly number[] },
): Promise<void> {
  await kysely
    .insertInto('millrace.approval')
    .values({ ledger, version, action, reason, waivers: [...waivers] })
    .execute();
}
