import { closePeriod, defaultPolicy, explain, orderSheets, type Policy, variances } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const own = { plant: 'P1', valid_from: '2026-01-01', base_quantity: '1', active: true } as const;
const line = { plant: 'P1', valid_from: '2026-01-01', kind: 'component', fixed: false } as const;
const operation = { plant: 'P1', item: 'BOX', work_centre: 'W1' } as const;
const byBom: Partial<Policy> = { back_flush: 'orders_without_issues' };

/** BOX takes 2.5 m of PLY with 4 % scrap and 4 NAIL, none of which anybody issued. */
function unissued(): Month {
  return new Month()
    .open('PLY', '200', '2000.00')
    .open('NAIL', '1000', '10.00')
    .item('BOX')
    .add('bom', { ...own, parent: 'BOX' })
    .add(
      'bom_line',
      { ...line, parent: 'BOX', line: 10, component: 'PLY', quantity: '2.5', scrap_rate: '0.04' },
      { ...line, parent: 'BOX', line: 20, component: 'NAIL', quantity: '4', operation: '20' },
    );
}

function boxes(planned = '40', closed_on = '2026-09-30'): Month {
  return unissued().order('WO-1', 'BOX', planned, { closed_on });
}

describe('material by the bill of material (倒冲)', () => {
  test('leaves stock for what was good, scrap rate in, as if it had been issued', () => {
    const month = boxes().complete('BOX', '40', 'WO-1', { movement: 'boxes' }).close(byBom);
    expect(month.findings).toEqual([]);
    // 104 m at 10.00 and 160 nails at 0.01.
    expect(month.cost('boxes')).toBe('1041.60');
    expect([month.closing('PLY'), month.closing('NAIL')]).toEqual([
      ['96', '960.00'],
      ['840', '8.40'],
    ]);
    expect(month.version.rows('back_flush')).toEqual([
      {
        movement: 'back-flush:2026-09:WO-1:1',
        order: 'WO-1',
        plant: 'P1',
        item: 'PLY',
        operation: '',
        posted_on: '2026-09-01',
        quantity: '104.000000',
      },
      {
        movement: 'back-flush:2026-09:WO-1:2',
        order: 'WO-1',
        plant: 'P1',
        item: 'NAIL',
        operation: '20',
        posted_on: '2026-09-01',
        quantity: '160.000000',
      },
    ]);
    expect(month.cost('back-flush:2026-09:WO-1:1')).toBe('1040.00');
  });

  test('is told by order sheets, explanations and variances', () => {
    const { version, outcome } = boxes()
      .standard('PLY', '9.00')
      .standard('NAIL', '0.01')
      .standard('BOX', '23.44')
      .complete('BOX', '40', 'WO-1')
      .close(byBom).result;
    if (version === undefined || outcome === undefined) throw new Error('It does not close.');
    const sheet = orderSheets(outcome, version)('WO-1');
    expect(sheet?.consumption.map((row) => [row.component, row.quantity, row.back_flushed, row.difference])).toEqual([
      ['NAIL', '160.000000', '160.000000', '0.000000000'],
      ['PLY', '104.000000', '104.000000', '0.000000000'],
    ]);
    const [made] = explain(outcome, version, 'P1', 'BOX')?.lines ?? [];
    expect(made.lines.map(({ kind, key }) => [kind, key])).toEqual([
      ['component', 'P1 · PLY'],
      ['component', 'P1 · NAIL'],
    ]);
    // 104 m for 1,040.00 at 9.00; what the bill of material allows is what was taken.
    const rows = variances(outcome).filter(({ object }) => object === 'WO-1');
    expect(rows.map((row) => [row.component, row.kind, row.amount])).toEqual([['PLY', 'price', '104.00']]);
  });

  test('is taken of no order unless the policy says so', () => {
    const month = boxes().complete('BOX', '40', 'WO-1').sell('BOX', '40').close();
    expect(month.findings).toEqual(['order_with_output_must_have_cost']);
    expect(month.version.rows('back_flush')).toEqual([]);
  });

  test.each<[string, Month]>([
    ['to which something was issued', boxes().issue('NAIL', '1', 'WO-1')],
    ['that repairs', unissued().order('WO-1', 'BOX', '40', { type: 'rework' })],
    ['that takes apart', unissued().order('WO-1', 'BOX', '40', { type: 'disassembly' })],
    ['that is not approved', unissued().order('WO-1', 'BOX', '40', { status: 'draft' })],
    ['that was closed before', boxes('40', '2026-08-31')],
    [
      'whose material was in process before anything was good',
      boxes().add('opening_wip', {
        ledger: 'L',
        order: 'WO-1',
        stage: 'material',
        element: 'material',
        amount: '500.00',
      }),
    ],
  ])('is not taken of an order %s', (_, month) => {
    const { version } = month.complete('BOX', '40', 'WO-1').close(byBom);
    expect(version.rows('back_flush')).toEqual([]);
  });

  test('is what the last operation made good; units that are not so far have had none', () => {
    const at = (operation: string, good: string) => ({
      operation,
      quantity_good: good,
    });
    const month = unissued()
      .order('WO-1', 'BOX', '40')
      .add('routing_operation', { ...operation, operation: '10' }, { ...operation, operation: '20' })
      .report('WO-1', '1', at('10', '35'))
      .report('WO-1', '1', at('20', '30'))
      .complete('BOX', '20', 'WO-1', { movement: 'boxes' })
      .close(byBom);
    // 78 m for 30, of which 20 were received; 10 wait, and 10 of 40 have none: 520.00 of 780.00, and 0.80 of 1.20.
    expect(month.version.rows('back_flush').map(({ item, quantity }) => [item, quantity])).toEqual([
      ['PLY', '78.000000'],
      ['NAIL', '120.000000'],
    ]);
    expect(month.cost('boxes')).toBe('520.80');
    const wip = month.version.rows('order_cost').map((row) => [row.stage, row.closing_wip]);
    expect(wip).toEqual([
      ['material', '260.00'],
      ['material:20', '0.40'],
    ]);
  });

  test('a fixed line is taken once, a phantom as what it consists of', () => {
    const month = unissued()
      .item('SET')
      .add('bom', { ...own, parent: 'SET', base_quantity: '10' })
      .add('bom_line', { ...line, parent: 'SET', line: 10, component: 'NAIL', quantity: '30' })
      .add(
        'bom_line',
        { ...line, parent: 'BOX', line: 30, component: 'SET', quantity: '2', kind: 'phantom' },
        { ...line, parent: 'BOX', line: 40, component: 'PLY', quantity: '6', scrap_rate: '0.5', fixed: true },
      )
      .order('WO-1', 'BOX', '40')
      .complete('BOX', '10', 'WO-1');
    const taken = (policy: Partial<Policy>) =>
      month
        .close(policy)
        .version.rows('back_flush')
        .map(({ item, quantity }) => [item, quantity]);
    expect(taken(byBom)).toEqual([
      ['PLY', '26.000000'],
      ['NAIL', '40.000000'],
      ['NAIL', '60.000000'],
      ['PLY', '6.000000'],
    ]);
    // Of 3 that were good in August the fixed one is gone.
    month.rows.movement.push({
      ...month.rows.movement[month.rows.movement.length - 1],
      movement: 'August',
      posted_at: '2026-08-20T08:00:00+08:00',
      quantity: '3',
    });
    Object.assign(month.rows.production_order[0], { opened_on: '2026-08-01' });
    expect(taken(byBom).map(([item]) => item)).toEqual(['PLY', 'NAIL', 'NAIL']);
  });

  test('is rounded once, and counted in the unit of stock', () => {
    const month = new Month()
      .open('PLY', '10', '100.00')
      .add('unit_conversion', { item: 'PLY', from_unit: 'sheet', to_unit: 'pc', numerator: '1', denominator: '3' })
      .item('BOX')
      .add('bom', { ...own, parent: 'BOX', base_quantity: '7' })
      .add('bom_line', { ...line, parent: 'BOX', line: 10, component: 'PLY', quantity: '1', unit: 'sheet' })
      .order('WO-1', 'BOX', '2', { closed_on: '2026-09-30' })
      .complete('BOX', '1', 'WO-1')
      .complete('BOX', '1', 'WO-1')
      .close(byBom);
    // 2 · 1/7 · 1/3, not twice 0.047619.
    expect(month.version.rows('back_flush').map(({ quantity }) => quantity)).toEqual(['0.095238']);
  });

  test('is short like an issue that was written down, by its own name', () => {
    const month = boxes('100').complete('BOX', '100', 'WO-1').close(byBom);
    const [found] = month.result.findings;
    expect([found.code, found.key, found.severity]).toEqual([
      'stock_must_not_fall_below_zero',
      'back-flush:2026-09:WO-1:1',
      'error',
    ]);
  });

  test('takes layers as they are when the last of its goods came in', () => {
    const month = new Month()
      .item('BOX')
      .add('bom', { ...own, parent: 'BOX' })
      .add('bom_line', { ...line, parent: 'BOX', line: 10, component: 'PLY', quantity: '1' })
      .order('WO-1', 'BOX', '10', { closed_on: '2026-09-30' })
      .on(3)
      .buy('PLY', '10', '100.00')
      .on(5)
      .complete('BOX', '4', 'WO-1', { movement: 'first' })
      .on(7)
      .move('issue', 'PLY', '6', { centre: 'C1' })
      .buy('PLY', '10', '200.00')
      .on(9)
      .complete('BOX', '6', 'WO-1', { movement: 'second' })
      .close({ ...byBom, valuation: { ...defaultPolicy.valuation, method: 'fifo' } });
    // 4 at 10.00 and 6 at 20.00, over ten.
    expect([month.cost('first'), month.cost('second')]).toEqual(['64.00', '96.00']);
  });

  test('what comes back reduces it', () => {
    const month = boxes()
      .complete('BOX', '40', 'WO-1', { movement: 'boxes' })
      .move('issue_return', 'PLY', '4', { order: 'WO-1' })
      .close(byBom);
    expect([month.cost('boxes'), month.closing('PLY')]).toEqual(['1001.60', ['100', '1000.00']]);
  });

  test('what is made again after it was reversed takes nothing twice', () => {
    const month = boxes()
      .complete('BOX', '40', 'WO-1')
      .move('completion_reversal', 'BOX', '10', { order: 'WO-1' })
      .complete('BOX', '10', 'WO-1')
      .close(byBom);
    expect(month.version.rows('back_flush')[0].quantity).toBe('104.000000');
  });

  test('a key that a document has already stays its own', () => {
    const month = boxes()
      .buy('PLY', '1', '10.00', { movement: 'back-flush:2026-09:WO-1:1' })
      .complete('BOX', '40', 'WO-1')
      .close(byBom);
    expect(month.version.rows('back_flush').map(({ movement }) => movement)).toEqual([
      "back-flush:2026-09:WO-1:1'",
      'back-flush:2026-09:WO-1:2',
    ]);
    expect(month.cost('back-flush:2026-09:WO-1:1')).toBe('10.00');
  });

  test('a component of a plant outside the ledger is told, and not taken', () => {
    const month = boxes()
      .add('bom_line', { ...line, parent: 'BOX', line: 30, component: 'PLY', quantity: '1', component_plant: 'X' })
      .complete('BOX', '40', 'WO-1')
      .close(byBom);
    expect(month.findings).toEqual(['movement_of_an_order_must_be_in_its_ledger']);
    expect(month.version.rows('back_flush').length).toBe(2);
  });

  test('a line whose unit has no conversion is told, and not taken', () => {
    const month = boxes()
      .add('bom_line', { ...line, parent: 'BOX', line: 30, component: 'PLY', quantity: '1', unit: 'roll' })
      .complete('BOX', '40', 'WO-1')
      .close(byBom);
    expect(month.result.findings.map(({ code, table }) => [code, table])).toEqual([
      ['unit_must_have_a_conversion', 'bom_line'],
    ]);
    expect(month.version.rows('back_flush').length).toBe(2);
  });

  test('what was given closes to the same version again', () => {
    const { version, outcome } = boxes().complete('BOX', '40', 'WO-1').close(byBom).result;
    if (version === undefined || outcome === undefined) throw new Error('It does not close.');
    const again = closePeriod(outcome.given, outcome.policy, { ledger: 'L', period: '2026-09' });
    expect(again.version?.hash).toBe(version.hash);
  });
});
