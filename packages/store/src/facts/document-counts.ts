import { type DocumentCounts, datedTables, type Finding, finding } from '@millrace/costing-core';
import { specOf, type TableName } from '@millrace/facts';
import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { isHeld, isOwn } from './rows-of-period.js';

/**
 * Where each document of the database counts, seen from a period of a ledger: the same counts that `documentCounts` of
 * costing-core makes of facts from files. It looks at all rows there are.
 */
export async function countDocuments(
  database: Database,
  ledger: string,
  calendar: readonly CalendarPeriod[],
  period: CalendarPeriod,
): Promise<DocumentCounts[]> {
  const all: DocumentCounts[] = [];
  for (const [table, column] of datedTables()) {
    const own = isOwn(table, 't', ledger);
    const place = `case when t.status <> 'approved' then 'not_approved' when (${own}) is not true then 'other_ledgers'
      when ${inNoPeriod(table, column, calendar)} then 'no_period'
      when ${isHeld(table, 't', ledger)} then 'held_out'
      when ${isIn(table, column, [period])} then 'this_period'
      when ${isBefore(table, column, calendar, period)} then 'before' else 'after' end`;
    const counts = {
      this_period: 0,
      before: 0,
      after: 0,
      no_period: 0,
      other_ledgers: 0,
      not_approved: 0,
      held_out: 0,
    };
    let rows = 0;
    await database.read(`select ${place}, count(*) from millrace."${table}" t group by 1`, ([name, count]) => {
      counts[name as keyof typeof counts] = Number(count);
      rows += Number(count);
    });
    if (rows > 0) all.push({ table, rows, ...counts });
  }
  return all;
}

/** Approved documents of the ledger that are dated in no period of its calendar: they count nowhere. */
export async function documentsInNoPeriod(
  database: Database,
  ledger: string,
  calendar: readonly CalendarPeriod[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [table, column] of datedTables()) {
    const key = keyIn(table);
    const condition = `t.status = 'approved' and ${inNoPeriod(table, column, calendar)} and ${isOwn(table, 't', ledger)}`;
    const keys: string[] = [];
    let count = '0';
    await database.read(
      `select count(*) over (), ${key} as key from millrace."${table}" t where ${condition} order by ${key} collate "C" limit 6`,
      ([all, named]) => {
        count = all;
        keys.push(named);
      },
    );
    if (keys.length === 0) continue;
    const named = keys.slice(0, NAMED).join(', ') + (keys.length > NAMED ? ', …' : '');
    findings.push(finding('fact_is_in_no_period', table, ledger, { count, keys: named }));
  }
  return findings;
}

const NAMED = 5;

/** The key as `rowKey` prints it: without the ledger and the period, which are known. */
function keyIn(table: TableName): string {
  const columns = specOf(table).key.filter((column) => column !== 'ledger' && column !== 'period');
  return `concat_ws(' · ', ${columns.map((column) => `t."${column}"::text`).join(', ')})`;
}

function inNoPeriod(table: TableName, column: string, calendar: readonly CalendarPeriod[]): string {
  if (kindOf(table, column) !== 'instant') return `not ${isIn(table, column, calendar)}`;
  const [first, last] = [calendar[0], calendar[calendar.length - 1]];
  const before = `t.${column} < ${literal(first.start)}`;
  // What was done for an order that was open when the first period began says how far it had come.
  const history = `t."order" in (select o."order" from millrace.production_order o
    where o.opened_on <= ${literal(first.lastDay)} and (o.closed_on is null or o.closed_on >= ${literal(first.firstDay)}))`;
  const early =
    specOf(table).columns.order === undefined ? before : `${before} and (t."order" is null or not ${history})`;
  const gaps = calendar
    .slice(1)
    .map(({ start }, i) => [calendar[i].end, start])
    .filter(([end, start]) => end < start)
    .map(([end, start]) => `t.${column} >= ${literal(end)} and t.${column} < ${literal(start)}`);
  return `(${[early, `t.${column} >= ${literal(last.end)}`, ...gaps].map((part) => `(${part})`).join(' or ')})`;
}

function isIn(table: TableName, column: string, periods: readonly CalendarPeriod[]): string {
  const kind = kindOf(table, column);
  const parts = periods.map(({ period, start, end, firstDay, lastDay }) => {
    if (kind === 'instant') return `t.${column} >= ${literal(start)} and t.${column} < ${literal(end)}`;
    if (kind === 'date') return `t.${column} between ${literal(firstDay)} and ${literal(lastDay)}`;
    return `t.${column} = ${literal(period)}`;
  });
  return `(${parts.map((part) => `(${part})`).join(' or ')})`;
}

function isBefore(
  table: TableName,
  column: string,
  calendar: readonly CalendarPeriod[],
  period: CalendarPeriod,
): string {
  if (kindOf(table, column) === 'instant') return `t.${column} < ${literal(period.start)}`;
  const earlier = calendar.filter(({ start }) => start < period.start);
  return earlier.length === 0 ? 'false' : isIn(table, column, earlier);
}

function kindOf(table: TableName, column: string): string {
  return specOf(table).columns[column].kind;
}
