import type { MovementType, Row } from '@millrace/facts';
import { expect, test } from 'vitest';
import { closePeriod } from '../close-period.js';
import { defaultPolicy } from '../policy.js';

const APPROVED = { status: 'approved' } as const;

test('a component that went back at its cost of an earlier month counts less', () => {
  const movement = (key: string, type: MovementType, item: string, quantity: string): Row<'movement'> => ({
    movement: key,
    document: 'D',
    line: 1,
    posted_at: '2026-09-10T08:00:00+08:00',
    type,
    plant: 'P1',
    item,
    quantity,
    order: 'O1',
    refers_to: type === 'issue_return' ? 'in August' : '',
    ...APPROVED,
  });
  const { version } = closePeriod(
    {
      ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
      ledger_plant: [{ ledger: 'L', plant: 'P1' }],
      plant: [{ plant: 'P1' }],
      period: [{ ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
      cost_element: [{ element: 'material', class: 'material', position: 1 }],
      item: [
        { item: 'RAW', unit: 'kg', supply: 'purchased', valued: true },
        { item: 'TIN', unit: 'kg', supply: 'purchased', valued: true },
        { item: 'BOX', unit: 'pc', supply: 'made', valued: true },
      ],
      production_order: [
        {
          order: 'O1',
          plant: 'P1',
          item: 'BOX',
          type: 'normal',
          quantity_planned: '5',
          opened_on: '2026-08-02',
          ...APPROVED,
        },
      ],
      opening_stock: [{ ledger: 'L', plant: 'P1', item: 'RAW', quantity: '10', reason: 'first period' }],
      opening_stock_amount: [{ ledger: 'L', plant: 'P1', item: 'RAW', element: 'material', amount: '100.00' }],
      opening_wip: [{ ledger: 'L', order: 'O1', stage: 'material', element: 'material', amount: '40.00' }],
      movement: [
        movement('issue', 'issue', 'RAW', '10'),
        movement('back', 'issue_return', 'TIN', '1'),
        movement('made', 'completion', 'BOX', '5'),
      ],
      earlier_cost: [{ ledger: 'L', movement: 'in August', element: 'material', quantity: '1', amount: '30.00' }],
    },
    defaultPolicy,
    { ledger: 'L', period: '2026-09' },
  );
  expect(version?.rows('unit_cost').find(({ basis }) => basis === 'produced')?.amount).toBe('110.00');
  expect(version?.rows('unit_cost_component').map((row) => [row.source, row.source_key, row.amount])).toEqual([
    ['component', 'RAW', '100.00'],
    ['component', 'TIN', '-30.00'],
    ['opening_wip', '', '40.00'],
  ]);
});
