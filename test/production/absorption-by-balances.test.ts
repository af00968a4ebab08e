import { explain, journal, openingFrom, type Policy, stockLedger } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** Differences of absorbed cost over work in process, stock and cost of sales of what is made. */

const balances = {
  absorption: { rate: 'planned', difference: 'products', when: 'period', by: 'balances' },
} as const satisfies Partial<Policy>;

/** C1 at 10.00 an hour. */
function month(cost: string, period = '2026-09'): Month {
  return new Month(period)
    .item('RAW', { supply: 'purchased' })
    .add('rate_budget', {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver: 'hours_machine',
      valid_from: '2026-01-01',
      amount: '1000.00',
      quantity: '100',
    })
    .pool('OH', cost);
}

/** Boxes of 1,000.00 each, 54 made and 40 of them sold; 6,000.00 of boxes are in process; 1,200.00 for 200.00 that was applied. */
function boxes(cost = '1200.00'): Month {
  return month(cost)
    .buy('RAW', '60000', '60000.00')
    .order('O1', 'BOX', '54')
    .issue('RAW', '53900', 'O1')
    .report('O1', '10', { quantity_good: '54' })
    .complete('BOX', '54', 'O1')
    .order('O2', 'BOX', '6')
    .issue('RAW', '5900', 'O2')
    .report('O2', '10')
    .sell('BOX', '40', { movement: 'SOLD' });
}

/** Where the difference went: target, stage, with how much. */
function differences(closed: ClosedMonth): string[][] {
  const rows = closed.version.rows('pool_allocation').filter(({ object }) => object === 'difference');
  return rows.map(({ target, stage, amount }) => [target, stage, amount]);
}

const SHARED = [
  ['O2', 'conversion', '100.00'],
  ['P1 · BOX', '', '233.33'],
  ['sales_difference · BOX', '', '666.67'],
];

test('1,000.00 over 6,000.00 in process, stock of 14,000.00 and cost of sales of 40,000.00', () => {
  const closed = boxes().close(balances);
  expect(differences(closed)).toEqual(SHARED);
  const [rate] = closed.version.rows('pool_rate').filter(({ object }) => object === 'difference');
  expect(rate).toMatchObject({ driver: 'balances', quantity: '60000.000000', amount: '1000.00', rate: '0.016666667' });
  expect(closed.residuals()).toEqual([]);
  expect(closed.proof()).toMatchObject({
    'in pool': '1200.00',
    'out closing_wip': '6100.00',
    'out sale': '40000.00',
    'out sales_difference': '666.67',
  });
  expect(closed.closing('BOX')).toEqual(['14', '14233.33']);
});

test('what was issued and sold keeps its price; stock and orders are worth more', () => {
  const closed = boxes().close(balances);
  expect(closed.cost('SOLD')).toBe('40000.00');
  const costs = closed.version.rows('unit_cost').filter(({ item }) => item === 'BOX');
  expect(costs.map(({ basis, unit_cost }) => [basis, unit_cost])).toEqual([
    ['available', '1000.000000'],
    ['closing', '1016.666429'],
    ['produced', '1000.000000'],
  ]);
  const stages = closed.version.rows('order_cost').filter((row) => row.order === 'O2' && row.element === 'overhead');
  expect(stages).toMatchObject([{ stage: 'conversion', input: '200.00', completed: '0.00', closing_wip: '200.00' }]);
  const [units] = closed.version
    .rows('order_quantity')
    .filter((row) => row.order === 'O2' && row.element === 'overhead');
  expect(units.unit_cost).toBe('33.333333');
  expect(closed.findings).not.toContain('closing_stock_is_off_its_average');
  const { outcome } = closed.result;
  if (outcome === undefined) throw new Error('no outcome');
  expect(explain(outcome, closed.version, 'P1', 'BOX')?.unit_cost).toBe('1000.000000');
  const lines = [...stockLedger(outcome)].filter(({ item }) => item === 'BOX');
  expect(lines.at(-1)).toMatchObject({ kind: 'absorption_difference', quantity: '0.000000', amount: '233.33' });
});

test('the next month opens with it, completes it and tells the same again', () => {
  const september = boxes().close(balances);
  const october = new Month('2026-10')
    .item('RAW', { supply: 'purchased' })
    .order('O2', 'BOX', '6', { opened_on: '2026-09-01' })
    .after(openingFrom(september.version))
    .complete('BOX', '6', 'O2', { movement: 'MADE' })
    .close(balances, september.version);
  expect(october.cost('MADE')).toBe('6100.00');
  expect(october.closing('BOX')).toEqual(['20', '20333.33']);
  expect(october.findings).not.toContain('opening_must_equal_previous_closing');
});

