import { type Finding, TABLES, type TableName } from '@millrace/costing-core';
import type { Database } from '@millrace/store';
import { calendarOf, cameLate, DOCUMENTS, documentsOf, periodOf } from '@millrace/store';
import { differs, incoming } from './staging.js';

/** Incoming documents that are new or changed and dated in a period that is published already. */
export async function lateRows(database: Database, name: TableName): Promise<Finding[]> {
  const table = DOCUMENTS.find((document) => document === name);
  if (table === undefined) return [];
  const key = TABLES[table].key.at(-1) as string;
  const published = await database.kysely
    .selectFrom('millrace.version')
    .where('kind', '=', 'actual')
    .where('state', '=', 'published')
    .select(['ledger', 'period'])
    .orderBy('ledger')
    .orderBy('period')
    .execute();
  const findings: Finding[] = [];
  for (const { ledger, period } of published) {
    const dates = periodOf(await calendarOf(database, ledger), ledger, period);
    const keys: string[] = [];
    await database.read(
      `select i."${key}" from ${incoming(table)}
       where (t."${key}" is null or ${differs(table, 't', 'i')}) and ${documentsOf(table, 'i', ledger, dates)}
       order by 1`,
      ([cell]) => keys.push(cell),
    );
    if (keys.length > 0) findings.push(cameLate(table, period, keys));
  }
  return findings;
}
