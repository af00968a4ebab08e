import { type Closed, closePeriod, policySchema } from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import { readOpening } from './facts-of-period.js';
import type { VersionRecord } from './stored-version.js';
import { readInputFacts } from './version-input.js';

/** Computes a version again from the inputs and the policy that are stored with it. */
export async function recompute(database: Database, record: VersionRecord): Promise<Closed> {
  const { ledger, period, policy, opened_from } = record;
  const facts = await readInputFacts(database, record);
  if (opened_from === null) return closePeriod(facts, policySchema.parse(policy), { ledger, period });
  const before = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('version', '=', opened_from)
    .selectAll()
    .executeTakeFirstOrThrow();
  const previous = await readOpening(database, before);
  return closePeriod(facts, policySchema.parse(policy), { ledger, period, previous });
}
