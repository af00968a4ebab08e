import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** Costs that came after their receipts, with their split (rules.md 21, formulas.md 6). */

const by = (method: Policy['valuation']['method'], more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

/** `kind document → receipt of quantity, covered: amount = to stock + to expense`, an element a line. */
const told = (month: ClosedMonth) =>
  month.version.rows('late_cost').map((row) => {
    const { kind, movement, receipt, received_on, quantity, covered, element, amount, to_stock, to_expense } = row;
    const of = [received_on, quantity, covered].map((cell) => cell.replace(/\.0+$/, '') || '-').join(' ');
    return `${kind} ${movement} ${receipt} ${of}: ${element} ${amount} = ${to_stock} + ${to_expense}`;
  });

/** 60 of the 100 pieces of an earlier month are left; their invoice is 100.00 more, their freight 10.00. */
const invoiced = () =>
  new Month()
    .open('A', '60', '600.00')
    .add('earlier_cost', {
      ledger: 'L',
      movement: 'R',
      element: 'material',
      quantity: '100',
      amount: '1000.00',
    })
    .on(5)
    .move(
      'purchase_adjustment',
      'A',
      '0',
      { movement: 'LATE', refers_to: 'R' },
      { material: '100.00', freight: '10.00' },
    )
    .on(9)
    .sell('A', '30');

test('of an invoice that comes late stock bears the part of what is still there, or as the policy says', () => {
  expect(told(invoiced().close(by('periodic_average')))).toEqual([
    'adjustment LATE R - 100 60: material 100.00 = 60.00 + 40.00',
    'adjustment LATE R - 100 60: freight 10.00 = 6.00 + 4.00',
  ]);
  expect(told(invoiced().close(by('periodic_average', { late_difference: 'all_to_stock' })))).toEqual([
    'adjustment LATE R - 100 100: material 100.00 = 100.00 + 0.00',
    'adjustment LATE R - 100 100: freight 10.00 = 10.00 + 0.00',
  ]);
  expect(told(invoiced().close(by('periodic_average', { late_difference: 'expense' })))).toEqual([
    'adjustment LATE R - 100 0: material 100.00 = 0.00 + 100.00',
    'adjustment LATE R - 100 0: freight 10.00 = 0.00 + 10.00',
  ]);
  // All went out: there is no closing stock that could bear it.
  const sold = invoiced()
    .sell('A', '30')
    .close(by('periodic_average', { late_difference: 'all_to_stock' }));
  expect(told(sold)).toEqual([
    'adjustment LATE R - 100 0: material 100.00 = 0.00 + 100.00',
    'adjustment LATE R - 100 0: freight 10.00 = 0.00 + 10.00',
  ]);
});

test('of a receipt whose quantity nobody knows stock bears all; the day is that of the document, else of the layer', () => {
  const unknown = new Month()
    .open('A', '60', '600.00')
    .move('purchase_adjustment', 'A', '0', { movement: 'LATE', refers_to: 'R' }, '100.00')
    .close(by('periodic_average'));
  expect(told(unknown)).toEqual(['adjustment LATE R - - -: material 100.00 = 100.00 + 0.00']);
  const layer = new Month()
    .open('A', '60', '600.00', { layer: 'R', received_on: '2026-08-11' })
    .move('purchase_adjustment', 'A', '0', { movement: 'LATE', refers_to: 'R' }, '100.00')
    .close(by('fifo'));
  expect(told(layer)).toEqual(['adjustment LATE R 2026-08-11 - -: material 100.00 = 100.00 + 0.00']);
  const document = (posted_on: string) =>
    new Month()
      .open('A', '60', '600.00', { layer: 'R', received_on: '2026-08-11' })
      .add('earlier_cost', {
        ledger: 'L',
        movement: 'R',
        element: 'material',
        quantity: '100',
        amount: '9.00',
        posted_on,
      })
      .move('purchase_adjustment', 'A', '0', { movement: 'LATE', refers_to: 'R' }, '100.00')
      .close(by('fifo'));
  expect(told(document('2026-07-03'))).toEqual([
    'adjustment LATE R 2026-07-03 100 60: material 100.00 = 60.00 + 40.00',
  ]);
  expect(told(document(''))).toEqual(['adjustment LATE R 2026-08-11 100 60: material 100.00 = 60.00 + 40.00']);
});

test('a value of the month is late only where its method meets the stock of an instant', () => {
  const month = () =>
    new Month()
      .buy('A', '100', '1000.00', { movement: 'R' })
      .on(2)
      .sell('A', '40')
      .on(3)
      .move('purchase_adjustment', 'A', '0', { movement: 'LATE', refers_to: 'R' }, '10.00');
  expect(told(month().close(by('moving_average')))).toEqual([
    'adjustment LATE R 2026-09-01 100 60: material 10.00 = 6.00 + 4.00',
  ]);
  expect(told(month().close(by('periodic_average')))).toEqual([]);
});

test('an estimate that is reversed and invoiced is late by the difference, and nothing where there is none', () => {
  const estimate = (amount: string) =>
    new Month()
      .open('A', '6', '60.00')
      .add('earlier_cost', { ledger: 'L', movement: 'E', element: 'material', quantity: '10', amount: '100.00' })
      .move('purchase_estimate_reversal', 'A', '10', { movement: 'BACK', refers_to: 'E' }, '100.00')
      .move('purchase_receipt', 'A', '10', { movement: 'BILL', refers_to: 'E' }, amount)
      .close(by('periodic_average'));
  expect(told(estimate('120.00'))).toEqual(['invoice BILL E - 10 6: material 20.00 = 12.00 + 8.00']);
  expect(told(estimate('100.00'))).toEqual([]);
});

test('what goes back to the vendor is credited at its original value, and stock gives what it costs now', () => {
  const back = (type: 'purchase_return' | 'purchase_estimate_reversal', more: Partial<Policy>) =>
    new Month()
      .open('A', '10', '80.00')
      .buy('A', '10', '120.00')
      .add('earlier_cost', { ledger: 'L', movement: 'R', element: 'material', quantity: '10', amount: '80.00' })
      .on(5)
      .move(type, 'A', '5', { movement: 'BACK', refers_to: 'R' }, '40.00')
      .close(by('periodic_average', more));
  expect(told(back('purchase_return', {}))).toEqual(['vendor_return BACK R - 5 -: material -40.00 = -50.00 + 10.00']);
  expect(told(back('purchase_return', { vendor_return: 'original_value' }))).toEqual([
    'vendor_return BACK R - 5 -: material -40.00 = -40.00 + 0.00',
  ]);
  expect(told(back('purchase_estimate_reversal', {}))).toEqual([
    'estimate_reversal BACK R - 5 -: material -40.00 = -50.00 + 10.00',
  ]);
});
