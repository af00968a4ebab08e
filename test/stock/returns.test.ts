import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const by = (method: Policy['valuation']['method'], more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo'] as const;

describe('7.5 returns', () => {
  test.each(METHODS)('%s: a full return restores the opening state', (method) => {
    const month = new Month()
      .open('A', '10', '100.00')
      .on(2)
      .buy('A', '10', '200.00')
      .on(3)
      .sell('A', '5')
      .order('O', 'BOX', '1')
      .issue('A', '4', 'O')
      .on(4)
      .move('sale_return', 'A', '5', { refers_to: 'M2' })
      .move('issue_return', 'A', '4', { order: 'O', refers_to: 'M3' })
      .move('purchase_return', 'A', '10', { refers_to: 'M1' }, '200.00')
      .close(by(method));
    expect(month.closing('A')).toEqual(['10', '100.00']);
    expect(month.findings).toEqual([]);
  });

  test('a linked vendor return takes its share of the receipt, whatever its own amount says', () => {
    const month = new Month()
      .buy('A', '3', '10.00')
      .move('purchase_return', 'A', '1', { refers_to: 'M1' }, '4.00')
      .close();
    expect(month.closing('A')).toEqual(['2', '6.67']);
    const [control] = month.version.rows('control_total');
    expect(control).toMatchObject({ table: 'movement_amount', amount: '6.00', departures: '0.67', taken_in: '6.67' });
  });

  test('an unlinked return from the floor reduces the latest issues of the same order first', () => {
    const month = new Month()
      .order('O', 'BOX', '1')
      .on(1)
      .buy('A', '5', '50.00')
      .issue('A', '5', 'O')
      .on(2)
      .buy('A', '5', '100.00')
      .issue('A', '5', 'O')
      .on(3)
      .move('issue_return', 'A', '6', { order: 'O' })
      .close(by('moving_average'));
    expect([month.cost('M2'), month.cost('M4')]).toEqual(['40.00', '0.00']);
  });

  test('a return of an earlier month flows back at its original cost, cumulative over partial returns', () => {
    const month = new Month()
      .open('A', '10', '50.00')
      .move('sale_return', 'A', '1', { refers_to: 'old' })
      .move('sale_return', 'A', '1', { refers_to: 'old' })
      .move('sale_return', 'A', '1', { refers_to: 'old' });
    month.rows.earlier_cost.push({ ledger: 'L', movement: 'old', element: 'material', quantity: '3', amount: '10.00' });
    const closed = month.close();
    expect(['M1', 'M2', 'M3'].map((m) => closed.cost(m))).toEqual(['3.33', '3.34', '3.33']);
    expect(closed.findings).toEqual([]);
  });

  test('a return of an earlier month whose cost is not known comes in at a fallback price, and is said', () => {
    const month = new Month().open('A', '10', '50.00').move('sale_return', 'A', '2', { refers_to: 'lost' }).close();
    expect(month.cost('M1')).toBe('10.00');
    expect(month.findings).toEqual(['returned_cost_must_be_known']);
  });

  test('a vendor return of an earlier month leaves at the original value, by FIFO from the layer it came in', () => {
    const month = new Month()
      .open('A', '5', '50.00', { layer: 'R1', received_on: '2026-08-01' })
      .open('A', '5', '100.00', { layer: 'R2', received_on: '2026-08-20' })
      .move('purchase_return', 'A', '2', { refers_to: 'R2' }, '44.00')
      .sell('A', '6');
    month.rows.earlier_cost.push({ ledger: 'L', movement: 'R2', element: 'material', quantity: '5', amount: '100.00' });
    const closed = month.close(by('fifo'));
    expect(closed.cost('M1')).toBe('40.00');
    expect(closed.cost('M2')).toBe('70.00');
    expect(closed.closing('A')).toEqual(['2', '40.00']);
  });

  test('an unlinked vendor return takes from the youngest purchases, at its own amount; the difference stays', () => {
    const month = new Month()
      .open('A', '5', '50.00', { layer: 'R1' })
      .buy('A', '5', '100.00')
      .move('purchase_return', 'A', '2', {}, '44.00')
      .sell('A', '6')
      .close(by('fifo'));
    // 56.00 are left for 3 of the layer bought
    expect(month.cost('M3')).toBe('68.67');
    expect(month.closing('A')).toEqual(['2', '37.33']);
  });

  test('a completion reversed in the period is gone, with its cost back in the order', () => {
    const month = new Month()
      .buy('RAW', '10', '100.00')
      .order('O', 'BOX', '2')
      .issue('RAW', '10', 'O')
      .complete('BOX', '1', 'O')
      .move('completion_reversal', 'BOX', '1', { order: 'O', refers_to: 'M3' })
      .close();
    expect(month.proof()['out closing_wip']).toBe('100.00');
    expect(month.closing('BOX')).toEqual(['0', '0.00']);
  });
});
