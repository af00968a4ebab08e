import { buildBom } from '@millrace/bom';
import {
  bomRows,
  defaultPolicy,
  defaultStandardPolicy,
  type Policy,
  readFacts,
  rollStandard,
  variances,
} from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const header = { plant: 'P1', valid_from: '2026-01-01', base_quantity: '1', active: true } as const;
const line = { plant: 'P1', valid_from: '2026-01-01', kind: 'component', fixed: false, quantity: '5' } as const;
const byBom: Partial<Policy> = { back_flush: 'orders_without_issues' };

const ofItem = (owner: string, name: string, value: string) => ({ owner_kind: 'item', owner, name, value }) as const;
const ofOrder = (owner: string, name: string, value: string) => ({ owner_kind: 'order', owner, name, value }) as const;

/** A PANEL of 1.2 m × 0.5 m takes 2.7 kg/m² of SHEET and 5 % more: 1.701 kg. */
function panels(formula = 'size_l * size_w * density * 1.05'): Month {
  return new Month()
    .open('SHEET', '100', '1000.00')
    .item('PANEL')
    .add('bom', { ...header, parent: 'PANEL' })
    .add('bom_line', { ...line, parent: 'PANEL', line: 10, component: 'SHEET', formula })
    .add(
      'attribute',
      ofItem('PANEL', 'size_l', '1.2'),
      ofItem('PANEL', 'size_w', '0.5'),
      ofItem('SHEET', 'density', '2.7'),
    );
}

/** Two orders of 10, one of them 2 m long. */
function ordered(month = panels()): Month {
  return month
    .order('USUAL', 'PANEL', '10', { closed_on: '2026-09-30' })
    .order('LONG', 'PANEL', '10', { closed_on: '2026-09-30' })
    .add('attribute', ofOrder('LONG', 'size_l', '2'))
    .complete('PANEL', '10', 'USUAL', { movement: 'usual' })
    .complete('PANEL', '10', 'LONG', { movement: 'long' });
}

const rolling = { ledger: 'L', kind: 'standard', effective_on: '2026-09-30' } as const;

