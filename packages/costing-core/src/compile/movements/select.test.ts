import type { MovementType } from '@millrace/facts';
import { expect, test } from 'vitest';
import { closePeriod } from '../../close-period.js';
import { defaultPolicy } from '../../policy.js';

test.each<{ type: MovementType; plant: string; to_plant?: string; departures: string | undefined }>([
  { type: 'purchase_receipt', plant: 'P1', departures: '-100.00' },
  { type: 'purchase_return', plant: 'P1', departures: '100.00' },
  { type: 'transfer', plant: 'X', to_plant: 'P1', departures: '-100.00' },
  { type: 'transfer', plant: 'P1', to_plant: 'X', departures: undefined },
  { type: 'issue', plant: 'P1', departures: undefined },
])('the amount of a $type from $plant in an unknown unit departs by $departures', ({ departures, ...movement }) => {
  const { findings, version } = closePeriod(
    {
      ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
      ledger_plant: [{ ledger: 'L', plant: 'P1' }],
      plant: [{ plant: 'P1' }, { plant: 'X' }],
      period: [{ ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
      cost_element: [{ element: 'material', class: 'material', position: 1 }],
      item: [{ item: 'RAW', unit: 'kg', supply: 'purchased', valued: true }],
      movement: [
        {
          ...movement,
          movement: 'M1',
          document: 'D',
          line: 1,
          posted_at: '2026-09-10T08:00:00+08:00',
          item: 'RAW',
          quantity: '5',
          unit: 'drum',
          status: 'approved',
        },
      ],
      movement_amount: [{ movement: 'M1', ledger: 'L', element: 'material', amount: '100.00' }],
    },
    defaultPolicy,
    { ledger: 'L', period: '2026-09' },
  );
  expect(findings.map(({ code }) => code)).toContain('unit_must_have_a_conversion');
  expect(version?.rows('control_total').find(({ table }) => table === 'movement_amount')?.departures).toBe(departures);
});
