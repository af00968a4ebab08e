import type { FactRows, MovementType, Row } from '@millrace/costing-core';

const APPROVED = { status: 'approved' } as const;

/**
 * Two months of one plant that makes boxes of raw material: 60 kg of 1,000.00 for 100 kg go into 10 boxes, of which 5
 * are made in September and 5 in October; wages are 750.00 and 800.00.
 */
export const smallFactory = {
  ledger: [{ ledger: 'CN01', currency: 'CNY', amount_scale: '2', time_zone: 'Asia/Shanghai' }],
  ledger_plant: [{ ledger: 'CN01', plant: 'P1' }],
  plant: [{ plant: 'P1', name: 'Plant', name_zh: '工厂' }],
  period: [
    { ledger: 'CN01', period: '2026-08', starts_on: '2026-08-01', ends_on: '2026-08-31' },
    { ledger: 'CN01', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' },
    { ledger: 'CN01', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' },
    { ledger: 'CN01', period: '2026-11', starts_on: '2026-11-01', ends_on: '2026-11-30' },
  ],
  cost_element: [
    { element: 'material', name: 'Material', name_zh: '材料', class: 'material', position: '1' },
    { element: 'labour', name: 'Labour', name_zh: '人工', class: 'conversion', position: '2' },
  ],
  cost_centre: [{ centre: 'C1', plant: 'P1', kind: 'production' }],
  work_centre: [{ work_centre: 'W1', centre: 'C1' }],
  item: [
    { item: 'RAW', name: 'Raw material', name_zh: '原料', unit: 'kg', supply: 'purchased', valued: 'true' },
    { item: 'BOX', name: 'Box, "large"', name_zh: '盒子', unit: 'pc', supply: 'made', valued: 'true' },
  ],
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
  movement: [
    movement('M1', '2026-09-03', 'purchase_receipt', 'RAW', '100'),
    movement('M2', '2026-09-04', 'issue', 'RAW', '60', { order: 'O1' }),
    movement('M3', '2026-09-20', 'completion', 'BOX', '5', { order: 'O1' }),
    movement('M4', '2026-09-25', 'sale', 'BOX', '2'),
    movement('M5', '2026-10-12', 'completion', 'BOX', '5', { order: 'O1' }),
    movement('M6', '2026-10-20', 'sale_return', 'BOX', '1', { refers_to: 'M4' }),
  ],
  movement_amount: [{ movement: 'M1', ledger: 'CN01', element: 'material', amount: '1000.00' }],
  work_report: [
    {
      report: 'R1',
      order: 'O1',
      work_centre: 'W1',
      reported_at: at('2026-09-12'),
      hours_labour: '8',
      setup: 'false',
      ...APPROVED,
    },
    {
      report: 'R2',
      order: 'O1',
      work_centre: 'W1',
      reported_at: at('2026-10-09'),
      hours_labour: '8',
      setup: 'false',
      ...APPROVED,
    },
  ],
  cost_pool: [pool('2026-09', '750.00'), pool('2026-10', '800.00')],
} satisfies FactRows;

/** The same with an account for each place, so that it has journals. */
export const accountedFactory: FactRows = {
  ...smallFactory,
  account_rule: (['stock', 'order', 'overhead', 'outside'] as const).map((place) => ({
    ...{ ledger: 'CN01', place, valid_from: '2026-01-01', account: place },
  })),
};

export function movement(
  number: string,
  day: string,
  type: MovementType,
  item: string,
  quantity: string,
  more: Partial<Row<'movement'>> = {},
): Row<'movement'> {
  const own = {
    movement: number,
    document: `D-${number}`,
    line: '1',
    posted_at: at(day),
    type,
    plant: 'P1',
    item,
    quantity,
  };
  return { ...own, ...APPROVED, ...more };
}

function pool(period: string, amount: string): Row<'cost_pool'> {
  const own = { ledger: 'CN01', period, pool: 'WAGES', centre: 'C1', element: 'labour', amount };
  return { ...own, behaviour: 'variable', driver: 'hours_labour', ...APPROVED };
}

function at(day: string): string {
  return `${day}T08:00:00+08:00`;
}
