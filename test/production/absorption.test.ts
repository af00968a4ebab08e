import { defaultPolicy, openingFrom, type Policy, type Row, variances } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** What centres absorb over the year, month after month. */

/** A month in which a box each is made of so many hours, for a pool of overhead; then what a version closed with. */
function month(period: string, cost: string | undefined, hours: readonly string[], before?: ClosedMonth): Month {
  const made = new Month(period);
  for (const [i, machine] of hours.entries()) {
    const order = `${period} ${i + 1}`;
    const reported_at = `${period}-05T10:00:00+08:00`;
    made.order(order, 'BOX', '1').report(order, machine, { report: order, reported_at, quantity_good: '1' });
    made.complete('BOX', '1', order, { movement: order });
  }
  if (cost !== undefined) made.pool('OH', cost);
  return before === undefined ? made : made.after(openingFrom(before.version));
}

/** 10.00 an hour. */
function budgeted(of: Month): Month {
  const budget = { ledger: 'L', centre: 'C1', element: 'overhead', driver: 'hours_machine', valid_from: '2026-01-01' };
  return of.add('rate_budget', { ...budget, amount: '1000.00', quantity: '100' });
}

const absorption = (choice: Partial<Policy['absorption']>): Partial<Policy> => ({
  absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period', ...choice },
});

/** Target and amount of what was absorbed, and of its difference. */
function absorbed(closed: ClosedMonth): string[][] {
  const rows = closed.version
    .rows('pool_allocation')
    .filter(({ object }) => object === 'rate' || object === 'difference');
  return rows.map(({ object, target, amount }) => [object, target, amount]);
}

function toDate(closed: ClosedMonth): string[][] {
  const rows = closed.version.rows('absorption').filter(({ item }) => item === '');
  return rows.map(({ element, quantity, amount, difference, year_end }) => {
    return [element, quantity.replace(/\.?0+$/, ''), amount, difference, year_end];
  });
}

describe('the rate of the year so far', () => {
  const policy = absorption({ rate: 'year_to_date' });

  test('is applied to the hours of the month; what January should have borne stands in the difference', () => {
    const january = month('2026-01', '1000.00', ['100']).close(policy);
    expect(absorbed(january)).toEqual([['rate', '2026-01 1', '1000.00']]);
    expect(toDate(january)).toEqual([['overhead', '100', '1000.00', '0.00', 'false']]);

    const february = month('2026-02', '1500.00', ['30', '70'], january).close(policy, january.version);
    expect(absorbed(february)).toEqual([
      ['rate', '2026-02 1', '375.00'],
      ['rate', '2026-02 2', '875.00'],
      ['rate', 'unabsorbed', '250.00'],
    ]);
    const [rate] = february.version.rows('pool_rate').filter(({ object }) => object === 'rate');
    expect(rate).toMatchObject({ quantity: '100.000000', rate: '12.500000000' });
    expect(toDate(february)).toEqual([['overhead', '200', '2500.00', '0.00', 'false']]);
    expect(february.findings).toEqual(['residuals_are_large', 'unit_cost_moved_far']);
  });

  test('begins anew with the year, and goes on through a month without cost', () => {
    const november = month('2026-11', '1000.00', ['100']).close(policy);
    const december = month('2026-12', undefined, ['25'], november).close(policy, november.version);
    expect(absorbed(december)).toEqual([
      ['rate', '2026-12 1', '200.00'],
      ['rate', 'unabsorbed', '-200.00'],
    ]);
    expect(toDate(december)).toEqual([['overhead', '125', '1000.00', '0.00', 'true']]);
    expect(december.findings).toEqual(['hours_must_have_a_pool', 'residuals_are_large', 'unit_cost_moved_far']);
    const january = month('2027-01', '300.00', ['10'], december).close(policy, december.version);
    expect(absorbed(january)).toEqual([['rate', '2027-01 1', '300.00']]);
  });

  test('of an element that comes later is over the hours of all months; hours without cost count too', () => {
    const january = month('2026-01', undefined, ['100']).pool('OH', '0.00').close(policy);
    expect(toDate(january)).toEqual([['material', '100', '0', '0', 'false']]);
    const february = month('2026-02', '600.00', ['50'], january).close(policy, january.version);
    expect(absorbed(february)).toEqual([
      ['rate', '2026-02 1', '200.00'],
      ['rate', 'unabsorbed', '400.00'],
    ]);
  });

  test('without any of the driver charges nothing; all is a difference', () => {
    const closed = month('2026-01', '600.00', []).close(absorption({ rate: 'year_to_date', difference: 'carry' }));
    expect(absorbed(closed)).toEqual([['rate', 'absorption_carried', '600.00']]);
    expect(closed.findings).toEqual([]);
  });
});

