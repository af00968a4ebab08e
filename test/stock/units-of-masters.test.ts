import type { Row } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const price = (more: Partial<Row<'item_price'>>): Row<'item_price'> => ({
  plant: 'P1',
  item: 'RAW',
  kind: 'standard',
  element: 'material',
  valid_from: '2026-01-01',
  price: '0.5',
  per_quantity: '1',
  ...more,
});

/** What 3 kg cost that were sold without having been there. */
function soldAt(row: Row<'item_price'>) {
  const { version, findings } = new Month()
    .item('RAW', { unit: 'kg' })
    .add('unit_conversion', { from_unit: 't', to_unit: 'kg', numerator: '1000', denominator: '1' })
    .add('item_price', row)
    .sell('RAW', '3')
    .close({ stock_below_zero: 'fallback', fallback_prices: ['standard'] });
  return version.rows('movement_cost')[0]?.amount ?? findings;
}

test('a price per another unit is converted, exactly', () => {
  expect(soldAt(price({}))).toBe('1.50');
  expect(soldAt(price({ price: '500', unit: 't' }))).toBe('1.50');
  expect(soldAt(price({ price: '1500', per_quantity: '3', unit: 't' }))).toBe('1.50');
});

test('a price in a unit that does not convert is none, and that is told', () => {
  expect(soldAt(price({ unit: 'furlong' }))).toContain('fallback_price_must_be_known');
});

test('routings in hours and in minutes, at any efficiency, tell the same degree of completion', () => {
  const conversion = (second: Partial<Row<'routing_operation'>>) => {
    const operation = { plant: 'P1', item: 'BOX', work_centre: 'W1' };
    const { version } = new Month()
      .add('routing_operation', { ...operation, operation: '10', run_hours_machine: '6' })
      .add('routing_operation', { ...operation, operation: '20', ...second })
      .order('O1', 'BOX', '10')
      .report('O1', '8', { operation: '10', quantity_good: '8' })
      .report('O1', '4', { operation: '20', quantity_good: '5' })
      .complete('BOX', '5', 'O1')
      .pool('POWER', '750.00')
      .close();
    return version.rows('order_cost').find(({ stage }) => stage === 'conversion');
  };
  const inHours = conversion({ run_hours_machine: '4' });
  // 2 at 0.3 and 3 at 0.8 beside 5 whole: 5 of 8
  expect(inHours).toMatchObject({ completed: '468.75', closing_wip: '281.25' });
  expect(conversion({ run_hours_machine: '240', time_unit: 'minute' })).toEqual(inHours);
  expect(conversion({ run_hours_machine: '7200', time_unit: 'second', efficiency: '0.5' })).toEqual(inHours);
});
