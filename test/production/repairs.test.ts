import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const scrapping = (policy: Partial<Policy['spoilage']>) => ({
  spoilage: { ...defaultPolicy.spoilage, ...policy },
});

describe('repair of spoiled pieces', () => {
  /** 4 of 100 pieces are beyond repair, 2 of them were paid for; others are repaired in an order of their own. */
  function repaired(more: { closed?: string; type?: 'rework' | 'normal' } = {}): Month {
    const { closed = '2026-09-30', type = 'rework' } = more;
    return new Month()
      .item('SCRAP')
      .order('O1', 'BOX', '100', { closed_on: closed })
      .order('R1', 'BOX', '3', { type, refers_to: 'O1' })
      .add('normal_loss', { plant: 'P1', item: 'BOX', valid_from: '2026-01-01', rate: '0', basis: 'input' })
      .open('RAW', '103', '5150.00')
      .open('GLUE', '1', '60.00')
      .issue('RAW', '100', 'O1')
      .issue('GLUE', '1', 'R1')
      .move('operation_scrap', 'BOX', '4', { order: 'O1' })
      .report('O1', '55.5')
      .report('R1', '3')
      .pool('P', '585.00')
      .add('item_price', {
        plant: 'P1',
        item: 'SCRAP',
        kind: 'standard',
        element: 'material',
        valid_from: '2026-01-01',
        price: '15',
        per_quantity: '1',
      })
      .move('salvage_receipt', 'SCRAP', '4', { order: 'O1', movement: 'salvage' })
      .move('compensation', 'BOX', '0', { order: 'O1', movement: 'paid' }, '40.00');
  }

  const made = (month: Month) => month.complete('BOX', '96', 'O1', { movement: 'made' });

  test('is a loss of the order, less salvage and compensation', () => {
    const month = made(repaired()).close();
    expect(month.findings).toEqual([]);
    // 4 of 100 of 5,000.00 and of 555.00; 60.00 of glue and 30.00 of work; 60.00 of salvage and 40.00 paid.
    expect([month.cost('made'), month.cost('salvage'), month.cost('paid')]).toEqual(['5332.80', '60.00', '40.00']);
    expect(month.proof()).toMatchObject({ 'out compensation': '40.00', 'out scrap_loss': '212.20' });
    const left = month.version
      .rows('order_cost')
      .filter(({ order, closing_wip }) => order === 'R1' && closing_wip !== '0.00');
    expect(left).toEqual([]);
  });

  test('by policy the good units of the order bear it', () => {
    const month = made(repaired()).close(scrapping({ loss: 'good' }));
    expect(month.cost('made')).toBe('5545.00');
    expect(month.proof()['out scrap_loss']).toBeUndefined();
  });

  test('of an order that was closed before is borne by the orders of the item, by what they received', () => {
    const month = new Month()
      .order('O1', 'BOX', '10', { opened_on: '2026-07-01', closed_on: '2026-08-31' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .open('RAW', '5', '500.00')
      .issue('RAW', '1', 'R1');
    for (const [order, quantity] of [
      ['O2', '3'],
      ['O3', '1'],
    ]) {
      month.order(order, 'BOX', quantity, { closed_on: '2026-09-30' }).issue('RAW', quantity, order);
      month.complete('BOX', quantity, order, { movement: `made ${order}` });
    }
    const borne = month.close(scrapping({ loss: 'good' }));
    expect(borne.findings).toEqual([]);
    expect([borne.cost('made O2'), borne.cost('made O3')]).toEqual(['375.00', '125.00']);
    expect(month.close().proof()['out scrap_loss']).toBe('100.00');
  });

  test('of an order of which nothing is made any more is expense', () => {
    const month = new Month()
      .order('O1', 'BOX', '10', { opened_on: '2026-07-01', closed_on: '2026-08-31' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .open('RAW', '1', '100.00')
      .issue('RAW', '1', 'R1')
      .close(scrapping({ loss: 'good' }));
    expect([month.findings, month.proof()['out scrap_loss']]).toEqual([[], '100.00']);
  });

  test('a rework order that receives goods is an ordinary order', () => {
    const month = made(repaired()).complete('BOX', '3', 'R1', { movement: 'repaired' }).close();
    expect([month.cost('repaired'), month.proof()['out scrap_loss']]).toEqual(['90.00', '122.20']);
  });

  test('repair of what was repaired before is a loss of the order behind it', () => {
    const month = made(repaired())
      .order('R2', 'BOX', '1', { type: 'rework', refers_to: 'R1' })
      .issue('RAW', '3', 'R2')
      .close();
    expect(month.proof()['out scrap_loss']).toBe('362.20');
  });

  test('two that repair each other, or what is no order of the ledger: expense, and told', () => {
    const month = new Month()
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'R2' })
      .order('R2', 'BOX', '1', { type: 'rework', refers_to: 'R1' })
      .order('X1', 'BOX', '1', { plant: 'X' })
      .order('R3', 'BOX', '1', { type: 'rework', refers_to: 'X1' })
      .open('RAW', '3', '300.00')
      .issue('RAW', '1', 'R1')
      .issue('RAW', '1', 'R2')
      .issue('RAW', '1', 'R3')
      .close(scrapping({ loss: 'good' }));
    expect(month.result.findings.map(({ code, key }) => [code, key])).toEqual(
      ['R1', 'R2', 'R3'].map((order) => ['repaired_order_must_count', order]),
    );
    expect(month.proof()['out scrap_loss']).toBe('300.00');
  });

  test('what is paid for scrap of an earlier month reduces expense, also where good units bear losses', () => {
    const month = new Month()
      .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
      .open('RAW', '10', '100.00')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '10', 'O1', { movement: 'made' })
      .move('compensation', 'BOX', '0', { order: 'O1', refers_to: 'AUGUST' }, '40.00')
      .close(scrapping({ loss: 'good' }));
    expect([month.findings, month.cost('made')]).toEqual([[], '100.00']);
    expect(month.proof()).toMatchObject({ 'out compensation': '40.00', 'out scrap_loss': '-40.00' });
  });

  test('what is salvaged and paid on a repair reduces the loss that bears it', () => {
    const month = new Month()
      .item('SCRAP')
      .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
      .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
      .add('normal_loss', {
        plant: 'P1',
        item: 'BOX',
        valid_from: '2026-01-01',
        rate: '0',
        basis: 'input',
        scrap_price: '5',
      })
      .open('RAW', '11', '110.00')
      .issue('RAW', '10', 'O1')
      .issue('RAW', '1', 'R1')
      .complete('BOX', '10', 'O1', { movement: 'made' })
      .move('salvage_receipt', 'SCRAP', '1', { order: 'R1' })
      .move('compensation', 'BOX', '0', { order: 'R1' }, '2.00')
      .close(scrapping({ loss: 'good' }));
    expect([month.findings, month.cost('made'), month.closing('SCRAP')]).toEqual([[], '103.00', ['1', '5.00']]);
  });
});
