import { defaultPolicy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const { valuation } = defaultPolicy;
const by = (method: 'fifo' | 'moving_average') => ({ valuation: { ...valuation, method } });
const byLot = { valuation: { ...valuation, bucket: 'plant_item_lot' as const } };

/** Each figure was worked out by hand from the rules before it was run. */
describe('what was tried least', () => {
  test('FIFO bears freight over two receipts by their value, also in what was sold before it came', () => {
    const closed = new Month()
      .buy('RAW', '10', '100.00')
      .buy('RAW', '10', '300.00')
      .sell('RAW', '15')
      .add('movement_receipt', { movement: 'M4', receipt: 'M1' }, { movement: 'M4', receipt: 'M2' })
      .move('purchase_adjustment', 'RAW', '0', { basis: 'value' }, '40.00')
      .close(by('fifo'));
    // 10.00 and 30.00: 110.00 and half of 330.00 were sold.
    expect([closed.cost('M3'), closed.closing('RAW')]).toEqual(['275.00', ['5', '165.00']]);
  });

  test('FIFO: a vendor return that names nothing takes the latest layers at its own amount', () => {
    const closed = new Month()
      .buy('RAW', '5', '50.00')
      .buy('RAW', '5', '60.00')
      .move('purchase_return', 'RAW', '7', {}, '80.00')
      .close(by('fifo'));
    // 57.14 of 60.00 and 22.86 of 50.00: the emptied layer leaves 2.86.
    expect([closed.closing('RAW'), closed.residuals()]).toEqual([['3', '27.14'], [[expect.any(String), '2.86']]]);
  });

  test('a dozen bought is sold by the piece', () => {
    const closed = new Month()
      .item('RAW')
      .add('unit_conversion', { item: 'RAW', from_unit: 'dz', to_unit: 'pc', numerator: '12', denominator: '1' })
      .buy('RAW', '1', '100.00', { unit: 'dz' })
      .sell('RAW', '5')
      .close();
    expect([closed.cost('M2'), closed.closing('RAW')]).toEqual(['41.67', ['7', '58.33']]);
  });

  test('pieces that are reworked and come back to the same stock make a loop of one price', () => {
    const closed = new Month()
      .buy('RAW', '10', '100.00')
      .buy('GLUE', '1', '6.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '10', 'A')
      .order('R', 'BOX', '2', { type: 'rework' })
      .issue('BOX', '2', 'R')
      .issue('GLUE', '1', 'R')
      .complete('BOX', '2', 'R')
      .close();
    // p = (100 + 2 p + 6) / 12.
    expect([closed.cost('M5'), closed.cost('M7'), closed.closing('BOX')]).toEqual(['21.20', '27.20', ['10', '106.00']]);
  });

  test('the same by lots has two prices and no loop', () => {
    const closed = new Month()
      .buy('RAW', '10', '100.00')
      .buy('GLUE', '1', '6.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '10', 'A', { lot: 'L1' })
      .order('R', 'BOX', '2', { type: 'rework' })
      .issue('BOX', '2', 'R', { lot: 'L1' })
      .issue('GLUE', '1', 'R')
      .complete('BOX', '2', 'R', { lot: 'L2' })
      .close(byLot);
    expect([closed.cost('M5'), closed.cost('M7'), closed.closing('BOX')]).toEqual(['20.00', '26.00', ['10', '106.00']]);
    expect(closed.findings).toEqual([]);
  });

  test('a gain without an amount takes back the loss, and the rest has the price of the opening', () => {
    const closed = new Month()
      .open('RAW', '10', '100.00')
      .buy('RAW', '10', '300.00')
      .move('count_loss', 'RAW', '3')
      .move('count_gain', 'RAW', '5')
      .close();
    expect([closed.cost('M2'), closed.closing('RAW')]).toEqual(['0.00', ['22', '420.00']]);
  });

  test('moving average: an invoice for a receipt of which nothing is left leaves the next one alone', () => {
    const closed = new Month()
      .buy('RAW', '10', '100.00')
      .sell('RAW', '10')
      .move('purchase_adjustment', 'RAW', '0', { refers_to: 'M1' }, '5.00')
      .buy('RAW', '10', '120.00')
      .close(by('moving_average'));
    expect([closed.cost('M2'), closed.closing('RAW'), closed.residuals()]).toEqual([
      '100.00',
      ['10', '120.00'],
      [[expect.stringContaining('late'), '5.00']],
    ]);
  });

  test('from outside the ledger it is bought, back there it is returned, and the rest on the way stays on the way', () => {
    const closed = new Month()
      .move('transfer', 'RAW', '10', { plant: 'X', to_plant: 'P1' }, '100.00')
      .move('transfer', 'RAW', '4', { to_plant: 'X', refers_to: 'M1' })
      .move('transfer_out', 'RAW', '4', { to_plant: 'P2' })
      .move('transfer_in', 'RAW', '3', { plant: 'P2', refers_to: 'M3' })
      .close();
    expect([closed.closing('RAW'), closed.closing('RAW', 'P2')]).toEqual([
      ['2', '20.00'],
      ['3', '30.00'],
    ]);
    expect(closed.proof()).toMatchObject({ 'out closing_stock': '60.00' });
  });

  test('revaluation of what is owed, of nothing, and a receipt of nothing with an amount lose no cent', () => {
    const closed = new Month()
      .open('RAW', '-2', '-20.00')
      .move('revaluation', 'RAW', '0', {}, '7.00')
      .buy('TIN', '0', '9.00')
      .close();
    const { 'in opening_stock': opening, ...rest } = closed.proof();
    const total = (side: string) =>
      Object.entries(rest).reduce(
        (sum, [key, amount]) => (key.startsWith(side) ? sum + Math.round(Number(amount) * 100) : sum),
        0,
      );
    expect(total('in') + Math.round(Number(opening) * 100)).toBe(total('out'));
    expect(closed.closing('RAW')).toEqual(['-2', '-20.00']);
  });

  test('the last hours that are taken back leave an order without its part of a pool', () => {
    const closed = new Month()
      .buy('RAW', '20', '200.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '10', 'A')
      .report('A', '4')
      .order('B', 'BOX', '10')
      .issue('RAW', '10', 'B')
      .complete('BOX', '10', 'B')
      .report('B', '3')
      .report('B', '3', { reverses: 'R2' })
      .pool('POWER', '80.00')
      .close();
    expect([closed.cost('M3'), closed.cost('M5')]).toEqual(['180.00', '100.00']);
  });

  test('what becomes another item, half of which becomes the first again, has one price each', () => {
    const closed = new Month()
      .open('A', '10', '100.00')
      .open('B', '10', '50.00')
      .move('form_change', 'A', '10', { to_item: 'B' })
      .move('form_change', 'B', '5', { to_item: 'A' })
      .close();
    // a = (100 + 5 b) / 15 and b = (50 + 10 a) / 20: 9 and 7.
    expect([closed.cost('M1'), closed.cost('M2'), closed.closing('A'), closed.closing('B')]).toEqual([
      '90.00',
      '35.00',
      ['5', '45.00'],
      ['15', '105.00'],
    ]);
  });

  test('plants that send one another all they had have one price each, to the cent', () => {
    const closed = new Month()
      .open('RAW', '10', '100.00')
      .open('RAW', '10', '200.00', { plant: 'P2' })
      .move('transfer', 'RAW', '10', { to_plant: 'P2' })
      .move('transfer', 'RAW', '10', { plant: 'P2', to_plant: 'P1' })
      .close();
    // 40/3 and 50/3.
    expect([closed.closing('RAW'), closed.closing('RAW', 'P2')]).toEqual([
      ['10', '133.33'],
      ['10', '166.67'],
    ]);
  });

  test('a count in boxes agrees with books in pieces, or tells the difference in pieces', () => {
    const counted = (quantity: string) =>
      new Month()
        .item('RAW')
        .add('unit_conversion', { item: 'RAW', from_unit: 'box', to_unit: 'pc', numerator: '5', denominator: '1' })
        .buy('RAW', '10', '100.00')
        .add('stock_count', {
          ...{ plant: 'P1', item: 'RAW', counted_on: '2026-09-30' },
          ...{ quantity, unit: 'box', status: 'approved' },
        })
        .close();
    expect(counted('2').findings).toEqual([]);
    const [found] = counted('1.8').result.findings;
    expect([found.code, found.fields.difference]).toEqual(['stock_count_differs_from_the_books', '-1.000000']);
  });

  test('one piece after the other of three that cost 100.00 loses no cent', () => {
    const closed = new Month().buy('RAW', '3', '100.00').sell('RAW', '1').sell('RAW', '1').close();
    expect([closed.cost('M2'), closed.cost('M3'), closed.closing('RAW')]).toEqual(['33.33', '33.34', ['1', '33.33']]);
  });

  test('FIFO by lots: what is reworked goes partly back into the lot that it came from', () => {
    const closed = new Month()
      .open('BOX', '4', '40.00', { lot: 'L1' })
      .buy('GLUE', '1', '3.00')
      .order('R', 'BOX', '2', { type: 'rework' })
      .issue('BOX', '2', 'R', { lot: 'L1' })
      .issue('GLUE', '1', 'R')
      .complete('BOX', '1', 'R', { lot: 'L1' })
      .complete('BOX', '1', 'R', { lot: 'L2' })
      .close({ valuation: { ...valuation, method: 'fifo', bucket: 'plant_item_lot' } });
    // 20.00 out of the opening layer, 23.00 in two layers.
    expect([closed.cost('M2'), closed.cost('M4'), closed.cost('M5'), closed.closing('BOX')]).toEqual([
      '20.00',
      '11.50',
      '11.50',
      ['4', '43.00'],
    ]);
  });
});
