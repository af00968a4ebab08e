import type { FactRows, Row } from '@millrace/facts';
import { readFacts } from '@millrace/facts';
import { expect, test } from 'vitest';
import { Findings } from '../findings.js';
import { factsOfPeriod } from './facts-of-period.js';
import { scopeOf } from './scope.js';

const order = (key: string, opened_on: string, closed_on = ''): Row<'production_order'> => {
  const own = {
    order: key,
    plant: 'P1',
    item: 'BOX',
    type: 'normal',
    quantity_planned: '1',
    status: 'approved',
  } as const;
  return { ...own, opened_on, closed_on };
};
const sale = (key: string, posted_at: string, more: Partial<Row<'movement'>> = {}): Row<'movement'> => {
  const own = { movement: key, document: 'D', line: 1, type: 'sale', plant: 'P1', item: 'BOX', quantity: '1' } as const;
  return { ...own, status: 'approved', posted_at, ...more };
};
const report = (key: string, of: string, reported_at: string): Row<'work_report'> => {
  return { report: key, order: of, work_centre: 'W1', reported_at, setup: false, status: 'approved' };
};
const amount = (movement: string): Row<'movement_amount'> => {
  return { movement, ledger: 'L', element: 'material', amount: '1.00' };
};
const output = (key: string): Row<'joint_output'> => {
  return { plant: 'P1', item: 'BOX', order: key, output_item: 'CHIP', valid_from: '2026-01-01', role: 'co' };
};

