import { hashPolicy, type Policy, policySchema, type StandardChoices } from '@millrace/costing-core';
import { sql } from 'kysely';
import { lockVersions } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';
import type { VersionRecord } from './stored-version.js';

/** What a policy decides: closes, or how structures are read and standard costs are rolled up. */
export type PolicyKind = 'close' | 'standard';

/** A policy as the database keeps it. */
export interface RecordedPolicy {
  readonly number: number;
  readonly kind: PolicyKind;
  readonly content: object;
  readonly hash: string;
  readonly reason: string;
  readonly recorded_at: string;
  readonly recorded_by: string;
  /** How many versions were computed by it. */
  readonly versions: number;
}

/** A policy that a ledger goes by, on record or not. */
export interface PolicyOfLedger {
  readonly ledger: string;
  readonly kind: PolicyKind;
  readonly content: object;
}

/** Where a policy stands on record. */
export interface PolicyNumber {
  readonly number: number;
  /** The one that it took the place of, just now. */
  readonly before?: number;
}

/** The policies of a ledger in the order of their numbers. */
export async function policiesOf({ kysely }: Database, ledger: string): Promise<RecordedPolicy[]> {
  const rows = await kysely
    .selectFrom('millrace.policy as p')
    .where('p.ledger', '=', ledger)
    .select(['p.policy as number', 'p.kind', 'p.content', 'p.hash', 'p.reason', 'p.recorded_at', 'p.recorded_by'])
    .select(
      sql<number>`(select count(*)::integer from millrace.version v where v.ledger = p.ledger and v.policy = p.policy)`.as(
        'versions',
      ),
    )
    .orderBy('p.policy')
    .execute();
  return rows.map((row) => ({ ...row, content: row.content as object }));
}

/**
 * Puts a policy on record, unless it is the newest of its kind already. To be called within a transaction: others who would do the
 * same wait for its end.
 */
export async function recordPolicy(
  database: Database,
  { ledger, kind, content }: PolicyOfLedger,
  reason: string,
): Promise<PolicyNumber> {
  await lockVersions(database, ledger);
  const newest = await newestPolicy(database, ledger, kind);
  const hash = hashPolicy(content);
  if (newest?.hash === hash) return { number: newest.policy };
  const { policy } = await database.kysely
    .insertInto('millrace.policy')
    // Number, name and time the database writes itself.
    .values({
      ...{ ledger, kind, hash, reason, content: JSON.stringify(content) },
      ...{ policy: 0, recorded_at: 'now', recorded_by: '', recorded_as: '' },
    })
    .returning('policy')
    .executeTakeFirstOrThrow();
  return newest === undefined ? { number: policy } : { number: policy, before: newest.policy };
}

/** The same for many ledgers, each in a transaction of its own where there is something to write. Returns them in their order. */
export async function recordPolicies(
  database: Database,
  policies: readonly PolicyOfLedger[],
  reason: string,
): Promise<PolicyNumber[]> {
  const { rows } = await sql<{ ledger: string; kind: PolicyKind; policy: number; hash: string }>`
    select distinct on (ledger, kind) ledger, kind, policy, hash from millrace.policy order by ledger, kind, policy desc`.execute(
    database.kysely,
  );
  const newest = new Map(rows.map((row) => [`${row.kind} ${row.ledger}`, row]));
  const numbers: PolicyNumber[] = [];
  for (const one of policies) {
    const present = newest.get(`${one.kind} ${one.ledger}`);
    numbers.push(
      present?.hash === hashPolicy(one.content)
        ? { number: present.policy }
        : await database.transaction('writing', () => recordPolicy(database, one, reason)),
    );
  }
  return numbers;
}

/** The close policy of a number; undefined where this release knows other choices than those on record. */
export async function closePolicyNumbered(
  database: Database,
  ledger: string,
  number: number,
): Promise<Policy | undefined> {
  const { content, hash } = await rowOf(database, ledger, number);
  const read = policySchema.safeParse(content);
  return read.success && hashPolicy(read.data) === hash ? read.data : undefined;
}

/** What an actual was computed by. */
export async function closePolicyOf(
  database: Database,
  { ledger, policy }: Pick<VersionRecord, 'ledger' | 'policy'>,
): Promise<Policy> {
  return policySchema.parse((await rowOf(database, ledger, policy)).content);
}

/** What a standard, plan or simulation was computed by. */
export async function choicesOf(
  database: Database,
  { ledger, policy, assumptions }: VersionRecord,
): Promise<StandardChoices> {
  const { content } = await rowOf(database, ledger, policy);
  return { policy: content, assumptions } as StandardChoices;
}

/**
 * @throws Trouble where the ledger has none of that number.
 */
async function rowOf({ kysely }: Database, ledger: string, number: number) {
  const row = await kysely
    .selectFrom('millrace.policy')
    .where('ledger', '=', ledger)
    .where('policy', '=', number)
    .select(['content', 'hash'])
    .executeTakeFirst();
  if (row === undefined) throw new Trouble('policy_is_not_known', { ledger, policy: String(number) });
  return row;
}

async function newestPolicy({ kysely }: Database, ledger: string, kind: PolicyKind) {
  return kysely
    .selectFrom('millrace.policy')
    .where('ledger', '=', ledger)
    .where('kind', '=', kind)
    .select(['policy', 'hash'])
    .orderBy('policy', 'desc')
    .limit(1)
    .executeTakeFirst();
}
