import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ofOrder, totalOf, varianceRows } from './variance-rows.js';

/** Whose bill of material and routing say what an order should have taken. */

const against = (of: Policy['variances']['against']): Partial<Policy> => {
  return { variances: { ...defaultPolicy.variances, against: of } };
};
const standard = against('standard');
const plan = against('order_plan');

interface Header {
  readonly valid_from?: string;
  readonly valid_to?: string;
  readonly active?: boolean;
}

function bom(month: Month, alternative: string, of: Readonly<Record<string, string>>, more: Header = {}): Month {
  const { valid_from = '2026-01-01', active = true, ...until } = more;
  const [plant, parent] = ['P1', 'BOX'];
  month.add('bom', { plant, parent, alternative, valid_from, base_quantity: '1', active, ...until });
  for (const [place, [component, quantity]] of Object.entries(of).entries()) {
    month.item(component).add('bom_line', {
      plant,
      parent,
      alternative,
      valid_from,
      line: place + 1,
      component,
      quantity,
      kind: 'component',
      fixed: false,
    });
  }
  return month;
}

function operation(month: Month, alternative: string, code: string, hours: string, more: object = {}): Month {
  return month.add('routing_operation', {
    plant: 'P1',
    item: 'BOX',
    alternative,
    operation: code,
    work_centre: 'W1',
    run_hours_labour: hours,
    ...more,
  });
}

/** Standard: 2 kg of steel at 4.00 and an hour at 15.00. The order makes 100 by B: 3 kg of tin at 3.00, two hours. */
function byAnother(): Month {
  const month = new Month()
    .standard('STEEL', '4')
    .standard('TIN', '3')
    .standard('BOX', { material: '8', labour: '15' })
    .buy('TIN', '310', '930.00')
    .order('O1', 'BOX', '100', { alternative: 'B' })
    .issue('TIN', '310', 'O1')
    .report('O1', '0', { operation: '10', hours_labour: '190', quantity_good: '100' })
    .pool('WAGES', '2850.00', { element: 'labour', driver: 'hours_labour' })
    .complete('BOX', '100', 'O1');
  bom(month, '', { STEEL: '2' });
  bom(month, 'B', { TIN: '3' }, { active: false });
  operation(month, '', '10', '1');
  return operation(month, 'B', '10', '2');
}

describe('an order by another alternative', () => {
  test('against standard what took the place of a component is substitution, hours are the standard’s', () => {
    const closed = byAnother().close(standard);
    expect(ofOrder(closed)).toEqual([
      ['', 'labour', 'efficiency', '90', '1350.00'],
      ['STEEL', 'material', 'substitution', '-200', '-800.00'],
      ['TIN', 'material', 'substitution', '310', '930.00'],
    ]);
    expect(totalOf(ofOrder(closed))).toBe(93_000n + 285_000n - 230_000n);
  });

  test('against the order’s plan it is usage, and what the plan costs more or less is rate and other', () => {
    const closed = byAnother().close(plan);
    expect(ofOrder(closed)).toEqual([
      ['', 'labour', 'efficiency', '-10', '-75.00'],
      ['', 'labour', 'rate', '190', '1425.00'],
      ['', 'material', 'other', '', '100.00'],
      ['TIN', 'material', 'usage', '10', '30.00'],
    ]);
    expect(totalOf(ofOrder(closed))).toBe(93_000n + 285_000n - 230_000n);
  });

  test('standard is the default', () => {
    expect(ofOrder(byAnother().close())).toEqual(ofOrder(byAnother().close(standard)));
  });

  test('operations that the order does not have count with its last one', () => {
    const month = byAnother();
    operation(month, '', '20', '0.5');
    const closed = month.close({ ...standard, conversion_stages: 'operation' });
    // 1.5 hours of 15.00: 10.00 an hour.
    expect(ofOrder(closed).filter(([, element]) => element === 'labour')).toEqual([
      ['', 'labour', 'efficiency', '40', '400.00'],
      ['', 'labour', 'rate', '190', '950.00'],
    ]);
  });
});

