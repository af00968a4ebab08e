import { defaultPolicy, type Policy, stockLedger } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const by = (method: Policy['valuation']['method']): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
});

/** Boxes of three sizes: 250 of 20 kg for 2,500.00, 200 of 15 kg for 1,600.00, 180 of 5 kg for 3,600.00. */
function load(): Month {
  const month = new Month();
  for (const [item, kilograms] of Object.entries({ APPLE: '20', ORANGE: '15', GRAPE: '5' })) {
    month.item(item, { unit: 'box' });
    month.add('unit_conversion', { item, from_unit: 'box', to_unit: 'kg', numerator: kilograms, denominator: '1' });
  }
  return month
    .buy('APPLE', '250', '2500.00', { movement: 'R1' })
    .buy('ORANGE', '200', '1600.00', { movement: 'R2' })
    .buy('GRAPE', '180', '3600.00', { movement: 'R3' });
}

function freight(month: Month, amount: string, more: object, receipts = ['R1', 'R2', 'R3']): Month {
  month.move('purchase_adjustment', 'APPLE', '0', { movement: 'FR', ...more }, { freight: amount });
  return month.add('movement_receipt', ...receipts.map((receipt) => ({ movement: 'FR', receipt })));
}

const freightOf = (closed: ReturnType<Month['close']>) =>
  ['APPLE', 'ORANGE', 'GRAPE'].map(
    (item) =>
      closed.version.rows('stock_element').find((row) => row.item === item && row.element === 'freight')
        ?.closing_amount,
  );

describe('one amount for several receipts', () => {
  test.each([
    ['weight', { basis: 'weight', unit: 'kg' }, ['842.70', '505.61', '151.69']],
    ['quantity', { basis: 'quantity' }, ['595.24', '476.19', '428.57']],
    ['value', { basis: 'value' }, ['487.01', '311.69', '701.30']],
  ])('is borne by %s', (_, more, parts) => {
    for (const method of ['periodic_average', 'moving_average', 'fifo'] as const) {
      const closed = freight(load(), '1500.00', more).close(by(method));
      expect(freightOf(closed)).toEqual(parts);
      expect(closed.cost('FR')).toBe('1500.00');
      expect(closed.findings).toEqual([]);
    }
  });

  test('meets what is left of each receipt, like an adjustment of its own', () => {
    const month = load().on(5).sell('APPLE', '125').sell('GRAPE', '180').on(6);
    const closed = freight(month, '1500.00', { basis: 'weight', unit: 'kg' }).close(by('moving_average'));
    // Half of the apples and none of the grapes are left.
    expect(freightOf(closed)).toEqual(['421.35', '505.61', '0.00']);
    expect(closed.residuals()).toEqual([
      ['late_difference', '421.35'],
      ['late_difference', '151.69'],
    ]);
  });

  test('of two receipts of one item is two parts, which a ledger shows as one document', () => {
    const month = new Month()
      .buy('A', '10', '100.00', { movement: 'R1' })
      .buy('A', '30', '300.00', { movement: 'R2' })
      .move('purchase_adjustment', 'A', '0', { movement: 'FR', basis: 'quantity' }, '8.00')
      .sell('A', '10')
      .add('movement_receipt', { movement: 'FR', receipt: 'R2' }, { movement: 'FR', receipt: 'R1' });
    for (const method of ['fifo', 'moving_average', 'periodic_average', 'lifo'] as const) {
      const closed = month.close(by(method));
      expect(closed.cost('M4')).toBe('102.00');
      const { outcome } = closed.result;
      const lines =
        outcome === undefined ? [] : [...stockLedger(outcome)].filter(({ kind }) => kind === 'purchase_adjustment');
      expect(lines.map(({ amount }) => amount)).toEqual(['8.00']);
    }
  });
});
