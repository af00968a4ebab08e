import type { FactRows, Policy, Row } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { policyFile } from './config-file.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

interface ClosedJson {
  readonly findings: readonly { readonly code: string; readonly wrong: string }[];
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** Movements of the small plant, without its order. */
function plant(movements: readonly Row<'movement'>[], amounts: readonly Row<'movement_amount'>[]): FactRows {
  const { production_order: _order, work_report: _report, cost_pool: _pool, ...masters } = smallFactory;
  return { ...masters, movement: movements, movement_amount: amounts };
}

/** Imports, then closes and publishes one period after the other. */
async function months(
  facts: FactRows,
  periods: readonly string[],
  policy: Partial<Policy> = {},
): Promise<Map<string, ClosedJson>> {
  const on = ['--database', await ANY.create(), '--config', await policyFile(policy)];
  expect((await millrace(['import', await factsFolder(facts), ...on])).code).toBe(0);
  const closed = new Map<string, ClosedJson>();
  for (const period of periods) {
    const { code, json } = await millraceJson<ClosedJson>(['close', period, ...on]);
    expect(code, JSON.stringify(json.findings)).toBe(0);
    closed.set(period, json);
    expect((await millrace(['publish', period, ...on])).code).toBe(0);
    expect((await millrace(['verify', period, ...on])).code).toBe(0);
  }
  return closed;
}

function costOf(closed: ClosedJson | undefined, number: string): string | undefined {
  return closed?.tables.movement_cost.find((row) => row.movement === number)?.amount;
}

test('goods that come back in parts, months after they were sold, bring back what they cost and no cent more', async () => {
  const closed = await months(
    plant(
      [
        movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '12'),
        movement('S1', '2026-09-10', 'sale', 'RAW', '7'),
        movement('B2', '2026-10-02', 'purchase_receipt', 'RAW', '10'),
        movement('T1', '2026-10-05', 'sale_return', 'RAW', '2', { refers_to: 'S1' }),
        movement('T2', '2026-11-05', 'sale_return', 'RAW', '5', { refers_to: 'S1' }),
      ],
      [
        { movement: 'B1', ledger: 'CN01', element: 'material', amount: '100.00' },
        { movement: 'B2', ledger: 'CN01', element: 'material', amount: '500.00' },
      ],
    ),
    ['2026-09', '2026-10', '2026-11'],
  );
  // 7 of 12 for 100.00; then 2 of 7, then the rest
  expect(costOf(closed.get('2026-09'), 'S1')).toBe('58.33');
  expect(costOf(closed.get('2026-10'), 'T1')).toBe('16.67');
  expect(costOf(closed.get('2026-11'), 'T2')).toBe('41.66');
});

test('what an item last cost is carried on over months in which nothing happened to it', async () => {
  const closed = await months(
    plant(
      [
        movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '4'),
        movement('S1', '2026-09-10', 'sale', 'RAW', '4'),
        movement('B2', '2026-10-02', 'purchase_receipt', 'BOX', '1'),
        movement('G1', '2026-11-05', 'count_gain', 'RAW', '2'),
      ],
      [
        { movement: 'B1', ledger: 'CN01', element: 'material', amount: '30.00' },
        { movement: 'B2', ledger: 'CN01', element: 'material', amount: '5.00' },
      ],
    ),
    ['2026-09', '2026-10', '2026-11'],
  );
  expect(closed.get('2026-10')?.tables.unit_cost.filter(({ item }) => item === 'RAW')).toEqual([]);
  expect(closed.get('2026-11')?.findings).toMatchObject([
    {
      code: 'count_gain_was_valued_at_a_fallback_price',
      wrong: expect.stringContaining('valued 15.00 (last actual cost)'),
    },
  ]);
});

