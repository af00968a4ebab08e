import type { Row } from '@millrace/facts';
import { expect, test } from 'vitest';
import { closePeriod } from '../../close-period.js';
import { defaultPolicy } from '../../policy.js';

test('each element of the last actual cost is for its own quantity, whichever row comes first', () => {
  const place = { ledger: 'L', plant: 'P1', item: 'RAW' };
  const last_actual_cost: Row<'last_actual_cost'>[] = [
    { ...place, element: 'material', quantity: '10', amount: '100.00' },
    { ...place, element: 'freight', quantity: '5', amount: '20.00' },
  ];
  for (const rows of [last_actual_cost, [...last_actual_cost].reverse()]) {
    const { version } = closePeriod(
      {
        ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
        ledger_plant: [{ ledger: 'L', plant: 'P1' }],
        plant: [{ plant: 'P1' }],
        period: [{ ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
        cost_element: [
          { element: 'material', class: 'material', position: 1 },
          { element: 'freight', class: 'material', position: 2 },
        ],
        item: [{ item: 'RAW', unit: 'kg', supply: 'purchased', valued: true }],
        movement: [
          {
            movement: 'sold',
            document: 'D',
            line: 1,
            posted_at: '2026-09-10T08:00:00+08:00',
            type: 'sale',
            plant: 'P1',
            item: 'RAW',
            quantity: '3',
            status: 'approved',
          },
        ],
        last_actual_cost: rows,
      },
      { ...defaultPolicy, fallback_prices: ['last_actual'] },
      { ledger: 'L', period: '2026-09' },
    );
    expect(version?.rows('movement_cost').map(({ element, amount }) => [element, amount])).toEqual([
      ['material', '30.00'],
      ['freight', '12.00'],
    ]);
  }
});