describe('the structure of a standard', () => {
  /** Made of 2 kg of steel until May, of 3 kg of tin since; the standard price is of January. */
  function changed(priced: string): Month {
    const month = new Month()
      .standard('STEEL', '4')
      .standard('TIN', '3')
      .buy('TIN', '300', '900.00')
      .order('O1', 'BOX', '100')
      .issue('TIN', '300', 'O1')
      .complete('BOX', '100', 'O1')
      .add('item_price', {
        plant: 'P1',
        item: 'BOX',
        kind: 'standard',
        element: 'material',
        valid_from: priced,
        price: '8',
        per_quantity: '1',
      });
    bom(month, '', { STEEL: '2' }, { valid_to: '2026-05-31' });
    return bom(month, '', { TIN: '3' }, { valid_from: '2026-06-01' });
  }

  test('is that of the day from which its price holds', () => {
    expect(ofOrder(changed('2026-03-01').close(standard))).toEqual([
      ['STEEL', 'material', 'substitution', '-200', '-800.00'],
      ['TIN', 'material', 'substitution', '300', '900.00'],
    ]);
    expect(ofOrder(changed('2026-06-01').close(standard))).toEqual([['', 'material', 'other', '', '100.00']]);
  });

  test('is the month’s where the price is older than every bill of material', () => {
    expect(ofOrder(changed('2025-06-01').close(standard))).toEqual([['', 'material', 'other', '', '100.00']]);
  });

  test('is the order’s where the item has no active one', () => {
    const month = new Month()
      .standard('TIN', '3')
      .standard('BOX', '9')
      .buy('TIN', '310', '930.00')
      .order('O1', 'BOX', '100', { alternative: 'B' })
      .issue('TIN', '310', 'O1')
      .complete('BOX', '100', 'O1');
    bom(month, 'B', { TIN: '3' }, { active: false });
    expect(ofOrder(month.close(standard))).toEqual([['TIN', 'material', 'usage', '10', '30.00']]);
  });
});

describe('what is needed once', () => {
  /** A sheet of 60.00 and a set-up of 2 hours an order, in a price for 100; made are 80, in 45 hours at 10.00. */
  function once(): Month {
    const month = new Month()
      .item('BOX', { costing_lot: '100' })
      .standard('SHEET', '60')
      .standard('BOX', { material: '0.60', labour: '5.20' })
      .buy('SHEET', '1', '60.00')
      .order('O1', 'BOX', '80', { closed_on: '2026-09-30' })
      .issue('SHEET', '1', 'O1')
      .report('O1', '0', { operation: '10', hours_labour: '45', quantity_good: '80' })
      .pool('WAGES', '450.00', { element: 'labour', driver: 'hours_labour' })
      .complete('BOX', '80', 'O1')
      .add('bom', {
        plant: 'P1',
        parent: 'BOX',
        alternative: null,
        valid_from: '2026-01-01',
        base_quantity: '1',
        active: true,
      })
      .add('bom_line', {
        plant: 'P1',
        parent: 'BOX',
        alternative: null,
        valid_from: '2026-01-01',
        line: 1,
        component: 'SHEET',
        quantity: '1',
        kind: 'component',
        fixed: true,
      });
    return operation(month, '', '10', '0.5', { setup_hours_labour: '2' });
  }

  test('is lot size where another quantity is made than the standard reckons with: 60 · (1 − 80 / 100)', () => {
    const closed = once().close();
    expect(ofOrder(closed)).toEqual([
      // 40 hours of run and 2 of set-up; of the standard’s 10.00 an hour 0.4 hours of set-up are not covered.
      ['', 'labour', 'efficiency', '3', '30.00'],
      ['', 'labour', 'lot_size', '0.4', '4.00'],
      ['SHEET', 'material', 'lot_size', '0.2', '12.00'],
    ]);
    expect(totalOf(ofOrder(closed))).toBe(51_000n - 46_400n);
  });

  test('counts in the first month of an order', () => {
    const later = once().add('opening_wip', {
      ledger: 'L',
      order: 'O1',
      stage: 'material',
      element: 'material',
      amount: '0.01',
      quantity: '0',
      equivalent_units: '0',
    });
    const rows = ofOrder(later.close()).filter(([component]) => component === 'SHEET');
    // A second sheet is usage; what the standard has of it for 80 pieces is below zero.
    expect(rows).toEqual([
      ['SHEET', 'material', 'lot_size', '-0.8', '-48.00'],
      ['SHEET', 'material', 'usage', '1', '60.00'],
    ]);
  });
});

