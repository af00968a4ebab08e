import { allocate, openingFrom, type Policy, variances } from '@millrace/costing-core';
import { printFixed, printFraction } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { type ClosedMonth, Month } from '../factory/month.js';

/** Differences of absorbed cost over items, by what was applied to each in the year so far. */

const products = {
  absorption: { rate: 'planned', difference: 'products', when: 'year_end', by: 'applied_of_year' },
} as const satisfies Partial<Policy>;

const OF_YEAR = { ledger: 'L', centre: 'C1', element: 'overhead', driver: 'hours_machine' };

/** C1 at 10.00 an hour; what it was before the month: 44,800.00 for 4,450 h, of which 300.00 is still to be decided on. */
function month(
  period: string,
  cost: string,
  applied: Readonly<Record<string, string>> = {},
  difference = '300.00',
): Month {
  const made = new Month(period)
    .add('rate_budget', { ...OF_YEAR, valid_from: '2026-01-01', amount: '1000.00', quantity: '100' })
    .pool('OH', cost);
  if (Object.keys(applied).length === 0) return made;
  made.add('opening_absorption', { ...OF_YEAR, amount: '44800.00', quantity: '4450', difference });
  for (const [item, amount] of Object.entries(applied)) {
    made.item(item).add('opening_absorption', {
      ...OF_YEAR,
      item,
      amount: '0',
      quantity: '0',
      applied: amount,
      difference: '0',
    });
  }
  return made;
}

/** An order that is worked on and made; 0 hours: made alone. */
function make(of: Month, order: string, item: string, hours: number, quantity = '1'): Month {
  of.order(order, item, quantity);
  const reported = { report: order, reported_at: `${of.period}-05T10:00:00+08:00`, quantity_good: quantity };
  if (hours > 0) of.report(order, String(hours), reported);
  return of.complete(item, quantity, order, { movement: order });
}

/** Which difference went where, with how much. */
function differences(closed: ClosedMonth): string[][] {
  const rows = closed.version.rows('pool_allocation').filter(({ object }) => object === 'difference');
  return rows.map(({ pool, target, amount }) => [pool, target, amount]);
}

/** By what differences were shared, and at which rates. */
function rates(closed: ClosedMonth): string[][] {
  const rows = closed.version.rows('pool_rate').filter(({ object }) => object === 'difference');
  return rows.map(({ pool, driver, quantity, amount, rate }) => [pool, driver, quantity, amount, rate]);
}

/** December: A is worked on by two orders for 1,000.00, B is received only; 320.00 is to be shared. */
function december(): Month {
  const made = month('2026-12', '1020.00', { A: '20000.00', B: '24500.00' });
  make(made, 'A1', 'A', 60);
  make(made, 'A2', 'A', 40);
  make(made, 'B1', 'B', 0, '1');
  return make(made, 'B2', 'B', 0, '3');
}

test('320.00 over 21,000.00 and 24,500.00, then over orders by what was applied to them, else by what was received', () => {
  const closed = december().close(products);
  const of = (item: string) => `C1 · hours_machine · ${item}`;
  expect(differences(closed)).toEqual([
    ['C1 · hours_machine', of('A'), '147.69'],
    ['C1 · hours_machine', of('B'), '172.31'],
    [of('A'), 'A1', '88.61'],
    [of('A'), 'A2', '59.08'],
    [of('B'), 'B1', '43.08'],
    [of('B'), 'B2', '129.23'],
  ]);
  expect(rates(closed)).toEqual([
    ['C1 · hours_machine', 'applied', '45500.000000', '320.00', '0.007032967'],
    [of('A'), 'hours_machine', '100.000000', '147.69', '1.476900000'],
    [of('B'), 'quantity_received', '4.000000', '172.31', '43.077500000'],
  ]);
  const [first] = closed.version.rows('pool_allocation').filter(({ target }) => target === of('A'));
  expect(first).toMatchObject({ driver: 'applied', quantity: '21000.000000', rate: '0.007032967' });
  expect(openingFrom(closed.version).last_rate.map(({ object }) => object)).toEqual(['rate']);
  expect(closed.residuals()).toEqual([]);
  expect(closed.proof()).toMatchObject({ 'in pool': '1020.00', 'in opening_absorption': '300.00' });
  expect(closed.cost('B2')).toBe('129.23');
});

test('what was applied to items goes from month to month, and begins anew with the year', () => {
  const october = make(make(month('2026-10', '1000.00'), 'A1', 'A', 70), 'B1', 'B', 20).close(products);
  const applied = (closed: ClosedMonth) => {
    const rows = closed.version.rows('absorption').filter(({ item }) => item !== '');
    return rows.map(({ item, amount, quantity, applied: own, difference, year_end }) => {
      return [item, amount, quantity, own, difference, year_end];
    });
  };
  expect(applied(october)).toEqual([
    ['A', '0.00', '0.000000', '700.00', '0.00', 'false'],
    ['B', '0.00', '0.000000', '200.00', '0.00', 'false'],
  ]);
  const november = make(month('2026-11', '300.00').after(openingFrom(october.version)), 'B2', 'B', 30);
  Object.assign(november.rows.period[0], { year_end: 'true' });
  const closed = november.close(products, october.version);
  expect(applied(closed)).toEqual([
    ['A', '0.00', '0.000000', '700.00', '0.00', 'true'],
    ['B', '0.00', '0.000000', '500.00', '0.00', 'true'],
  ]);
  // Of 100.00 A's 58.33 is expense: nobody works on it any more.
  expect(differences(closed)).toEqual([
    ['C1 · hours_machine', 'C1 · hours_machine · B', '41.67'],
    ['C1 · hours_machine', 'unabsorbed', '58.33'],
    ['C1 · hours_machine · B', 'B2', '41.67'],
  ]);
  expect(closed.residuals()).toEqual([['unabsorbed', '58.33']]);
  expect(openingFrom(closed.version).opening_absorption).toEqual([]);
  const { outcome } = closed.result;
  const rows = outcome === undefined ? [] : variances(outcome);
  expect(rows.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['carried', '100.00'],
    ['other', '-41.67'],
    ['spending', '-700.00'],
    ['volume', '700.00'],
  ]);
});

