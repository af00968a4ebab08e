import { defaultPolicy, openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const by = (method: Policy['valuation']['method'], more: Partial<Policy> = {}): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
  ...more,
});

const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo'] as const;
const fallback = { stock_below_zero: 'fallback' } as const;

describe('7.2 zero quantity, or zero output with cost', () => {
  test.each(METHODS)(
    '%s: a bucket without quantity keeps no value, what remains is a residual with a reason',
    (method) => {
      const month = new Month()
        .buy('A', '2', '10.00')
        .sell('A', '2')
        .on(2)
        .move('revaluation', 'A', '0', {}, '3.00')
        .close(by(method));
      if (method === 'periodic_average') expect(month.cost('M2')).toBe('13.00');
      else {
        expect(month.cost('M2')).toBe('10.00');
        expect(month.residuals()).toEqual([['zero_quantity', '3.00']]);
        expect(month.findings).toEqual(['value_must_have_a_quantity']);
      }
      expect(month.closing('A')).toEqual(['0', '0.00']);
    },
  );

  test('an open order without output keeps its cost in process; a closed one leaves a residual', () => {
    const open = () => new Month().buy('RAW', '10', '100.00').order('O', 'BOX', '5').issue('RAW', '10', 'O');
    const openMonth = open().close();
    expect(openMonth.proof()['out closing_wip']).toBe('100.00');
    expect(openMonth.findings).toEqual([]);
    const month = open();
    month.rows.production_order[0] = { ...month.rows.production_order[0], closed_on: '2026-09-20' };
    expect(month.close().residuals()).toEqual([['order_without_output', '100.00']]);
    expect(month.close().findings).toEqual(['order_with_cost_must_have_output']);
    expect(month.close({ order_without_output: 'scrap_loss' }).proof()['out scrap_loss']).toBe('100.00');
  });
});

describe('7.3 negative stock, negative value, missing price', () => {
  test.each(METHODS)('%s: an outflow without stock is valued at the fallback price and reported', (method) => {
    const month = new Month().buy('A', '10', '100.00').sell('A', '10').sell('A', '3').close(by(method));
    expect(month.cost('M3')).toBe('30.00');
    expect(month.closing('A')).toEqual(['-3', '-30.00']);
    expect(month.findings).toEqual(['stock_must_not_fall_below_zero']);
    expect(new Month().buy('A', '1', '9.00').sell('A', '2').close(by(method, fallback)).findings).toEqual([
      'stock_below_zero_was_valued_at_a_fallback_price',
    ]);
  });

  test.each(METHODS)('%s: the shortfall is revalued when it is covered, the difference is a residual', (method) => {
    const policy = by(method, fallback);
    const september = new Month().buy('A', '1', '10.00').sell('A', '4').close(policy);
    const october = new Month('2026-10')
      .after(openingFrom(september.version))
      .buy('A', '5', '60.00')
      .sell('A', '1')
      .close(policy, september.version);
    // 3 at 12.00 cover what was thought to cost 10.00 each
    expect(october.residuals()).toEqual([['negative_stock', '6.00']]);
    expect(october.closing('A')).toEqual(['1', '12.00']);
    expect(october.cost('M2')).toBe('12.00');
  });

  test('a shortfall that is covered in part stays owed for the rest', () => {
    const september = new Month().buy('A', '1', '10.00').sell('A', '4').close(fallback);
    const october = new Month('2026-10')
      .after(openingFrom(september.version))
      .buy('A', '2', '24.00')
      .close(fallback, september.version);
    expect(october.residuals()).toEqual([['negative_stock', '4.00']]);
    expect(october.closing('A')).toEqual(['-1', '-10.00']);
  });

  test('the fallback price is taken from the policy in its order, and there is an error where there is none', () => {
    const month = new Month().open('A', '0', {}).sell('A', '2');
    month.rows.item_price.push(
      {
        plant: 'P1',
        item: 'A',
        kind: 'standard',
        element: 'material',
        valid_from: '2026-01-01',
        price: '7',
        per_quantity: '1',
      },
      {
        plant: 'P1',
        item: 'A',
        kind: 'purchase',
        element: 'material',
        valid_from: '2026-01-01',
        price: '50',
        per_quantity: '10',
      },
    );
    expect(month.close(fallback).cost('M1')).toBe('14.00');
    expect(month.close({ ...fallback, fallback_prices: ['last_purchase', 'standard'] }).cost('M1')).toBe('10.00');
    const unknown = new Month().sell('A', '2').close(fallback);
    expect(unknown.findings).toContain('fallback_price_must_be_known');
    expect(unknown.result.findings[0].severity).toBe('error');
  });

  test('where another plant has a price, it is named, be it listed or of what came there', () => {
    const plantsTold = (month: Month, policy: Partial<Policy> = {}) => {
      const found = month.close(policy).result.findings.find(({ code }) => code === 'fallback_price_must_be_known');
      return [found?.fields.plant, found?.fields.plants];
    };
    const listedIn = (plant: string, price: string) => ({
      ...{ plant, item: 'A', kind: 'standard' as const, element: 'material', valid_from: '2026-01-01' },
      ...{ price, per_quantity: '1' },
    });
    const listed = () => new Month().sell('A', '2').add('item_price', listedIn('P3', '7'));
    expect(plantsTold(listed())).toEqual(['P1', 'P3']);
    expect(plantsTold(listed().buy('A', '5', '50.00', { plant: 'P2' }))).toEqual(['P1', 'P2, P3']);
    expect(plantsTold(new Month().sell('A', '2').add('item_price', listedIn('X', '7')))).toEqual(['P1', '']);
    // Of an item that is valued as one: the plants whose prices don't agree.
    const asOne = { valuation: { ...defaultPolicy.valuation, bucket: 'item' as const } };
    expect(plantsTold(listed().add('item_price', listedIn('P2', '8')), asOne)).toEqual(['', 'P2, P3']);
  });

  test('what an order completed at a cost below zero is told with that cost', () => {
    const month = new Month()
      .order('O1', 'BOX', '5')
      .report('O1', '1')
      .pool('WAGES', '-12.00')
      .complete('BOX', '5', 'O1');
    const found = month.close().result.findings.find(({ code }) => code === 'order_with_output_must_have_cost');
    expect(found?.fields).toEqual({ quantity: '5.000000', amount: '-12.00' });
  });

  test('a receipt without an amount comes in at a fallback price with an error, a sample or consigned item at none', () => {
    const month = new Month().open('A', '10', '100.00').move('purchase_receipt', 'A', '5').close();
    expect(month.cost('M1')).toBe('50.00');
    expect(month.findings).toEqual(['receipt_must_have_an_amount']);
    const sample = new Month()
      .move('purchase_receipt', 'A', '5', { zero_cost_reason: 'sample' })
      .sell('A', '1')
      .close();
    expect(sample.findings).toEqual([]);
    const consigned = new Month()
      .item('A', { zero_cost_reason: 'consigned' })
      .move('purchase_receipt', 'A', '5')
      .close();
    expect(consigned.findings).toEqual([]);
    expect(consigned.closing('A')).toEqual(['5', '0.00']);
  });

  test('sign matrix: value below zero on quantity above zero is conserved and an error', () => {
    const month = new Month().buy('A', '2', '10.00').move('revaluation', 'A', '0', {}, '-30.00').close();
    expect(month.closing('A')).toEqual(['2', '-20.00']);
    expect(month.findings).toEqual(['closing_value_must_not_be_negative']);
  });

  test('sign matrix: both below zero is a debt at its own price, no variance', () => {
    const month = new Month().open('A', '-2', '-20.00').close();
    expect(month.closing('A')).toEqual(['-2', '-20.00']);
    expect(month.residuals()).toEqual([]);
  });

  test('sign matrix: value above zero on quantity below zero is settled as soon as it is covered', () => {
    const month = new Month().open('A', '-2', '20.00').buy('A', '2', '30.00').close();
    expect(month.closing('A')).toEqual(['0', '0.00']);
    expect(month.residuals()).toEqual([['negative_stock', '50.00']]);
  });
});