test('accounts: stock, orders and cost of sales are debited, the centre is credited', () => {
  const made = boxes();
  const rule = { ledger: 'L', valid_from: '2026-01-01' };
  for (const place of ['stock', 'order', 'overhead', 'outside'] as const) {
    made.add('account_rule', { ...rule, place, account: place });
  }
  made.add('account_rule', {
    ...rule,
    place: 'outside',
    event: 'sales_difference',
    account: 'cost of sales',
    dimensions: 'item',
  });
  const { outcome, version } = made.close(balances).result;
  if (outcome === undefined || version === undefined) throw new Error('no outcome');
  const { lines, proof } = journal({ outcome, version });
  const of = lines.filter(({ event }) => event === 'absorption_difference' || event === 'sales_difference');
  expect(of.map(({ event, account, item, debit, credit }) => [event, account, item, debit || `-${credit}`])).toEqual([
    ['absorption_difference', 'order', '', '100.00'],
    ['absorption_difference', 'stock', '', '233.33'],
    ['absorption_difference', 'overhead', '', '-333.33'],
    ['sales_difference', 'cost of sales', 'BOX', '666.67'],
    ['sales_difference', 'overhead', '', '-666.67'],
  ]);
  expect(proof).toContainEqual({
    side: 'out',
    category: 'sales_difference',
    amount: '666.67',
    posted: '666.67',
    elsewhere: '0.00',
    stays: '0.00',
  });
});

describe('balances', () => {
  test('over-absorbed cost is taken off them', () => {
    const closed = boxes('140.00').close(balances);
    expect(differences(closed)).toEqual([
      ['O2', 'conversion', '-6.00'],
      ['P1 · BOX', '', '-14.00'],
      ['sales_difference · BOX', '', '-40.00'],
    ]);
  });

  test('by layers, where stock is kept in them', () => {
    const closed = month('1000.00')
      .buy('RAW', '40', '40.00')
      .order('O1', 'BOX', '2')
      .issue('RAW', '40', 'O1')
      .complete('BOX', '1', 'O1', { movement: 'FIRST' })
      .complete('BOX', '1', 'O1', { movement: 'SECOND' })
      .open('BOX', '3', '60.00', { layer: 'OLD', received_on: '2026-08-01' })
      .sell('BOX', '1')
      .close({
        ...balances,
        valuation: { method: 'fifo', bucket: 'plant_item', layer_order: 'chronological' },
      });
    expect(differences(closed)).toEqual([
      ['P1 · BOX · FIRST', '', '200.00'],
      ['P1 · BOX · OLD', '', '400.00'],
      ['P1 · BOX · SECOND', '', '200.00'],
      ['sales_difference · BOX', '', '200.00'],
    ]);
    expect(closed.layers('BOX')).toEqual([
      ['FIRST', '1', '220.00'],
      ['OLD', '2', '440.00'],
      ['SECOND', '1', '220.00'],
    ]);
  });

  test('what customers brought back is taken off, and what is below zero counts as nothing', () => {
    const made = boxes().add('earlier_cost', {
      movement: 'BEFORE',
      ledger: 'L',
      element: 'material',
      quantity: '30',
      amount: '30000.00',
    });
    const returned = (quantity: string) =>
      differences(made.move('sale_return', 'BOX', quantity, { refers_to: 'BEFORE' }).close(balances));
    // 30,000.00 less of sales, and as much more in stock.
    expect(returned('30')).toEqual([
      ['O2', 'conversion', '100.00'],
      ['P1 · BOX', '', '733.33'],
      ['sales_difference · BOX', '', '166.67'],
    ]);
    made.order('O3', 'CAN', '1').move('sale_return', 'CAN', '10', { refers_to: 'EARLIER' });
    made.add('earlier_cost', {
      movement: 'EARLIER',
      ledger: 'L',
      element: 'material',
      quantity: '10',
      amount: '100.00',
    });
    const [canned] = differences(made.close(balances)).filter(([target]) => target.includes('CAN'));
    expect(canned[0]).toBe('P1 · CAN');
  });

  test('without anything to bear it, it is expense', () => {
    const closed = month('70.00').buy('RAW', '10', '10.00').sell('RAW', '1').close(balances);
    expect(closed.residuals()).toEqual([['unabsorbed', '70.00']]);
  });

  test('until the year ends it is carried, then the month’s balances bear all of it', () => {
    const choice = { absorption: { ...balances.absorption, when: 'year_end' } } as const;
    const september = boxes();
    expect(september.close(choice).proof()).toMatchObject({ 'out absorption_carried': '1000.00' });
    Object.assign(september.rows.period[0], { year_end: 'true' });
    expect(differences(september.close(choice))).toEqual(SHARED);
  });

  test('at a rounded rate: 0.02 for one of the currency, what was sold takes the rest', () => {
    const closed = boxes().close({ ...balances, rate_rounding: { default: 'exact', absorption: 2 } });
    expect(differences(closed).map(([, , amount]) => amount)).toEqual(['120.00', '280.00', '600.00']);
  });
});
