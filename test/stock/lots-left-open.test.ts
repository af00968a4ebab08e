import { defaultPolicy, describe as describeFinding, openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** What refers to another movement may leave its lot and project open: an invoice knows its receipt, and seldom the lot. */
const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo', 'specific'] as const;

const by = (method: Policy['valuation']['method'], bucket: Policy['valuation']['bucket'] = 'plant_item_lot') => ({
  valuation: { ...defaultPolicy.valuation, method, bucket },
});

/** By plant and lot: quantity and amount. */
const lots = (month: ClosedMonth) =>
  month.version
    .rows('stock')
    .filter(({ closing_quantity }) => !/^[0.]+$/.test(closing_quantity))
    .map((row) => `${row.plant} ${row.lot}${row.project}: ${Number(row.closing_quantity)}, ${row.closing_amount}`);

const twoLots = () =>
  new Month()
    .buy('A', '10', '100.00', { movement: 'R1', lot: 'L1' })
    .buy('A', '10', '300.00', { movement: 'R2', lot: 'L2' });

describe('value that names a receipt', () => {
  test.each(METHODS)('%s: goes to the lot of the receipt', (method) => {
    for (const type of ['purchase_adjustment', 'revaluation'] as const) {
      const month = twoLots().on(2).move(type, 'A', '0', { refers_to: 'R1' }, '20.00').close(by(method));
      expect(lots(month)).toEqual(['P1 L1: 10, 120.00', 'P1 L2: 10, 300.00']);
      expect(month.findings).toEqual([]);
    }
  });

  test('goes to its project, and to where a transfer brought it', () => {
    const month = new Month()
      .buy('A', '4', '40.00', { movement: 'R', project: 'X' })
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R' }, '2.00')
      .move('transfer', 'B', '3', { movement: 'T', plant: 'X', to_plant: 'P1', to_project: 'Y' }, '30.00')
      .move('purchase_adjustment', 'B', '0', { refers_to: 'T' }, '3.00')
      .close(by('fifo', 'plant_item_project'));
    expect(lots(month)).toEqual(['P1 X: 4, 42.00', 'P1 Y: 3, 33.00']);
  });

  test.each(['fifo', 'lifo'] as const)('%s: of the month before, goes to what is left of its layer', (method) => {
    const september = twoLots().sell('A', '4', { lot: 'L1' }).close(by(method));
    const late = { ledger: 'L', movement: 'R1', element: 'material', quantity: '10', amount: '100.00' };
    const month = new Month('2026-10')
      .after(openingFrom(september.version))
      .add('earlier_cost', late)
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R1' }, '20.00')
      .close(by(method), september.version);
    // 10 were 20.00 dearer, 6 of them are left.
    expect(lots(month)).toEqual(['P1 L1: 6, 72.00', 'P1 L2: 10, 300.00']);
    expect(month.residuals()).toEqual([['late_difference', '8.00']]);
  });

  test('stays where it says it is', () => {
    const month = twoLots()
      .on(2)
      .move('purchase_adjustment', 'A', '0', { refers_to: 'R1', lot: 'L2' }, '20.00')
      .close(by('fifo'));
    expect(lots(month)).toEqual(['P1 L1: 10, 100.00', 'P1 L2: 10, 320.00']);
    const elsewhere = twoLots().on(2).move('purchase_adjustment', 'A', '0', { refers_to: 'R1', plant: 'P2' }, '20.00');
    expect(elsewhere.close(by('fifo')).findings).toEqual(['value_must_have_a_quantity']);
  });
});

describe('goods that are received after a transfer', () => {
  const sent = () => twoLots().on(3).move('transfer_out', 'A', '4', { movement: 'T', lot: 'L1', to_plant: 'P2' });

  test.each(METHODS)('%s: keep their lot', (method) => {
    const month = sent().on(4).move('transfer_in', 'A', '4', { plant: 'P2', refers_to: 'T', movement: 'I' });
    month.on(5).move('purchase_adjustment', 'A', '0', { plant: 'P2', refers_to: 'I' }, '6.00');
    month.add('stock_count', {
      plant: 'P2',
      item: 'A',
      lot: 'L1',
      counted_on: '2026-09-04',
      quantity: '4',
      status: 'approved',
    });
    const closed = month.close(by(method));
    expect(lots(closed)).toEqual(['P1 L1: 6, 60.00', 'P1 L2: 10, 300.00', 'P2 L1: 4, 46.00']);
    expect(closed.findings).toEqual(['plants_cost_differently']);
  });

  test('keep it over the month’s end, and get another where one is said', () => {
    const september = sent().close(by('fifo'));
    const october = new Month('2026-10')
      .after(openingFrom(september.version))
      .move('transfer_in', 'A', '3', { plant: 'P2', refers_to: 'T' })
      .move('transfer_in', 'A', '1', { plant: 'P2', lot: 'L9', refers_to: 'T' })
      .close(by('fifo'), september.version);
    expect(lots(october)).toEqual(['P1 L1: 6, 60.00', 'P1 L2: 10, 300.00', 'P2 L1: 3, 30.00', 'P2 L9: 1, 10.00']);
  });
});

describe('a sale that forgot its lot', () => {
  const told = (month: Month) => {
    const { findings } = month.close(by('specific')).result;
    const short = findings.find(({ code }) => code === 'stock_must_not_fall_below_zero');
    return short && [short.key, short.fields.found ?? '', short.fields.keys ?? ''];
  };

  test('is told under which lots the goods are', () => {
    expect(told(twoLots().on(3).sell('A', '3', { movement: 'S' }))).toEqual(['S', '20.000000', 'L1, L2']);
    const drawn = twoLots().on(3).sell('A', '10', { lot: 'L1' }).sell('A', '4', { lot: 'L1', movement: 'S' });
    expect(told(drawn)).toEqual(['S', '10.000000', 'L2']);
  });

  test('is told nothing of other plants, or of what lies under no lot', () => {
    expect(told(twoLots().on(3).sell('A', '3', { movement: 'S', plant: 'P2' }))).toEqual(['S', '', '']);
    const nameless = new Month().buy('A', '5', '50.00').sell('A', '3', { movement: 'S', lot: 'L9' });
    expect(told(nameless)).toEqual(['S', '', '']);
  });

  test('reads so in both languages', () => {
    const { findings } = twoLots().on(3).sell('A', '3', { movement: 'S' }).close(by('specific')).result;
    const short = findings.filter(({ code }) => code === 'stock_must_not_fall_below_zero');
    expect(short.map((found) => describeFinding(found, 'en'))).toEqual([
      {
        wrong:
          '3 of A were taken that were not there, while 20 are there under L1, L2; 0.00 was assumed (there is no price)',
        remedy:
          'find the missing receipt, or correct the quantity; lot or project may be missing on the document: L1, L2',
      },
    ]);
    expect(short.map((found) => describeFinding(found, 'zh').wrong)).toEqual([
      'A 多发出 3，库存不足（L1, L2 下有 20）；暂按金额 0.00（没有任何价格）计价',
    ]);
  });
});
