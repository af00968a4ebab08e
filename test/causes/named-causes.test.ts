import { type Asked, type ClosedPeriod, openingFrom, rootCauses } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

const BOX: Asked = { plant: 'P1', item: 'BOX' };

function period({ version, outcome }: ClosedMonth['result']): ClosedPeriod {
  if (version === undefined || outcome === undefined) throw new Error('It does not close.');
  return { version, outcome };
}

/** By kind and subject, what each cause is. */
function told(before: Month, after: Month, asked = BOX): Record<string, string> {
  const causes = rootCauses(period(before.close().result), period(after.close().result))(asked).causes;
  return Object.fromEntries(causes.map(({ kind, subject, part }) => [`${kind} ${subject}`.trim(), part]));
}

/** 10 boxes of 2 kg at 5.00, and 20 hours of a pool of 100.00. */
function month({ paid = '200.00', issued = '20', hours = '20', pool = '100.00' } = {}): Month {
  return new Month()
    .buy('RAW', '40', paid)
    .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
    .issue('RAW', issued, 'O1')
    .report('O1', hours)
    .complete('BOX', '10', 'O1')
    .pool('POWER', pool);
}

describe('what happened is named', () => {
  test.each([
    ['a price', { paid: '240.00' }, { 'purchase_price RAW': '2.000000' }],
    ['usage', { issued: '24' }, { 'usage RAW': '2.000000' }],
    ['a pool', { pool: '120.00' }, { 'pool_rate POWER': '2.000000' }],
    ['hours, at the same pool', { hours: '25' }, { 'hours C1': '2.250000', 'pool_rate POWER': '-2.250000' }],
    [
      'price and usage, halved',
      { paid: '240.00', issued: '24' },
      { 'purchase_price RAW': '2.200000', 'usage RAW': '2.200000' },
    ],
  ])('%s', (_, change, expected) => {
    expect(told(month(), month(change))).toEqual(expected);
  });

  test('of a fixed pool, amount and volume', () => {
    const fixed = (amount: string, hours: string) =>
      month({ hours, pool: '0.00' }).pool('RENT', amount, { behaviour: 'fixed' });
    expect(told(fixed('100.00', '20'), fixed('100.00', '25'))).toEqual({
      'hours C1': '2.250000',
      'pool_volume RENT': '-2.250000',
    });
    expect(told(fixed('100.00', '20'), fixed('110.00', '20'))).toEqual({ 'pool_amount RENT': '1.000000' });
  });

  test('22 sets for 21 pieces are yield, not usage', () => {
    const made = (sets: string, good: string, scrap: string) =>
      new Month()
        .buy('SET', '44', '440.00')
        .order('O1', 'BOX', sets, { closed_on: '2026-09-30' })
        .add('routing_operation', {
          plant: 'P1',
          item: 'BOX',
          alternative: '',
          operation: '10',
          work_centre: 'W1',
          run_hours_machine: '1',
        })
        .issue('SET', sets, 'O1')
        .report('O1', '0', { operation: '10', quantity_good: good, quantity_scrap: scrap })
        .complete('BOX', good, 'O1');
    expect(told(made('22', '22', '0'), made('22', '21', '1'))).toEqual({ 'yield BOX': '0.476190' });
  });

  test('what was issued the month before is no saving of the month that finishes it', () => {
    const september = new Month()
      .buy('RAW', '40', '200.00')
      .order('O1', 'BOX', '10', { closed_on: '2026-09-20' })
      .order('O2', 'BOX', '10')
      .issue('RAW', '20', 'O1')
      .complete('BOX', '10', 'O1')
      .issue('RAW', '20', 'O2');
    const before = september.close().result;
    const october = new Month('2026-10')
      .add('movement', ...september.rows.movement)
      .add('production_order', ...september.rows.production_order)
      .after(openingFrom(period(before).version))
      .item('RAW')
      .complete('BOX', '10', 'O2', { movement: 'C2' });
    const { causes, change } = rootCauses(
      period(before),
      period(october.close({}, period(before).version).result),
    )(BOX);
    expect(change).toBe('0.000000');
    expect(causes.filter(({ kind }) => kind !== 'wip')).toEqual([]);
  });
});
