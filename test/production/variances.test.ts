import { defaultPolicy, fixedOverhead, ordersWithoutStandard, type Policy } from '@millrace/costing-core';
import { printFraction } from '@millrace/exact';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';
import { totalOf, varianceRows } from './variance-rows.js';

/** The worked numbers of variances, through a closed month. */
const found = varianceRows;
const cents = (text: string) => BigInt(text.replace('.', ''));
const sum = totalOf;

/** A box takes 2 kg at 4.00 and an hour of labour at 15.00: 23.00. Made are 100 of 210 kg for 861.00, in 110 h for 1,595.00. */
function boxes(): Month {
  const price = (item: string, element: string, of: string) => ({
    plant: 'P1',
    item,
    element,
    kind: 'standard' as const,
    valid_from: '2026-01-01',
    per_quantity: '1',
    price: of,
  });
  const header = { plant: 'P1', parent: 'BOX', alternative: null, valid_from: '2026-01-01' };
  return new Month()
    .buy('RAW', '210', '861.00')
    .order('O1', 'BOX', '100')
    .issue('RAW', '210', 'O1')
    .report('O1', '0', { operation: '10', hours_labour: '110', quantity_good: '100' })
    .pool('WAGES', '1595.00', { element: 'labour', driver: 'hours_labour' })
    .complete('BOX', '100', 'O1')
    .add('bom', { ...header, base_quantity: '1', active: true })
    .add('bom_line', { ...header, line: '1', component: 'RAW', quantity: '2', kind: 'component', fixed: false })
    .add('routing_operation', {
      plant: 'P1',
      item: 'BOX',
      operation: '10',
      work_centre: 'W1',
      run_hours_labour: '1',
    })
    .add('item_price', price('RAW', 'material', '4.00'))
    .add('item_price', price('BOX', 'material', '8.00'), price('BOX', 'labour', '15.00'));
}

