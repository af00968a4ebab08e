import type { Row } from '@millrace/costing-core';

/** A calendar month as a period: `2013-06`, its first and its last day. */
export interface Month {
  readonly period: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/**
 * So many months from `first` on.
 *
 * @example
 * monthsFrom('2011-12', 3).map((month) => month.lastDay) // ['2011-12-31', '2012-01-31', '2012-02-29']
 */
export function monthsFrom(first: string, count: number): Month[] {
  const [year, month] = first.split('-').map(Number);
  return Array.from({ length: count }, (_, i) => {
    const firstDay = isoDay(Date.UTC(year, month - 1 + i, 1));
    return { period: firstDay.slice(0, 7), firstDay, lastDay: isoDay(Date.UTC(year, month + i, 0)) };
  });
}

/** The months as the calendar of a ledger. */
export function calendarOf(ledger: string, months: readonly Month[]): Row<'period'>[] {
  return months.map(({ period, firstDay, lastDay }) => ({ ledger, period, starts_on: firstDay, ends_on: lastDay }));
}

/** The day after a day; days are ISO dates. */
export function dayAfter(day: string): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
