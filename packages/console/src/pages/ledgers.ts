import type { Language } from '@millrace/costing-core';
import type { Database } from '@millrace/store';
import type { LedgersAnswer } from '../answers.js';

/** The ledgers there are. */
export async function ledgersPage({ kysely }: Database, first: string, language: Language): Promise<LedgersAnswer> {
  const ledgers = await kysely.selectFrom('millrace.ledger').select(['ledger', 'currency']).orderBy('ledger').execute();
  return {
    ledgers,
    first: ledgers.find(({ ledger }) => ledger === first)?.ledger ?? ledgers[0]?.ledger ?? '',
    language,
  };
}
