import {
  type Asked,
  type CostedVersion,
  defaultStandardPolicy,
  type RolledVersion,
  type RootCauses,
  rollStandard,
  rootCauses,
  type StandardKind,
  type StandardPolicy,
} from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const BOX: Asked = { plant: 'P1', item: 'BOX' };

interface Standard {
  readonly price?: string;
  readonly usage?: string;
  readonly hours?: string;
  readonly rate?: string;
  readonly scrap?: string;
  readonly fee?: string;
}

/** A box of 1.8 kg at 4.00 and 1.5 machine hours at 6.00: 16.20. */
function ofBox(
  month: Month,
  { price = '4', usage = '1.8', hours = '1.5', rate = '6', scrap, fee }: Standard = {},
): Month {
  const header = { plant: 'P1', parent: 'BOX', alternative: '', valid_from: '2026-01-01' };
  const routing = { plant: 'P1', item: 'BOX', alternative: '', operation: '10', work_centre: 'W1' };
  return month
    .item('BOX')
    .item('RAW')
    .add('bom', { ...header, base_quantity: '1', active: true })
    .add('bom_line', {
      ...header,
      line: 1,
      component: 'RAW',
      quantity: usage,
      kind: 'component',
      fixed: false,
      operation: '10',
    })
    .add('routing_operation', {
      ...routing,
      run_hours_machine: hours,
      scrap_rate: scrap ?? null,
      subcontract_price: fee ?? null,
    })
    .add('rate', {
      plant: 'P1',
      centre: 'C1',
      driver: 'hours_machine',
      element: 'overhead',
      valid_from: '2026-01-01',
      rate,
    })
    .standard('RAW', price);
}

/** 10 boxes of 2 kg at 5.00 and 20 hours of pools of 100.00: 20.00. */
function boxes(standard: Standard = {}): Month {
  return ofBox(new Month(), standard)
    .buy('RAW', '40', '200.00')
    .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
    .issue('RAW', '20', 'O1')
    .report('O1', '20', { operation: '10', quantity_good: '10' })
    .complete('BOX', '10', 'O1')
    .pool('POWER', '40.00')
    .pool('RENT', '60.00', { behaviour: 'fixed' });
}

function actual(month: Month): CostedVersion {
  const { version, outcome, findings } = month.close().result;
  if (version === undefined || outcome === undefined) throw new Error(JSON.stringify(findings));
  return { version, outcome };
}

function standard(month: Month, policy: Partial<StandardPolicy> = {}, kind: StandardKind = 'standard'): RolledVersion {
  const choices = { policy: { ...defaultStandardPolicy, ...policy }, assumptions: {} };
  const { rolled, amountScale, findings } = rollStandard({ ...month.rows }, choices, {
    ledger: 'L',
    kind,
    effective_on: '2026-09-01',
  });
  if (rolled === undefined) throw new Error(JSON.stringify(findings));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { rolled, amountScale };
}

function told({ causes }: RootCauses): Record<string, string> {
  return Object.fromEntries(causes.map(({ kind, subject, part }) => [`${kind} ${subject}`.trim(), part]));
}