test('an estimate is invoiced in parts over months, each part late; then goods go back to the vendor', async () => {
  const reversal = (number: string, day: string, quantity: string) =>
    movement(number, day, 'purchase_estimate_reversal', 'RAW', quantity, { refers_to: 'E1' });
  const small = plant([], []);
  const more = [
    { ledger: 'CN01', period: '2026-12', starts_on: '2026-12-01', ends_on: '2026-12-31' },
    { ledger: 'CN01', period: '2027-01', starts_on: '2027-01-01', ends_on: '2027-01-31' },
  ];
  const period = [...(small.period ?? []).filter((row) => row.period < '2026-12'), ...more];
  const closed = await months(
    {
      ...small,
      period,
      movement: [
        movement('E1', '2026-09-03', 'purchase_estimate', 'RAW', '10'),
        movement('S1', '2026-09-10', 'sale', 'RAW', '4'),
        reversal('V1', '2026-10-01', '4'),
        movement('R1', '2026-10-05', 'purchase_receipt', 'RAW', '4', { refers_to: 'E1' }),
        reversal('V2', '2026-11-01', '6'),
        movement('R2', '2026-11-05', 'purchase_receipt', 'RAW', '6', { refers_to: 'E1' }),
        movement('B1', '2026-12-05', 'purchase_return', 'RAW', '2', { refers_to: 'R1' }),
        movement('B2', '2027-01-05', 'purchase_return', 'RAW', '3', { refers_to: 'R1' }),
      ],
      movement_amount: [
        { movement: 'E1', ledger: 'CN01', element: 'material', amount: '100.00' },
        { movement: 'R1', ledger: 'CN01', element: 'material', amount: '48.00' },
        { movement: 'R2', ledger: 'CN01', element: 'material', amount: '78.00' },
      ],
    },
    ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'],
  );
  const stock = (period: string) => closed.get(period)?.tables.stock.find(({ item }) => item === 'RAW')?.closing_amount;
  const residuals = (period: string) =>
    closed.get(period)?.tables.residual.map(({ reason, amount }) => [reason, amount]);
  // 6 of 10 pieces are left to bear 8.00, then 18.00.
  expect([costOf(closed.get('2026-10'), 'V1'), stock('2026-10')]).toEqual(['40.00', '64.80']);
  expect(residuals('2026-10')).toEqual([['late_difference', '3.20']]);
  expect([costOf(closed.get('2026-11'), 'V2'), stock('2026-11')]).toEqual(['60.00', '75.60']);
  expect(residuals('2026-11')).toEqual([['late_difference', '7.20']]);
  // 12.60 a piece leave stock; the vendor takes them back at 12.00, also the one more than were left of the receipt.
  expect([costOf(closed.get('2026-12'), 'B1'), stock('2026-12')]).toEqual(['25.20', '50.40']);
  expect(residuals('2026-12')).toEqual([['return_difference', '1.20']]);
  expect([costOf(closed.get('2027-01'), 'B2'), stock('2027-01')]).toEqual(['37.80', '12.60']);
  expect(residuals('2027-01')).toEqual([['return_difference', '1.80']]);
  expect(closed.get('2027-01')?.findings.map(({ code }) => code)).toEqual(['return_must_not_exceed_its_movement']);
});

test('the rate of a pool stands beside that of the month before, and moved far beyond the share that the policy allows', async () => {
  const { cost_pool, ...rest } = smallFactory;
  const dearer = cost_pool.map((row) => (row.period === '2026-10' ? { ...row, amount: '1200.00' } : row));
  const closed = await months({ ...rest, cost_pool: dearer }, ['2026-09', '2026-10', '2026-11']);
  const rates = (period: string) =>
    closed.get(period)?.tables.pool_rate.map(({ pool, element, rate, last_rate }) => [pool, element, rate, last_rate]);
  expect(rates('2026-09')).toEqual([['WAGES', 'labour', '93.750000000', '']]);
  expect(rates('2026-10')).toEqual([['WAGES', 'labour', '150.000000000', '93.750000000']]);
  expect(rates('2026-11')).toEqual([]);
  expect(closed.get('2026-10')?.findings.map(({ code }) => code)).toContain('rate_moved_far');
});

test('what was absorbed in the year so far goes from month to month; its difference is decided on when the year ends', async () => {
  const period = smallFactory.period.map((row) => (row.period === '2026-10' ? { ...row, year_end: 'true' } : row));
  const choice = { rate: 'year_to_date', difference: 'expense', when: 'year_end', by: 'applied_of_period' } as const;
  const [first] = smallFactory.work_report;
  const again = { ...first, report: 'R0', reported_at: '2026-10-08T08:00:00+08:00', hours_labour: '8' } as const;
  const facts = { ...smallFactory, period, work_report: [...smallFactory.work_report, again] } as FactRows;
  const closed = await months(facts, ['2026-09', '2026-10', '2026-11'], { absorption: choice });
  const toDate = (month: string) =>
    closed.get(month)?.tables.absorption.map(({ item, quantity, amount, applied, difference, year_end }) => {
      return item === '' ? [quantity, amount, difference, year_end] : [item, applied, year_end];
    });
  expect(toDate('2026-09')).toEqual([
    ['8.000000', '750.00', '0.00', 'false'],
    ['BOX', '750.00', 'false'],
  ]);
  // 1,550.00 for 24 h; October's 16 h bear 1,033.33 of its 800.00.
  expect(toDate('2026-10')).toEqual([
    ['24.000000', '1550.00', '0.00', 'true'],
    ['BOX', '1783.33', 'true'],
  ]);
  expect(closed.get('2026-10')?.tables.residual.map(({ reason, amount }) => [reason, amount])).toEqual([
    ['unabsorbed', '-233.33'],
  ]);
  expect(toDate('2026-11')).toEqual([]);

  const carried = await months(facts, ['2026-09', '2026-10', '2026-11'], {
    absorption: { ...choice, difference: 'carry' },
  });
  const differences = (month: string) =>
    carried
      .get(month)
      ?.tables.absorption.filter(({ item }) => item === '')
      .map(({ quantity, amount, difference }) => [quantity, amount, difference]);
  expect(differences('2026-10')).toEqual([['24.000000', '1550.00', '-233.33']]);
  expect(differences('2026-11')).toEqual([['0.000000', '0.00', '-233.33']]);
});
