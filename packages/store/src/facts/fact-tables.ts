import { type Facts, FactsReader, TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { type Database, literal } from '../database/database.js';
import type { Steps } from '../runs/steps.js';
import { factColumns } from './fact-columns.js';

/** All rows of some tables out of one snapshot; of tables that only a ledger knows, those of the ledger. */
export async function readFactTables(
  database: Database,
  ledger: string,
  tables: readonly TableName[],
  steps: Steps,
): Promise<Facts> {
  return database.transaction('snapshot', async () => {
    const found = await database.kysely
      .selectFrom('millrace.ledger')
      .where('ledger', '=', ledger)
      .select('amount_scale')
      .executeTakeFirst();
    const reader = new FactsReader(ledger, found?.amount_scale ?? 2);
    for (const table of tables) {
      await steps.run(`read:${table}`, async (advance) => {
        const { columns }: TableSpec = TABLES[table];
        const own = columns.ledger === undefined ? '' : `where t.ledger = ${literal(ledger)}`;
        const select = `select ${factColumns(table, 't')} from millrace."${table}" t ${own}`;
        await advance(await database.readInto(reader.table(table), select));
      });
    }
    return reader.facts();
  });
}
