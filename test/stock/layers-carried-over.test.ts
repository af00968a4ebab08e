import { defaultPolicy, openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

type Valuation = Policy['valuation'];

const by = (method: Valuation['method'], more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

const LAYERED = ['fifo', 'lifo'] as const;

/** What layers hold in all must be what the bucket closes with, and what the next month finds. */
describe('every layer reaches the next month', () => {
  test.each(LAYERED)('%s: one that opened without a name', (method) => {
    const september = new Month()
      .open('A', '10', '100.00')
      .open('A', '5', '60.00', { layer: 'R1', received_on: '2026-08-20' })
      .sell('A', '2')
      .close(by(method));
    expect(total(september, 'P1')).toEqual(['13', '13']);
    expect(nextMonth(september, method).closing('A')).toEqual(september.closing('A'));
  });

  test.each(LAYERED)('%s: two of one name, in lots that the bucket does not tell apart', (method) => {
    const september = new Month()
      .open('A', '5', '50.00', { layer: 'R1', lot: 'a' })
      .open('A', '5', '60.00', { layer: 'R1', lot: 'b' })
      .close(by(method));
    expect(total(september, 'P1')).toEqual(['10', '10']);
    expect(nextMonth(september, method).closing('A')).toEqual(['10', '110.00']);
  });

  test.each(LAYERED)('%s: a transfer of which a part was not there, beside one of an unnamed layer', (method) => {
    const september = new Month()
      .open('A', '2', '20.00')
      .move('transfer', 'A', '5', { to_plant: 'P2' })
      .close(by(method, { stock_below_zero: 'fallback' }));
    expect(september.layers('A', 'P2')).toEqual([
      ['M1', '2', '20.00'],
      ['M1/short', '3', '30.00'],
    ]);
    expect(nextMonth(september, method).closing('A', 'P2')).toEqual(['5', '50.00']);
  });
});

describe('opening stock below zero', () => {
  test('is covered after all that the period opens with, whatever its layer is called', () => {
    const month = () =>
      new Month()
        .open('A', '5', '50.00', { layer: 'a' })
        .open('A', '-3', '-30.00', { layer: 'b' })
        .open('A', '5', '100.00', { layer: 'c' });
    // FIFO covers it from the oldest, LIFO from the youngest, the averages at 15.00 a piece.
    expect(month().close(by('fifo')).closing('A')).toEqual(['7', '120.00']);
    expect(month().close(by('lifo')).closing('A')).toEqual(['7', '90.00']);
    expect(month().close(by('moving_average')).closing('A')).toEqual(['7', '105.00']);
    expect(month().close(by('daily_average')).closing('A')).toEqual(['7', '105.00']);
  });
});

describe('opening layers of one date and name', () => {
  test.each(['lot', 'project', 'plant'] as const)(
    'are told apart by %s, in whatever order their rows come',
    (column) => {
      const rows: [string, string][] = [
        ['50.00', column === 'plant' ? 'P1' : 'p'],
        ['100.00', column === 'plant' ? 'P2' : 'q'],
      ];
      const costs = [rows, [...rows].reverse()].map((opening) => {
        const month = new Month();
        for (const [amount, key] of opening) month.open('A', '5', amount, { layer: 'R1', [column]: key });
        return month
          .sell('A', '5')
          .close({ valuation: { ...defaultPolicy.valuation, method: 'fifo', bucket: 'item' } })
          .cost('M1');
      });
      expect(costs).toEqual(['50.00', '50.00']);
    },
  );
});

function nextMonth(september: ClosedMonth, method: Valuation['method']): ClosedMonth {
  const policy = by(method, { stock_below_zero: 'fallback' });
  return new Month('2026-10').after(openingFrom(september.version)).item('A').close(policy, september.version);
}

/** What the layers of A hold, and what the stock report says. */
function total(month: ClosedMonth, plant: string): [string, string] {
  const layers = month.layers('A', plant).reduce((sum, [, quantity]) => sum + Number(quantity), 0);
  return [String(layers), month.closing('A', plant)[0]];
}

test.each([
  ['fifo', '10.00'],
  ['lifo', '20.00'],
] as const)('%s: layers received on one day are used next month in the order in which they came', (method, cost) => {
  const policy = { valuation: { ...defaultPolicy.valuation, method } };
  const september = new Month()
    .on(3)
    .buy('A', '1', '10.00', { movement: 'B' })
    .buy('A', '1', '20.00', { movement: 'A' })
    .close(policy);
  const october = new Month('2026-10').after(openingFrom(september.version)).sell('A', '1');
  expect(october.close(policy, september.version).cost('M1')).toBe(cost);
  const november = openingFrom(new Month('2026-10').after(openingFrom(september.version)).close(policy).version);
  expect(new Month('2026-11').after(november).sell('A', '1').close(policy).cost('M1')).toBe(cost);
});
