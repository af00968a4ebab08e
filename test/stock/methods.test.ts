import { defaultPolicy, openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

type Method = Policy['valuation']['method'];

const by = (method: Method, more: Partial<Policy['valuation']> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method, ...more },
});

/** 200 at 30.00 open; bought and used through the month (a published FIFO exercise and its kin). */
const ledger = () =>
  new Month()
    .open('RAW', '200', '6000.00')
    .on(3)
    .buy('RAW', '500', '16000.00')
    .on(5)
    .sell('RAW', '300')
    .on(10)
    .buy('RAW', '600', '21000.00')
    .on(11)
    .sell('RAW', '600')
    .on(12)
    .sell('RAW', '100')
    .on(18)
    .buy('RAW', '900', '27000.00')
    .on(20)
    .sell('RAW', '1000');

const sales = (month: ClosedMonth) => ['M2', 'M4', 'M5', 'M7'].map((movement) => month.cost(movement));

describe('one ledger under each method', () => {
  test('FIFO takes the oldest: 64,000.00 go out, 200 at 30.00 are left', () => {
    const month = ledger().close(by('fifo'));
    expect(sales(month)).toEqual(['9200.00', '19800.00', '3500.00', '31500.00']);
    expect(month.closing('RAW')).toEqual(['200', '6000.00']);
    expect(month.findings).toEqual([]);
  });

  test('LIFO takes the youngest', () => {
    const month = ledger().close(by('lifo'));
    // 300 of 500 at 32; 600 at 35; 100 of 200 at 32; 900 at 30 and 100 at 32
    expect(sales(month)).toEqual(['9600.00', '21000.00', '3200.00', '30200.00']);
    expect(month.closing('RAW')).toEqual(['200', '6000.00']);
  });

  test('the periodic average has one price for the month: 70,000.00 over 2,200', () => {
    const month = ledger().close(by('periodic_average'));
    expect(sales(month)).toEqual(['9545.45', '19090.91', '3181.82', '31818.18']);
    expect(month.closing('RAW')).toEqual(['200', '6363.64']);
  });

  test('the moving average has a new price with every receipt', () => {
    const month = ledger().close(by('moving_average'));
    // 22,000 over 700; then 12,571.43 + 21,000 over 1,000; then 10,071.43 + 27,000 over 1,200
    expect(sales(month)).toEqual(['9428.57', '20142.86', '3357.14', '30892.86']);
    expect(month.closing('RAW')).toEqual(['200', '6178.57']);
  });

  test('the daily average has one price a day', () => {
    const month = new Month()
      .on(1)
      .sell('A', '1')
      .buy('A', '1', '20.00')
      .buy('A', '1', '40.00')
      .on(2)
      .sell('A', '1')
      .on(3)
      .buy('A', '1', '100.00')
      .on(4)
      .sell('A', '1')
      .close(by('daily_average'));
    expect(['M1', 'M4', 'M6'].map((m) => month.cost(m))).toEqual(['30.00', '30.00', '100.00']);
    expect(month.findings).toEqual([]);
  });

  test('cumulative FIFO: the nth unit out takes the nth unit of opening and receipts, whenever it came', () => {
    const month = new Month()
      .on(2)
      .sell('A', '3')
      .on(5)
      .buy('A', '2', '20.00')
      .on(6)
      .buy('A', '2', '24.00')
      .on(7)
      .sell('A', '1');
    const cumulative = month.close(by('fifo', { layer_order: 'cumulative' }));
    expect([cumulative.cost('M1'), cumulative.cost('M4')]).toEqual(['32.00', '12.00']);
    expect(cumulative.findings).toEqual([]);
    const chronological = month.close(by('fifo'));
    expect([chronological.cost('M1'), chronological.cost('M4')]).toEqual(['32.00', '12.00']);
    expect(chronological.findings).toEqual(['outflow_was_booked_before_its_receipt']);
  });

  test('specific identification: each lot by itself', () => {
    const month = new Month()
      .buy('A', '10', '100.00', { lot: 'a' })
      .buy('A', '10', '200.00', { lot: 'b' })
      .sell('A', '4', { lot: 'b' })
      .sell('A', '1', { lot: 'a' })
      .close(by('specific', { bucket: 'plant_item_lot' }));
    expect([month.cost('M3'), month.cost('M4')]).toEqual(['80.00', '10.00']);
  });

  test('standard cost: receipts at standard, what they cost more or less apart', () => {
    const month = new Month().open('A', '10', '95.00').buy('A', '10', '112.00').sell('A', '15');
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
    expect(closed.cost('M2')).toBe('150.00');
    expect(closed.closing('A')).toEqual(['5', '50.00']);
    expect(closed.residuals()).toEqual([['price_difference', '7.00']]);
  });

  test('a standard price of 0 leaves stock without a value, and is told unless the item may be worth nothing', () => {
    const month = () => new Month().standard('A', '0').buy('A', '5', '60.00');
    expect(month().close(by('standard')).closing('A')).toEqual(['5', '0.00']);
    expect(month().close(by('standard')).findings).toContain('stock_must_have_a_value');
    const free = new Month().item('A', { zero_cost_reason: 'consigned' }).standard('A', '0').buy('A', '5', '60.00');
    expect(free.close(by('standard')).findings).not.toContain('stock_must_have_a_value');
    // A quantity so small that it rounds to nothing at a price is no such case.
    const crumb = new Month().standard('A', '10').buy('A', '0.0001', '0.01').close(by('standard'));
    expect(crumb.closing('A')).toEqual(['0.0001', '0.00']);
    expect(crumb.findings).not.toContain('stock_must_have_a_value');
  });

  test('a standard price that is missing is said, and the average takes its place', () => {
    const month = new Month().buy('A', '10', '112.00').sell('A', '5').close(by('standard'));
    expect(month.cost('M2')).toBe('56.00');
    expect(month.findings).toEqual(['standard_price_must_be_known']);
  });

  test('a bucket may be the whole ledger: both plants have one price', () => {
    const month = new Month()
      .buy('A', '10', '100.00')
      .buy('A', '10', '200.00', { plant: 'P2' })
      .sell('A', '1', { plant: 'P1' })
      .move('transfer', 'A', '5', { to_plant: 'P2' }, '30.00')
      .close(by('periodic_average', { bucket: 'item' }));
    // the cost of the transfer is borne by all of it
    expect(month.cost('M3')).toBe('16.50');
    expect(month.closing('A', '')).toEqual(['19', '313.50']);
  });

  test('a bucket may be a project', () => {
    const month = new Month()
      .buy('A', '10', '100.00', { project: 'p' })
      .buy('A', '10', '200.00', { project: 'q' })
      .sell('A', '1', { project: 'q' })
      .close(by('moving_average', { bucket: 'plant_item_project' }));
    expect(month.cost('M3')).toBe('20.00');
  });

  test('categories are valued each by its own method', () => {
    const month = new Month()
      .item('A', { category: 'metal' })
      .buy('A', '1', '10.00')
      .buy('A', '1', '20.00')
      .sell('A', '1')
      .buy('B', '1', '10.00')
      .buy('B', '1', '20.00')
      .sell('B', '1')
      .close({ valuation_by_category: { metal: { ...defaultPolicy.valuation, method: 'fifo' } } });
    expect([month.cost('M3'), month.cost('M6')]).toEqual(['10.00', '15.00']);
  });
});