describe('a difference that is carried on', () => {
  /** November: 1,000.00 for 90 h at 10.00; December: 900.00 for 95 h. */
  function twoMonths(policy: Partial<Policy>, calendar: readonly Partial<Row<'period'>>[] = [{}, {}]): ClosedMonth[] {
    const november = budgeted(month('2026-11', '1000.00', ['90']));
    Object.assign(november.rows.period[0], calendar[0]);
    const first = november.close(policy);
    const december = budgeted(month('2026-12', '900.00', ['19', '76'], first));
    Object.assign(december.rows.period[0], calendar[1]);
    return [first, december.close(policy, first.version)];
  }

  test('is expense when the year ends', () => {
    const policy = absorption({ when: 'year_end' });
    const [november, december] = twoMonths(policy);
    expect(november.residuals()).toEqual([]);
    expect(november.proof()).toMatchObject({ 'in pool': '1000.00', 'out absorption_carried': '100.00' });
    expect(toDate(november)).toEqual([['overhead', '90', '1000.00', '100.00', 'false']]);
    expect(december.proof()).toMatchObject({
      'in pool': '900.00',
      'in opening_absorption': '100.00',
      'out unabsorbed': '50.00',
    });
    expect(december.residuals()).toEqual([['unabsorbed', '50.00']]);
    expect(toDate(december)).toEqual([['overhead', '185', '1900.00', '0.00', 'true']]);
    expect(openingFrom(december.version).opening_absorption).toEqual([]);
    expect(december.findings).toEqual(['unit_cost_moved_far']);
    const { outcome } = december.result;
    const rows = outcome === undefined ? [] : variances(outcome);
    expect(rows.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['carried', '100.00'],
      ['spending', '-100.00'],
      ['volume', '50.00'],
    ]);
  });

  test('goes to the products of the last month, by their hours', () => {
    const [, december] = twoMonths(absorption({ when: 'year_end', difference: 'products' }));
    expect(absorbed(december)).toEqual([
      ['difference', '2026-12 1', '10.00'],
      ['difference', '2026-12 2', '40.00'],
      ['rate', '2026-12 1', '190.00'],
      ['rate', '2026-12 2', '760.00'],
    ]);
  });

  test('asks nothing of orders where the month itself is at the actual rate', () => {
    const [november] = twoMonths(absorption({ when: 'year_end', difference: 'carry' }));
    const price = {
      plant: 'P1',
      item: 'BOX',
      kind: 'standard',
      element: 'overhead',
      valid_from: '2026-01-01',
    } as const;
    const rate = { plant: 'P1', centre: 'C1', driver: 'hours_machine', element: 'overhead', valid_from: '2026-01-01' };
    const made = month('2026-12', undefined, [], november)
      .add('item_price', { ...price, price: '5', per_quantity: '1' })
      .add('rate', { ...rate, rate: '5' })
      .add('routing_operation', {
        plant: 'P1',
        item: 'BOX',
        operation: '10',
        work_centre: 'W1',
        run_hours_machine: '1',
      })
      .order('O1', 'BOX', '2')
      .open('RAW', '1', '20.00')
      .issue('RAW', '1', 'O1')
      .report('O1', '1', { reported_at: '2026-12-05T10:00:00+08:00', operation: '10', quantity_good: '1' })
      .complete('BOX', '1', 'O1')
      .close({
        ...absorption({ rate: 'actual', difference: 'carry' }),
        wip: { ...defaultPolicy.wip, method: 'quota_cost' },
      });
    expect(made.version.rows('order_cost').map(({ order, stage }) => [order, stage])).toEqual([['O1', 'material']]);
  });

  test.each(['period', 'year_end'] as const)('opens the next year with that alone, decided at the %s', (when) => {
    const policy = absorption({ when, difference: 'carry' });
    const [, december] = twoMonths(policy);
    expect(toDate(december)).toEqual([['overhead', '185', '1900.00', '50.00', 'true']]);
    expect(openingFrom(december.version).opening_absorption).toEqual([
      {
        ledger: 'L',
        centre: 'C1',
        driver: 'hours_machine',
        item: '',
        element: 'overhead',
        amount: '0',
        quantity: '0',
        applied: '0',
        difference: '50.00',
      },
    ]);
    const january = month('2027-01', undefined, [], december).close(policy, december.version);
    expect(toDate(january)).toEqual([['overhead', '0', '0.00', '50.00', 'false']]);
    // At the actual rate the difference is what is left to decide on.
    const february = month('2027-02', '70.00', ['1'], january).close(absorption({ rate: 'actual' }), january.version);
    expect(february.residuals()).toEqual([['unabsorbed', '50.00']]);
    expect(absorbed(february)).toEqual([['rate', 'unabsorbed', '50.00']]);
  });

  test('waits for the period that the calendar says the year ends with', () => {
    const [november, december] = twoMonths(absorption({ when: 'year_end' }), [
      { year_end: 'true' },
      { year_end: 'false' },
    ]);
    expect(november.residuals()).toEqual([['unabsorbed', '100.00']]);
    expect(december.proof()).toMatchObject({ 'out absorption_carried': '-50.00' });
    expect(toDate(december)).toEqual([['overhead', '95', '900.00', '-50.00', 'false']]);
  });

  test('is told where the next month opens with another one', () => {
    const policy = absorption({ difference: 'carry' });
    const first = budgeted(month('2026-10', '1000.00', ['90'])).close(policy);
    const next = budgeted(month('2026-11', '900.00', ['95'], first));
    const [row] = next.rows.opening_absorption;
    next.rows.opening_absorption[0] = { ...row, quantity: '91', difference: '100.01' };
    const findings = next
      .close(policy, first.version)
      .result.findings.filter((finding) => finding.severity !== 'warning');
    expect(findings.map(({ code, key, fields }) => [code, key, fields])).toEqual([
      [
        'opening_must_equal_previous_closing',
        'L · C1 · overhead · hours_machine · ',
        { found: '100.01', expected: '100.00' },
      ],
      [
        'opening_must_equal_previous_closing',
        'L · C1 · overhead · hours_machine · ',
        { found: '91.000000', expected: '90.000000' },
      ],
    ]);
  });
});

