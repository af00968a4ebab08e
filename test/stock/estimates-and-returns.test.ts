import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

type Method = Policy['valuation']['method'];

const by = (method: Method, more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

/** 10 were estimated at 100.00 last month, as layer and movement E; so many are left, at 10.00 each. */
function estimated(left: string, worth: string): Month {
  const month = new Month().open('A', left, worth, { layer: 'E', received_on: '2026-08-05' });
  return month.add('earlier_cost', earlier('E', '10', '100.00'));
}

function earlier(movement: string, quantity: string, amount: string, returned = '') {
  return { ledger: 'L', movement, element: 'material', quantity, amount, returned };
}

const reverse = (month: Month, quantity: string, amount?: string) =>
  month.move('purchase_estimate_reversal', 'A', quantity, { refers_to: 'E' }, amount);
const invoice = (month: Month, quantity: string, amount: string) =>
  month.buy('A', quantity, amount, { refers_to: 'E' });

const reversedBefore = (returned: string) =>
  new Month().open('A', '10', '100.00').add('earlier_cost', earlier('E', '10', '100.00', returned));

/** Receipts that are for estimates that nobody reversed, with how much is there twice. */
const unreversed = (month: Month) =>
  month
    .close()
    .result.findings.filter(({ code }) => code === 'estimate_must_be_reversed')
    .map(({ key, fields }) => `${key} ${fields.quantity}`);

const told = (closed: ClosedMonth) => ({ closing: closed.closing('A'), residuals: closed.residuals() });

/** rules.md 21: an estimate of an earlier month that is reversed and invoiced is one adjustment of their difference. */
describe('an estimate of an earlier month, reversed and invoiced', () => {
  const METHODS = ['periodic_average', 'moving_average', 'daily_average', 'fifo', 'lifo'] as const;

  test.each(METHODS)('%s: the stock that is left bears its part, like a late invoice', (method) => {
    const pair = estimated('2', '20.00');
    reverse(pair, '10', '100.00');
    invoice(pair, '10', '120.00');
    const adjustment = estimated('2', '20.00').move('purchase_adjustment', 'A', '0', { refers_to: 'E' }, '20.00');
    for (const late_difference of ['covered_share', 'all_to_stock', 'expense'] as const) {
      const [closed, expected] = [pair, adjustment].map((month) => told(month.close(by(method, { late_difference }))));
      expect(closed).toEqual(expected);
    }
    expect(told(pair.close(by(method)))).toEqual({
      closing: ['2', '24.00'],
      residuals: [['late_difference', '16.00']],
    });
  });

  test.each(METHODS)('%s: in parts and in several invoices each is a late invoice of its own', (method) => {
    const month = estimated('2', '20.00');
    reverse(month, '4');
    reverse(month, '6');
    invoice(month, '3', '36.00');
    invoice(month, '7', '77.00');
    // 6.00 and 7.00 more, of which 2 of 10 pieces bear 1.20 and 1.40.
    expect(told(month.close(by(method)))).toEqual({
      closing: ['2', '22.60'],
      residuals: [
        ['late_difference', '4.80'],
        ['late_difference', '5.60'],
      ],
    });
  });

  test.each(METHODS)('%s: more invoiced than reversed is a receipt of the rest', (method) => {
    const month = estimated('10', '100.00');
    reverse(month, '10');
    invoice(month, '12', '144.00');
    expect(told(month.close(by(method)))).toEqual({ closing: ['12', '144.00'], residuals: [] });
  });

  test.each(METHODS)('%s: less invoiced than reversed is a return of the rest, at the price of stock', (method) => {
    const month = estimated('10', '100.00');
    reverse(month, '10');
    invoice(month, '8', '96.00');
    const { closing, residuals } = told(month.close(by(method)));
    // 8 pieces are 16.00 dearer; the 2 that go back leave at 11.60 each, and had been estimated at 10.00.
    expect(closing).toEqual(['8', '92.80']);
    // By moving average they leave at 10.00, before the invoice comes; then 8 of 10 are left to bear it.
    const reason = method === 'moving_average' ? 'late_difference' : 'return_difference';
    expect(residuals).toEqual([[reason, '3.20']]);
  });

  test('what freight the estimate had goes out with it, and what the invoice has comes in', () => {
    const month = estimated('10', '100.00').add('earlier_cost', {
      ...earlier('E', '10', '5.00'),
      element: 'freight',
    });
    reverse(month, '10');
    month.buy('A', '10', { material: '110.00', freight: '2.00' }, { refers_to: 'E' });
    const closed = month.close();
    expect(closed.closing('A')).toEqual(['10', '107.00']);
    expect(closed.proof()).toMatchObject({
      'out purchase_estimate_reversal': '105.00',
      'in purchase_receipt': '112.00',
    });
  });

  test('one that was reversed alone goes back; the goods are not there twice when it is estimated anew', () => {
    const month = estimated('10', '100.00');
    reverse(month, '10');
    expect(told(month.close())).toEqual({ closing: ['0', '0.00'], residuals: [] });
    month.move('purchase_estimate', 'A', '10', { refers_to: 'E' }, '105.00');
    expect(told(month.close())).toEqual({ closing: ['10', '105.00'], residuals: [] });
  });

  test.each<[name: string, month: Month, twice: readonly string[]]>([
    ['whole', estimated('10', '100.00').buy('A', '10', '120.00', { refers_to: 'E' }), ['M1 10.000000']],
    [
      'in part',
      estimated('10', '100.00')
        .move('purchase_estimate_reversal', 'A', '4', { refers_to: 'E' })
        .buy('A', '3', '36.00', { refers_to: 'E' })
        .buy('A', '7', '84.00', { refers_to: 'E' }),
      ['M3 6.000000'],
    ],
    [
      'but went back to the vendor in part',
      estimated('10', '100.00')
        .move('purchase_return', 'A', '4', { refers_to: 'E' })
        .buy('A', '5', '60.00', { refers_to: 'E' }),
      ['M2 1.000000'],
    ],
    [
      'of which nothing is known',
      new Month().open('A', '10', '100.00').buy('A', '10', '120.00', { refers_to: 'E' }),
      ['M1 10.000000'],
    ],
    [
      'of this month',
      new Month().move('purchase_estimate', 'A', '10', {}, '100.00').buy('A', '10', '120.00', { refers_to: 'M1' }),
      ['M2 10.000000'],
    ],
  ])('one that nobody reversed, %s, is told: its goods are there twice', (_, month, twice) => {
    expect(unreversed(month)).toEqual(twice);
  });

  test.each<[name: string, month: Month]>([
    ['one that was reversed before', reversedBefore('10').buy('A', '12', '120.00', { refers_to: 'E' })],
    ['one whose rest is still to be invoiced', reversedBefore('4').buy('A', '4', '48.00', { refers_to: 'E' })],
    [
      'a receipt, for which this one came instead',
      new Month()
        .buy('A', '10', '100.00')
        .move('purchase_return', 'A', '2', { refers_to: 'M1' })
        .buy('A', '2', '20.00', { refers_to: 'M1' }),
    ],
    [
      'one that is unknown but for its reversal',
      new Month()
        .open('A', '10', '100.00')
        .move('purchase_estimate_reversal', 'A', '10', { refers_to: 'E' }, '100.00')
        .buy('A', '12', '120.00', { refers_to: 'E' }),
    ],
  ])('and nothing is told of %s', (_, month) => {
    expect(unreversed(month)).toEqual([]);
  });

  test('one of the same month is set off against its own reversal, as before', () => {
    const month = new Month()
      .move('purchase_estimate', 'A', '10', { movement: 'E' }, '100.00')
      .move('purchase_estimate_reversal', 'A', '10', { refers_to: 'E' })
      .buy('A', '10', '120.00', { refers_to: 'E' })
      .sell('A', '8')
      .close();
    expect(told(month)).toEqual({ closing: ['2', '24.00'], residuals: [] });
  });
});

/** rules.md 21, 23 and 25. */
describe('what goes back to the vendor of an earlier month', () => {
  test('takes its own layer where that is there, at what that is worth now', () => {
    const month = new Month()
      .open('A', '10', '110.00', { layer: 'R1', received_on: '2026-08-05' })
      .open('A', '10', '300.00', { layer: 'R2', received_on: '2026-08-06' })
      .add('earlier_cost', earlier('R1', '10', '100.00'))
      .buy('A', '10', '400.00')
      .move('purchase_return', 'A', '4', { refers_to: 'R1' })
      .close(by('fifo'));
    expect(month.layers('A')).toContainEqual(['R1', '6', '66.00']);
    expect(month.residuals()).toEqual([['return_difference', '4.00']]);
  });

  test('beyond its receipt it is worth the receipt’s price, cumulative over all months', () => {
    const month = new Month()
      .open('A', '20', '200.00')
      .add('earlier_cost', earlier('R1', '7', '100.00', '5'))
      .move('purchase_return', 'A', '1', { refers_to: 'R1' })
      .move('purchase_return', 'A', '3', { refers_to: 'R1' });
    const closed = month.close(by('periodic_average', { vendor_return: 'original_value' }));
    // R(600/7) − R(500/7), then R(900/7) − R(600/7)
    expect([closed.cost('M1'), closed.cost('M2')]).toEqual(['14.28', '42.86']);
    expect(closed.findings).toEqual(['return_must_not_exceed_its_movement']);
  });

  test('a transfer to outside that names one from outside is such a return; another one is a sale', () => {
    const month = new Month()
      .open('A', '10', '100.00')
      .add('earlier_cost', earlier('T0', '4', '60.00'))
      .move('transfer', 'A', '2', { to_plant: 'X', refers_to: 'T0' })
      .move('transfer', 'A', '3', { to_plant: 'X' })
      .move('sale_return', 'A', '1')
      .close();
    expect(month.cost('M1')).toBe('20.00');
    expect(month.cost('M2')).toBe('20.00');
    expect(month.residuals()).toEqual([['return_difference', '-10.00']]);
  });

  test('of the layers that came with one transfer it takes the latest', () => {
    const month = new Month()
      .open('A', '4', '40.00', { layer: 'old', received_on: '2026-08-01' })
      .open('A', '6', '120.00', { layer: 'new', received_on: '2026-08-02' })
      .move('transfer', 'A', '10', { to_plant: 'P2' })
      .move('purchase_return', 'A', '5', { plant: 'P2' }, '100.00')
      .sell('A', '5', { plant: 'P2' })
      .close(by('fifo'));
    // 5 of the 6 at 20.00 go back for 100.00; the sale takes the 4 at 10.00 and the last at 20.00.
    expect(month.cost('M3')).toBe('60.00');
    expect(month.findings).toEqual(['plants_cost_differently']);
  });

  test('what became expense is in no available price', () => {
    const month = new Month()
      .open('A', '1300', '13000.00')
      .add('earlier_cost', earlier('R1', '4000', '40000.00'))
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R1' }, '5000.00')
      .sell('A', '300');
    expect(month.close().available('A')).toBe('11.250000');
    expect(month.close({ late_difference: 'expense' }).available('A')).toBe('10.000000');
    // What goes into closing stock alone is no price of what was issued.
    expect(month.close({ late_difference: 'all_to_stock' }).available('A')).toBe('10.000000');
  });
});
