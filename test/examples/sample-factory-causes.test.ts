import { sampleFactory, samplePolicy } from '@millrace/batch-runner';
import { type CostedVersion, closePeriod, type FactRows, openingFrom, rootCauses } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';

/** What the sample factory of `millrace demo` went through from September to October, and whether it is named. */
describe('the incidents of the sample factory', () => {
  let facts: FactRows;
  let firstCauseOf: (plant: string, item: string) => readonly [kind: string, subject: string];
  beforeAll(() => {
    const { september, october } = sampleFactory();
    const both = { ...september, ...october } as Record<string, readonly object[]>;
    for (const [table, rows] of Object.entries(october)) {
      both[table] = [...((september as Record<string, readonly object[]>)[table] ?? []), ...rows];
    }
    // An order of September stands in October as it is by then.
    both.production_order = october.production_order ?? [];
    facts = both as FactRows;
    const before = closed(september, '2026-09');
    const after = closed({ ...facts, ...openingFrom(before.version) }, '2026-10', before);
    const why = rootCauses(before, after);
    firstCauseOf = (plant, item) => {
      const [{ kind, subject, subject_plant }] = why({ plant, item }).causes;
      return [kind, `${subject_plant}/${subject}`];
    };
  });

  test('prices that moved by more than a hundredth are why what was bought costs more or less', () => {
    const paid = pricesPaid(facts);
    const moved = [...paid].filter(([, [before, after]]) => Math.abs(after / before - 1) > 0.01);
    expect(moved.length).toBeGreaterThan(10);
    for (const [place] of moved) {
      const [plant, item] = place.split('/');
      expect([place, ...firstCauseOf(plant, item)]).toEqual([place, 'purchase_price', place]);
    }
  });

  test('copper that is 8 % dearer is why wound stators cost more, but for those of which many were scrapped', () => {
    const [before, after] = pricesPaid(facts).get('SZ/CU-WIRE') ?? [0, 0];
    expect(after / before).toBeGreaterThan(1.07);
    for (const stator of ['STA-055', 'STA-110', 'STA-150']) {
      expect([stator, ...firstCauseOf('SZ', stator)]).toEqual([stator, 'purchase_price', 'SZ/CU-WIRE']);
    }
  });

  test('pumps of which more were scrapped cost more for that', () => {
    const scrapped = (month: string) => {
      const orders = new Set(facts.production_order?.filter(({ item }) => item === 'PUMP-32S').map((row) => row.order));
      const reports = facts.work_report?.filter((row) => orders.has(row.order)) ?? [];
      const ofMonth = reports.filter(({ reported_at }) => String(reported_at).startsWith(month));
      return ofMonth.reduce((sum, { quantity_scrap }) => sum + Number(quantity_scrap ?? 0), 0);
    };
    expect(scrapped('2026-10')).toBeGreaterThan(scrapped('2026-09'));
    expect(firstCauseOf('WX', 'PUMP-32S')).toEqual(['yield', 'WX/PUMP-32S']);
  });
});

/** Paid for a unit in September and in October, without freight; those bought in one month only are left out. */
function pricesPaid({ movement = [], movement_amount = [], item: items = [] }: FactRows): Map<string, number[]> {
  const bought = new Map(movement.filter(({ type }) => type === 'purchase_receipt').map((row) => [row.movement, row]));
  const elements = new Map(items.map(({ item, element }) => [item, element]));
  const sums = new Map<string, { quantities: number[]; amounts: number[] }>();
  const add = (row: (typeof movement)[number], what: 'quantities' | 'amounts', value: number) => {
    const place = `${row.plant}/${row.item}`;
    const sum = sums.get(place) ?? { quantities: [0, 0], amounts: [0, 0] };
    sum[what][String(row.posted_at).startsWith('2026-09') ? 0 : 1] += value;
    sums.set(place, sum);
  };
  for (const row of bought.values()) add(row, 'quantities', Number(row.quantity));
  for (const { movement: key, element, amount } of movement_amount) {
    const row = bought.get(key);
    if (row !== undefined && elements.get(row.item) === element) add(row, 'amounts', Number(amount));
  }
  const prices = [...sums].map(([place, { quantities, amounts }]) => {
    return [place, amounts.map((amount, month) => amount / quantities[month])] as const;
  });
  return new Map(prices.filter(([, paid]) => paid.every((price) => Number.isFinite(price))));
}

function closed(facts: FactRows, period: string, previous?: CostedVersion): CostedVersion & Required<Whole> {
  const after = previous === undefined ? {} : { previous: (previous as Required<Whole>).version };
  const { version, outcome, findings } = closePeriod(facts, samplePolicy, { ledger: 'CN01', period, ...after });
  if (version === undefined || outcome === undefined) throw new Error(JSON.stringify(findings.slice(0, 3)));
  return { version, outcome };
}

type Whole = Pick<ReturnType<typeof closePeriod>, 'version' | 'outcome'>;