describe('what departments gave a centre', () => {
  /** Power of 400.00 for C1, which works 90 h at 10.00 and has 600.00 of its own. */
  function powered(own: string | undefined): Month {
    return budgeted(month('2026-10', own, ['90']))
      .add('cost_centre', { centre: 'POWER', plant: 'P1', kind: 'service' })
      .pool('LIGHT', '400.00', { centre: 'POWER', driver: null })
      .add('department_service', {
        period: '2026-10',
        from_centre: 'POWER',
        to_kind: 'centre',
        to: 'C1',
        quantity: '1',
        status: 'approved',
      });
  }
  const choices = { centre_overhead_driver: { C1: 'hours_machine' } };

  test('is absorbed at the planned rate of its overhead driver', () => {
    const closed = powered('600.00').close({ ...choices, ...absorption({}) });
    expect(absorbed(closed)).toEqual([
      ['rate', '2026-10 1', '900.00'],
      ['rate', 'unabsorbed', '100.00'],
    ]);
    expect(closed.findings).toEqual(['residuals_are_large']);
  });

  test('stands in the difference at the rate of the year', () => {
    const closed = powered('600.00').close({ ...choices, ...absorption({ rate: 'year_to_date' }) });
    expect(absorbed(closed)).toEqual([
      ['rate', '2026-10 1', '600.00'],
      ['rate', 'unabsorbed', '400.00'],
    ]);
  });

  test('without any budget is told, also where no row names the driver', () => {
    const unbudgeted = powered(undefined);
    unbudgeted.rows.rate_budget.length = 0;
    const closed = unbudgeted.close({ ...choices, ...absorption({}) });
    expect(closed.findings).toContain('rate_must_be_planned');
    expect(closed.version.rows('residual').map(({ reason, key, amount }) => [reason, key, amount])).toEqual([
      ['unabsorbed', 'C1 · hours_machine', '400.00'],
    ]);
  });

  test('goes on from centre to centre, where a planned rate is by a driver over centres', () => {
    const closed = powered('600.00')
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'W2', centre: 'C2' })
      .report('2026-10 1', '3', { report: 'R9', work_centre: 'W2', reported_at: '2026-10-06T10:00:00+08:00' })
      .add('driver', { driver: 'area', kind: 'statistic' })
      .add('driver_quantity', {
        period: '2026-10',
        driver: 'area',
        target_kind: 'centre',
        target: 'C2',
        quantity: '20',
        status: 'approved',
      })
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver: 'area',
        valid_from: '2026-01-01',
        amount: '100.00',
        quantity: '10',
      })
      .close({
        centre_overhead_driver: { C1: 'area', C2: 'hours_machine' },
        absorption_by_centre: { C1: { rate: 'planned' } },
      });
    const rows = closed.version.rows('pool_allocation').filter(({ pool }) => pool.startsWith('C1 ·') || pool === 'C2');
    expect(rows.map(({ pool, target, amount }) => [pool, target, amount])).toEqual([
      ['C1 · area', 'C2', '200.00'],
      ['C1 · area', 'unabsorbed', '200.00'],
      ['C1 · hours_machine', '2026-10 1', '900.00'],
      ['C1 · hours_machine', 'unabsorbed', '-300.00'],
      ['C2', '2026-10 1', '200.00'],
    ]);
    expect(closed.version.rows('residual').map(({ reason }) => reason)).toEqual(['unabsorbed', 'unabsorbed']);
  });

  test('is nothing where another centre charges nothing: what that one had absorbed before is expense', () => {
    const closed = budgeted(month('2026-10', undefined, ['90']))
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('driver', { driver: 'area', kind: 'statistic' })
      .add('driver_quantity', {
        period: '2026-10',
        driver: 'area',
        target_kind: 'centre',
        target: 'C1',
        quantity: '20',
        status: 'approved',
      })
      .add('opening_absorption', {
        ledger: 'L',
        centre: 'C2',
        element: 'overhead',
        driver: 'area',
        amount: '100.00',
        quantity: '10',
        difference: '5.00',
      })
      .close({
        centre_overhead_driver: { C1: 'hours_machine' },
        absorption_by_centre: { C1: { rate: 'planned' } },
      });
    expect(absorbed(closed)).toEqual([['rate', 'unabsorbed', '5.00']]);
    expect(closed.version.rows('pool_allocation').map(({ pool }) => pool)).toEqual(['C2 · area']);
  });
});
