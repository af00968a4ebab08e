import { explain, openingFrom, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

const PARALLEL: Partial<Policy> = {
  step_costing_by_category: { semi: { carry: 'parallel' } },
  wip_by_category: { box: { progress: '0.4' } },
};

/** A bill of material: `quantity` of each component in one of the parent. */
function bom(month: Month, parent: string, components: Readonly<Record<string, string>>): Month {
  const lines = Object.entries(components).map(([component, quantity]) => ({ component, quantity }));
  for (const { component } of lines) month.item(component);
  return month.item(parent).bom(parent, '1', lines);
}

/** Of 120 PART 100 are made and 90 go into BOX, of which 75 are made; the others are in process. */
function twoSteps(period?: string): Month {
  const month = new Month(period).item('PART', { category: 'semi' }).item('BOX', { category: 'box' });
  return bom(month, 'BOX', { PART: '1' })
    .order('STEP 1', 'PART', '120')
    .report('STEP 1', '1')
    .complete('PART', '100', 'STEP 1')
    .order('STEP 2', 'BOX', '90')
    .issue('PART', '90', 'STEP 2', { movement: 'taken' })
    .report('STEP 2', '0', { hours_labour: '1' })
    .complete('BOX', '75', 'STEP 2', { movement: 'made' })
    .pool('WAGES 1', '5500.00', { element: 'labour' })
    .pool('WAGES 2', '1620.00', { driver: 'hours_labour' });
}

const sharesOf = (closed: ClosedMonth) =>
  closed.version
    .rows('step_share')
    .map(({ item, stage, share, target, element, units, quantity, rate, amount }) =>
      [item, stage, share, target, element, units, quantity, rate, amount].join(' '),
    );

describe('steps in parallel (平行结转)', () => {
  test('a step gives its cost to what is finished, and keeps that of all its units which are not', () => {
    const closed = twoSteps().close(PARALLEL);
    expect(closed.findings).toEqual([]);
    expect(sharesOf(closed)).toEqual([
      'PART conversion finished STEP 2 labour 75.000000 75.000000 50.000000 3750.00',
      'PART conversion in_process  labour 25.000000 35.000000 50.000000 1750.00',
    ]);
    expect(closed.cost('made')).toBe('5250.00');
    expect(closed.cost('made', 'labour')).toBe('3750.00');
    expect(closed.cost('taken')).toBe('0.00');
    expect(closed.closing('PART')).toEqual(['10', '0.00']);
    expect(closed.proof()).toMatchObject({ 'out step_wip': '1750.00', 'out closing_wip': '120.00' });
  });

  test('by quota, a step shares its cost by what was laid down for a unit and for what is in process (定额比例)', () => {
    // Material of 80.00 and 4 h are the quota of a PART, of what is in process 1,200.00 and 50 h.
    const quota = (stage: string, completed: string, in_process: string) =>
      ({ period: '2026-09', order: 'STEP 1', stage, completed, in_process }) as const;
    const month = twoSteps()
      .open('BAR', '120', '9360.00')
      .issue('BAR', '120', 'STEP 1')
      .add('order_quota', quota('material', '8000', '1200'), quota('conversion', '400', '50'));
    const closed = month.close({
      ...PARALLEL,
      wip_by_category: { ...PARALLEL.wip_by_category, semi: { method: 'quota_ratio' } },
    });
    expect(closed.findings).toEqual([]);
    // 75 · 4 h are finished, 25 · 4 h wait and 50 h are in process: 5,500.00 over 450 h. 9,360.00 over 6,000.00 + 2,000.00 + 1,200.00.
    expect(sharesOf(closed)).toEqual([
      'PART conversion finished STEP 2 labour 75.000000 300.000000 12.222222 3666.67',
      'PART conversion in_process  labour 25.000000 150.000000 12.222222 1833.33',
      'PART material finished STEP 2 material 75.000000 6000.000000 1.017391 6104.35',
      'PART material in_process  material 25.000000 3200.000000 1.017391 3255.65',
    ]);
    expect(closed.cost('made')).toBe('11271.02');
  });

  test('what a product cost is told through the step, and its components name it', () => {
    const { outcome, version } = twoSteps().close(PARALLEL).result;
    if (outcome === undefined || version === undefined) throw new Error('fatal');
    const told = explain(outcome, version, 'P1', 'BOX');
    const step = told?.lines[0].lines.find(({ key }) => key === 'PART');
    expect(step).toMatchObject({ kind: 'component', amount: '3750.00' });
    expect(step?.lines.map(({ kind, key, amount }) => [kind, key, amount])).toEqual([['pool', 'WAGES 1', '3750.00']]);
    const rows = version.rows('unit_cost_component').filter(({ item }) => item === 'BOX');
    expect(rows.map(({ source, source_key, amount }) => [source, source_key, amount])).toEqual([
      ['component', 'PART', '3750.00'],
      ['pool', 'WAGES 2', '1500.00'],
    ]);
  });

  test('what is in process is carried to the next month by item, and shared again', () => {
    const first = twoSteps();
    const september = first.close(PARALLEL);
    const opening = openingFrom(september.version);
    expect(opening.opening_wip).toContainEqual({
      ledger: 'L',
      item: 'PART',
      stage: 'conversion',
      element: 'labour',
      amount: '1750.00',
      quantity: '25.000000',
      equivalent_units: '35.000000',
    });
    const next = new Month('2026-10').item('PART', { category: 'semi' }).item('BOX', { category: 'box' });
    bom(next, 'BOX', { PART: '1' })
      .after(opening)
      .order('STEP 1', 'PART', '120', { opened_on: '2026-09-01' })
      .order('STEP 2', 'BOX', '90', { opened_on: '2026-09-01' })
      .add('movement', ...first.rows.movement)
      .complete('PART', '20', 'STEP 1', { movement: 'last' })
      .complete('BOX', '15', 'STEP 2', { movement: 'rest' })
      .report('STEP 1', '1')
      .pool('WAGES 1', '500.00', { element: 'labour' });
    const october = next.close(PARALLEL, september.version);
    // 1,750.00 and 500.00 over the 15 that are finished and 30 in stock.
    expect(sharesOf(october)).toEqual([
      'PART conversion finished STEP 2 labour 15.000000 15.000000 50.000000 750.00',
      'PART conversion in_process  labour 30.000000 30.000000 50.000000 1500.00',
    ]);
    expect(october.findings).toEqual([]);
    expect(october.cost('rest', 'labour')).toBe('750.00');
  });

  test('through several levels, by the units that a product consists of', () => {
    const month = new Month().item('BLANK', { category: 'semi' }).item('PART', { category: 'semi' });
    bom(bom(month, 'PART', { BLANK: '2' }), 'BOX', { PART: '3', BLANK: '1' })
      .order('O1', 'BLANK', '40')
      .report('O1', '1')
      .complete('BLANK', '40', 'O1')
      .order('O2', 'PART', '15')
      .issue('BLANK', '30', 'O2')
      .complete('PART', '15', 'O2')
      .order('O3', 'BOX', '4')
      .issue('PART', '12', 'O3')
      .issue('BLANK', '4', 'O3')
      .complete('BOX', '4', 'O3', { movement: 'made' })
      .pool('WAGES', '400.00');
    const closed = month.close(PARALLEL);
    // 4 boxes of 7 blanks each; 3 parts with 2 of them, and 6 blanks, are in stock.
    expect(sharesOf(closed)).toEqual([
      'BLANK conversion finished O3 overhead 28.000000 28.000000 10.000000 280.00',
      'BLANK conversion in_process  overhead 12.000000 12.000000 10.000000 120.00',
      // What the parts took brought nothing.
      'PART material finished O3 material 12.000000 12.000000  0',
      'PART material in_process  material 3.000000 3.000000  0',
    ]);
    expect(closed.cost('made')).toBe('280.00');
    expect(closed.findings).toEqual([]);
  });

  test('what is sold or spoiled is finished there', () => {
    const month = new Month().item('PART', { category: 'semi' });
    bom(month, 'BOX', { PART: '1' })
      .order('O1', 'PART', '10')
      .report('O1', '1')
      .complete('PART', '10', 'O1')
      .sell('PART', '2', { movement: 'sold' })
      .order('O2', 'BOX', '6', { closed_on: '2026-09-30' })
      .issue('PART', '6', 'O2')
      .complete('BOX', '5', 'O2', { movement: 'made' })
      .move('operation_scrap', 'BOX', '1', { order: 'O2' })
      .pool('WAGES', '100.00');
    const closed = month.close({ ...PARALLEL, operation_scrap: 'abnormal' });
    expect(closed.findings).toEqual([]);
    expect(sharesOf(closed)).toEqual([
      'PART conversion elsewhere sold overhead 2.000000 2.000000 10.000000 20.00',
      'PART conversion finished O2 overhead 5.000000 5.000000 10.000000 50.00',
      'PART conversion in_process  overhead 2.000000 2.000000 10.000000 20.00',
      'PART conversion lost O2 overhead 1.000000 1.000000 10.000000 10.00',
    ]);
    expect(closed.cost('sold')).toBe('20.00');
    expect(closed.version.rows('spoilage').map(({ order, net }) => [order, net])).toEqual([['O2', '10.00']]);
  });

  test.each([
    // Nobody bears them: 5,625.00 over 100 and 7.5.
    ['neglected', 'good', '3924.42', '1700.58'],
    // 5 more equivalents, borne by the 100 that were made: 75 · 1.05 at 50.00.
    ['counted', 'good', '3937.50', '1687.50'],
    // 15 in process have not passed the inspection at the end, and bear nothing.
    ['counted', 'good_and_wip', '3937.50', '1687.50'],
  ] as const)('units that a step loses as a rule: %s, borne by %s', (normal, borne_by, finished, stays) => {
    const closed = twoSteps()
      .add('normal_loss', { plant: 'P1', item: 'PART', valid_from: '2026-01-01', rate: '0.05', basis: 'good' })
      .move('operation_scrap', 'PART', '5', { order: 'STEP 1' })
      .pool('MORE', '125.00', { element: 'labour' })
      .close({
        ...PARALLEL,
        spoilage: { normal, borne_by, inspection: 'operation', irreparable: 'equivalent_units', loss: 'expense' },
      });
    expect(closed.findings).toEqual([]);
    expect(closed.cost('made', 'labour')).toBe(finished);
    const rows = closed.version.rows('step_share').filter(({ share }) => share === 'in_process');
    expect(rows.map(({ units, amount }) => [units, amount])).toEqual([['25.000000', stays]]);
  });

  test.each([
    // Nothing: all of it is in what was finished.
    ['none', '', '5500.00', '0'],
    ['material_only', '', '5500.00', '0'],
    // At 40.00 a whole unit: 10 equivalents in process, 10 in stock, 15 in the next step.
    ['quota_cost', '', '4100.00', '1400.00'],
    // As much as there was.
    ['fixed', '900.00', '5500.00', '900.00'],
  ] as const)('what is in no finished product may have a value of its own: %s', (method, opening, finished, stays) => {
    const month = twoSteps().standard('PART', { labour: '40' });
    if (opening !== '') {
      month.add('opening_wip', { ledger: 'L', item: 'PART', stage: 'conversion', element: 'labour', amount: opening });
    }
    const closed = month.close({ ...PARALLEL, wip_by_category: { ...PARALLEL.wip_by_category, semi: { method } } });
    expect(closed.findings.filter((code) => code !== 'orders_without_variances')).toEqual([]);
    expect(closed.cost('made', 'labour')).toBe(finished);
    const rows = closed.version.rows('step_share').filter(({ share }) => share === 'in_process');
    // It has no weight, and no rate.
    expect(rows.map(({ units, quantity, rate, amount }) => [units, quantity, rate, amount])).toEqual([
      ['25.000000', '', '', stays],
    ]);
    expect(openingFrom(closed.version).opening_wip.map(({ item, amount }) => [item, amount])).toContainEqual([
      'PART',
      stays,
    ]);
  });

  test('by material alone conversion in process is nothing, material shares', () => {
    const month = twoSteps().open('BAR', '120', '6000.00').issue('BAR', '120', 'STEP 1');
    const semi = { method: 'material_only' } as const;
    const closed = month.close({ ...PARALLEL, wip_by_category: { ...PARALLEL.wip_by_category, semi } });
    // 75 of 120 of material are finished; all of the wages.
    expect([closed.cost('made', 'material'), closed.cost('made', 'labour')]).toEqual(['3750.00', '5500.00']);
  });

  test('a standard that is missing is an error, and the step shares', () => {
    const semi = { method: 'quota_cost' } as const;
    const closed = twoSteps().close({ ...PARALLEL, wip_by_category: { ...PARALLEL.wip_by_category, semi } });
    expect(closed.findings).toEqual(['stage_must_have_a_standard']);
    expect(closed.cost('made', 'labour')).toBe('3750.00');
  });
});
