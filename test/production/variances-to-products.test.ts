import {
  defaultPolicy,
  explain,
  journal,
  openingFrom,
  type Policy,
  stockLedger,
  stockReport,
  variances,
} from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** What an item at standard cost more or less, over its own stock and cost of sales. */

const toProducts: Partial<Policy> = {
  variances: { ...defaultPolicy.variances, to: 'products' },
  valuation: { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' },
};

/** 100 of 10.00 each for 1,100.00, of which 40 are sold. */
function bought(): Month {
  return new Month().standard('RAW', '10').buy('RAW', '100', '1100.00').sell('RAW', '40', { movement: 'SOLD' });
}

function outcomeOf(closed: ClosedMonth) {
  const { outcome } = closed.result;
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

test('100.00 over stock of 600.00 and cost of sales of 400.00', () => {
  const closed = bought().close(toProducts);
  expect(closed.closing('RAW')).toEqual(['60', '660.00']);
  expect(closed.cost('SOLD')).toBe('400.00');
  expect(closed.residuals()).toEqual([]);
  expect(closed.proof()).toMatchObject({ 'out closing_stock': '660.00', 'out sale': '400.00' });
  expect(closed.proof()).toMatchObject({ 'out sales_difference': '40.00' });
  expect(closed.available('RAW')).toBe('10.000000');
});

test('variances by name are the same, whoever bears them', () => {
  const rows = variances(outcomeOf(bought().close(toProducts)));
  expect(rows).toEqual(variances(outcomeOf(bought().close({ ...toProducts, variances: defaultPolicy.variances }))));
  expect(rows.map(({ object_kind, object, kind, amount }) => [object_kind, object, kind, amount])).toEqual([
    ['item', 'RAW', 'price', '100.00'],
  ]);
});

test('it is in next month’s opening value, and so in that month’s difference again', () => {
  const september = bought().close(toProducts);
  const october = new Month('2026-10')
    .standard('RAW', '10')
    .after(openingFrom(september.version))
    .sell('RAW', '30', { movement: 'SOLD' })
    .close(toProducts, september.version);
  expect(october.findings).not.toContain('opening_must_equal_previous_closing');
  expect(october.cost('SOLD')).toBe('300.00');
  expect(october.closing('RAW')).toEqual(['30', '330.00']);
  expect(october.proof()).toMatchObject({ 'out sales_difference': '30.00' });
});

test('the ledger and the summary of stock, an explanation and a journal have it', () => {
  const made = bought();
  const rule = { ledger: 'L', valid_from: '2026-01-01' };
  for (const place of ['stock', 'outside'] as const) made.add('account_rule', { ...rule, place, account: place });
  made.add('account_rule', { ...rule, place: 'outside', event: 'sales_difference', account: 'cost of sales' });
  const closed = made.close(toProducts);
  const outcome = outcomeOf(closed);
  const lines = [...stockLedger(outcome)].map(({ side, kind, amount, balance }) => [
    side,
    kind,
    amount,
    balance.amount,
  ]);
  expect(lines).toEqual([
    ['in', 'purchase_receipt', '1100.00', '1100.00'],
    ['out', 'price_difference', '100.00', '1000.00'],
    ['out', 'sale', '400.00', '600.00'],
    ['out', 'price_difference', '-60.00', '660.00'],
  ]);
  const [row] = [...stockReport(outcome).lines];
  const { in: came, out: went, closing } = row;
  expect([came.amount, went.amount, closing.amount]).toEqual(['1100.00', '440.00', '660.00']);
  const explained = explain(outcome, closed.version, 'P1', 'RAW');
  expect(explained?.amount).toBe('1000.00');
  expect(explained?.lines.map(({ kind, key, amount }) => [kind, key, amount])).toEqual([
    ['document', 'M1', '1100.00'],
    ['left', 'price_difference', '-60.00'],
    ['left', 'sales_difference', '-40.00'],
  ]);
  const entries = journal({ outcome, version: closed.version }).lines;
  expect(entries.filter(({ event }) => event.endsWith('difference'))).toMatchObject([
    { event: 'sales_difference', account: 'cost of sales', debit: '40.00' },
    { event: 'sales_difference', account: 'stock', credit: '40.00' },
  ]);
});

describe('who bears it', () => {
  test('nobody, where nothing is left and nothing was sold: expense', () => {
    const closed = new Month()
      .standard('RAW', '10')
      .buy('RAW', '5', '60.00')
      .order('O1', 'BOX', '1')
      .issue('RAW', '5', 'O1')
      .close({ ...toProducts, valuation_by_category: {} });
    expect(closed.residuals()).toEqual([['price_difference', '10.00']]);
  });

  test('an item’s stock in all plants, each difference by itself; none of another item', () => {
    const closed = new Month()
      .standard('RAW', '10')
      .standard('TIN', '10')
      .buy('RAW', '30', '330.00')
      .move('transfer', 'RAW', '20', { to_plant: 'P2' })
      .buy('TIN', '10', '100.00')
      .add('item_price', {
        plant: 'P2',
        item: 'RAW',
        kind: 'standard',
        element: 'material',
        valid_from: '2026-01-01',
        price: '10',
        per_quantity: '1',
      })
      .close(toProducts);
    expect(closed.closing('RAW')).toEqual(['10', '110.00']);
    expect(closed.closing('RAW', 'P2')).toEqual(['20', '220.00']);
    expect(closed.closing('TIN')).toEqual(['10', '100.00']);
  });

  test('what orders make: 120.00 for 10 boxes of 10.00, half of them sold', () => {
    const closed = new Month()
      .standard('BOX', '10')
      .item('RAW', { category: 'raw' })
      .buy('RAW', '120', '120.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '120', 'O1')
      .complete('BOX', '10', 'O1')
      .sell('BOX', '5')
      .close({
        ...toProducts,
        valuation_by_category: {
          raw: { method: 'periodic_average', bucket: 'plant_item', layer_order: 'chronological' },
        },
      });
    expect(closed.closing('BOX')).toEqual(['5', '60.00']);
    expect(closed.proof()).toMatchObject({ 'out sale': '50.00', 'out sales_difference': '10.00' });
    expect(variances(outcomeOf(closed)).reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(20);
  });
});
