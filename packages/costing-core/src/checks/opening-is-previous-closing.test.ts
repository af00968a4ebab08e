import type { FactRows } from '@millrace/facts';
import { expect, test } from 'vitest';
import { closePeriod } from '../close-period.js';
import { defaultPolicy } from '../policy.js';
import { openingFrom } from '../results/opening.js';

const facts: FactRows = {
  ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
  ledger_plant: [{ ledger: 'L', plant: 'P1' }],
  plant: [{ plant: 'P1' }],
  period: [
    { ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' },
    { ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' },
  ],
  cost_element: [{ element: 'material', class: 'material', position: 1 }],
  item: [{ item: 'RAW', unit: 'kg', supply: 'purchased', valued: true }],
  opening_stock: [{ ledger: 'L', plant: 'P1', item: 'RAW', quantity: '10', reason: 'first period' }],
  opening_stock_amount: [{ ledger: 'L', plant: 'P1', item: 'RAW', element: 'material', amount: '100.00' }],
};
const { version: september } = closePeriod(facts, defaultPolicy, { ledger: 'L', period: '2026-09' });
if (september === undefined) throw new Error('September was not closed');
const opening = openingFrom(september);
const [stock] = opening.opening_stock;
const [amount] = opening.opening_stock_amount;

test.each<[string, FactRows, string | undefined]>([
  ['as it closed', {}, undefined],
  ['another quantity', { opening_stock: [{ ...stock, quantity: '11' }] }, 'opening_stock'],
  ['another layer', { opening_stock: [{ ...stock, layer: 'x' }] }, 'opening_stock'],
  ['another amount', { opening_stock_amount: [{ ...amount, amount: '99.99' }] }, 'opening_stock_amount'],
  ['nothing', { opening_stock: [], opening_stock_amount: [] }, 'opening_stock'],
])('a period that opens with %s', (_, differently, table) => {
  const { findings, version } = closePeriod({ ...facts, ...opening, ...differently }, defaultPolicy, {
    ledger: 'L',
    period: '2026-10',
    previous: september,
  });
  const found = findings.filter(({ code }) => code === 'opening_must_equal_previous_closing');
  expect(found[0]?.table).toBe(table);
  expect(version === undefined).toBe(table !== undefined);
});

test('a period that opens with another quantity of work in process, or other equivalent units', () => {
  const inProcess: FactRows = {
    ...facts,
    item: [...(facts.item ?? []), { item: 'BOX', unit: 'pcs', supply: 'made', valued: true }],
    production_order: [
      {
        order: 'O1',
        plant: 'P1',
        item: 'BOX',
        type: 'normal',
        quantity_planned: '5',
        opened_on: '2026-09-02',
        status: 'approved',
      },
    ],
    movement: [
      {
        movement: 'I1',
        document: 'I1',
        line: '1',
        posted_at: '2026-09-05T08:00:00+08:00',
        type: 'issue',
        plant: 'P1',
        item: 'RAW',
        quantity: '4',
        order: 'O1',
        status: 'approved',
      },
    ],
  };
  const before = closePeriod(inProcess, defaultPolicy, { ledger: 'L', period: '2026-09' }).version;
  if (before === undefined) throw new Error('September was not closed');
  const carried = openingFrom(before);
  const found = (rows: readonly object[]) =>
    closePeriod({ ...inProcess, ...carried, opening_wip: rows } as FactRows, defaultPolicy, {
      ledger: 'L',
      period: '2026-10',
      previous: before,
    }).findings.filter(({ code }) => code === 'opening_must_equal_previous_closing').length;
  expect(carried.opening_wip).toHaveLength(1);
  expect(found(carried.opening_wip)).toBe(0);
  expect(found([{ ...carried.opening_wip[0], quantity: '77' }])).toBe(1);
  expect(found([{ ...carried.opening_wip[0], equivalent_units: '77' }])).toBe(1);
  expect(found([{ ...carried.opening_wip[0], amount: '1.00' }])).toBe(1);
  expect(found([])).toBeGreaterThan(0);
});