describe('variances of an order', () => {
  test('price, usage, rate and efficiency', () => {
    expect(found(boxes().close())).toEqual([
      // What is bought beyond standard is told when it comes, and again of the order that takes it.
      ['item', 'RAW', 'P1', 'material', 'price', '210', '21.00'],
      ['order', 'O1', '', 'labour', 'efficiency', '10', '150.00'],
      ['order', 'O1', '', 'labour', 'rate', '110', '-55.00'],
      ['order', 'O1', 'RAW', 'material', 'price', '210', '21.00'],
      ['order', 'O1', 'RAW', 'material', 'usage', '10', '40.00'],
    ]);
  });

  test('an item at standard has them in its price difference, beside what it was bought for', () => {
    const at = { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' } as const;
    const closed = boxes().close({ valuation: at });
    const rows = found(closed);
    // Purchases of RAW take the price; the order gets it at standard.
    expect(rows.filter(([kind]) => kind === 'item')).toEqual([
      ['item', 'RAW', 'P1', 'material', 'price', '210', '21.00'],
    ]);
    expect(rows.filter(([, , component]) => component === 'RAW').map((row) => row[4])).toEqual(['usage']);
    const residual = closed.residuals().reduce((total, [, amount]) => total + cents(amount), 0n);
    expect(sum(rows)).toBe(residual);
  });

  test('in process: what is allowed follows equivalent units, and what stays is other', () => {
    const month = boxes().order('O2', 'BOX', '50').issue('RAW', '0.5', 'O2');
    const rows = found(month.close());
    // Nothing of O2 was received: it has nothing to explain yet.
    expect(rows.filter((row) => row[1] === 'O2')).toEqual([]);
  });

  test('what takes the place of a component is substitution, what has no standard price stands by itself', () => {
    const month = boxes()
      .buy('GLUE', '1', '7.00')
      .issue('GLUE', '1', 'O1')
      .buy('PLATE', '10', '30.00')
      .issue('PLATE', '10', 'O1')
      .add('item_price', {
        plant: 'P1',
        item: 'PLATE',
        element: 'material',
        kind: 'standard',
        valid_from: '2026-01-01',
        per_quantity: '1',
        price: '2.50',
      });
    const rows = found(month.close());
    expect(rows.filter((row) => ['GLUE', 'PLATE'].includes(row[2]))).toEqual([
      ['order', 'O1', 'GLUE', 'material', 'unpriced', '1', '7.00'],
      ['order', 'O1', 'PLATE', 'material', 'price', '10', '5.00'],
      ['order', 'O1', 'PLATE', 'material', 'substitution', '10', '25.00'],
    ]);
    expect(sum(rows.filter(([kind]) => kind === 'order'))).toBe(
      cents('861.00') + cents('1595.00') + cents('37.00') - cents('2300.00'),
    );
  });
});

describe('a mixture', () => {
  /** 60 % X at 5.00 and 40 % Y at 8.00; 500 and 450 kg go into what 900 kg would be enough for. */
  function mixture(more: { readonly unit?: string; readonly price?: string } = {}): Month {
    const price = (item: string, of: string) => ({
      plant: 'P1',
      item,
      element: 'material',
      kind: 'standard' as const,
      valid_from: '2026-01-01',
      per_quantity: '1',
      price: of,
    });
    const header = { plant: 'P1', parent: 'MIX', alternative: null, valid_from: '2026-01-01' };
    const line = { ...header, kind: 'component' as const, fixed: 'false' as const, mix_group: 'A' };
    return new Month()
      .item('X', more.unit === undefined ? {} : { unit: more.unit })
      .buy('X', '500', '2500.00')
      .buy('Y', '450', '3600.00')
      .order('O1', 'MIX', '900', { closed_on: '2026-09-30' })
      .issue('X', '500', 'O1')
      .issue('Y', '450', 'O1')
      .complete('MIX', '900', 'O1')
      .add('bom', { ...header, base_quantity: '1', active: true })
      .add(
        'bom_line',
        { ...line, line: 1, component: 'X', quantity: '0.6' },
        { ...line, line: 2, component: 'Y', quantity: '0.4' },
      )
      .add('item_price', price('X', '5.00'), price('MIX', '6.20'))
      .add('item_price', ...(more.price === '' ? [] : [price('Y', '8.00')]));
  }

  test('is told by mix and yield, which add up to usage', () => {
    const rows = found(mixture().close());
    expect(rows.map(([, , component, , kind, quantity, amount]) => [component, kind, quantity, amount])).toEqual([
      ['X', 'mix', '-70', '-350.00'],
      ['X', 'yield', '30', '150.00'],
      ['Y', 'mix', '70', '560.00'],
      ['Y', 'yield', '20', '160.00'],
    ]);
    expect(sum(rows)).toBe(cents('520.00'));
  });

  test('has a substitute by a line of quantity 0', () => {
    const rows = found(
      mixture()
        .buy('Z', '50', '300.00')
        .issue('Z', '50', 'O1')
        .add('bom_line', {
          plant: 'P1',
          parent: 'MIX',
          alternative: null,
          valid_from: '2026-01-01',
          line: 3,
          component: 'Z',
          kind: 'component',
          fixed: 'false',
          quantity: '0',
          mix_group: 'A',
        })
        .add('item_price', {
          plant: 'P1',
          item: 'Z',
          element: 'material',
          kind: 'standard',
          valid_from: '2026-01-01',
          per_quantity: '1',
          price: '6.00',
        })
        .close(),
    );
    // Of 1,000 kg 600 and 400 would be X and Y, none Z.
    expect(rows.map((row) => [row[2], row[4], row[6]])).toEqual([
      ['X', 'mix', '-500.00'],
      ['X', 'yield', '300.00'],
      ['Y', 'mix', '400.00'],
      ['Y', 'yield', '320.00'],
      ['Z', 'mix', '300.00'],
    ]);
  });

  test('in several units, or without a price, is usage by component', () => {
    const kinds = (month: Month) => new Set(found(month.close()).map((row) => row[4]));
    expect(kinds(mixture({ unit: 'l' }))).toEqual(new Set(['usage']));
    expect(kinds(mixture({ price: '' })).has('mix')).toBe(false);
  });
});

describe('variances of a centre', () => {
  /** Budget 20,000.00 for 10,000 h, 9,400 h worked, actual 20,600.00. */
  function planned(valid: { readonly valid_from: string; readonly valid_to?: string }, amount: string): ClosedMonth {
    return new Month()
      .order('O1', 'BOX', '1')
      .report('O1', '9400', { quantity_good: '1' })
      .pool('OH', '20600.00')
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver: 'hours_machine',
        amount,
        quantity: String((Number(amount) / 2).toFixed(0)),
        ...valid,
      })
      .close({ absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } });
  }

  test.each([
    [{ valid_from: '2026-09-01' }, '20000.00'],
    [{ valid_from: '2026-01-01', valid_to: '2026-12-31' }, '240000.00'],
  ])('spending and volume against the budget of the month: %j', (valid, amount) => {
    const closed = planned(valid, amount);
    const rows = found(closed);
    expect(rows).toEqual([
      ['centre', 'C1', 'hours_machine', 'overhead', 'spending', '', '600.00'],
      ['centre', 'C1', 'hours_machine', 'overhead', 'volume', '', '1200.00'],
    ]);
    expect(closed.residuals()).toEqual([['unabsorbed', '1800.00']]);
  });

  /** 60 pieces of 150 quota hours, made in 9,400 h; a budget of 30,000.00 for 10,000 h, of which 20,000.00 is fixed. */
  function byQuota(overhead: Policy['variances']['overhead']): ClosedMonth {
    return new Month()
      .order('O1', 'BOX', '60')
      .report('O1', '9400', { operation: '10', quantity_good: '60' })
      .add('routing_operation', {
        plant: 'P1',
        item: 'BOX',
        operation: '10',
        work_centre: 'W1',
        run_hours_machine: '150',
      })
      .pool('RENT', '20600.00', { driver: 'quota_hours_machine', behaviour: 'fixed' })
      .pool('POWER', '9500.00', { driver: 'quota_hours_machine' })
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver: 'quota_hours_machine',
        valid_from: '2026-01-01',
        valid_to: '2026-12-31',
        amount: '360000.00',
        fixed_amount: '240000.00',
        quantity: '120000',
      })
      .close({
        absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
        variances: { ...defaultPolicy.variances, overhead },
      });
  }

  test.each<[Policy['variances']['overhead'], string[][]]>([
    [
      'two_way',
      [
        ['spending', '', '700.00'],
        ['volume', '', '2400.00'],
      ],
    ],
    [
      'three_way',
      [
        ['capacity', '', '1200.00'],
        ['efficiency', '400', '1200.00'],
        ['spending', '', '700.00'],
      ],
    ],
    [
      'four_way',
      [
        ['efficiency', '400', '400.00'],
        ['fixed_spending', '', '600.00'],
        ['variable_spending', '', '100.00'],
        ['volume', '', '2000.00'],
      ],
    ],
  ])('%s: against a flexible budget, at quota hours', (overhead, expected) => {
    const closed = byQuota(overhead);
    expect(closed.residuals()).toEqual([['unabsorbed', '3100.00']]);
    expect(found(closed).map((row) => row.slice(4))).toEqual(expected);
    // The function says the same of what is fixed.
    const fixed = fixedOverhead({
      actual: '20600',
      budget: '20000',
      budgetHours: '10000',
      actualHours: '9400',
      standardHours: '9000',
    });
    const volume = [fixed.spending, fixed.capacity, fixed.efficiency, fixed.volume].map((of) => printFraction(of, 2));
    expect(volume).toEqual(['600.00', '1200.00', '800.00', '2000.00']);
  });

  test('a flexible budget for 4,800 of 5,000 h: spending 450.00', () => {
    const closed = new Month()
      .order('O1', 'BOX', '1')
      .report('O1', '4800', { quantity_good: '1' })
      .pool('OH', '28650.00')
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver: 'hours_machine',
        valid_from: '2026-09-01',
        amount: '29000.00',
        fixed_amount: '9000.00',
        quantity: '5000',
      })
      .close({ absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } });
    expect(found(closed).map((row) => row.slice(4))).toEqual([
      ['spending', '', '450.00'],
      ['volume', '', '360.00'],
    ]);
    expect(closed.residuals()).toEqual([['unabsorbed', '810.00']]);
  });

  test('idle capacity at the actual rate; a pool at a rate of its own without a budget is other', () => {
    const closed = new Month()
      .order('O1', 'BOX', '1')
      .report('O1', '80', { quantity_good: '1' })
      .pool('RENT', '1000.00', { behaviour: 'fixed', normal_driver: '100' })
      .pool('OH', '500.00', { rate: '5.00' })
      .close();
    expect(found(closed)).toEqual([
      ['centre', 'C1', 'OH', 'overhead', 'other', '', '100.00'],
      ['centre', 'C1', 'RENT', 'overhead', 'capacity', '', '200.00'],
    ]);
  });
});

test('an order of which an output has no standard price is named', () => {
  const withPrices = boxes();
  const without = boxes();
  without.rows.item_price.splice(
    0,
    without.rows.item_price.length,
    ...without.rows.item_price.filter(({ item }) => item !== 'BOX'),
  );
  const named = (month: Month) => {
    const { outcome } = month.close().result;
    return outcome && ordersWithoutStandard(outcome);
  };
  expect([named(withPrices), named(without)]).toEqual([[], ['O1']]);
});
