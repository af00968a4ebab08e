import { isPeriod } from '@millrace/facts';
import type { Database } from '../database/database.js';
import { type CalendarPeriod, calendarOf } from '../facts/calendar-of-ledger.js';
import { Trouble } from '../trouble.js';
import { isPruned, type VersionRecord } from './stored-version.js';

export interface ListedVersion extends VersionRecord {
  /**
   * True where the version opened from one that is no longer the published version of the period before, or from one
   * that is outdated itself: it must be closed again (rules.md 33). Derived, so that it can't be wrong.
   */
  readonly outdated: boolean;
}

/** The versions of a ledger in order of their numbers. */
export async function versionsOf(database: Database, ledger: string): Promise<ListedVersion[]> {
  const calendar = await calendarOf(database, ledger);
  const records = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .selectAll()
    .orderBy('version')
    .execute();
  return markOutdated(records, calendar);
}

/** The published version of each period of a ledger that has one, in order of the periods. */
export async function publishedPeriods(database: Database, ledger: string): Promise<ListedVersion[]> {
  const versions = await versionsOf(database, ledger);
  const published = versions.filter(({ kind, state }) => kind === 'actual' && state === 'published');
  return published.sort((a, b) => (a.period < b.period ? -1 : 1));
}

function markOutdated(records: readonly VersionRecord[], calendar: readonly CalendarPeriod[]): ListedVersion[] {
  const published = new Map(
    records.filter(({ kind, state }) => kind === 'actual' && state === 'published').map((r) => [r.period, r.version]),
  );
  const outdated = new Map<number, boolean>();
  // A version is written after the one that it opens from, so this one pass sees that one first.
  for (const { version, kind, period, opened_from } of records) {
    // What things should cost opens from nothing.
    if (kind !== 'actual') continue;
    const before = periodBefore(calendar, period);
    const expected = before === undefined ? null : (published.get(before.period) ?? null);
    outdated.set(version, expected !== opened_from || (opened_from !== null && outdated.get(opened_from) === true));
  }
  return records.map((record) => ({ ...record, outdated: outdated.get(record.version) === true }));
}

export function periodBefore(calendar: readonly CalendarPeriod[], period: string): CalendarPeriod | undefined {
  return calendar[calendar.findIndex((entry) => entry.period === period) - 1];
}

/**
 * The version that is meant: by its number; by a period for its published version or else its newest one; by a kind
 * (`standard`, `plan`, `simulation`) for the active one that begins last or else its newest; by a kind and a day
 * (`standard@2026-11-15`) for the one that is active on that day, or else the newest that begins on it.
 *
 * @param draftsFirst where drafts are asked for: then a period means its newest draft, if it has one.
 * @throws Trouble where there is none, or where the name is none of these.
 */
export async function versionNamed(
  database: Database,
  ledger: string,
  name: string,
  draftsFirst = false,
): Promise<ListedVersion> {
  const versions = await versionsOf(database, ledger);
  if (/^\d+$/.test(name)) {
    const found = versions.find(({ version }) => version === Number(name));
    if (found === undefined) throw new Trouble('version_is_not_known', { ledger, version: name });
    return found;
  }
  const [, kind, day] = /^(standard|plan|simulation)(?:@(.+))?$/.exec(name) ?? [];
  if (kind !== undefined) return ofKind(versions, ledger, kind, day);
  if (!isPeriod(name)) throw new Trouble('version_name_is_wrong', { name });
  const ofPeriod = versions.filter((one) => one.kind === 'actual' && one.period === name && !isPruned(one));
  const wanted = draftsFirst ? 'draft' : 'published';
  const found = ofPeriod.findLast(({ state }) => state === wanted) ?? ofPeriod.at(-1);
  if (found === undefined) throw new Trouble('period_has_no_version', { ledger, period: name });
  return found;
}

function ofKind(
  versions: readonly ListedVersion[],
  ledger: string,
  kind: string,
  day: string | undefined,
): ListedVersion {
  const alike = versions.filter((version) => version.kind === kind && !isPruned(version));
  const begins = (version: ListedVersion) => version.effective_on ?? '';
  const active = alike
    .filter((version) => version.state === 'published' && (day === undefined || begins(version) <= day))
    .sort((a, b) => (begins(a) < begins(b) ? -1 : 1));
  const found = active.at(-1) ?? alike.findLast((version) => day === undefined || begins(version) === day);
  if (found === undefined) {
    throw new Trouble('kind_has_no_version', { ledger, kind, day: day === undefined ? '' : ` @ ${day}` });
  }
  return found;
}

/** Where a version stands: only one of a place is published. For an actual its period, else kind and day. */
export function standsFor({ kind, period, effective_on }: VersionRecord): string {
  return kind === 'actual' ? period : `${kind} ${effective_on}`;
}

/** The same; without a name the newest published version, or where none is published, the newest. */
export async function versionAsked(
  database: Database,
  ledger: string,
  name: string | undefined,
): Promise<ListedVersion> {
  if (name !== undefined) return versionNamed(database, ledger, name);
  const versions = await versionsOf(database, ledger);
  const actual = versions.filter((version) => version.kind === 'actual' && !isPruned(version));
  const found = actual.findLast(({ state }) => state === 'published') ?? actual.at(-1);
  if (found === undefined) throw new Trouble('version_is_not_known', { ledger, version: '1' });
  return found;
}