test('what the next month opens with is held against it item by item', () => {
  const october = make(month('2026-10', '1000.00'), 'A1', 'A', 70).close(products);
  const opening = openingFrom(october.version);
  const november = month('2026-11', '10.00').after({
    ...opening,
    opening_absorption: opening.opening_absorption.map((row) =>
      row.item === 'A' ? { ...row, applied: '701.00' } : row,
    ),
  });
  const { findings } = november.item('A').close(products, october.version).result;
  const told = findings.filter(({ code }) => code === 'opening_must_equal_previous_closing');
  expect(told.map(({ key, fields }) => [key, fields])).toEqual([
    ['L · C1 · overhead · hours_machine · A', { found: '701.00', expected: '700.00' }],
  ]);
});

describe('is expense', () => {
  test('where nothing was applied to any item, or less than nothing', () => {
    const made = make(month('2026-12', '0.00', { A: '-20.00', B: '0.00' }), 'A1', 'A', 0);
    expect(made.close(products).residuals()).toEqual([['unabsorbed', '300.00']]);
  });

  test('where all was applied to other centres', () => {
    const closed = month('2026-12', '0.00')
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('driver', { driver: 'area', kind: 'statistic' })
      .add('driver_quantity', {
        period: '2026-12',
        driver: 'area',
        target_kind: 'centre',
        target: 'C2',
        quantity: '20',
        status: 'approved',
      })
      .add('rate_budget', { ...OF_YEAR, driver: 'area', valid_from: '2026-01-01', amount: '100.00', quantity: '10' })
      .pool('RENT', '230.00', { driver: 'area' })
      .close({ ...products, centre_overhead_driver: { C2: 'hours_machine' } });
    const rows = closed.version.rows('pool_allocation').filter(({ pool }) => pool === 'C1 · area');
    expect(rows.map(({ target, amount }) => [target, amount])).toEqual([
      ['C2', '200.00'],
      ['unabsorbed', '30.00'],
    ]);
  });
});

describe('at a rounded rate', () => {
  test('by what was applied in the period: 10,000.00 over 300, 500 and 700 h at 6.67', () => {
    const made = month('2026-12', '25000.00');
    for (const hours of [300, 500, 700]) make(made, `O${hours}`, 'A', hours);
    const closed = made.close({
      absorption: { ...products.absorption, by: 'applied_of_period' },
      rate_rounding: { default: 'exact', absorption: 2 },
    });
    expect(differences(closed).map(([, target, amount]) => [target, amount])).toEqual([
      ['O300', '2001.00'],
      ['O500', '3335.00'],
      ['O700', '4664.00'],
    ]);
    expect(rates(closed)).toEqual([['C1 · hours_machine', 'hours_machine', '1500.000000', '10000.00', '6.670000000']]);
  });

  test('over the year: 320.00 at 0.01 for one of the currency, or by shares of two decimals; the last takes the rest', () => {
    const parts = (absorption: Policy['rate_rounding']['absorption']) => {
      const closed = december().close({ ...products, rate_rounding: { default: 'exact', absorption } });
      return differences(closed).map(([, target, amount]) => [target.split(' · ').at(-1), amount]);
    };
    expect(parts(3)).toEqual([
      ['A', '147.00'],
      ['B', '173.00'],
      ['A1', '88.20'],
      ['A2', '58.80'],
      ['B1', '43.25'],
      ['B2', '129.75'],
    ]);
    expect(parts({ share: 2 })).toEqual([
      ['A', '147.20'],
      ['B', '172.80'],
      ['A1', '88.32'],
      ['A2', '58.88'],
      ['B1', '43.20'],
      ['B2', '129.60'],
    ]);
  });
});

test('items have what the function allocates by what was applied to them', () => {
  const cents = (least: number, most: number) => {
    return fc.integer({ min: least, max: most }).map((units) => printFixed(units, 2));
  };
  fc.assert(
    fc.property(
      fc.record({ A: cents(1, 9_999_999), B: cents(0, 9_999_999), C: cents(1, 9_999) }),
      cents(-99_999, 99_999),
      fc.nat(5),
      (applied, difference, decimals) => {
        const made = month('2026-12', '0.00', applied, difference);
        for (const item of ['A', 'B', 'C']) make(made, `${item}1`, item, 0);
        const closed = made.close({ ...products, rate_rounding: { default: 'exact', absorption: decimals } });
        const { parts } = allocate(difference, applied, { decimals });
        for (const [item, part] of Object.entries(parts)) {
          const rows = closed.version.rows('pool_allocation').filter(({ target }) => target.endsWith(` · ${item}`));
          expect(rows.map(({ amount }) => amount)).toEqual(part.numerator === 0n ? [] : [printFraction(part, 2)]);
        }
      },
    ),
    runs(20),
  );
});