describe('7.4 trapped value', () => {
  test('value in a loop that nothing leaves is an error with the loop, or an expense by policy', () => {
    // all of A becomes B and all of B becomes A
    const loop = () =>
      new Month()
        .buy('A', '10', '100.00')
        .move('form_change', 'A', '15', { to_item: 'B' })
        .move('form_change', 'B', '15', { to_item: 'A' })
        .move('form_change', 'A', '10', { to_item: 'B' })
        .move('form_change', 'B', '10', { to_item: 'A' })
        .sell('A', '10');
    expect(loop().close().findings).toEqual(['loop_was_solved']);
    const trapped = new Month()
      .move('form_change', 'A', '5', { to_item: 'B' })
      .move('form_change', 'B', '5', { to_item: 'A' })
      .move('revaluation', 'A', '0', {}, '8.00');
    expect(trapped.close().findings).toEqual(['value_must_not_be_trapped']);
    expect(trapped.close().residuals()).toEqual([['trapped', '8.00']]);
    expect(trapped.close({ trapped_value: 'expense' }).findings).toEqual(['trapped_value_was_expensed']);
  });
});

describe('7.6 pools and drivers', () => {
  const withPool = (amount: string, hours?: string) => {
    const month = new Month()
      .buy('RAW', '10', '100.00')
      .order('O', 'BOX', '1')
      .issue('RAW', '10', 'O')
      .complete('BOX', '1', 'O');
    month.rows.cost_pool.push({
      ledger: 'L',
      period: '2026-09',
      pool: 'POOL',
      centre: 'C1',
      element: 'overhead',
      amount,
      behaviour: 'variable',
      driver: 'hours_machine',
      status: 'approved',
    });
    if (hours !== undefined) {
      month.rows.work_report.push({
        report: 'R1',
        order: 'O',
        work_centre: 'W1',
        reported_at: '2026-09-05T10:00:00+08:00',
        hours_machine: hours,
        setup: false,
        status: 'approved',
      });
    }
    return month;
  };

  test('a pool without driver is an error and goes nowhere, or is expensed by policy', () => {
    const month = withPool('80.00').close();
    expect(month.findings).toEqual(['pool_must_have_a_driver']);
    expect(month.residuals()).toEqual([['no_driver', '80.00']]);
    expect(withPool('80.00').close({ pool_without_driver: 'expense' }).findings).toEqual([
      'pool_without_driver_was_expensed',
    ]);
  });

  test('hours without a pool are a warning', () => {
    const month = withPool('80.00', '2');
    month.rows.cost_pool.length = 0;
    expect(month.close().findings).toEqual(['hours_must_have_a_pool']);
  });

  test('a negative pool is shared like a positive one', () => {
    expect(withPool('-80.00', '2').close().closing('BOX')).toEqual(['1', '20.00']);
  });
});