/** What September looks at, by table. */
function september(rows: FactRows) {
  const facts = readFacts(
    {
      ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
      ledger_plant: [{ ledger: 'L', plant: 'P1' }],
      period: [{ ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' }],
      ...rows,
    },
    'L',
  );
  expect(facts.faults).toEqual([]);
  const scope = scopeOf(facts, { ledger: 'L', period: '2026-09' }, new Findings().report);
  if (scope === undefined) throw new Error('no such period');
  const own = factsOfPeriod(facts, scope);
  const texts = (codes: Int32Array) => Array.from(codes, (code) => own.symbols.text(code));
  return {
    orders: texts(own.production_order.order),
    movements: texts(own.movement.movement),
    amounts: texts(own.movement_amount.movement),
    reports: texts(own.work_report.report),
    pools: texts(own.cost_pool.pool),
    outputs: texts(own.joint_output.order),
    counts: texts(own.wip_count.order),
    driven: texts(own.driver_quantity.target),
    served: texts(own.department_service.to),
    boms: texts(own.bom.plant),
  };
}

test('a day of the period begins and ends in the time zone of the ledger', () => {
  const { movements } = september({
    movement: [
      sale('last of August', '2026-08-31T23:59:59.999999+08:00'),
      sale('first', '2026-08-31T16:00:00Z'),
      sale('last', '2026-09-30T15:59:59.999999Z'),
      sale('first of October', '2026-10-01T00:00:00+08:00'),
    ],
  });
  expect(movements).toEqual(['first', 'last']);
});

test('orders count that are open on a day of the period, or that something of the period names', () => {
  const { orders } = september({
    production_order: [
      order('closed before', '2026-07-01', '2026-08-31'),
      order('closed on its first day', '2026-07-01', '2026-09-01'),
      order('open throughout', '2026-07-01'),
      order('opened on its last day', '2026-09-30'),
      order('opened after', '2026-10-01'),
      order('closed before, but posted to', '2026-07-01', '2026-08-31'),
      order('opened after, but reported', '2026-10-01'),
      order('closed before, but with work in process', '2026-07-01', '2026-08-31'),
    ],
    movement: [sale('M1', '2026-09-02T08:00:00+08:00', { order: 'closed before, but posted to' })],
    work_report: [report('R1', 'opened after, but reported', '2026-09-02T08:00:00+08:00')],
    opening_wip: [
      {
        ledger: 'L',
        order: 'closed before, but with work in process',
        stage: 'material',
        element: 'material',
        amount: '1.00',
      },
    ],
  });
  expect(orders).toEqual([
    'closed on its first day',
    'open throughout',
    'opened on its last day',
    'closed before, but posted to',
    'opened after, but reported',
    'closed before, but with work in process',
  ]);
});

test('what was done before the period counts for orders that are open in it, with its amounts and outputs', () => {
  const found = september({
    production_order: [order('open', '2026-07-01'), order('closed', '2026-07-01', '2026-08-31')],
    movement: [
      sale('to open', '2026-08-02T08:00:00+08:00', { order: 'open' }),
      sale('to closed', '2026-08-02T08:00:00+08:00', { order: 'closed' }),
      sale('to none', '2026-08-02T08:00:00+08:00'),
      sale('later', '2026-10-02T08:00:00+08:00', { order: 'open' }),
    ],
    movement_amount: ['to open', 'to closed', 'to none', 'later'].map(amount),
    work_report: [
      report('on open', 'open', '2026-08-02T08:00:00+08:00'),
      report('on closed', 'closed', '2026-08-02T08:00:00+08:00'),
      report('later', 'open', '2026-10-02T08:00:00+08:00'),
    ],
    joint_output: [output('open'), output('closed'), output('')],
  });
  expect(found).toMatchObject({
    movements: ['to open'],
    amounts: ['to open'],
    reports: ['on open'],
    outputs: ['open', ''],
  });
});

test('movements count that touch a plant of the ledger, and pools of the period', () => {
  const pool = {
    ledger: 'L',
    centre: 'C1',
    element: 'labour',
    amount: '1.00',
    behaviour: 'variable',
    status: 'approved',
  } as const;
  const at = '2026-09-02T08:00:00+08:00';
  const { movements, pools } = september({
    movement: [
      sale('within', at),
      sale('elsewhere', at, { plant: 'X' }),
      sale('to us', at, { type: 'transfer', plant: 'X', to_plant: 'P1' }),
      sale('from us', at, { type: 'transfer', to_plant: 'X' }),
    ],
    cost_pool: [
      { ...pool, pool: 'ours', period: '2026-09', driver: 'hours_machine' },
      { ...pool, pool: 'next', period: '2026-10', driver: 'hours_machine' },
    ],
  });
  expect(movements).toEqual(['within', 'to us', 'from us']);
  expect(pools).toEqual(['ours']);
});

test('what is of a plant of another ledger is read there', () => {
  const at = '2026-09-02T08:00:00+08:00';
  const elsewhere = (key: string) => ({ ...order(key, '2026-09-01'), plant: 'X' });
  const driven = { period: '2026-09', driver: 'area', quantity: '1', status: 'approved' } as const;
  const served = { period: '2026-09', to_kind: 'centre', quantity: '1', status: 'approved' } as const;
  const bom = { parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true };
  const own = september({
    cost_centre: [
      { centre: 'ours', plant: 'P1', kind: 'production' },
      { centre: 'theirs', plant: 'X', kind: 'production' },
    ],
    production_order: [order('ours', '2026-09-01'), elsewhere('theirs'), elsewhere('theirs, but issued to')],
    movement: [sale('M1', at, { type: 'issue', order: 'theirs, but issued to' })],
    work_report: [report('R1', 'ours', at), report('R2', 'theirs', at), report('R3', 'of nobody', at)],
    wip_count: ['ours', 'theirs, but issued to'].map((of) => ({
      period: '2026-09',
      order: of,
      quantity: '1',
      degree: '1',
    })),
    driver_quantity: [
      { ...driven, target_kind: 'order', target: 'ours' },
      { ...driven, target_kind: 'order', target: 'theirs' },
      { ...driven, target_kind: 'centre', target: 'ours' },
      { ...driven, target_kind: 'centre', target: 'theirs' },
      { ...driven, target_kind: 'item', target: 'BOX', centre: 'theirs' },
    ],
    department_service: [
      { ...served, from_centre: 'ours', to: 'ours' },
      { ...served, from_centre: 'ours', to: 'theirs' },
      { ...served, from_centre: 'theirs', to: 'ours' },
    ],
    bom: [
      { ...bom, plant: 'P1' },
      { ...bom, plant: 'X' },
    ],
    joint_output: [output(''), { ...output(''), plant: 'X' }],
  });
  expect(own).toMatchObject({
    orders: ['ours', 'theirs, but issued to'],
    reports: ['R1', 'R3'],
    counts: ['ours'],
    driven: ['ours', 'ours'],
    served: ['ours'],
    boms: ['P1'],
    outputs: [''],
  });
});
