import { defaultPolicy, edgesOf, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

type Valuation = Policy['valuation'];

const by = (method: Valuation['method'], more: Partial<Valuation> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method, ...more },
});

/** What rules.md 21 and 23 say of value that names a receipt, and of what goes back: found on random factories. */
describe('value that names a receipt of the month', () => {
  test('goes into its layer, also where it was posted before it', () => {
    const month = new Month()
      .open('A', '10', '100.00', { layer: 'old' })
      .on(2)
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R' }, '7.00')
      .on(3)
      .buy('A', '10', '200.00', { movement: 'R' })
      .sell('A', '10')
      .close(by('fifo'));
    expect(month.cost('M3')).toBe('100.00');
    expect(month.closing('A')).toEqual(['10', '207.00']);
    expect(month.proof()['out late_difference']).toBeUndefined();
  });

  test('is not late where that went back whole, or lies in another plant: it goes over what is there', () => {
    const returned = new Month()
      .open('A', '10', '100.00', { layer: 'old' })
      .buy('A', '5', '60.00', { movement: 'R' })
      .move('purchase_return', 'A', '5', { refers_to: 'R' }, '60.00')
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R' }, '7.00')
      .close(by('fifo'));
    expect(returned.closing('A')).toEqual(['10', '107.00']);
    const elsewhere = new Month()
      .open('A', '10', '100.00', { layer: 'old' })
      .buy('A', '5', '60.00', { movement: 'R', plant: 'P2' })
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R' }, '7.00')
      .close(by('fifo'));
    expect(elsewhere.closing('A')).toEqual(['10', '107.00']);
  });

  test('of which some went back to the vendor in the month, is late by what was kept', () => {
    for (const method of ['moving_average', 'daily_average'] as const) {
      // 98 kept, 20 of them gone: 98.00 · 78 / 98 stays; with all of them there nothing is late.
      const kept = (sold: string) =>
        new Month()
          .buy('A', '100', '1000.00', { movement: 'R' })
          .on(2)
          .sell('A', sold)
          .on(3)
          .move('purchase_adjustment', 'A', '0', { refers_to: 'R' }, '98.00')
          .on(4)
          .move('purchase_return', 'A', '2', { refers_to: 'R' })
          .close(by(method));
      expect(kept('20').closing('A')).toEqual(['78', '858.00']);
      expect(kept('20').residuals()).toEqual([['late_difference', '20.00']]);
      expect(kept('0').closing('A')).toEqual(['98', '1078.00']);
      expect(kept('0').residuals()).toEqual([]);
    }
  });

  test('of an earlier month, whose layer opened empty, is late and not lost', () => {
    const month = new Month()
      .open('A', '0', '1.00', { layer: 'R' })
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R' }, '7.00')
      .buy('A', '10', '100.00');
    month.rows.earlier_cost.push({ ledger: 'L', movement: 'R', element: 'material', quantity: '5', amount: '50.00' });
    const closed = month.close(by('fifo'));
    expect(closed.closing('A')).toEqual(['10', '101.00']);
    expect(closed.residuals()).toEqual([['late_difference', '7.00']]);
  });
});

describe('value that comes late, at standard cost', () => {
  test.each([
    ['all_to_stock', { price_difference: '1000.00' }],
    ['covered_share', { late_difference: '400.00', price_difference: '600.00' }],
    ['expense', { late_difference: '1000.00' }],
  ] as const)('%s: is a difference, and stock stays at standard', (late_difference, residuals) => {
    const month = new Month()
      .open('A', '60', '600.00')
      .move('purchase_adjustment', 'A', '0', { refers_to: 'old' }, '1000.00');
    month.rows.earlier_cost.push({
      ledger: 'L',
      movement: 'old',
      element: 'material',
      quantity: '100',
      amount: '1000.00',
    });
    month.rows.item_price.push({
      plant: 'P1',
      item: 'A',
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: '10',
      per_quantity: '1',
    });
    const closed = month.close({ ...by('standard'), late_difference });
    expect(closed.closing('A')).toEqual(['60', '600.00']);
    expect(Object.fromEntries(closed.residuals())).toEqual(residuals);
  });
});

