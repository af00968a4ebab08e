import type { Row } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** A month in which 10 are there, 4 are sold on the 3rd, and one comes back on the 20th. */
const month = () =>
  new Month()
    .open('RAW', '10', '100.00')
    .on(3)
    .sell('RAW', '4', { movement: 'S1' })
    .on(20)
    .move('sale_return', 'RAW', '1', {
      refers_to: 'S1',
    });

/** What was found of the counts: on which day how much was counted, how much the books say. */
function found(of: Month, ...counts: readonly Partial<Row<'stock_count'>>[]): string[] {
  const own = { plant: 'P1', item: 'RAW', counted_on: '2026-09-30', quantity: '0', status: 'approved' as const };
  const { findings } = of.add('stock_count', ...counts.map((count) => ({ ...own, ...count }))).close().result;
  return findings
    .filter(({ code }) => code === 'stock_count_differs_from_the_books')
    .map(({ fields: { on, found, expected } }) => `${on}: ${Number(found)} for ${Number(expected)}`);
}

describe('a count is held against the books at the end of its day', () => {
  test.each([
    ['before anything moved', '2026-09-02', '10'],
    ['on the day of a sale', '2026-09-03', '6'],
    ['before what was sold came back', '2026-09-19', '6'],
    ['after it came back', '2026-09-20', '7'],
    ['at the end of the month', '2026-09-30', '7'],
  ])('%s', (_, counted_on, quantity) => {
    expect(found(month(), { counted_on, quantity })).toEqual([]);
    expect(found(month(), { counted_on, quantity: '8.5' })).toEqual([`${counted_on}: 8.5 for ${quantity}`]);
  });

  test('what is in no books was counted all the same', () => {
    expect(found(month().item('NEW'), { item: 'NEW', quantity: '3' })).toEqual(['2026-09-30: 3 for 0']);
  });

  test('days of another month and plants of another ledger are not looked at', () => {
    expect(found(month(), { counted_on: '2026-10-01' }, { counted_on: '2026-08-31' }, { plant: 'X' })).toEqual([]);
  });
});

describe('a difference that is posted', () => {
  const posted = (day: number) => month().on(day).move('count_loss', 'RAW', '1');

  test('on the day of the count, or after it', () => {
    const count = { counted_on: '2026-09-10', quantity: '5' };
    expect(found(posted(10), count)).toEqual([]);
    expect(found(posted(12), count)).toEqual([]);
    expect(found(month(), count)).toEqual(['2026-09-10: 5 for 6']);
  });

  test('after the next count is the difference of that one', () => {
    const counts = [
      { counted_on: '2026-09-10', quantity: '5' },
      { counted_on: '2026-09-11', quantity: '5' },
    ];
    expect(found(posted(12), ...counts)).toEqual(['2026-09-10: 5 for 6']);
    expect(found(posted(11), ...counts)).toEqual([]);
  });

  test('by too little leaves the rest', () => {
    expect(found(posted(12), { counted_on: '2026-09-10', quantity: '4' })).toEqual(['2026-09-10: 4 for 5']);
  });
});

describe('what lies where', () => {
  test('locations add up, and so do lots that the books do not tell apart', () => {
    expect(found(month(), { location: 'A', quantity: '3' }, { location: 'B', quantity: '4' })).toEqual([]);
    expect(found(month(), { lot: 'one', quantity: '3' }, { lot: 'two', quantity: '4' })).toEqual([]);
  });

  test('what is on the way is at neither end', () => {
    const sent = month().on(25).move('transfer_out', 'RAW', '2', { to_plant: 'P2' });
    expect(found(sent, { quantity: '5' }, { plant: 'P2', quantity: '0' })).toEqual([]);
  });

  test('boxes are counted as the pieces in them', () => {
    const boxed = month().add('unit_conversion', {
      item: 'RAW',
      from_unit: 'box',
      to_unit: 'pc',
      numerator: '7',
      denominator: '1',
    });
    expect(found(boxed, { unit: 'box', quantity: '1' })).toEqual([]);
    const { findings } = month()
      .add('stock_count', {
        plant: 'P1',
        item: 'RAW',
        counted_on: '2026-09-30',
        quantity: '1',
        unit: 'crate',
        status: 'approved',
      })
      .close().result;
    expect(findings.map(({ code, table }) => `${code} ${table}`)).toContain('unit_must_have_a_conversion stock_count');
  });
});

test('a count that is not approved is named, not held against the books', () => {
  const open = month().add('stock_count', {
    plant: 'P1',
    item: 'RAW',
    counted_on: '2026-09-30',
    quantity: '1',
    status: 'draft',
  });
  const { findings } = open.close().result;
  expect(findings.map(({ code, table }) => `${code} ${table}`)).toEqual(['document_is_not_approved stock_count']);
});

test('what was back-flushed has left the shelf', () => {
  const made = new Month()
    .open('RAW', '10', '100.00')
    .order('O1', 'BOX', '2')
    .add('bom', { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true })
    .add('bom_line', {
      plant: 'P1',
      parent: 'BOX',
      valid_from: '2026-01-01',
      line: 1,
      component: 'RAW',
      quantity: '3',
      kind: 'component',
      fixed: false,
    })
    .on(5)
    .complete('BOX', '2', 'O1')
    .add('stock_count', {
      plant: 'P1',
      item: 'RAW',
      counted_on: '2026-09-04',
      quantity: '10',
      status: 'approved',
    })
    .add('stock_count', { plant: 'P1', item: 'RAW', counted_on: '2026-09-05', quantity: '4', status: 'approved' });
  const codes = (back_flush: 'never' | 'orders_without_issues') =>
    made.close({ back_flush }).result.findings.filter(({ code }) => code === 'stock_count_differs_from_the_books')
      .length;
  expect(codes('orders_without_issues')).toBe(0);
  expect(codes('never')).toBe(1);
});
