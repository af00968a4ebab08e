import { defaultPolicy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** Which receipts are far from their price, and what that is. */
function far({ result: { findings } }: ClosedMonth): string[] {
  return findings
    .filter(({ code }) => code === 'receipt_is_far_from_its_price')
    .map(({ key, fields }) => `${key} ${fields.found} ${fields.origin} ${fields.expected}`)
    .sort();
}

const price = (kind: 'plan' | 'purchase' | 'standard', price: string, per = '1', unit?: string) => ({
  plant: 'P1',
  item: 'RAW',
  kind,
  element: 'material',
  valid_from: '2026-01-01',
  price,
  per_quantity: per,
  ...(unit && { unit }),
});

describe('a receipt is compared', () => {
  test.each<[name: string, month: Month, far: readonly string[]]>([
    [
      'to opening stock, before anything else',
      new Month().open('RAW', '4', '40.00').add('item_price', price('purchase', '100')).buy('RAW', '3', '300.00'),
      ['M1 100.000000 opening 10.000000'],
    ],
    [
      'to what the item cost last, in parts that stand at quantities of their own',
      new Month()
        .add(
          'last_actual_cost',
          { ledger: 'L', plant: 'P1', item: 'RAW', element: 'material', quantity: '10', amount: '80.00' },
          { ledger: 'L', plant: 'P1', item: 'RAW', element: 'freight', quantity: '5', amount: '10.00' },
        )
        .buy('RAW', '1', '100.00'),
      ['M1 100.000000 last_actual 10.000000'],
    ],
    [
      'to its listed price, whatever that is counted in',
      new Month()
        .add('unit_conversion', { from_unit: 'box', to_unit: 'pc', numerator: '12', denominator: '1' })
        .add('item_price', price('purchase', '240', '2', 'box'), price('standard', '1000'))
        .buy('RAW', '1', '120.00')
        .buy('RAW', '1', '12.00'),
      ['M1 120.000000 listed 10.000000'],
    ],
    [
      'to the other receipts: the lower of two',
      new Month().buy('RAW', '1', '10.00').buy('RAW', '1', '100.00'),
      ['M2 100.000000 receipts 10.000000'],
    ],
    [
      'also where it is too cheap, or came for nothing',
      new Month()
        .buy('RAW', '1', '10.00')
        .buy('RAW', '1', '1.00')
        .buy('RAW', '1', '10.00')
        .buy('RAW', '1', '0.00')
        .buy('RAW', '1', '10.00'),
      ['M2 1.000000 receipts 10.000000', 'M4 0.000000 receipts 10.000000'],
    ],
    [
      'in its own unit',
      new Month()
        .add('unit_conversion', { from_unit: 'box', to_unit: 'pc', numerator: '12', denominator: '1' })
        .buy('RAW', '12', '120.00')
        .buy('RAW', '1', '120.00', { unit: 'box' })
        .buy('RAW', '1', '120.00'),
      ['M3 120.000000 receipts 10.000000'],
    ],
    [
      'as an estimate, a count gain, what comes from a plant outside the ledger',
      new Month()
        .open('RAW', '10', '100.00')
        .move('purchase_estimate', 'RAW', '1', {}, '100.00')
        .move('count_gain', 'RAW', '1', {}, '100.00')
        .move('transfer', 'RAW', '1', { plant: 'X', to_plant: 'P1' }, '100.00'),
      ['M1 100.000000 opening 10.000000', 'M2 100.000000 opening 10.000000', 'M3 100.000000 opening 10.000000'],
    ],
    [
      'as an invoice in the place of an earlier estimate',
      new Month()
        .open('RAW', '10', '100.00')
        .add('earlier_cost', { ledger: 'L', movement: 'E', element: 'material', quantity: '10', amount: '100.00' })
        .move('purchase_estimate_reversal', 'RAW', '10', { refers_to: 'E' })
        .move('purchase_receipt', 'RAW', '10', { refers_to: 'E' }, '1000.00'),
      ['M2 100.000000 opening 10.000000'],
    ],
    [
      'at no other plant',
      new Month().open('RAW', '10', '100.00').move('purchase_receipt', 'RAW', '1', { plant: 'P2' }, '100.00'),
      [],
    ],
    [
      'not where a reason says that it may be worth nothing',
      new Month()
        .open('RAW', '10', '100.00')
        .move('purchase_receipt', 'RAW', '1', { zero_cost_reason: 'sample' }, '0.00')
        .buy('RAW', '1', '50.00')
        .buy('RAW', '1', '2.00'),
      [],
    ],
    [
      'not where it came back whole, or where its amount is as near as rounding lets it be',
      new Month()
        .open('RAW', '1000', '1.00')
        .buy('RAW', '10', '1.00')
        .move('purchase_return', 'RAW', '10', { refers_to: 'M1' }, '1.00')
        .buy('RAW', '1', '0.01'),
      [],
    ],
    ['with nothing where all came for nothing', new Month().buy('RAW', '1', '0.00').buy('RAW', '1', '0.00'), []],
  ])('%s', (_, month, expected) => {
    expect(far(month.close())).toEqual(expected);
  });

  test.each([
    ['9.99', 1],
    ['10', 0],
    ['1000', 0],
  ])('to %s times its price, as the policy says', (receipt_price_factor, count) => {
    const month = new Month().open('RAW', '1', '10.00').buy('RAW', '1', '100.00');
    expect(far(month.close({ receipt_price_factor }))).toHaveLength(count);
  });

  test('and the policy can not say less than once', () => {
    const month = new Month().buy('RAW', '1', '10.00');
    expect(() => month.close({ ...defaultPolicy, receipt_price_factor: '0.9' })).toThrow('1 or more');
  });
});
