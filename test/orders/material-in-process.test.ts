import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const wip = (choice: Partial<Policy['wip']>): Partial<Policy> => ({ wip: { ...defaultPolicy.wip, ...choice } });

/** The bill of material of BOX: so much of each component, at an operation or at the start. */
function withBom(
  of: Month,
  lines: readonly { component: string; quantity: string; operation?: string; entry?: 'evenly' }[],
) {
  const key = { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01' };
  of.add('bom', { ...key, base_quantity: '1', active: true });
  for (const [i, line] of lines.entries()) {
    of.item(line.component).add('bom_line', { ...key, line: i, kind: 'component', fixed: false, ...line });
  }
  return of;
}

function price(of: Month, item: string, element: string, amount: string) {
  const key = { plant: 'P1', item, kind: 'standard' as const, element, valid_from: '2026-01-01' };
  return of.add('item_price', { ...key, price: amount, per_quantity: '1' });
}

function split(of: Month, policy: Partial<Policy>, stage: string, element = 'material') {
  const row = of
    .close(policy)
    .version.rows('order_cost')
    .find((one) => one.stage === stage && one.element === element);
  return [row?.completed, row?.closing_wip];
}

describe('work in process at its quota cost', () => {
  test('of material: the components of a whole unit at standard prices', () => {
    // 30 of them at 12.00 would be 360.00; half of one component, evenly, is 180.00.
    const of = withBom(new Month(), [{ component: 'RAW', quantity: '4' }]);
    price(of, 'RAW', 'material', '3.00').open('RAW', '100', '5000.00').order('O1', 'BOX', '100');
    of.issue('RAW', '100', 'O1').complete('BOX', '70', 'O1');
    expect(split(of, wip({ method: 'quota_cost' }), 'material')).toEqual(['4640.00', '360.00']);
    const evenly = wip({ method: 'quota_cost', entry_progress: '0.5' });
    expect(split(of, evenly, 'evenly')).toEqual(['4820.00', '180.00']);
  });

  test('of conversion: what the item’s standard has beyond its components', () => {
    const of = withBom(new Month(), [{ component: 'RAW', quantity: '4' }]);
    price(of, 'RAW', 'material', '3.00');
    price(of, 'BOX', 'material', '12.00');
    price(of, 'BOX', 'overhead', '10.00');
    of.order('O1', 'BOX', '100').complete('BOX', '70', 'O1').report('O1', '1').pool('LAB', '1000.00');
    // 30 half done: 15 × 10.00.
    expect(split(of, wip({ method: 'quota_cost' }), 'conversion', 'overhead')).toEqual(['850.00', '150.00']);
  });

  test('asks for the prices', () => {
    const of = withBom(new Month(), [{ component: 'RAW', quantity: '4' }]).open('RAW', '100', '5000.00');
    of.order('O1', 'BOX', '100').issue('RAW', '100', 'O1').complete('BOX', '70', 'O1');
    expect(of.close(wip({ method: 'quota_cost' })).findings).toContain('stage_must_have_a_standard');
    expect(split(of, wip({ method: 'quota_cost' }), 'material')).toEqual(['3500.00', '1500.00']);
  });
});

describe('by component', () => {
  const month = () => {
    const of = withBom(new Month(), [{ component: 'RAW', quantity: '5' }]).open('RAW', '450', '2340.00');
    of.order('O1', 'BOX', '200').issue('RAW', '450', 'O1').complete('BOX', '80', 'O1');
    const key = { ledger: 'L', order: 'O1', stage: 'material=RAW', element: 'material' };
    return of.add('opening_wip', { ...key, amount: '260.00', quantity: '50', equivalent_units: '50' });
  };

  test('what was issued and is not in what was completed stays', () => {
    const list = wip({ method: 'component_list' });
    expect(split(month(), list, 'material=RAW')).toEqual(['2080.00', '520.00']);
    const rows = month().close(list).version.rows('order_quantity');
    expect(rows.find((row) => row.stage === 'material=RAW')).toMatchObject({ closing: '100.000000' });
  });

  test('or what was counted', () => {
    const of = month().add('wip_count', { period: '2026-09', order: 'O1', stage: 'material=RAW', quantity: '90' });
    expect(split(of, wip({ method: 'count' }), 'material=RAW')).toEqual(['2132.00', '468.00']);
    expect(of.close(wip({ method: 'count' })).findings).not.toContain('order_in_process_must_be_counted');
    // Without a count it is told, and by the list of components.
    expect(split(month(), wip({ method: 'count' }), 'material=RAW')).toEqual(['2080.00', '520.00']);
    expect(month().close(wip({ method: 'count' })).findings).toContain('order_in_process_must_be_counted');
  });

  test('completed more than was issued for takes all, with a warning', () => {
    const closed = month()
      .complete('BOX', '30', 'O1')
      .close(wip({ method: 'component_list' }));
    expect(closed.findings).toContain('component_must_cover_what_was_completed');
    expect(closed.proof()['out closing_wip']).toBeUndefined();
  });

  test('carries its own quantities into the next month', () => {
    const september = month().close(wip({ method: 'component_list' })).version;
    const stages = september.rows('order_quantity').map((row) => [row.stage, row.closing]);
    expect(stages).toEqual([['material=RAW', '100.000000']]);
  });
});

describe('material by its cumulative quota', () => {
  /** 172 completed; 40, 20 and 10 in process at three operations. */
  const month = (entry?: 'evenly') => {
    const of = withBom(
      new Month(),
      [
        { component: 'A', quantity: '20', operation: '10' },
        { component: 'B', quantity: '30', operation: '20' },
        { component: 'C', quantity: '50', operation: '30' },
      ].map((line) => (entry === undefined ? line : { ...line, entry })),
    );
    for (const operation of ['10', '20', '30']) {
      of.add('routing_operation', { plant: 'P1', item: 'BOX', operation, work_centre: 'W1', run_hours_machine: '1' });
    }
    of.open('A', '1', '10000.00').order('O1', 'BOX', '242').issue('A', '1', 'O1').complete('BOX', '172', 'O1');
    of.report('O1', '1', { operation: '10', quantity_good: '202' });
    of.report('O1', '0', { operation: '20', quantity_good: '182' });
    return of.report('O1', '0', { operation: '30', quantity_good: '172' });
  };
  const cumulative = wip({ material_entry: 'cumulative_quota' });

  test('there when an operation begins', () => {
    expect(split(month(), cumulative, 'material')).toEqual(['8600.00', '1400.00']);
  });

  test('evenly, by the policy or by the line', () => {
    const evenly = wip({ material_entry: 'cumulative_quota', entry_progress: '0.5' });
    expect(split(month(), evenly, 'material')).toEqual(['9028.87', '971.13']);
    expect(split(month('evenly'), cumulative, 'material')).toEqual(['9028.87', '971.13']);
  });

  test('asks for prices where units differ', () => {
    const of = month().item('LIQUID', { unit: 'l' });
    of.add('bom_line', {
      plant: 'P1',
      parent: 'BOX',
      valid_from: '2026-01-01',
      line: 9,
      component: 'LIQUID',
      quantity: '1',
      kind: 'component',
      fixed: false,
    });
    expect(of.close(cumulative).findings).toContain('material_entry_must_be_comparable');
    for (const item of ['A', 'B', 'C']) price(of, item, 'material', '1.00');
    price(of, 'LIQUID', 'material', '0.00');
    expect(split(of, cumulative, 'material')).toEqual(['8600.00', '1400.00']);
  });
});

test('material that comes in evenly is half in at its operation, and whole after it', () => {
  const of = withBom(new Month(), [{ component: 'GLUE', quantity: '1', operation: '20', entry: 'evenly' }]);
  for (const operation of ['10', '20', '30']) {
    of.add('routing_operation', { plant: 'P1', item: 'BOX', operation, work_centre: 'W1' });
  }
  of.open('GLUE', '1', '1000.00').order('O1', 'BOX', '100').issue('GLUE', '1', 'O1', { operation: '20' });
  of.complete('BOX', '50', 'O1').report('O1', '1', { operation: '10', quantity_good: '90' });
  of.report('O1', '0', { operation: '20', quantity_good: '70' }).report('O1', '0', {
    operation: '30',
    quantity_good: '50',
  });
  // 10 at 10 have none of it, 20 at 20 half, 20 at 30 all: 50 of 80.
  expect(split(of, {}, 'evenly:20')).toEqual(['625.00', '375.00']);
});