describe('actual against standard', () => {
  test('price, usage, hours and rate, each by its mean', () => {
    const found = rootCauses(standard(boxes()), actual(boxes()))(BOX);
    expect(found).toMatchObject({ before: '16.200000', after: '20.000000', change: '3.800000' });
    expect(told(found)).toEqual({
      'hours C1': '2.750000', // (2 − 1.5) · ½(6 + 5)
      'purchase_price RAW': '1.900000', // (5 − 4) · ½(1.8 + 2)
      'pool_rate C1': '-1.750000', // (5 − 6) · ½(1.5 + 2)
      'usage RAW': '0.900000', // (2 − 1.8) · ½(4 + 5)
    });
    const back = rootCauses(actual(boxes()), standard(boxes()))(BOX);
    expect(told(back)['hours C1']).toBe('-2.750000');
  });

  test.each(['plan', 'simulation'] as const)('a %s is a side like any other', (kind) => {
    const found = rootCauses(standard(boxes(), {}, kind), actual(boxes()))(BOX);
    expect(told(found)['purchase_price RAW']).toBe('1.900000');
  });

  test('what has a price of its own in the month, and what is in stock', () => {
    const month = boxes().open('RAW', '20', '60.00');
    // 20 at 3.00 from stock and 40 at 5.00: 4.333333. Bought at 5 instead of 4; a third of it was there, at 3.
    const found = rootCauses(standard(boxes()), actual(month))({ plant: 'P1', item: 'RAW' });
    expect(found.change).toBe('0.333333');
    expect(told(found)).toEqual({
      'purchase_price RAW': '0.833333', // (5 − 4) · ½(1 + ⅔)
      'mix RAW': '-0.500000', // ⅓ · (½(3 + 3) − ½(4 + 5))
    });
  });

  test('scrap against the scrap of the routing is yield', () => {
    // 10 % are lost: 2 kg are issued for each good one, 1.8 of each that enters.
    const found = rootCauses(
      standard(boxes({ scrap: '0.1', usage: '1.8', hours: '1.8', price: '5', rate: '5' })),
      actual(boxes()),
    )(BOX);
    expect(found).toMatchObject({ before: '20.000000', after: '20.000000' });
    expect(told(found)).toEqual({
      'yield BOX': '-2.111112', // (1 − 1/0.9) · ½(1.8 + 2) · 5, of material and of work
      'hours C1': '1.055556', // ½(1/0.9 + 1) · (2 − 1.8) · 5
      'usage RAW': '1.055556',
    });
  });

  test('a fee, and a line that the standard does not have', () => {
    const month = boxes().buy('GLUE', '5', '10.00').issue('GLUE', '5', 'O1');
    const found = rootCauses(standard(boxes({ fee: '3' }), { subcontract_element: 'labour' }), actual(month))(BOX);
    expect(told(found)).toMatchObject({ 'fee BOX': '-3.000000', 'structure GLUE': '1.000000' });
  });

  test('credits and surcharges are told apart', () => {
    const surcharges = [
      { element: 'overhead', rate: '0.1', on_class: 'material', basis: 'purchased_components' as const },
    ];
    const found = rootCauses(standard(boxes(), { surcharges }), actual(boxes()))(BOX);
    expect(found.before).toBe('16.920000');
    expect(told(found)).toMatchObject({ 'surcharge BOX': '-0.720000', 'usage RAW': '0.900000' });
  });

  test('cost of sales and closing stock, at the same quantities', () => {
    const month = boxes().sell('BOX', '4');
    const why = rootCauses(standard(boxes()), actual(month));
    const sold = why('cost_of_sales');
    expect(sold).toMatchObject({ before: '64.80', after: '80.00', change: '15.20' });
    expect(told(sold)).toEqual({
      'hours C1': '11.00',
      'purchase_price RAW': '7.60',
      'pool_rate C1': '-7.00',
      'usage RAW': '3.60',
    });
    // 6 boxes, and 20 kg that cost 1.00 more each.
    expect(why('closing_stock')).toMatchObject({ before: '177.20', after: '220.00', change: '42.80' });
    expect(told(why('closing_stock'))['purchase_price RAW']).toBe('31.40');
  });

  test('what another plant made is moved in, at its standard', () => {
    const moved = boxes()
      .move('transfer', 'BOX', '10', { to_plant: 'P2' })
      .order('O2', 'SET', '10', { plant: 'P2', closed_on: '2026-09-30' })
      .issue('BOX', '10', 'O2', { plant: 'P2' })
      .complete('SET', '10', 'O2', { plant: 'P2' });
    const header = { plant: 'P2', parent: 'SET', alternative: '', valid_from: '2026-01-01' };
    const whole = moved.add('bom', { ...header, base_quantity: '1', active: true }).add('bom_line', {
      ...header,
      line: 1,
      component: 'BOX',
      quantity: '1',
      kind: 'component',
      fixed: false,
      component_plant: 'P1',
    });
    const found = rootCauses(standard(whole), actual(whole))({ plant: 'P2', item: 'SET' });
    expect(found.change).toBe('3.800000');
    expect(told(found)).toEqual({
      'hours C1': '2.750000',
      'purchase_price RAW': '1.900000',
      'pool_rate C1': '-1.750000',
      'usage RAW': '0.900000',
    });
  });
});

describe('standard against standard', () => {
  const causes = (before: Standard, after: Standard) =>
    told(rootCauses(standard(ofBox(new Month(), before)), standard(ofBox(new Month(), after)))(BOX));

  test.each([
    ['a price', { price: '5' }, { 'purchase_price RAW': '1.800000' }],
    ['usage', { usage: '2' }, { 'usage RAW': '0.800000' }],
    ['a rate', { rate: '8' }, { 'pool_rate C1': '3.000000' }],
    ['hours', { hours: '2' }, { 'hours C1': '3.000000' }],
    // (1/0.9 − 1) · 16.2
    ['scrap of an operation', { scrap: '0.1' }, { 'yield BOX': '1.800000' }],
    [
      'a price and usage, halved',
      { price: '5', usage: '2' },
      { 'purchase_price RAW': '1.900000', 'usage RAW': '0.900000' },
    ],
  ])('%s', (_, change, expected) => {
    expect(causes({}, change)).toEqual(expected);
    expect(causes(change, change)).toEqual({});
  });

  test('has no totals', () => {
    const side = standard(ofBox(new Month()));
    expect(rootCauses(side, side)('cost_of_sales')).toMatchObject({ before: '', after: '', causes: [] });
  });
});
