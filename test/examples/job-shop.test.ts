import { groupBy } from '@millrace/bom';
import { beforeAll, describe, expect, test } from 'vitest';
import { jobShop } from '../../examples/4tu/facts.ts';
import { dayOf, readReports, type ShopReport } from '../../examples/4tu/reports.ts';
import type { Example } from '../../examples/example.ts';
import { missingNote, sharedFile } from '../cases/published.js';
import { balances, type Closing, cents, closeAll, nonZero, sumBy } from './close-all.js';

const folder = sharedFile('data', '4tu-production');

describe.skipIf(folder === undefined)(`A job shop's log, three months${missingNote('data', '4tu-production')}`, () => {
  let log: ShopReport[];
  let example: Example;
  let months: Closing[];

  beforeAll(() => {
    log = readReports(folder ?? '');
    example = jobShop(folder ?? '');
    months = closeAll(example, false);
  });

  test('the defects are those that the documentation of the data counts', () => {
    const counts = Object.fromEntries(example.dataFindings.map(({ code, keys }) => [code, keys.length]));
    expect(log.length).toBe(4543);
    expect(counts).toEqual({
      report_must_not_be_repeated: 22,
      span_must_be_readable: 1,
      span_must_equal_complete_minus_start: 704,
      time_must_not_be_filled_in: 662,
      span_must_not_exceed_the_time_it_lies_in: 27,
      quantity_must_have_hours: 464,
      worker_must_not_be_at_two_places: 1284,
      resource_must_not_run_twice: 1735,
      worker_must_not_work_more_than_a_day: 42,
      machine_must_not_run_more_than_a_day: 69,
      operation_must_not_complete_more_than_the_order: 66,
      quantity_must_be_decided: 10,
      order_must_reach_packing: 50,
      order_must_be_packed_in_full: 117,
      report_must_not_straddle_a_month_end: 11,
    });
  });

  test('the engine names the repeated rows too: as drafts that do not count', () => {
    const drafts = months.flatMap(({ findings }) => findings.filter(({ code }) => code === 'document_is_not_approved'));
    const counted = drafts.map(({ fields }) => Number(fields.count));
    // A draft of an order that is open over month end is named in each month that looks at it.
    expect(counted.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(22);
  });

  test('the rows fall into the months in which they end', () => {
    const rows = example.months.map((month) => {
      const reports = example.factsOf(month).work_report ?? [];
      return reports.filter(({ reported_at }) => String(reported_at).startsWith(month.period)).length;
    });
    expect(rows).toEqual([1393, 1583, 1567]);
  });

  test('what enters leaves, to the cent, per element and per node, added up from the edges', () => {
    for (const { entered, left, unbalanced } of months) {
      expect(unbalanced).toEqual([]);
      expect(left).toEqual(entered);
      expect(Object.keys(entered).sort()).toEqual(['labour', 'machine', 'material']);
    }
  });

  test('each month opens with what the one before closed with', () => {
    for (const [i, month] of months.slice(1).entries()) {
      const opened = balances(month, 'opening');
      expect(opened).toEqual(balances(months[i], 'closing'));
      expect(Object.keys(opened.wip).length).toBeGreaterThan(100);
    }
  });

  test('a second run over shuffled rows comes to the same hashes', () => {
    expect(closeAll(example, true).map(({ hash }) => hash)).toEqual(months.map(({ hash }) => hash));
  });

  test('what is packed is what comes into stock, but for repeated rows', () => {
    for (const { period, stock } of months) {
      const packed = log
        .filter(
          ({ operation, end, isRepeated }) => operation === 'Packing' && dayOf(end).startsWith(period) && !isRepeated,
        )
        .reduce((sum, { good }) => sum + BigInt(good) * 1_000_000n, 0n);
      const received = stock.filter(({ item }) => item !== 'Blank (assumed)');
      expect(received.reduce((sum, { in_quantity }) => sum + cents(in_quantity), 0n)).toBe(packed);
    }
  });

  test('machine hours are the spans of the machines, cut to the time they lie in', () => {
    for (const month of example.months) {
      const minutes = log
        .filter(({ end, kind, isRepeated, resource }) => {
          const counts = !isRepeated && kind !== 'breakdown' && /Machine|Oven/.test(resource);
          return counts && dayOf(end).startsWith(month.period);
        })
        .reduce((sum, { span, start, end }) => sum + Math.min(span ?? end - start, end - start), 0);
      const reports = example.factsOf(month).work_report ?? [];
      const hours = reports
        .filter(({ reported_at }) => String(reported_at).startsWith(month.period))
        .reduce((sum, { hours_machine }) => sum + Number(hours_machine), 0);
      expect(hours).toBeCloseTo(minutes / 60, 2);
    }
  });

  test('no worker has more labour hours than time passed while he had a report', () => {
    const labour = hoursByRow(example);
    for (const [worker, own] of groupBy(log, (report) => report.worker)) {
      const present = new Set<number>();
      for (const { start, end } of own) for (let minute = start; minute < end; minute++) present.add(minute);
      const hours = own.reduce((sum, { row }) => sum + (labour.get(row) ?? 0), 0);
      expect([worker, hours <= present.size / 60 + 0.001]).toEqual([worker, true]);
    }
    const shared = log.filter(
      ({ row, span }) => (labour.get(row) ?? 0) > 0 && (labour.get(row) ?? 0) < (span ?? 0) / 60 - 0.01,
    );
    expect(shared.length).toBeGreaterThan(500);
  });

  test('labour pools are labour hours × 30.00, and each pool goes to orders or to idle capacity', () => {
    for (const [i, { period, poolAllocation }] of months.entries()) {
      const facts = example.factsOf(example.months[i]);
      const centreOf = new Map(facts.work_centre?.map(({ work_centre, centre }) => [work_centre, String(centre)]));
      const labour: Record<string, bigint> = {};
      for (const report of facts.work_report ?? []) {
        if (!String(report.reported_at).startsWith(period) || report.status !== 'approved') continue;
        const centre = `${centreOf.get(report.work_centre)} labour (assumed)`;
        const hours = report.hours_labour === '' ? 0n : cents(String(report.hours_labour));
        labour[centre] = (labour[centre] ?? 0n) + hours;
      }
      const expected = Object.fromEntries(
        Object.entries(labour)
          .filter(([pool]) => !pool.startsWith('Packing'))
          .map(([pool, hours]) => [pool, (hours * 3000n + 500_000n) / 1_000_000n]),
      );
      const spread = sumBy(
        poolAllocation,
        ({ pool }) => pool,
        ({ amount }) => cents(amount),
      );
      const pools = Object.fromEntries(facts.cost_pool?.map(({ pool, amount }) => [pool, cents(String(amount))]) ?? []);
      expect(spread).toEqual(nonZero(pools));
      expect(Object.fromEntries(Object.entries(spread).filter(([pool]) => pool.includes('labour')))).toEqual(
        nonZero(expected),
      );
      expect(poolAllocation.some(({ target }) => target === 'idle_capacity')).toBe(true);
    }
  });

  test('an order whose route is not finished keeps its cost in process', () => {
    const never = new Set(example.dataFindings.find(({ code }) => code === 'order_must_reach_packing')?.keys);
    const [, , march] = months;
    const holding = march.orderCost.filter(({ closing_wip }) => cents(closing_wip) > 0n).map(({ order }) => order);
    // But where all pieces were rejected: then it is finished without output, and an error says so.
    const lost = months.flatMap(({ findings }) =>
      findings.filter(({ code }) => code === 'order_with_cost_must_have_output').map(({ key }) => key),
    );
    for (const order of never) expect([...holding, ...lost]).toContain(order);
    expect([...never].filter((order) => lost.includes(order)).length).toBeLessThan(3);
    const completed = months.flatMap(({ orderCost }) => orderCost.filter((row) => cents(row.completed) !== 0n));
    for (const { order } of completed) expect(never.has(order)).toBe(false);
  });
});

function hoursByRow(example: Example): Map<string, number> {
  const hours = new Map<string, number>();
  for (const month of example.months) {
    for (const { report, hours_labour } of example.factsOf(month).work_report ?? []) {
      hours.set(String(report), Number(hours_labour ?? 0));
    }
  }
  return hours;
}
