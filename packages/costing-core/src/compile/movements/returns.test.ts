import { describe, expect, test } from 'vitest';
import { closePeriod } from '../../close-period.js';
import { defaultPolicy, type Policy } from '../../policy.js';

/** 10 at 100.00 of lot A are sold, and 4 of lot B come back without a reference. */
function costOfSale(bucket: Policy['valuation']['bucket']) {
  const at = { document: 'D', line: 1, plant: 'P1', item: 'RAW', status: 'approved' } as const;
  const { version } = closePeriod(
    {
      ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
      ledger_plant: [{ ledger: 'L', plant: 'P1' }],
      plant: [{ plant: 'P1' }],
      period: [{ ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
      cost_element: [{ element: 'material', class: 'material', position: 1 }],
      item: [{ item: 'RAW', unit: 'kg', supply: 'purchased', valued: true }],
      movement: [
        { ...at, movement: 'bought', type: 'purchase_receipt', quantity: '10', lot: 'A', posted_at: day(1) },
        { ...at, movement: 'sold', type: 'sale', quantity: '10', lot: 'A', posted_at: day(2) },
        { ...at, movement: 'back', type: 'sale_return', quantity: '4', lot: 'B', posted_at: day(3) },
      ],
      movement_amount: [{ movement: 'bought', ledger: 'L', element: 'material', amount: '100.00' }],
      item_price: [
        {
          plant: 'P1',
          item: 'RAW',
          kind: 'standard',
          element: 'material',
          valid_from: '2026-01-01',
          price: '9',
          per_quantity: '1',
        },
      ],
    },
    { ...defaultPolicy, valuation: { ...defaultPolicy.valuation, bucket } },
    { ledger: 'L', period: '2026-09' },
  );
  return version?.rows('movement_cost').map(({ movement, amount }) => [movement, amount]);
}

describe('a return without a reference', () => {
  test('takes back what left its bucket, whatever the lot where lots do not tell buckets apart', () => {
    expect(costOfSale('plant_item')).toEqual([
      ['bought', '100.00'],
      ['sold', '60.00'],
    ]);
  });

  test('takes back nothing of another lot where lots have prices of their own', () => {
    expect(costOfSale('plant_item_lot')).toEqual([
      ['back', '36.00'],
      ['bought', '100.00'],
      ['sold', '100.00'],
    ]);
  });
});

function day(number: number): string {
  return `2026-09-0${number}T08:00:00+08:00`;
}
