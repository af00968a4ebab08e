import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** 100.00 of material go into order O1, which makes BOX and yields OFFCUT besides. */
const month = () => new Month().open('RAW', '10', '100.00').order('O1', 'BOX', '1').issue('RAW', '10', 'O1');
const bom = { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true } as const;
const line = (share: string | null, more: object = {}) => ({
  plant: 'P1',
  parent: 'BOX',
  valid_from: '2026-01-01',
  line: 10,
  component: 'OFFCUT',
  quantity: '2',
  kind: 'co_product' as const,
  fixed: false,
  cost_share: share,
  ...more,
});
const yielded = (of: Month) => of.complete('BOX', '1', 'O1').complete('OFFCUT', '2', 'O1', { movement: 'offcut' });

describe('the cost share of a line of the bill of material that the order follows', () => {
  test('is taken by all pieces together', () => {
    const closed = yielded(month().add('bom', bom).add('bom_line', line('0.3'))).close();
    expect(closed.cost('offcut')).toBe('30.00');
    expect(closed.findings).not.toContain('completion_must_be_of_what_its_order_makes');
  });

  test('goes between several receipts by quantity', () => {
    const closed = yielded(month().add('bom', bom).add('bom_line', line('0.3')))
      .complete('OFFCUT', '1', 'O1', { movement: 'more' })
      .close();
    expect([closed.cost('offcut'), closed.cost('more')]).toEqual(['20.00', '10.00']);
  });

  test('holds over a weight of plant and item, and gives way to a row for the order itself', () => {
    const joint = { plant: 'P1', item: 'BOX', output_item: 'OFFCUT', valid_from: '2026-01-01', role: 'co' } as const;
    const shared = month()
      .add('bom', bom)
      .add('bom_line', line('0.3'))
      .add('joint_output', { ...joint, weight: '1' });
    expect(yielded(shared).close().cost('offcut')).toBe('30.00');
    const own = month().add('bom', bom).add('bom_line', line('0.3'));
    own.add('joint_output', { ...joint, order: 'O1', weight: '1' });
    expect(yielded(own).close().cost('offcut')).toBe('66.67');
  });

  test.each([
    ['an alternative that the order does not follow', { ...bom, alternative: 'B' }, { alternative: 'B' }, 'A'],
    ['a bill of material that ended', { ...bom, valid_to: '2026-06-30' }, {}, ''],
    ['one that is not active', { ...bom, active: false }, {}, ''],
    ['a line that ended', bom, { ends_on: '2026-08-31' }, ''],
    ['a line that takes something', bom, { kind: 'component' }, ''],
  ])('does not count in %s', (_, header, more, alternative) => {
    const of = new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '1', { alternative })
      .issue('RAW', '10', 'O1');
    const closed = yielded(of.add('bom', header).add('bom_line', line('0.3', more))).close();
    expect(closed.cost('offcut')).toBe('66.67');
    expect(closed.findings).toContain('completion_must_be_of_what_its_order_makes');
  });

  test('is taken by a by-product too, at no price', () => {
    const of = month()
      .add('bom', bom)
      .add('bom_line', line('0.3', { kind: 'by_product' }))
      .complete('BOX', '1', 'O1');
    const closed = of.move('by_product_receipt', 'OFFCUT', '2', { order: 'O1', movement: 'offcut' }).close();
    expect(closed.cost('offcut')).toBe('30.00');
    expect(closed.findings).not.toContain('by_product_must_have_a_price');
  });

  test('above the whole is an error, and split in proportion', () => {
    const of = month()
      .add('bom', bom)
      .add('bom_line', line('1.2'), line('0.3', { line: 20, component: 'DUST' }));
    const closed = yielded(of).complete('DUST', '1', 'O1', { movement: 'dust' }).close();
    expect([closed.cost('offcut'), closed.cost('dust')]).toEqual(['80.00', '20.00']);
    expect(closed.findings).toContain('cost_shares_must_add_up_to_the_whole');
  });
});

const produced = (of: Month) =>
  of
    .close()
    .version.rows('unit_cost')
    .find(({ basis }) => basis === 'produced')?.amount;

describe('the routing of an order without an alternative', () => {
  const operation = (alternative: string, code: string, hours: string) => ({
    plant: 'P1',
    item: 'BOX',
    alternative,
    operation: code,
    work_centre: 'W1',
    run_hours_machine: hours,
  });
  /** 10 planned, 5 received; by A all the work is at 10, by B it is at 20. */
  const half = (...boms: readonly object[]) => {
    const of = new Month().order('O1', 'BOX', '10').pool('LAB', '1000.00').complete('BOX', '5', 'O1');
    of.add('routing_operation', operation('A', '10', '1'), operation('A', '20', '0'));
    of.add('routing_operation', operation('B', '10', '0'), operation('B', '20', '1'));
    of.add('bom', ...boms.map((more) => ({ ...bom, ...more })));
    of.report('O1', '1', { operation: '10', quantity_good: '10' });
    of.report('O1', '1', { operation: '20', quantity_good: '5' });
    return produced(of);
  };

  test('is that of the bill of material in force: one that ended does not count', () => {
    // By A the 5 in process have had all: 5 of 10.
    expect(half({ alternative: 'A' }, { alternative: 'B', valid_from: '2026-03-01', valid_to: '2026-06-30' })).toBe(
      '500.00',
    );
  });

  test('is that of the lowest alternative where several are in force', () => {
    expect(half({ alternative: 'A' }, { alternative: 'B', valid_from: '2026-03-01' })).toBe('500.00');
  });

  test('is that without an alternative where its own has none', () => {
    const of = new Month().order('O1', 'BOX', '10', { alternative: 'C' }).pool('LAB', '1000.00');
    of.complete('BOX', '5', 'O1').add('routing_operation', operation('', '10', '1'), operation('', '20', '3'));
    of.report('O1', '1', { operation: '10', quantity_good: '10' }).report('O1', '1', {
      operation: '20',
      quantity_good: '5',
    });
    // At 20 a quarter is behind them and half of the rest: 0.625.
    expect(produced(of)).toBe('615.38');
  });
});