describe('a return that refers to nothing', () => {
  test('of an estimate takes the latest estimates, then opening layers, before what was made', () => {
    const month = new Month()
      .open('A', '5', '50.00', { layer: 'old' })
      .buy('A', '1', '30.00')
      .move('purchase_estimate', 'A', '2', {}, '40.00')
      .order('O', 'A', '3')
      .buy('RAW', '1', '90.00')
      .issue('RAW', '1', 'O')
      .complete('A', '3', 'O')
      .move('purchase_estimate_reversal', 'A', '4', {}, '80.00')
      .close(by('fifo'));
    // 2 of the estimate and 2 of the old layer went back, 20.00 a piece.
    expect(month.layers('A')).toEqual([
      ['M1', '1', '30.00'],
      ['M5', '3', '90.00'],
      ['old', '3', '10.00'],
    ]);
  });

  test('is split over its layers in the order in which it took them, whatever is transferred elsewhere', () => {
    const month = (elsewhere: boolean) => {
      const facts = new Month()
        .open('A', '1', '1000.00')
        .buy('A', '0.1', '0.10')
        .move('purchase_return', 'A', '1', {}, '438.55');
      if (elsewhere) facts.buy('B', '1', '1.00').move('transfer', 'B', '1', { to_plant: 'P2' });
      return facts.close(by('fifo'));
    };
    // 0.1 of the purchase bear 43.86 (43.855), 0.9 of the opening layer the other 394.69.
    for (const elsewhere of [false, true]) {
      const { layers, residuals } = { layers: month(elsewhere).layers('A'), residuals: month(elsewhere).residuals() };
      expect(layers).toEqual([['', '0.1', '605.31']]);
      expect(residuals).toEqual([['zero_quantity', '-43.76']]);
    }
  });
});

describe('what goes back', () => {
  test('at standard cost takes its standard out of stock; what it had cost more is a difference', () => {
    const month = new Month()
      .open('A', '10', '100.00')
      .move('purchase_return', 'A', '2', { refers_to: 'old' }, '24.00');
    month.rows.item_price.push({
      plant: 'P1',
      item: 'A',
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: '10',
      per_quantity: '1',
    });
    const closed = month.close(by('standard'));
    expect(closed.cost('M1')).toBe('20.00');
    expect(closed.closing('A')).toEqual(['8', '80.00']);
    expect(closed.residuals()).toEqual([['return_difference', '-4.00']]);
    const atItsValue = month.close({ ...by('standard'), vendor_return: 'original_value' });
    expect(atItsValue.cost('M1')).toBe('24.00');
    expect(atItsValue.residuals()).toEqual([['price_difference', '-4.00']]);
  });

  test('of one earlier movement in parts takes them in the order of events, into whichever lots', () => {
    const month = new Month()
      .open('A', '10', '50.00', { lot: 'z' })
      .move('sale_return', 'A', '1', { refers_to: 'old', lot: 'z' })
      .move('sale_return', 'A', '1', { refers_to: 'old', lot: 'a' })
      .move('sale_return', 'A', '1', { refers_to: 'old', lot: 'z' });
    month.rows.earlier_cost.push({ ledger: 'L', movement: 'old', element: 'material', quantity: '3', amount: '10.00' });
    const closed = month.close(by('specific', { bucket: 'plant_item_lot' }));
    expect(['M1', 'M2', 'M3'].map((movement) => closed.cost(movement))).toEqual(['3.33', '3.34', '3.33']);
  });

  test('whole, in its own month, is as if it had not come: no price begins with it', () => {
    const month = () =>
      new Month().open('A', '3', '10.00').sell('A', '1', { movement: 'S1' }).sell('A', '1', { movement: 'S2' });
    const returned = month()
      .buy('A', '5', '60.00', { movement: 'R', posted_at: '2026-09-01T08:01:30+08:00' })
      .move('purchase_return', 'A', '5', { refers_to: 'R' }, '60.00');
    expect(flows(returned.close(by('moving_average')))).toEqual(flows(month().close(by('moving_average'))));
  });
});

function flows({ result }: ClosedMonth): string[] {
  return [...edgesOf(result.outcome ?? never())].map(
    ({ from, to, kind, amounts }) => `${from} ${to} ${kind} ${amounts.material}`,
  );
}

function never(): never {
  throw new Error('the month did not close');
}
