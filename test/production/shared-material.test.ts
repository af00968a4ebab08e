import { defaultPolicy, orderSheets, type Policy, variances } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

const own = { plant: 'P1', valid_from: '2026-01-01', base_quantity: '1', active: true } as const;
const line = { plant: 'P1', line: 10, valid_from: '2026-01-01', kind: 'component', fixed: false } as const;

/** 700 kg of PLY for two orders: 250 BOX at 2 kg and 100 CRATE at 4 kg. */
function shared(more: { crate?: string; planned?: string } = {}): Month {
  const { crate = '100', planned = crate } = more;
  return new Month()
    .open('PLY', '700', '2310.00')
    .order('O1', 'BOX', '250', { closed_on: '2026-09-30' })
    .order('O2', 'CRATE', planned)
    .add('bom', { ...own, parent: 'BOX' }, { ...own, parent: 'CRATE' })
    .add(
      'bom_line',
      { ...line, parent: 'BOX', component: 'PLY', quantity: '2' },
      { ...line, parent: 'CRATE', component: 'PLY', quantity: '4' },
    )
    .move('issue', 'PLY', '700', { centre: 'C1' })
    .complete('BOX', '250', 'O1', { movement: 'boxes' })
    .complete('CRATE', crate, 'O2', { movement: 'crates' });
}

const byQuota: Partial<Policy> = { centre_material_driver: { C1: { PLY: 'quota:PLY' } } };

describe('material that orders share (共耗材料)', () => {
  test('by what they need of it for what they made', () => {
    const month = shared().close(byQuota);
    expect(month.findings).toEqual([]);
    expect([month.cost('boxes'), month.cost('crates')]).toEqual(['1283.33', '1026.67']);
    const rows = month.version
      .rows('pool_allocation')
      .map((row) => [row.pool, row.target, row.stage, row.driver, row.quantity, row.rate]);
    expect(rows).toEqual([
      ['C1 · PLY', 'O1', 'material', 'quota:PLY', '500.000000', '2.566666667'],
      ['C1 · PLY', 'O2', 'material', 'quota:PLY', '400.000000', '2.566666667'],
    ]);
  });

  test('by any driver, each item by its own; one that is not named stays expense', () => {
    const month = shared()
      .open('GLUE', '1', '90.00')
      .open('RAGS', '1', '5.00')
      .move('issue', 'GLUE', '1', { centre: 'C1' })
      .move('issue', 'RAGS', '1', { centre: 'C1' })
      .report('O1', '1')
      .report('O2', '2')
      .close({ centre_material_driver: { C1: { PLY: 'quota:PLY', GLUE: 'hours_machine' } } });
    expect([month.cost('boxes'), month.cost('crates')]).toEqual(['1313.33', '1086.67']);
    expect(month.proof()['out issue']).toBe('5.00');
  });

  test('enters as material: work in process has all of it, whatever conversion has had', () => {
    const month = shared({ planned: '125' }).close(byQuota);
    // 100 of 125 completed: 1,026.67 × 100 / 125.
    expect(month.cost('crates')).toBe('821.34');
    const [row] = month.version.rows('order_quantity').filter(({ order }) => order === 'O2');
    expect([row.stage, row.closing_equivalents]).toEqual(['material', '25.000000']);
  });

  test('by quantity where components are listed: what is shared is there as if it were issued', () => {
    const month = shared({ planned: '125' }).close({
      ...byQuota,
      wip: { ...defaultPolicy.wip, method: 'component_list' },
    });
    // O2 has 311.111111 kg and needs 400.
    expect(month.findings).toEqual(['component_must_cover_what_was_completed']);
    const found = month.result.findings.map(({ key, fields }) => [key, fields.found, fields.expected]);
    expect(found).toEqual([
      ['O1', '388.888889', '500.000000'],
      ['O2', '311.111111', '400.000000'],
    ]);
  });

  test('counts as issued: what a unit took (单耗), and usage against standard', () => {
    const { version, outcome } = shared()
      .standard('PLY', '3.00')
      .standard('BOX', '6.00')
      .standard('CRATE', '12.00')
      .close(byQuota).result;
    if (version === undefined || outcome === undefined) throw new Error('It does not close.');
    const sheet = orderSheets(outcome, version)('O1');
    expect(sheet?.consumption.map((row) => [row.component, row.quantity, row.per_unit])).toEqual([
      ['PLY', '388.888889', '1.555555556'],
    ]);
    // 388.888889 kg for 1,283.33 at 3.00; 500 kg were allowed.
    const rows = variances(outcome).filter(({ object }) => object === 'O1');
    expect(rows.map((row) => [row.component, row.kind, row.amount])).toEqual([
      ['PLY', 'price', '116.66'],
      ['PLY', 'usage', '-333.33'],
    ]);
  });

  test('comes back to stock before it is shared', () => {
    const month = shared().move('issue_return', 'PLY', '70', { centre: 'C1' }).close(byQuota);
    expect([month.cost('boxes'), month.cost('crates')]).toEqual(['1155.00', '924.00']);
    expect(month.closing('PLY')).toEqual(['70', '231.00']);
  });

  test('an item that no order needs is told, and is expense', () => {
    const month = shared()
      .open('GLUE', '1', '90.00')
      .move('issue', 'GLUE', '1', { centre: 'C1' })
      .close({ centre_material_driver: { C1: { PLY: 'quota:PLY', GLUE: 'quota:GLUE' } } });
    expect([month.findings, month.proof()['out no_driver']]).toEqual([['pool_must_have_a_driver'], '90.00']);
  });

  test('an item or driver that nobody knows is refused', () => {
    const refused = (choice: Record<string, string>) =>
      shared()
        .close({ centre_material_driver: { C1: choice } })
        .result.findings.map(({ code, key, fields }) => [code, key, fields.near]);
    expect(refused({ PLX: 'quota:PLY' })).toEqual([
      ['policy_must_name_what_is_known', 'centre_material_driver.C1', 'PLY'],
    ]);
    expect(refused({ PLY: 'quota:PLX' })).toEqual([
      ['policy_must_name_what_is_known', 'centre_material_driver.C1.PLY', 'PLY'],
    ]);
  });
});
