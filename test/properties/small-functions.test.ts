import {
  dailyAverage,
  fifo,
  lifo,
  movingAverage,
  type Policy,
  roundedAverage,
  type StockEntry,
  type StockOptions,
  weightedAverage,
} from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { Month } from '../factory/month.js';

const FUNCTIONS = {
  periodic_average: weightedAverage,
  daily_average: dailyAverage,
  moving_average: movingAverage,
  fifo,
  lifo,
} as const;
type Method = keyof typeof FUNCTIONS;

/** Entries in any order of days: an adjustment belongs to some receipt, or to nothing; returns may find nothing. */
const drawn = fc.array(
  fc.record({
    does: fc.constantFrom('opening', 'receipt', 'receipt', 'issue', 'issue', 'customer_return', 'return', 'adjust'),
    day: fc.integer({ min: 1, max: 28 }),
    quantity: fc.integer({ min: 1, max: 20 }),
    cents: fc.integer({ min: 0, max: 99_999 }),
    of: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 1, maxLength: 20 },
);

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const money = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** The same list as entries and, written down apart from them, as a month of documents. */
function written(lines: Drawn) {
  const receipts = lines.flatMap(({ does }, i) => (does === 'receipt' ? [i] : []));
  const month = new Month().item('A', { element: 'material' });
  month.add('item_price', {
    plant: 'P1',
    item: 'A',
    kind: 'standard',
    element: 'material',
    valid_from: '2026-01-01',
    price: '7',
    per_quantity: '1',
  });
  const entries = lines.map(({ does, day, quantity, cents, of }, i): StockEntry => {
    const amount = money(cents);
    const on = `2026-09-${String(day).padStart(2, '0')}`;
    const movement = `m${i}`;
    const at = { movement, line: i, posted_at: `${on}T08:00:00.${String(i).padStart(3, '0')}+08:00` };
    switch (does) {
      case 'opening':
        month.open('A', String(quantity), amount, { layer: `layer ${String(i).padStart(2, '0')}` });
        return { opening: String(quantity), amount, day: on };
      case 'receipt':
        month.buy('A', String(quantity), amount, at);
        return { receipt: String(quantity), amount, day: on };
      case 'issue':
        month.sell('A', String(quantity), at);
        return { issue: String(quantity), day: on };
      case 'customer_return':
        month.move('sale_return', 'A', String(quantity), at);
        return { customer_return: String(quantity), day: on };
      case 'return':
        month.move('purchase_return', 'A', String(quantity), at, amount);
        return { return: String(quantity), amount, day: on };
      default: {
        const receipt = receipts.length > 0 && of % 3 > 0 ? receipts[of % receipts.length] : undefined;
        const refers_to = receipt === undefined ? '' : `m${receipt}`;
        const type = receipt === undefined ? 'revaluation' : 'purchase_adjustment';
        month.move(type, 'A', '0', { ...at, refers_to }, amount);
        return { adjust: amount, day: on, ...(receipt === undefined ? {} : { of: receipt }) };
      }
    }
  });
  return { month, entries };
}

const valuation = (method: Method, layer_order: Policy['valuation']['layer_order']): Partial<Policy> => ({
  valuation: { method, bucket: 'plant_item', layer_order },
  stock_below_zero: 'fallback',
  fallback_prices: ['standard'],
});

describe('a list of entries', () => {
  test.each(Object.keys(FUNCTIONS) as Method[])(
    '%s: is worth what a month of the same documents closes at',
    (method) => {
      fc.assert(
        fc.property(drawn, fc.constantFrom('chronological', 'cumulative'), (lines, layer_order) => {
          const { month, entries } = written(lines);
          const closed = month.close(valuation(method, layer_order as 'chronological'));
          const options: StockOptions = { fallback_price: '7', layer_order: layer_order as 'chronological' };
          const valued = FUNCTIONS[method](entries, options);
          for (const [i, entry] of entries.entries()) {
            if ('opening' in entry) continue;
            expect(valued.entries[i].amount, `entry ${i}`).toBe(closed.cost(`m${i}`));
            for (const { entry: from, amount } of valued.entries[i].layers) {
              expect(from).toBeGreaterThanOrEqual(0);
              expect(amount).toMatch(/^-?\d+\.\d\d$/);
            }
          }
          const [stock = NOTHING] = closed.version.rows('stock');
          expect([valued.closing.quantity, valued.closing.amount]).toEqual([
            stock.closing_quantity,
            stock.closing_amount,
          ]);
          const residual = closed.version.rows('residual').reduce((sum, row) => sum + cents(row.amount), 0);
          expect(cents(valued.expensed)).toBe(residual);
          expectBalances(entries, valued, residual);
        }),
        runs(60),
      );
    },
  );

  test('that takes too much is refused, and says which entry takes how much', () => {
    const short = [{ receipt: '3', amount: '3.00' }, { issue: '5' }, { return: '1', amount: '1.00' }];
    expect(() => fifo(short)).toThrow('entry 1 takes 2.000000 more than there is; entry 2 takes 1.000000 more');
    expect(() => fifo([{ customer_return: '2' }])).toThrow('entry 0 brings back 2.000000 that no issue took');
    expect(fifo(short, { fallback_price: '1' }).closing.quantity).toBe('-3.000000');
  });

  test('is kept at rounded unit costs in the order of its days too', () => {
    const rounding = { decimals: 2, mode: 'half_even' } as const;
    fc.assert(
      fc.property(drawn, fc.boolean(), (lines, perpetual) => {
        const { entries } = written(lines);
        const openings = entries.filter((entry) => 'opening' in entry);
        const others = entries.filter((entry) => !('opening' in entry));
        const inOrder = [...openings, ...others.toSorted((a, b) => Number(a.day?.slice(8)) - Number(b.day?.slice(8)))];
        const { entries: told, ...kept } = roundedAverage(entries, rounding, { perpetual });
        const { entries: expected, ...rest } = roundedAverage(inOrder, rounding, { perpetual });
        expect(kept).toEqual(rest);
        expect(told).toEqual(entries.map((entry) => expected[inOrder.indexOf(entry)]));
      }),
      runs(60),
    );
    const backDated: StockEntry[] = [
      { receipt: '10', unit_cost: '20', day: '2026-09-20' },
      { receipt: '10', unit_cost: '10', day: '2026-09-01' },
      { issue: '5', day: '2026-09-10' },
    ];
    expect(roundedAverage(backDated, rounding).entries[2].amount).toBe('50.00');
  });

  test('counts in the order of its days, whatever the order in which it is given', () => {
    const backDated = [
      { receipt: '10', unit_cost: '20', day: '2026-09-20' },
      { receipt: '10', unit_cost: '10', day: '2026-09-01' },
      { issue: '15', day: '2026-09-30' },
    ];
    const { entries } = fifo(backDated);
    expect(entries[2].amount).toBe('200.00');
    expect(entries[2].layers).toEqual([
      { entry: 1, quantity: '10.000000', amount: '100.00' },
      { entry: 0, quantity: '5.000000', amount: '100.00' },
    ]);
    expect(entries[0].balance).toMatchObject({ quantity: '20.000000', amount: '300.00' });
  });

  test('has layers of the quantity that was taken, also in two turns', () => {
    const { entries } = fifo([
      { issue: '2' },
      { issue: '2' },
      { receipt: '1', amount: '1.00' },
      { receipt: '5', amount: '10.00' },
    ]);
    expect(entries[0].layers).toEqual([
      { entry: 2, quantity: '1.000000', amount: '1.00' },
      { entry: 3, quantity: '1.000000', amount: '2.00' },
    ]);
  });

  test.each(['weightedAverage', 'fifo', 'lifo'] as const)('%s: an adjustment of a receipt stays with it', (name) => {
    const value = { weightedAverage, fifo, lifo }[name];
    for (const of of [0, '10']) {
      const { closing, expensed } = value([
        { receipt: '10', amount: '100.00' },
        { issue: '6' },
        { adjust: '10.00', of },
      ]);
      expect([closing.amount, expensed]).toEqual(['44.00', '0.00']);
    }
    // Of a receipt of earlier than the list: 60 of 100 are still there.
    const { closing, expensed } = value([
      { opening: '60', amount: '600.00' },
      { adjust: '1000.00', of: '100' },
    ]);
    expect([closing.amount, expensed]).toEqual(['1200.00', '400.00']);
  });
});

const NOTHING = { closing_quantity: '0.000000', closing_amount: '0.00' };

function cents(amount: string): number {
  return Math.round(Number(amount) * 100);
}

/** Balances follow each other by day, and lead to closing stock but for what became expense at the end. */
function expectBalances(entries: readonly StockEntry[], valued: ReturnType<typeof fifo>, residual: number): void {
  // Opening stands before all days.
  const dayOf = (entry: StockEntry) => ('opening' in entry ? '' : String(entry.day));
  const order = Array.from(entries.keys()).sort((a, b) => dayOf(entries[a]).localeCompare(dayOf(entries[b])) || a - b);
  let quantity = 0;
  let amount = 0;
  for (const place of order) {
    const entry = entries[place];
    const own = valued.entries[place];
    const sign = 'issue' in entry || 'return' in entry ? -1 : 1;
    const before = amount;
    quantity += sign * Number(own.quantity);
    amount = cents(own.balance.amount);
    expect(Number(own.balance.quantity), `balance of entry ${place}`).toBeCloseTo(quantity, 6);
    // What of an adjustment is late, and of nothing else, is not on hand after it.
    if (!('adjust' in entry)) expect(amount - before - sign * cents(own.amount)).toBeCloseTo(0);
  }
  if (residual === 0) expect(amount - cents(valued.closing.amount)).toBeCloseTo(0);
}
