import type { FactRows, MovementType, Row } from '@millrace/costing-core';

/** The masters of small worked examples: one plant, one centre, two elements, some items. */
const masters: FactRows = {
  ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
  ledger_plant: [{ ledger: 'L', plant: 'P1' }],
  plant: [{ plant: 'P1' }],
  period: [{ ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
  cost_element: [
    { element: 'material', class: 'material', position: 1 },
    { element: 'conversion', class: 'conversion', position: 2 },
  ],
  cost_centre: [{ centre: 'C1', plant: 'P1', kind: 'production' }],
  work_centre: [{ work_centre: 'W1', centre: 'C1' }],
  item: ['RAW', 'A', 'B'].map((item) => ({ item, unit: 'pc', supply: 'both', valued: true })),
};

export const SEPTEMBER = { ledger: 'L', period: '2026-09' } as const;

/** A purchase of a quantity for an amount. */
export function bought(item: string, quantity: string, amount: string): FactRows {
  const { movement } = moved('purchase_receipt', item, quantity);
  const key = String(movement?.[0].movement);
  return { movement: movement ?? [], movement_amount: [{ movement: key, ledger: 'L', element: 'material', amount }] };
}

export function moved(type: MovementType, item: string, quantity: string, order = ''): FactRows {
  const movement = `${type} ${item} ${quantity} ${order}`.trim();
  const at = { document: 'D', line: 1, posted_at: '2026-09-10T08:00:00+08:00', plant: 'P1' };
  return { movement: [{ movement, ...at, type, item, quantity, order, status: 'approved' }] };
}

export function ordered(order: string, item: string, quantity_planned: string, closed = false): FactRows {
  const row: Row<'production_order'> = {
    order,
    plant: 'P1',
    item,
    type: 'normal',
    quantity_planned,
    opened_on: '2026-09-01',
    closed_on: closed ? '2026-09-30' : '',
    status: 'approved',
  };
  return { production_order: [row] };
}

export function reported(order: string, operation: string, more: Partial<Row<'work_report'>>): FactRows {
  const row: Row<'work_report'> = {
    report: `${order}-${operation}`,
    order,
    operation,
    work_centre: 'W1',
    reported_at: '2026-09-10T08:00:00+08:00',
    setup: false,
    status: 'approved',
    ...more,
  };
  return { work_report: [row] };
}

/** A pool of conversion cost, spread by labour hours. */
export function pooled(amount: string, more: Partial<Row<'cost_pool'>> = {}): FactRows {
  const row: Row<'cost_pool'> = {
    ledger: 'L',
    period: '2026-09',
    pool: 'POOL',
    centre: 'C1',
    element: 'conversion',
    amount,
    behaviour: 'variable',
    driver: 'hours_labour',
    status: 'approved',
    ...more,
  };
  return { cost_pool: [row] };
}

/** The masters with all that happened. */
export function month(...happened: FactRows[]): FactRows {
  const facts: Record<string, unknown[]> = Object.fromEntries(
    Object.entries(masters).map(([table, rows]) => [table, [...rows]]),
  );
  for (const rows of happened) {
    for (const [table, more] of Object.entries(rows)) facts[table] = [...(facts[table] ?? []), ...more];
  }
  return facts as FactRows;
}
