/** The two months of the sample, and the days on which the factory works: not at weekends, nor in the first week of October. */
export const MONTHS = ['2026-09', '2026-10'] as const;
/** It is open, and nothing has happened in it yet. */
export const NEXT_MONTH = '2026-11';
export type Month = (typeof MONTHS)[number];

/** Working days as dates; the first one is the last of August, on which two orders were begun. */
export const DAYS: readonly string[] = [
  '2026-08-31',
  ...datesOf('2026-09', 1, 30).filter(isWeekday),
  ...datesOf('2026-10', 8, 31).filter(isWeekday),
];

/** The place of a month's first working day in DAYS, and how many it has. */
export function daysOf(month: Month): { readonly first: number; readonly count: number } {
  const first = DAYS.findIndex((day) => day.startsWith(month));
  return { first, count: DAYS.filter((day) => day.startsWith(month)).length };
}

/** An instant of a working day in China: 2026-09-01, 510 minutes: 2026-09-01T08:30:00+08:00. */
export function instantOf(day: number, minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${DAYS[day]}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:00+08:00`;
}

function datesOf(month: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, d) => `${month}-${String(from + d).padStart(2, '0')}`);
}

function isWeekday(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
