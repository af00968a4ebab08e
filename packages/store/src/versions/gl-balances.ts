import type { GlBalance } from '@millrace/costing-core';
import { type Database, literal } from '../database/database.js';

/** What the general ledger says of a ledger's accounts at the end of a period, as plain decimals. */
export async function glBalances(database: Database, ledger: string, period: string): Promise<GlBalance[]> {
  const balances: GlBalance[] = [];
  await database.read(
    `select account, trim_scale(amount) from millrace.gl_balance
     where ledger = ${literal(ledger)} and period = ${literal(period)} order by account collate "C"`,
    ([account, amount]) => balances.push({ account, amount }),
  );
  return balances;
}