describe('7.7 changes to earlier periods', () => {
  const late = (policy: Partial<Policy>, method: Policy['valuation']['method'] = 'periodic_average') => {
    const month = new Month()
      .open('A', '60', '600.00', { layer: 'old', received_on: '2026-08-10' })
      .on(2)
      .move('purchase_adjustment', 'A', '0', { refers_to: 'old' }, '1000.00')
      .on(3)
      .sell('A', '30');
    month.rows.earlier_cost.push({
      ledger: 'L',
      movement: 'old',
      element: 'material',
      quantity: '100',
      amount: '1000.00',
    });
    return month.close(by(method, policy));
  };

  test.each(['periodic_average', 'moving_average', 'fifo'] as const)(
    '%s: stock bears the part of a late invoice that it covers, 600.00 of 1,000.00 (formulas.md 6)',
    (method) => {
      const month = late({ late_difference: 'covered_share' }, method);
      expect(month.proof()['out late_difference']).toBe('400.00');
      expect(month.cost('M2')).toBe('600.00');
      expect(month.closing('A')).toEqual(['30', '600.00']);
      expect(month.residuals()).toEqual([['late_difference', '400.00']]);
    },
  );

  test('all to stock: closing stock takes all of it by an edge of its own, issues none', () => {
    const month = late({ late_difference: 'all_to_stock' });
    expect(month.cost('M2')).toBe('300.00');
    expect(month.closing('A')).toEqual(['30', '1300.00']);
  });

  test('expense: stock bears nothing', () => {
    const month = late({ late_difference: 'expense' });
    expect(month.proof()['out late_difference']).toBe('1000.00');
    expect(month.closing('A')).toEqual(['30', '300.00']);
  });

  test('a price change of this month goes into its receipt, by FIFO for all that was taken from it', () => {
    const month = new Month()
      .buy('A', '10', '100.00')
      .buy('A', '10', '100.00')
      .sell('A', '15')
      .move('purchase_adjustment', 'A', '0', { refers_to: 'M2' }, '20.00')
      .close(by('fifo'));
    expect(month.cost('M3')).toBe('160.00');
    expect(month.closing('A')).toEqual(['5', '60.00']);
  });

  test('a value that refers to nothing goes over the layers that are there, by quantity', () => {
    const month = new Month()
      .buy('A', '10', '100.00')
      .buy('A', '30', '300.00')
      .move('revaluation', 'A', '0', {}, '40.00')
      .sell('A', '10')
      .close(by('fifo'));
    expect(month.cost('M4')).toBe('110.00');
  });

  test('a value that comes with nothing on hand waits for the next receipt', () => {
    for (const method of ['moving_average', 'fifo'] as const) {
      const month = new Month()
        .on(1)
        .move('revaluation', 'A', '0', {}, '5.00')
        .on(2)
        .buy('A', '10', '100.00')
        .sell('A', '10')
        .close(by(method));
      expect(month.cost('M3')).toBe('105.00');
      expect(month.findings).toEqual([]);
    }
  });

  test('an estimate is reversed and the invoice takes its place', () => {
    const month = new Month()
      .move('purchase_estimate', 'A', '10', {}, '90.00')
      .sell('A', '4')
      .move('purchase_estimate_reversal', 'A', '10', { refers_to: 'M1' }, '90.00')
      .buy('A', '10', { material: '95.00', freight: '5.00' })
      .close();
    expect(month.cost('M2')).toBe('40.00');
    expect(month.cost('M2', 'freight')).toBe('2.00');
  });
});

describe('7.8 opening is not the previous closing', () => {
  test('is a hard stop', () => {
    const september = new Month().buy('A', '10', '100.00').close();
    const october = new Month('2026-10').after(openingFrom(september.version));
    october.rows.opening_stock_amount[0] = { ...october.rows.opening_stock_amount[0], amount: '99.99' };
    const { result } = october.close({}, september.version);
    expect(result.version).toBeUndefined();
    expect(result.findings).toMatchObject([
      {
        code: 'opening_must_equal_previous_closing',
        severity: 'fatal',
        fields: { found: '99.99', expected: '100.00' },
      },
    ]);
  });

  test('the first period opens by import, with a reason', () => {
    const month = new Month().open('A', '10', '100.00');
    month.rows.opening_stock[0] = { ...month.rows.opening_stock[0], reason: '' };
    expect(month.close().result.findings[0].code).toBe('cell_must_not_be_empty');
  });
});
