import { datedTables } from '@millrace/costing-core';
import {
  APPROVED,
  cellsOf,
  type Facts,
  isTimeZone,
  localDay,
  printDate,
  specOf,
  startOfDay,
  type TableName,
} from '@millrace/facts';

/** How many documents of a table a period has. */
export interface PeriodRows {
  readonly table: TableName;
  /** Empty for those that are dated in no period. */
  readonly period: string;
  rows: number;
  approved: number;
  /** The first and last day, by the ledger's clocks; of tables that are dated by a period the period. */
  first: string;
  last: string;
}

interface CalendarPeriod {
  readonly period: string;
  readonly start: number;
  readonly end: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

interface Calendar {
  readonly periods: readonly CalendarPeriod[];
  dayOf(instant: number): string;
}

/** Documents by table and period, in order of time; of several ledgers the first by name says when a period begins. */
export function rowsByPeriod(facts: Facts): PeriodRows[] {
  const { periods, dayOf } = calendarOf(facts);
  const all: PeriodRows[] = [];
  for (const [table, column] of datedTables()) {
    const cells = cellsOf(facts, table, column);
    const status = cellsOf(facts, table, 'status');
    const { kind } = specOf(table).columns[column];
    const counted = new Map<string, PeriodRows>();
    for (let row = 0; row < facts[table].rowCount; row++) {
      const at = cells[row];
      const named = kind === 'period' ? facts.symbols.text(at) : undefined;
      const its = periods.find(({ period, start, end, firstDay, lastDay }) => {
        if (kind === 'date') return at >= firstDay && at <= lastDay;
        return named === undefined ? at >= start && at < end : period === named;
      });
      const day = named ?? (kind === 'date' ? printDate(at) : dayOf(at));
      const period = its?.period ?? '';
      const found = counted.get(period) ?? { table, period, rows: 0, approved: 0, first: day, last: day };
      counted.set(period, found);
      found.rows++;
      if (status[row] === APPROVED) found.approved++;
      if (day < found.first) found.first = day;
      if (day > found.last) found.last = day;
    }
    const place = ({ period }: PeriodRows) => periods.findIndex((each) => each.period === period);
    for (const found of [...counted.values()].sort((a, b) => place(a) - place(b))) all.push(found);
  }
  return all;
}

/** Without a ledger or its periods every row is in none, told by the days of UTC. */
function calendarOf({ ledger, period, symbols }: Facts): Calendar {
  const names = Array.from(ledger.ledger).sort((a, b) => symbols.compare(a, b));
  const row = ledger.ledger.indexOf(names[0] ?? -1);
  const named = row < 0 ? 'UTC' : symbols.text(ledger.time_zone[row]);
  // A zone that nobody knows is a finding of its own.
  const timeZone = isTimeZone(named) ? named : 'UTC';
  const periods = Array.from(period.period.keys())
    .filter((at) => row >= 0 && period.ledger[at] === ledger.ledger[row])
    .map((at) => ({
      period: symbols.text(period.period[at]),
      start: startOfDay(period.starts_on[at], timeZone),
      end: startOfDay(period.ends_on[at] + 1, timeZone),
      firstDay: period.starts_on[at],
      lastDay: period.ends_on[at],
    }))
    .sort((a, b) => a.start - b.start);
  // A day has few instants that are asked for twice, but many documents one after the other.
  return { periods, dayOf: (instant) => printDate(localDay(instant, timeZone)) };
}
