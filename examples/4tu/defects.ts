import { groupBy } from '@millrace/bom';
import type { DataFinding } from '../example.ts';
import type { ShopOrder } from './orders.ts';
import { dayOf, type ShopReport } from './reports.ts';

/** What is wrong with the log, rule by rule, with what was done about it. */
export function defectsOf(reports: readonly ShopReport[], orders: readonly ShopOrder[]): DataFinding[] {
  const rows = (isWrong: (report: ShopReport) => boolean) => reports.filter(isWrong).map(({ row }) => `row ${row}`);
  const names = (isWrong: (order: ShopOrder) => boolean) => orders.filter(isWrong).map(({ order }) => order);
  const between = ({ start, end }: ShopReport) => end - start;
  const isFilledIn = (report: ShopReport) => report.span === 0 && between(report) !== 0;
  return [
    {
      code: 'report_must_not_be_repeated',
      keys: rows(({ isRepeated }) => isRepeated),
      found: 'rows that repeat an earlier row in every column',
      handled: 'loaded as drafts, which do not count',
    },
    {
      code: 'span_must_be_readable',
      keys: rows(({ span }) => span === undefined),
      found: 'rows whose span is no hours and minutes',
      handled: 'the time between start and end counts',
    },
    {
      code: 'span_must_equal_complete_minus_start',
      keys: rows((report) => report.span !== undefined && report.span !== between(report)),
      found: 'rows whose span is not the time between start and end, the next two among them',
      handled: 'the span counts where it is the shorter of the two',
    },
    {
      code: 'time_must_not_be_filled_in',
      keys: rows(isFilledIn),
      found: 'rows with a span of 0 whose timestamps lie 60 or 75 minutes apart',
      handled: 'no hours; their quantities count',
    },
    {
      code: 'span_must_not_exceed_the_time_it_lies_in',
      keys: rows((report) => (report.span ?? 0) > between(report)),
      found: 'rows whose span is longer than the time between start and end',
      handled: 'the time between start and end counts',
    },
    {
      code: 'quantity_must_have_hours',
      keys: rows((report) => isFilledIn(report) && report.good > 0),
      found: 'rows that report good pieces and a span of 0',
      handled: 'the pieces count; they draw no hours',
    },
    {
      code: 'worker_must_not_be_at_two_places',
      keys: overlaps(reports, ({ worker }) => worker),
      found: 'rows that begin before an earlier row of the same worker has ended',
      handled: 'labour hours: his time is divided among the reports that he has at one moment',
    },
    {
      code: 'resource_must_not_run_twice',
      keys: overlaps(reports, ({ resource }) => resource),
      found: 'rows that begin before an earlier row on the same resource has ended',
      handled: 'machine hours: each report counts in full',
    },
    {
      code: 'worker_must_not_work_more_than_a_day',
      keys: overfullDays(reports, ({ worker }) => worker),
      found: 'days on which the times of one worker add up to more than 24 hours',
      handled: 'as above: his time is divided',
    },
    {
      code: 'machine_must_not_run_more_than_a_day',
      keys: overfullDays(
        reports.filter(({ resource }) => !/^(Quality|Packing)/.test(resource)),
        ({ resource }) => resource,
      ),
      found: 'days on which the times of one machine add up to more than 24 hours',
      handled: 'machine hours: each report counts in full',
    },
    {
      code: 'operation_must_not_complete_more_than_the_order',
      keys: overReported(reports),
      found: 'operations of an order that report more good pieces than it has',
      handled: 'counted as reported; the engine names the orders where it matters',
    },
    {
      code: 'quantity_must_be_decided',
      keys: rows(({ undecided }) => undecided > 0),
      found: 'rows with pieces left to the material review board',
      handled: 'neither good nor scrap: they stay in process',
    },
    {
      code: 'order_must_reach_packing',
      keys: names(({ reports: own }) => own.every(({ operation }) => operation !== 'Packing')),
      found: 'orders that never reach packing',
      handled: 'they stay open, with all their cost in process',
    },
    {
      code: 'order_must_be_packed_in_full',
      keys: names(
        ({ reports: own, packed, quantity }) =>
          own.some(({ operation }) => operation === 'Packing') && packed < quantity,
      ),
      found: 'orders of which fewer pieces were packed than ordered',
      handled: 'the packed pieces bear the cost when the order closes',
    },
    {
      code: 'report_must_not_straddle_a_month_end',
      keys: rows(({ start, end }) => dayOf(start).slice(0, 7) !== dayOf(end).slice(0, 7)),
      found: 'rows that begin in one month and end in the next',
      handled: 'they count in the month in which they end',
    },
  ];
}

/** Rows that begin before the latest end of the rows that began before them, one worker or resource at a time. */
function overlaps(reports: readonly ShopReport[], keyOf: (report: ShopReport) => string): string[] {
  const overlapping: string[] = [];
  for (const own of groupBy(reports, keyOf).values()) {
    let busyUntil = Number.NEGATIVE_INFINITY;
    for (const { row, start, end } of own.sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (start < busyUntil) overlapping.push(`row ${row}`);
      busyUntil = Math.max(busyUntil, end);
    }
  }
  return overlapping;
}

/** Time counts on the day on which a report begins. */
function overfullDays(reports: readonly ShopReport[], keyOf: (report: ShopReport) => string): string[] {
  return [...groupBy(reports, (report) => `${keyOf(report)} · ${dayOf(report.start)}`)]
    .filter(([, own]) => own.reduce((sum, { start, end }) => sum + end - start, 0) > 24 * 60)
    .map(([key]) => key);
}

function overReported(reports: readonly ShopReport[]): string[] {
  return [...groupBy(reports, ({ order, operation }) => `${order} · ${operation}`)]
    .filter(([, own]) => own.reduce((sum, { good }) => sum + good, 0) > own[0].orderQuantity)
    .map(([key]) => key);
}