describe('layers', () => {
  test('travel to the next month with their age, and are used in the same order', () => {
    const september = new Month()
      .on(3)
      .buy('A', '10', '100.00')
      .on(9)
      .buy('A', '10', '200.00')
      .sell('A', '4')
      .close(by('fifo'));
    expect(september.layers('A')).toEqual([
      ['M1', '6', '60.00'],
      ['M2', '10', '200.00'],
    ]);
    const october = new Month('2026-10')
      .after(openingFrom(september.version))
      .sell('A', '8')
      .close(by('fifo'), september.version);
    expect(october.cost('M1')).toBe('100.00');
    expect(october.layers('A')).toEqual([['M2', '8', '160.00']]);
  });

  test('a transfer brings as many layers as it took from, each with its age', () => {
    const month = new Month()
      .on(1)
      .buy('A', '4', '40.00')
      .on(2)
      .buy('A', '10', '200.00')
      .on(3)
      .move('transfer', 'A', '10', { to_plant: 'P2' }, '5.00')
      .on(4)
      .sell('A', '5', { plant: 'P2' })
      .close(by('fifo'));
    // 4 at 10 and 6 at 20; 5.00 of transfer cost over 10 pieces: 2.00 and 3.00
    expect(month.cost('M4')).toBe('62.50');
    expect(month.layers('A', 'P2')).toEqual([['M3/M2', '5', '102.50']]);
    const rows = month.version.rows('layer').filter((row) => row.plant === 'P2');
    expect(rows.map((row) => row.received_on)).toEqual(['2026-09-02']);
  });

  test('under LIFO the youngest of the transferred layers goes first', () => {
    const month = new Month()
      .on(1)
      .buy('A', '4', '40.00')
      .on(2)
      .buy('A', '10', '200.00')
      .on(3)
      .move('transfer', 'A', '12', { to_plant: 'P2' })
      .on(4)
      .sell('A', '3', { plant: 'P2' })
      .close(by('lifo'));
    // the transfer took 10 at 20, then 2 at 10: of what arrived, the last taken is the first to go
    expect(month.cost('M4')).toBe('40.00');
  });

  test('transfers there and back keep the layers apart, and the loop is solved where they consist of each other', () => {
    const month = new Month()
      .open('A', '10', '100.00', { layer: 'old', received_on: '2026-08-01' })
      .on(2)
      .move('transfer', 'A', '6', { plant: 'P2', to_plant: 'P1' })
      .on(3)
      .move('transfer', 'A', '8', { plant: 'P1', to_plant: 'P2' })
      .on(4)
      .sell('A', '1', { plant: 'P2' })
      .close(by('fifo'));
    expect(month.proof()['in opening_stock']).toBe('100.00');
    expect(month.closing('A')).toEqual(['8', '80.00']);
    expect(month.closing('A', 'P2')).toEqual(['1', '10.00']);
  });
});
