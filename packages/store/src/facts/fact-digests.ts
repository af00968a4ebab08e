import { TABLES, type TableName, type TableSpec, tableNames } from '@millrace/facts';
import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { rowConditions } from './rows-of-period.js';

/**
 * By table, a digest of the rows that a period's close looks at: how many, and the sum of a hash of each, whatever their order.
 * It is kept with a version, so that a later command sees cheaply that the rows are no longer those (half a microsecond a row);
 * which ones differ is then found by comparing them.
 *
 * To be taken out of the snapshot that the rows themselves are read from.
 */
export async function factDigests(
  database: Database,
  ledger: string,
  period: CalendarPeriod,
): Promise<ReadonlyMap<TableName, string>> {
  const digests = new Map<TableName, string>();
  const each = tableNames().map((table) => `select '${table}', (${digestOf(table, ledger, period)})`);
  // One statement, which the database works on while this process computes.
  await database.read(each.join(' union all '), ([table, digest]) => digests.set(table as TableName, digest));
  return digests;
}

function digestOf(table: TableName, ledger: string, period: CalendarPeriod): string {
  const { columns }: TableSpec = TABLES[table];
  const cells = Object.keys(columns)
    .filter((column) => !isName(column))
    .map((column) => (column === 'closed_on' ? closedBy(period) : `t."${column}"`));
  const hashes = rowConditions(table, ledger, period).map(
    (condition) =>
      `select hash_record_extended(row(${cells.join(', ')}), 0) as hash from millrace."${table}" t where ${condition}`,
  );
  return `select count(*) || ' ' || coalesce(sum(hash), 0) from (${hashes.join(' union all ')}) as hashed`;
}

/** What things are called costs nothing. */
export function isName(column: string): boolean {
  return column === 'name' || column === 'name_zh';
}

/** When an order is closed later than the period ends, it was open in it: that it is closed one day changes nothing there. */
function closedBy({ lastDay }: CalendarPeriod): string {
  return `case when t.closed_on <= ${literal(lastDay)} then t.closed_on end`;
}
