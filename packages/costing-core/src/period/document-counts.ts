import {
  APPROVED,
  cellsOf,
  columnsOf,
  type Facts,
  specOf,
  startOfDay,
  type TableName,
  tableNames,
} from '@millrace/facts';
import { ownDocuments } from './own-documents.js';
import type { Scope } from './scope.js';

/** Where the rows of a table of documents count; the parts add up to all rows. */
export interface DocumentCounts {
  readonly table: TableName;
  readonly rows: number;
  readonly this_period: number;
  /** Dated in earlier periods, or done before the first one for an order that was open then. */
  readonly before: number;
  readonly after: number;
  /** Dated in no period of the calendar: they count nowhere. */
  readonly no_period: number;
  readonly other_ledgers: number;
  readonly not_approved: number;
  /** Came while their period was pending: its close leaves them out until it is open again. */
  readonly held_out: number;
}

/** The tables that hold documents dated by themselves, each with the column that dates them. */
export function datedTables(): readonly (readonly [table: TableName, column: string])[] {
  return tableNames().flatMap((table) => {
    const column = specOf(table).columns.status === undefined ? undefined : datedBy(table);
    return column === undefined ? [] : [[table, column] as const];
  });
}

/** The column that dates the rows of a table: an instant, a period, or of documents that are known by their day that day. */
export function datedBy(table: TableName): string | undefined {
  const { key, columns } = specOf(table);
  const dated = columnsOf(table).find(
    ([, { kind, optional }]) => !optional && (kind === 'instant' || kind === 'period'),
  );
  if (dated !== undefined) return dated[0];
  return columns.status === undefined ? undefined : key.find((name) => columns[name].kind === 'date');
}

/** Where a document counts, seen from the period of a scope. */
export type Place = 'this_period' | 'before' | 'after' | 'no_period' | 'other_ledgers' | 'not_approved' | 'held_out';

/**
 * Where each row of a table of documents counts.
 *
 * @param column the one that dates it.
 */
export function placesOfDocuments(
  facts: Facts,
  scope: Scope,
  table: TableName,
  column: string,
): (row: number) => Place {
  const cells = cellsOf(facts, table, column);
  const status = cellsOf(facts, table, 'status');
  const isOwn = ownDocuments(facts, scope)(table);
  const { kind } = specOf(table).columns[column];
  const calendar = calendarOf(facts, scope);
  const names = new Map(calendar.map(({ code }, place) => [code, place]));
  const here = calendar.findIndex(({ start }) => start === scope.start);
  const isHistory = historyOf(facts, calendar[0], table);
  const placeOf = (row: number): number => {
    const at = cells[row];
    if (kind === 'period') return names.get(at) ?? Number.NaN;
    if (kind === 'date') {
      const place = calendar.findIndex(({ firstDay, lastDay }) => at >= firstDay && at <= lastDay);
      return place < 0 ? Number.NaN : place;
    }
    const place = calendar.findIndex(({ start, end }) => at >= start && at < end);
    if (place >= 0) return place;
    return at < calendar[0].start && isHistory(row) ? -1 : Number.NaN;
  };
  return (row) => {
    if (status[row] !== APPROVED) return 'not_approved';
    if (!isOwn(row)) return 'other_ledgers';
    const place = placeOf(row);
    if (Number.isNaN(place)) return 'no_period';
    return place === here ? 'this_period' : place < here ? 'before' : 'after';
  };
}

/** Counts the documents of facts that were read whole, from files. */
export function documentCounts(facts: Facts, scope: Scope): DocumentCounts[] {
  return datedTables().flatMap(([table, column]) => {
    const rows = facts[table].rowCount;
    if (rows === 0) return [];
    const placeOf = placesOfDocuments(facts, scope, table, column);
    const counts = {
      this_period: 0,
      before: 0,
      after: 0,
      no_period: 0,
      other_ledgers: 0,
      not_approved: 0,
      held_out: 0,
    };
    for (let row = 0; row < rows; row++) counts[placeOf(row)]++;
    return [{ table, rows, ...counts }];
  });
}

interface CalendarPeriod {
  readonly code: number;
  readonly start: number;
  readonly end: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The periods of the ledger in order of time. */
function calendarOf({ period }: Facts, { timeZone }: Scope): CalendarPeriod[] {
  return Array.from({ length: period.rowCount }, (_, row) => ({
    code: period.period[row],
    start: startOfDay(period.starts_on[row], timeZone),
    end: startOfDay(period.ends_on[row] + 1, timeZone),
    firstDay: period.starts_on[row],
    lastDay: period.ends_on[row],
  })).sort((a, b) => a.start - b.start);
}

/** Whether a row names an order that was open when the first period began: it says how far that order had come. */
function historyOf(facts: Facts, first: CalendarPeriod, table: TableName): (row: number) => boolean {
  if (specOf(table).columns.order === undefined) return () => false;
  const { production_order: orders } = facts;
  const open = new Set<number>();
  for (const [row, order] of orders.order.entries()) {
    if (orders.opened_on[row] <= first.lastDay && !(orders.closed_on[row] < first.firstDay)) open.add(order);
  }
  const named = cellsOf(facts, table, 'order');
  return (row) => open.has(named[row]);
}
