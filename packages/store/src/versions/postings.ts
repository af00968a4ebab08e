import { sql } from 'kysely';
import { lockVersions } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';

/** A journal that was posted to the general ledger. */
export interface Posting {
  readonly number: number;
  readonly period: string;
  readonly version: number;
  /** The version whose journal was there before: what was posted is the difference from it. */
  readonly against: number | undefined;
  readonly line_count: number;
  readonly debit: string;
  readonly credit: string;
  /** SHA-256 of the lines. */
  readonly hash: string;
  /** What the general ledger calls it; empty where nobody said. */
  readonly document: string;
  readonly at: string;
  readonly by: string;
  /** Where it was reversed in the general ledger. */
  readonly reversed?: { readonly at: string; readonly by: string; readonly document: string; readonly reason: string };
}

/** What is posted. */
interface ToPost extends Pick<Posting, 'period' | 'version' | 'against' | 'line_count' | 'debit' | 'credit' | 'hash'> {
  readonly ledger: string;
  readonly document: string;
}

/** The journals of a ledger that were posted, in the order of their numbers. */
export async function postingsOf({ kysely }: Database, ledger: string): Promise<Posting[]> {
  const rows = await kysely
    .selectFrom('millrace.journal_posting')
    .where('ledger', '=', ledger)
    .selectAll()
    .select([sql<string>`debit::text`.as('debit'), sql<string>`credit::text`.as('credit')])
    .orderBy('posting')
    .execute();
  const ends = new Map(rows.map((row) => [row.reverses, row]));
  return rows
    .filter(({ reverses }) => reverses === null)
    .map(({ posting, period, version, against, line_count, debit, credit, hash, document, posted_at, posted_by }) => {
      const end = ends.get(posting);
      return {
        ...{ number: posting, period, version, against: against ?? undefined },
        ...{ line_count, debit, credit, hash, document, at: posted_at, by: posted_by },
        ...(end && {
          reversed: { at: end.posted_at, by: end.posted_by, document: end.document, reason: end.reason },
        }),
      };
    });
}

/** The posting by which the general ledger has what it has of a period. */
export function journalNow(postings: readonly Posting[], period: string): Posting | undefined {
  return postings.findLast((posting) => posting.period === period && posting.reversed === undefined);
}

/**
 * Records that the journal of a published version is in the general ledger: the whole, or what differs from the one that was there.
 * Returns its number.
 *
 * @throws Trouble where it is posted already, where the version isn't published, or where another was posted since `against` was read.
 */
export async function postJournal(database: Database, { ledger, against, ...posted }: ToPost): Promise<number> {
  const { period, version } = posted;
  return database.transaction('writing', async () => {
    await lockVersions(database, ledger);
    const now = journalNow(await postingsOf(database, ledger), period);
    if (now?.version === version) throw isPosted(now);
    const { state } = await database.kysely
      .selectFrom('millrace.version')
      .where('ledger', '=', ledger)
      .where('version', '=', version)
      .select('state')
      .executeTakeFirstOrThrow();
    if (state !== 'published') {
      throw new Trouble('only_published_journals_are_posted', { version: String(version), state });
    }
    if (now?.version !== against) throw new Trouble('journal_was_posted_meanwhile', { period });
    return insert(database, { ...posted, ledger, against: against ?? null, reverses: null, reason: '' });
  });
}

/**
 * Records that the journal of a version was reversed in the general ledger (冲销), which has again what it had before.
 *
 * @throws Trouble where it isn't the journal that stands there.
 */
export async function reverseJournal(
  database: Database,
  {
    ledger,
    period,
    version,
    document,
    reason,
  }: Pick<ToPost, 'ledger' | 'period' | 'version' | 'document'> & { readonly reason: string },
): Promise<Posting> {
  if (reason.trim() === '') throw new Trouble('reason_is_missing');
  return database.transaction('writing', async () => {
    await lockVersions(database, ledger);
    const now = journalNow(await postingsOf(database, ledger), period);
    if (now === undefined || now.version !== version) {
      throw new Trouble('journal_is_not_posted', { version: String(version), period });
    }
    const { line_count, debit, credit, hash, against = null } = now;
    const repeated = { ledger, period, version, against, line_count, debit, credit, hash };
    await insert(database, { ...repeated, reverses: now.number, document, reason });
    return now;
  });
}

/** What is said to who would post a journal once more: who did, when, and as what. */
export function isPosted({ version, number, by, at, document }: Posting): Trouble {
  return new Trouble('journal_is_posted', {
    version: String(version),
    posting: String(number),
    by,
    at,
    document: document || '–',
  });
}

async function insert(
  { kysely }: Database,
  row: Omit<Posting, 'number' | 'at' | 'by' | 'against' | 'reversed'> & {
    readonly ledger: string;
    readonly against: number | null;
    readonly reverses: number | null;
    readonly reason: string;
  },
): Promise<number> {
  const { posting } = await kysely
    .insertInto('millrace.journal_posting')
    // Number, name and time the database writes itself.
    .values({ ...row, posting: 0, posted_at: 'now', posted_by: '', posted_as: '' })
    .returning('posting')
    .executeTakeFirstOrThrow();
  return posting;
}
