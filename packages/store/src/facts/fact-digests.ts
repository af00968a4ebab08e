import { TABLES, type TableName, type TableSpec, tableNames } from '@millrace/facts';
import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { rowConditions } from './rows-of-period.js';

/** By table, a digest of the rows that a period's close looks at. */
export type FactDigests = ReadonlyMap<string, string>;

/**
 * Digests of rows by period and table: how many there are, and the sum of a hash of each, whatever their order. They are kept with a
 * version, so that a later command sees cheaply that the rows are no longer those (half a microsecond a row); which ones differ
 * is then found by comparing them.
 *
 * To be taken out of the snapshot that the rows themselves are read from. It is one statement, which the database can work on while this
 * process computes.
 */
export async function factDigests(
  database: Database,
  ledger: string,
  periods: readonly CalendarPeriod[],
): Promise<ReadonlyMap<string, FactDigests>> {
  const digests = new Map(periods.map(({ period }) => [period, new Map<string, string>()]));
  if (periods.length === 0) return digests;
  const each = periods.flatMap((period) =>
    tableNames().map((table) => `('${period.period}', '${table}', (${digestOf(table, ledger, period)}))`),
  );
  await database.read(`select * from (values ${each.join(',\n')}) as taken`, ([period, table, digest]) =>
    digests.get(period)?.set(table, digest),
  );
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