describe('a line of a bill of material by formula (公式用量)', () => {
  test("takes by the order's attributes, else by those of what is made and of the component", () => {
    const month = ordered().close(byBom);
    expect(month.findings).toEqual([]);
    // 1.2 · 0.5 · 2.7 · 1.05 = 1.701 kg a piece, of 2 m 2.835 kg; 10.00 a kg.
    expect([month.cost('usual'), month.cost('long')]).toEqual(['170.10', '283.50']);
    expect(month.closing('SHEET')).toEqual(['54.64', '546.40']);
  });

  test('is measured by the order it follows, or by the standard, which knows no order', () => {
    const month = () => ordered().standard('SHEET', '10').standard('PANEL', '17.01');
    const told = (against: 'standard' | 'order_plan') => {
      const policy = { ...byBom, variances: { ...defaultPolicy.variances, against } };
      const { outcome } = month().close(policy).result;
      if (outcome === undefined) throw new Error('It does not close.');
      const usage = variances(outcome).filter(({ object, kind }) => object === 'LONG' && kind === 'usage');
      return usage.map(({ quantity, amount }) => [quantity, amount]);
    };
    // 28.35 kg taken, where 1.701 kg a piece are the standard: 11.34 kg at 10.00.
    expect(told('standard')).toEqual([['11.340000', '113.40']]);
    expect(told('order_plan')).toEqual([]);
  });

  test('is in the standard cost and in the structure', () => {
    const facts = panels().standard('SHEET', '10').rows;
    const { findings, version } = rollStandard(facts, { policy: defaultStandardPolicy, assumptions: {} }, rolling);
    expect(findings).toEqual([]);
    const costs = version?.rows('unit_cost').map(({ item, unit_cost }) => [item, unit_cost]);
    expect(costs).toEqual([
      ['PANEL', '17.010000'],
      ['SHEET', '10.000000'],
    ]);
    const bom = buildBom(bomRows(readFacts(facts, 'L')), { as_of: '2026-09-30' }, defaultStandardPolicy);
    const [panel] = bom.items.filter(({ item }) => item === 'PANEL');
    expect(panel.lines.map(({ perUnit }) => perUnit)).toEqual([{ numerator: 1701n, denominator: 1000n }]);
  });

  test('reaches through phantoms, whose own attributes their lines read, and is rounded once to 9 decimals', () => {
    const month = panels()
      .item('FRAME')
      .open('BAR', '100', '100.00')
      .add('bom', { ...header, parent: 'FRAME' })
      .add('bom_line', { ...line, parent: 'FRAME', line: 10, component: 'BAR', formula: 'size_l / 3' })
      .add('bom_line', { ...line, parent: 'PANEL', line: 20, component: 'FRAME', kind: 'phantom', formula: 'frames' })
      .add('attribute', ofItem('PANEL', 'frames', '2'), ofItem('FRAME', 'size_l', '1'), ofItem('BAR', 'size_l', '7'));
    const closed = ordered(month).close(byBom);
    expect(closed.findings).toEqual([]);
    // Two frames of 0.333333333 m each; the order's own length makes it 0.666666667 m.
    const bars = closed.version.rows('back_flush').filter(({ item }) => item === 'BAR');
    expect(bars.map(({ order, quantity }) => [order, quantity])).toEqual([
      ['LONG', '13.333333'],
      ['USUAL', '6.666667'],
    ]);
  });

  test.each([
    ['size_l * thick', 'line_formula_must_be_readable', 'Unknown variable: thick', '10', ''],
    ['1.05.2', 'line_formula_must_be_readable', 'Expected IDENTIFIER, got NUMBER', '6', ''],
    ['size_l > 1', 'line_formula_must_be_readable', 'it gives a bool, not a number', '1', ''],
    ['1 / (size_w - 0.5)', 'line_formula_must_give_a_quantity', 'it divides by zero', '6', ''],
    ['only_long * 2', 'line_formula_must_give_a_quantity', '"only_long" is not known of it', '1', ''],
    ['1.5 - size_l', 'line_formula_must_give_a_quantity', 'it is below 0', '1', 'LONG'],
    ['size_w / 1000000000000', 'line_formula_must_give_a_quantity', 'it is not 0, but rounds to 0', '1', ''],
    ['size_w * 1000000000000', 'line_formula_must_give_a_quantity', 'it is too large', '1', ''],
  ])('that gives none is an error before the run, and the quantity written counts: %s', (formula, ...fault) => {
    const month = ordered(panels(formula).add('attribute', ofOrder('LONG', 'only_long', '1'))).close(byBom);
    const told = month.result.findings.map(({ code, table, key, fields }) => {
      expect([table, key]).toEqual(['bom_line', 'P1 · PANEL ·  · 2026-01-01 · 10']);
      return [code, fields.what, fields.position, fields.order ?? ''];
    });
    expect(told).toContainEqual(fault);
    const taken = month.version.rows('back_flush').map(({ order, quantity }) => [order, quantity]);
    const faulty = fault[3] === '' ? 'USUAL' : fault[3];
    expect(taken).toContainEqual([faulty, '50.000000']);
  });

  test('that only orders have the attributes of has no standard, and no fault in a close that takes it for none but them', () => {
    const facts = () =>
      panels('only_long * 2')
        .order('LONG', 'PANEL', '10')
        .add('attribute', ofOrder('LONG', 'only_long', '1'));
    expect(facts().complete('PANEL', '10', 'LONG').close(byBom).findings).not.toContain(
      'line_formula_must_give_a_quantity',
    );
    const rolled = rollStandard(facts().rows, { policy: defaultStandardPolicy, assumptions: {} }, rolling);
    expect(rolled.findings.map(({ code }) => code)).toContain('line_formula_must_be_readable');
  });
});
