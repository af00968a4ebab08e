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
