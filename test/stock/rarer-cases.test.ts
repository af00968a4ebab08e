import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** What formulas.md 7 lists beside the cases of `edge-cases.test.ts`. */
const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo', 'standard'] as const;

const by = (method: Policy['valuation']['method'], more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

const fallback = { stock_below_zero: 'fallback' } as const;

describe('7.2 zero output with cost', () => {
  test('a closed order that made only a co-product gives it all of its cost', () => {
    const month = new Month()
      .buy('RAW', '1', '100.00')
      .order('O', 'X', '10', { closed_on: '2026-09-30' })
      .issue('RAW', '1', 'O')
      .complete('Y', '5', 'O');
    month.rows.joint_output.push({
      plant: 'P1',
      item: 'X',
      output_item: 'Y',
      valid_from: '2026-01-01',
      role: 'co',
      weight: '1',
    });
    const closed = month.close();
    expect(closed.residuals()).toEqual([]);
    expect(closed.closing('Y')).toEqual(['5', '100.00']);
  });
});

describe('7.3 negative stock, negative value, missing price', () => {
  test.each(METHODS)('%s: it is the last outflows that are short', (method) => {
    const month = withStandard(new Month().buy('A', '7', '70.00').sell('A', '5').sell('A', '4'), '10').close(
      by(method, fallback),
    );
    expect([month.cost('M2'), month.cost('M3')]).toEqual(['50.00', '40.00']);
    expect(month.closing('A')).toEqual(['-2', '-20.00']);
    const codes = month.result.findings.filter(({ code }) => code.startsWith('stock_below_zero'));
    expect(codes.map(({ key, fields }) => [key, fields?.quantity])).toEqual([['M3', '2.000000']]);
  });

  test.each(['periodic_average', 'moving_average', 'fifo', 'lifo'] as const)(
    'sign matrix, %s: value below zero on no quantity is a residual, a gain',
    (method) => {
      const month = new Month()
        .buy('A', '2', '10.00')
        .sell('A', '2')
        .on(2)
        .move('purchase_adjustment', 'A', '0', {}, '-3.00')
        .close(by(method));
      expect(month.closing('A')).toEqual(['0', '0.00']);
      // One price for the month takes it back from what was sold.
      if (method === 'periodic_average') expect(month.cost('M2')).toBe('7.00');
      else expect(month.residuals()).toEqual([['zero_quantity', '-3.00']]);
    },
  );

  test('sign matrix: value below zero on nothing at all is a residual', () => {
    const month = new Month().open('A', '0', '-3.00').close();
    expect(month.residuals()).toEqual([['zero_quantity', '-3.00']]);
    expect(month.findings).toEqual(['value_must_have_a_quantity']);
  });

  test('the fallback price: opening, purchases, last actual, standard, last purchase, in that order', () => {
    const price = (kind: 'standard' | 'purchase', of: string) => ({
      ...{ plant: 'P1', item: 'A', kind, element: 'material', valid_from: '2026-01-01' },
      price: of,
      per_quantity: '1',
    });
    const known = [
      (month: Month) => month.open('A', '1', '1.00'),
      (month: Month) => month.buy('A', '1', '2.00', { movement: 'bought' }),
      (month: Month) => {
        const last = { ledger: 'L', plant: 'P1', item: 'A', element: 'material', quantity: '1', amount: '3.00' };
        month.rows.last_actual_cost.push(last);
      },
      (month: Month) => month.rows.item_price.push(price('standard', '4')),
      (month: Month) => month.rows.item_price.push(price('purchase', '5')),
    ];
    for (const [first] of known.entries()) {
      const month = new Month();
      for (const add of known.slice(first)) add(month);
      // What there is goes first; the other one is short.
      const there = 2 - first;
      if (there > 0) month.sell('A', String(there), { movement: 'there' });
      const closed = month.sell('A', '1', { movement: 'short' }).close(by('fifo', fallback));
      expect(closed.cost('short')).toBe(`${first + 1}.00`);
    }
  });

  test('a price below zero is none: the next one is taken', () => {
    const month = withStandard(new Month().open('A', '1', '-5.00').sell('A', '1').sell('A', '1'), '4').close(fallback);
    expect(month.cost('M2')).toBe('4.00');
  });

  test('stock of no value without a permission is said', () => {
    expect(new Month().buy('A', '5', '0.00').close().findings).toEqual(['stock_must_have_a_value']);
    expect(new Month().item('A', { zero_cost_reason: 'customer' }).buy('A', '5', '0.00').close().findings).toEqual([]);
  });

  test.each(METHODS)('%s: a transfer of what is not there brings it at the fallback price', (method) => {
    const month = withStandard(
      new Month().buy('A', '2', '20.00').move('transfer', 'A', '5', { to_plant: 'P2' }),
      '10',
      'P1',
      'P2',
    ).close(by(method, fallback));
    expect(month.closing('A')).toEqual(['-3', '-30.00']);
    expect(month.closing('A', 'P2')).toEqual(['5', '50.00']);
    expect(month.proof()).toEqual({ 'in purchase_receipt': '20.00', 'out closing_stock': '20.00' });
  });
});

describe('7.4 trapped value', () => {
  test.each(['moving_average', 'fifo', 'lifo'] as const)(
    '%s: a rework that takes all it makes, and nothing else',
    (method) => {
      const month = new Month()
        .order('O', 'A', '10', { closed_on: '2026-09-30' })
        .on(2)
        .complete('A', '10', 'O')
        .on(3)
        .issue('A', '10', 'O')
        .move('subcontract_fee', 'A', '0', { order: 'O' }, '8.00');
      expect(month.close(by(method)).findings).toContain('value_must_not_be_trapped');
      expect(month.close(by(method)).residuals()).toEqual([['trapped', '8.00']]);
      const expensed = month.close(by(method, { trapped_value: 'expense' }));
      expect(expensed.findings).toContain('trapped_value_was_expensed');
      expect(expensed.proof()).toMatchObject({ 'in subcontract_fee': '8.00' });
    },
  );
});

describe('7.5 returns', () => {
  test('an issue of an earlier month comes back at its original cost, out of its order', () => {
    const month = new Month()
      .open('A', '10', '50.00')
      .buy('RAW', '1', '100.00')
      .order('O', 'BOX', '1')
      .issue('RAW', '1', 'O')
      .move('issue_return', 'A', '2', { order: 'O', refers_to: 'old' });
    month.rows.earlier_cost.push({ ledger: 'L', movement: 'old', element: 'material', quantity: '4', amount: '48.00' });
    const closed = month.close();
    expect(closed.cost('M3')).toBe('24.00');
    expect(closed.closing('A')).toEqual(['12', '74.00']);
    expect(closed.proof()['out closing_wip']).toBe('76.00');
  });

  test.each(['periodic_average', 'moving_average'] as const)(
    '%s: a vendor return of an earlier month leaves at the price of stock, the difference to its original value is told',
    (method) => {
      const month = new Month()
        .open('A', '10', '50.00')
        .move('purchase_return', 'A', '2', { refers_to: 'old' }, '16.00');
      month.rows.earlier_cost.push({
        ledger: 'L',
        movement: 'old',
        element: 'material',
        quantity: '4',
        amount: '28.00',
      });
      const closed = month.close(by(method));
      expect(closed.cost('M1')).toBe('10.00');
      expect(closed.closing('A')).toEqual(['8', '40.00']);
      expect(closed.residuals()).toEqual([['return_difference', '-4.00']]);
      expect(closed.proof()['out purchase_return']).toBe('14.00');

      const atItsValue = month.close({ ...by(method), vendor_return: 'original_value' });
      expect(atItsValue.cost('M1')).toBe('14.00');
      expect(atItsValue.closing('A')).toEqual(['8', '36.00']);
      expect(atItsValue.residuals()).toEqual([]);
    },
  );

  test('a sale that comes back without a reference reduces the latest sales; beyond them it has a fallback price, and is said', () => {
    const month = new Month()
      .open('A', '10', '50.00')
      .sell('A', '1')
      .sell('A', '2')
      .move('sale_return', 'A', '2')
      .close();
    expect([month.cost('M1'), month.cost('M2')]).toEqual(['5.00', '0.00']);
    expect(month.findings).toEqual([]);
    const beyond = new Month().open('A', '10', '50.00').sell('A', '1').move('sale_return', 'A', '2').close();
    expect(beyond.cost('M2')).toBe('5.00');
    expect(beyond.findings).toEqual(['returned_cost_must_be_known']);
  });

  test('a return beyond its movement is an error, and only what is beyond flows by itself', () => {
    const month = new Month()
      .open('A', '10', '50.00')
      .sell('A', '1')
      .move('sale_return', 'A', '3', { refers_to: 'M1' })
      .close();
    expect(month.cost('M1')).toBe('0.00');
    expect(month.closing('A')).toEqual(['12', '60.00']);
    expect(month.findings).toContain('return_must_not_exceed_its_movement');
  });

  test('a completion of an earlier month that is reversed goes back to its order at its original value', () => {
    const month = new Month()
      .open('BOX', '4', '100.00')
      .order('O', 'BOX', '10')
      .move('completion_reversal', 'BOX', '1', { order: 'O', refers_to: 'old' });
    month.rows.earlier_cost.push({ ledger: 'L', movement: 'old', element: 'material', quantity: '2', amount: '44.00' });
    const closed = month.close(by('fifo'));
    expect(closed.closing('BOX')).toEqual(['3', '78.00']);
    expect(closed.proof()['out closing_wip']).toBe('22.00');
  });
});

describe('7.7 changes to earlier periods', () => {
  test.each(['daily_average', 'lifo'] as const)(
    '%s: stock bears the part of a late invoice that it covers',
    (method) => {
      const month = new Month()
        .open('A', '60', '600.00', { layer: 'old', received_on: '2026-08-10' })
        .on(2)
        .move('purchase_adjustment', 'A', '0', { refers_to: 'old' }, '1000.00')
        .on(3)
        .sell('A', '30');
      const earlier = { ledger: 'L', movement: 'old', element: 'material', quantity: '100', amount: '1000.00' };
      month.rows.earlier_cost.push(earlier);
      const closed = month.close(by(method, { late_difference: 'covered_share' }));
      expect(closed.residuals()).toEqual([['late_difference', '400.00']]);
      expect(closed.cost('M2')).toBe('600.00');
    },
  );

  test('a document dated in an earlier month is not valued here, and is said', () => {
    const month = new Month()
      .open('A', '5', '50.00')
      .buy('A', '10', '100.00', { posted_at: '2026-08-31T23:00:00+08:00' })
      .close();
    expect(month.closing('A')).toEqual(['5', '50.00']);
    expect(month.findings).toEqual(['fact_is_outside_the_period']);
  });
});

/** A standard price, at P1 unless plants are named. */
function withStandard(month: Month, price: string, ...plants: readonly string[]): Month {
  for (const plant of plants.length > 0 ? plants : ['P1']) {
    const key = { plant, item: 'A', kind: 'standard', element: 'material', valid_from: '2026-01-01' } as const;
    month.rows.item_price.push({ ...key, price, per_quantity: '1' });
  }
  return month;
}
