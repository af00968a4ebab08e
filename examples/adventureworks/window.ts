import type { Month } from '../months.ts';

/** The days of all months that are closed. */
export interface Window {
  readonly firstDay: string;
  readonly lastDay: string;
  includes(day: string): boolean;
  /** Whether a stretch of days has one of them. */
  overlaps(first: string, last: string): boolean;
}

export function windowOf(months: readonly Month[]): Window {
  const { firstDay } = months[0];
  const { lastDay } = months[months.length - 1];
  return {
    firstDay,
    lastDay,
    includes: (day) => day >= firstDay && day <= lastDay,
    overlaps: (first, last) => first <= lastDay && last >= firstDay,
  };
}
