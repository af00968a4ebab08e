import type { FactRows, MovementType, Row } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { closePeriod } from './close-period.js';
import { defaultPolicy, type Policy } from './policy.js';

const APPROVED = { status: 'approved' } as const;

/** One plant, one raw material, one product, one centre; what happens is added by each test. */
const masters: FactRows = {
  ledger: [{ ledger: 'CN01', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
  ledger_plant: [
    { ledger: 'CN01', plant: 'P1' },
    { ledger: 'CN01', plant: 'P2' },
  ],
  plant: [{ plant: 'P1' }, { plant: 'P2' }],
  period: [{ ledger: 'CN01', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
  cost_element: [
    { element: 'material', class: 'material', position: 1 },
    { element: 'labour', class: 'conversion', position: 2 },
    { element: 'overhead', class: 'conversion', position: 3 },
  ],
  cost_centre: [{ centre: 'C1', plant: 'P1', kind: 'production' }],
  work_centre: [{ work_centre: 'W1', centre: 'C1' }],
  item: [
    { item: 'RAW', unit: 'kg', supply: 'purchased', valued: true },
    { item: 'BOX', unit: 'pc', supply: 'made', valued: true },
  ],
};

let line = 0;
function movement(
  type: MovementType,
  item: string,
  quantity: string,
  more: Partial<Row<'movement'>> = {},
): Row<'movement'> {
  line++;
  return {
    movement: `M${line}`,
    document: 'D',
    line,
    posted_at: `2026-09-10T08:00:00+08:00`,
    type,
    plant: 'P1',
    item,
    quantity,
    ...APPROVED,
    ...more,
  };
}

function close(facts: FactRows, policy: Partial<Policy> = {}) {
  return closePeriod({ ...masters, ...facts }, { ...defaultPolicy, ...policy }, { ledger: 'CN01', period: '2026-09' });
}

describe('a small month', () => {
  const buy = movement('purchase_receipt', 'RAW', '100');
  const issue = movement('issue', 'RAW', '60', { order: 'O1' });
  const made = movement('completion', 'BOX', '5', { order: 'O1' });
  const sold = movement('sale', 'BOX', '2');
  const facts: FactRows = {
    production_order: [
      {
        order: 'O1',
        plant: 'P1',
        item: 'BOX',
        type: 'normal',
        quantity_planned: '10',
        opened_on: '2026-09-02',
        ...APPROVED,
      },
    ],
    movement: [buy, issue, made, sold],
    movement_amount: [{ movement: String(buy.movement), ledger: 'CN01', element: 'material', amount: '1000.00' }],
    work_report: [
      {
        report: 'R1',
        order: 'O1',
        work_centre: 'W1',
        reported_at: '2026-09-12T10:00:00+08:00',
        hours_labour: '8',
        setup: false,
        ...APPROVED,
      },
    ],
    cost_pool: [
      {
        ledger: 'CN01',
        period: '2026-09',
        pool: 'LAB',
        centre: 'C1',
        element: 'labour',
        amount: '750.00',
        behaviour: 'variable',
        driver: 'hours_labour',
        ...APPROVED,
      },
    ],
  };

  test('is costed to the cent', () => {
    const { findings, version } = close(facts);
    expect(findings).toEqual([]);
    // material 600.00 over 5 made and 5 in process; labour 750.00 over 5 and 2.5
    expect(version?.rows('order_cost')).toEqual([
      {
        order: 'O1',
        stage: 'conversion',
        element: 'labour',
        opening_wip: '0.00',
        input: '750.00',
        completed: '500.00',
        scrap: '0.00',
        residual: '0.00',
        closing_wip: '250.00',
      },
      {
        order: 'O1',
        stage: 'material',
        element: 'material',
        opening_wip: '0.00',
        input: '600.00',
        completed: '300.00',
        scrap: '0.00',
        residual: '0.00',
        closing_wip: '300.00',
      },
    ]);
    const produced = version?.rows('unit_cost').find((row) => row.basis === 'produced');
    expect(produced).toMatchObject({ item: 'BOX', quantity: '5.000000', amount: '800.00', unit_cost: '160.000000' });
  });
});
