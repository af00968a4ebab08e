import { defaultPolicy, openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const by = (method: Policy['valuation']['method'], more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo'] as const;

describe('methods are kept', () => {
  test('a change within the year needs an approval on record; a new year does not', () => {
    const september = new Month().buy('A', '10', '100.00').close(by('periodic_average'));
    const october = () => new Month('2026-10').after(openingFrom(september.version));
    expect(october().close(by('fifo'), september.version).findings).toEqual([
      'valuation_method_must_not_change_within_a_year',
    ]);
    const approved = { method_changes: [{ category: '', period: '2026-10', by: 'CFO', reason: 'group policy' }] };
    expect(october().close(by('fifo', approved), september.version).findings).toEqual([]);
    const december = new Month('2026-12').buy('A', '10', '100.00').close(by('periodic_average'));
    const january = new Month('2027-01').after(openingFrom(december.version));
    expect(january.close(by('fifo'), december.version).findings).toEqual([]);
  });
});

describe('transfers in two steps', () => {
  test.each(METHODS)('%s: goods under way are stock in transit, and open the next month as such', (method) => {
    const september = new Month()
      .buy('A', '10', '100.00')
      .on(20)
      .move('transfer_out', 'A', '6')
      .on(25)
      .move('transfer_in', 'A', '4', { plant: 'P2', refers_to: 'M2' }, '2.00')
      .close(by(method));
    expect(september.closing('A')).toEqual(['4', '40.00']);
    expect(september.closing('A', 'P2')).toEqual(['4', '42.00']);
    const [transit] = september.version.rows('stock').filter((row) => row.in_transit === 'M2');
    expect(transit).toMatchObject({ closing_quantity: '2.000000', closing_amount: '20.00' });
    const october = new Month('2026-10')
      .after(openingFrom(september.version))
      .move('transfer_in', 'A', '2', { plant: 'P2', refers_to: 'M2', movement: 'N1' })
      .close(by(method), september.version);
    expect(october.closing('A', 'P2')).toEqual(['6', '62.00']);
    expect(october.findings).toEqual([]);
  });

  test('a receipt of goods that nobody sent is an error', () => {
    const month = new Month()
      .open('A', '1', '10.00', { plant: 'P2' })
      .move('transfer_in', 'A', '4', { plant: 'P2' })
      .close();
    expect(month.findings).toContain('transfer_in_must_refer_to_a_transfer_out');
  });

  test('a transfer to a plant of another ledger is a sale, one from there a purchase', () => {
    const month = new Month()
      .buy('A', '10', '100.00')
      .move('transfer', 'A', '3', { to_plant: 'X' })
      .move('transfer', 'A', '2', { plant: 'X', to_plant: 'P1' }, '30.00')
      .close();
    // 130.00 over 12
    expect(month.cost('M2')).toBe('32.50');
    expect(month.proof()).toMatchObject({ 'in transfer': '30.00', 'out transfer': '32.50' });
  });
});

describe('other movements', () => {
  test('form change, count gains and losses, stock scrap', () => {
    const month = new Month()
      .buy('A', '10', '100.00')
      .move('form_change', 'A', '4', { to_item: 'B' }, '8.00')
      .move('count_loss', 'A', '3')
      .move('count_gain', 'A', '2')
      .move('stock_scrap', 'A', '1')
      .move('count_gain', 'B', '1', {}, '15.00')
      .close();
    // the gain of 2 is netted against the loss of 3
    expect([month.cost('M3'), month.cost('M5')]).toEqual(['10.00', '10.00']);
    expect(month.closing('A')).toEqual(['4', '40.00']);
    expect(month.closing('B')).toEqual(['5', '63.00']);
    expect(month.findings).toEqual([]);
  });

  test('a count gain beyond the losses comes in at a fallback price, flagged', () => {
    const month = new Month().buy('A', '10', '100.00').move('count_gain', 'A', '2').close();
    expect(month.closing('A')).toEqual(['12', '120.00']);
    expect(month.findings).toEqual(['count_gain_was_valued_at_a_fallback_price']);
  });

  test('disassembly: one item in, several out by joint weight', () => {
    const month = new Month()
      .buy('SET', '1', '100.00')
      .order('O', 'SET', '1', { type: 'disassembly' })
      .issue('SET', '1', 'O')
      .complete('LAMP', '1', 'O')
      .complete('CABLE', '2', 'O');
    for (const [output_item, weight] of [
      ['LAMP', '3'],
      ['CABLE', '1'],
    ]) {
      month.rows.joint_output.push({
        plant: 'P1',
        item: 'SET',
        output_item,
        valid_from: '2026-01-01',
        role: 'co',
        weight,
      });
    }
    const closed = month.close();
    expect(closed.closing('LAMP')).toEqual(['1', '60.00']);
    expect(closed.closing('CABLE')).toEqual(['2', '40.00']);
    expect(closed.findings).toEqual([]);
  });

  test('joint products after a by-product credit: 69,600.00 and 46,400.00 (formulas.md 5)', () => {
    const month = new Month()
      .buy('RAW', '1', '120000.00')
      .order('O', 'X', '1000')
      .issue('RAW', '1', 'O')
      .complete('X', '1000', 'O')
      .complete('Y', '500', 'O')
      .move('by_product_receipt', 'BY', '500', { order: 'O' });
    const outputs = [
      { output_item: 'X', role: 'main', weight: '60' },
      { output_item: 'Y', role: 'co', weight: '80' },
      { output_item: 'BY', role: 'by', price: '8' },
    ] as const;
    for (const output of outputs)
      month.rows.joint_output.push({ plant: 'P1', item: 'X', valid_from: '2026-01-01', ...output });
    const closed = month.close();
    expect(closed.closing('X')).toEqual(['1000', '69600.00']);
    expect(closed.closing('Y')).toEqual(['500', '46400.00']);
    expect(closed.closing('BY')).toEqual(['500', '4000.00']);
  });

  test('a by-product worth more than its order is conserved and an error', () => {
    const month = new Month()
      .buy('RAW', '1', '10.00')
      .order('O', 'X', '1')
      .issue('RAW', '1', 'O')
      .complete('X', '1', 'O')
      .move('by_product_receipt', 'BY', '5', { order: 'O' });
    month.rows.joint_output.push({
      plant: 'P1',
      item: 'X',
      output_item: 'BY',
      valid_from: '2026-01-01',
      role: 'by',
      price: '8',
    });
    const closed = month.close();
    expect(closed.findings).toContain('value_must_not_turn_negative');
    expect(closed.closing('BY')).toEqual(['5', '40.00']);
  });

  test('an issue to a cost centre is its expense, or spread by a driver where the policy says so', () => {
    const month = new Month()
      .buy('OIL', '10', '100.00')
      .move('issue', 'OIL', '4', { centre: 'C1' })
      .order('O', 'BOX', '1')
      .complete('BOX', '1', 'O');
    month.rows.work_report.push({
      report: 'R1',
      order: 'O',
      work_centre: 'W1',
      reported_at: '2026-09-05T10:00:00+08:00',
      hours_machine: '3',
      setup: false,
      status: 'approved',
    });
    expect(month.close().proof()['out issue']).toBe('40.00');
    const spread = month.close({ centre_material_driver: { C1: 'hours_machine' } });
    expect(spread.closing('BOX')).toEqual(['1', '40.00']);
  });

  test('several ledgers value the same facts each by its own policy', () => {
    const month = new Month().buy('A', '1', '10.00').buy('A', '1', '20.00').sell('A', '1');
    expect([month.close(by('fifo')).cost('M3'), month.close(by('periodic_average')).cost('M3')]).toEqual([
      '10.00',
      '15.00',
    ]);
  });

  test('what an order completes may be received in another plant of its ledger, and taken back there', () => {
    const closed = new Month()
      .buy('RAW', '10', '100.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '4', 'A', { plant: 'P2' })
      .complete('BOX', '2', 'A')
      .move('completion_reversal', 'BOX', '1', { order: 'A', plant: 'P2', refers_to: 'M3' })
      .close();
    expect(closed.findings).toEqual([]);
    expect([closed.closing('BOX', 'P2'), closed.closing('BOX')]).toEqual([
      ['3', '30.00'],
      ['2', '20.00'],
    ]);
    expect(closed.proof()['out closing_wip']).toBe('50.00');
  });

  test('what is owed at the opening has the price at which it went', () => {
    const short = new Month().open('RAW', '-5', '-50.00').sell('RAW', '2');
    expect(short.close().cost('M1')).toBe('20.00');
    // Of several debts the price of all; what has no amount has none.
    const two = new Month()
      .open('RAW', '-5', '-50.00', { layer: 'L1' })
      .open('RAW', '-1', '-16.00', { layer: 'L2' })
      .sell('RAW', '2');
    expect(two.close().cost('M1')).toBe('22.00');
    expect(new Month().open('RAW', '-5', {}).sell('RAW', '2').close().findings).toContain(
      'fallback_price_must_be_known',
    );
  });

  test('a return that leaves its centre to the issue of the period that it names is no expense', () => {
    const month = () => new Month().open('RAW', '10', '100.00').move('issue', 'RAW', '4', { centre: 'C1' });
    const closed = month().move('issue_return', 'RAW', '1', { refers_to: 'M1' }).close();
    expect([closed.findings, closed.proof()['out issue']]).toEqual([[], '30.00']);
    const unlinked = month().move('issue_return', 'RAW', '1').close();
    expect(unlinked.findings).toContain('issue_must_name_an_order_or_a_centre');
  });
});
