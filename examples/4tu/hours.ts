import { groupBy } from '@millrace/bom';
import {
  add,
  type Fraction,
  fraction,
  multiply,
  parseFraction,
  printFraction,
  QUANTITY_SCALE,
  ZERO,
} from '@millrace/exact';
import { isMachine } from './centres.ts';
import type { ShopReport } from './reports.ts';

/** Hours as decimals, '' for none. */
export interface Hours {
  readonly machine: string;
  readonly labour: string;
}

/**
 * The hours that count, by report.
 *
 * Minutes: the span; the time between start and end where the span can not be read or is longer than that. Reports
 * with a span of 0 bring none, whatever their timestamps say: those 60 and 75 minutes were filled in. Breakdowns
 * and repeated rows bring none.
 *
 * A machine runs all of them. A worker who has several reports at one moment works on each for his part of it: two
 * reports from 8:00 to 10:00 and from 9:00 to 11:00 are 1.5 h of labour each, and 2 h of machine each.
 */
export function countedHours(reports: readonly ShopReport[]): (report: ShopReport) => Hours {
  const attended = new Map<ShopReport, Fraction>();
  const counting = reports.filter((report) => minutesOf(report) > 0);
  for (const own of groupBy(counting, ({ worker }) => worker).values()) attend(own, attended);
  return (report) => {
    const minutes = minutesOf(report);
    if (minutes === 0) return { machine: '', labour: '' };
    const part = fraction(minutes, BigInt(report.end - report.start));
    return {
      machine: isMachine(report.resource) ? hours(fraction(minutes)) : '',
      labour: hours(multiply(attended.get(report) ?? ZERO, part)),
    };
  };
}

/** Hours added up; '' counts as nothing. */
export function addHours(decimals: readonly string[]): string {
  const total = decimals
    .filter((text) => text !== '')
    .map(parseFraction)
    .reduce(add, ZERO);
  return printFraction(total, QUANTITY_SCALE);
}

/** The minutes that count; never more than lie between start and end. */
function minutesOf({ kind, isRepeated, span, start, end }: ShopReport): number {
  if (kind === 'breakdown' || isRepeated) return 0;
  return Math.min(span ?? end - start, end - start);
}

/** Divides each stretch of a worker's time equally among the reports that he has in it. */
function attend(reports: readonly ShopReport[], attended: Map<ShopReport, Fraction>): void {
  const moments = [...new Set(reports.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  for (const [i, from] of moments.entries()) {
    const to = moments[i + 1];
    const present = reports.filter(({ start, end }) => start <= from && end > from);
    if (present.length === 0) continue;
    const part = fraction(to - from, BigInt(present.length));
    for (const report of present) attended.set(report, add(attended.get(report) ?? ZERO, part));
  }
}

function hours(minutes: Fraction): string {
  return printFraction(multiply(minutes, fraction(1, 60n)), QUANTITY_SCALE);
}