describe('units in process', () => {
  test('40 completed, 10 in process, 4 from before: 92 kg are allowed', () => {
    const month = new Month()
      .standard('STEEL', '4')
      .standard('BOX', '8')
      .buy('STEEL', '100', '400.00')
      .order('O1', 'BOX', '50')
      .add('opening_wip', {
        ledger: 'L',
        order: 'O1',
        stage: 'material',
        element: 'material',
        amount: '32.00',
        quantity: '4',
        equivalent_units: '4',
      })
      .issue('STEEL', '100', 'O1')
      .complete('BOX', '40', 'O1');
    bom(month, '', { STEEL: '2' });
    expect(ofOrder(month.close()).filter(([component]) => component === 'STEEL')).toEqual([
      ['STEEL', 'material', 'usage', '8', '32.00'],
    ]);
  });

  test.each([
    ['component_list', [], []],
    ['count', [{ stage: 'material=STEEL', quantity: '60' }], [['STEEL', 'material', 'usage', '-40', '-160.00']]],
  ] as const)('by %s a component in process is counted in its own unit', (method, counted, expected) => {
    const month = new Month()
      .standard('STEEL', '4')
      .standard('BOX', '8')
      .buy('STEEL', '100', '400.00')
      .order('O1', 'BOX', '50')
      .issue('STEEL', '100', 'O1')
      .complete('BOX', '40', 'O1');
    for (const of of counted) month.add('wip_count', { period: '2026-09', order: 'O1', operation: '', ...of });
    bom(month, '', { STEEL: '2' });
    const closed = month.close({ wip: { ...defaultPolicy.wip, method } });
    expect(ofOrder(closed).filter(([component]) => component === 'STEEL')).toEqual(expected);
  });

  test('hours count once where an element has stages of its own', () => {
    const month = byAnother();
    const whole = ofOrder(month.close(standard)).filter(([, element]) => element === 'labour');
    const apart = month
      .pool('POWER', '10.00', { element: 'overhead', driver: 'hours_labour' })
      .close({ ...standard, wip: { ...defaultPolicy.wip, elements: { labour: { method: 'none' } } } });
    expect(ofOrder(apart).filter(([, element]) => element === 'labour')).toEqual(whole);
  });

  test('an order that reports no quantities has the hours of its routing', () => {
    const month = byAnother();
    const [report] = month.rows.work_report.splice(0);
    month.add('work_report', { ...report, quantity_good: null });
    expect(ofOrder(month.close(standard))[0]).toEqual(['', 'labour', 'efficiency', '90', '1350.00']);
  });
});

describe('the price of material', () => {
  const told = (of: Policy['variances']['material_price']): Partial<Policy> => {
    return { variances: { ...defaultPolicy.variances, material_price: of } };
  };
  /** 100 bought at 4.20, 60 taken. */
  const bought = () =>
    bom(
      new Month()
        .standard('STEEL', '4')
        .standard('BOX', '8')
        .buy('STEEL', '100', '420.00')
        .order('O1', 'BOX', '30')
        .issue('STEEL', '60', 'O1')
        .complete('BOX', '30', 'O1'),
      '',
      { STEEL: '2' },
    );
  const atStandard = { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' } as const;

  test('at receipt is told of what was bought, and of what orders used', () => {
    expect(varianceRows(bought().close(told('receipt')))).toEqual([
      ['item', 'STEEL', 'P1', 'material', 'price', '100', '20.00'],
      ['order', 'O1', 'STEEL', 'material', 'price', '60', '12.00'],
    ]);
  });

  test('at use is told of orders alone', () => {
    expect(varianceRows(bought().close(told('use')))).toEqual([
      ['order', 'O1', 'STEEL', 'material', 'price', '60', '12.00'],
    ]);
  });

  test.each(['receipt', 'use'] as const)('of items at standard is their difference when they come: %s', (of) => {
    const closed = bought().close({ ...told(of), valuation: atStandard });
    expect(varianceRows(closed)).toEqual([['item', 'STEEL', 'P1', 'material', 'price', '100', '20.00']]);
    expect(closed.residuals()).toEqual([['price_difference', '20.00']]);
  });

  test('what goes back in the same month was not bought; what has no standard price has no difference', () => {
    const month = bought()
      .buy('GLUE', '1', '7.00')
      .move('purchase_return', 'STEEL', '20', { refers_to: 'M1' }, '84.00');
    expect(varianceRows(month.close(told('receipt')))[0]).toEqual([
      'item',
      'STEEL',
      'P1',
      'material',
      'price',
      '80',
      '16.00',
    ]);
  });

  test('has what is invoiced for purchases later, without a quantity', () => {
    const more = { refers_to: 'earlier' };
    const month = bought()
      .move('purchase_adjustment', 'STEEL', '0', { refers_to: 'M1' }, '15.00')
      // 10 of an earlier month were estimated at 38.00 and are invoiced at 43.00.
      .open('STEEL', '10', '40.00')
      .move('purchase_estimate_reversal', 'STEEL', '10', more, '38.00')
      .buy('STEEL', '10', '43.00', more);
    const price = ['item', 'STEEL', 'P1', 'material', 'price', '100', '40.00'];
    const closed = month.close({ ...told('use'), valuation: atStandard });
    expect(varianceRows(closed)).toEqual([price]);
    expect(closed.residuals()).toEqual([['price_difference', '40.00']]);
    expect(varianceRows(month.close(told('receipt'))).filter(([kind]) => kind === 'item')).toEqual([price]);
  });
});
