import { defaultPolicy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ofOrder, totalOf } from './variance-rows.js';

/** 20 boxes of 2 kg were in process at a quota of 4.00 a kg; it is 3.75 since the 1st, or since the 20th: 8.00 a box, now 7.50. */
function boxes(since: string): Month {
  const header = { plant: 'P1', parent: 'BOX', alternative: null, valid_from: '2026-01-01' };
  const price = { plant: 'P1', item: 'RAW', element: 'material', kind: 'standard' as const, per_quantity: '1' };
  return new Month()
    .buy('RAW', '160', '600.00')
    .order('O1', 'BOX', '100', { opened_on: '2026-08-01' })
    .issue('RAW', '160', 'O1')
    .complete('BOX', '90', 'O1')
    .add('opening_wip', {
      ledger: 'L',
      order: 'O1',
      stage: 'material',
      element: 'material',
      amount: '160.00',
      quantity: '20',
      equivalent_units: '20',
    })
    .add('bom', { ...header, base_quantity: '1', active: true })
    .add('bom_line', { ...header, line: '1', component: 'RAW', quantity: '2', kind: 'component', fixed: false })
    .add('item_price', { ...price, valid_from: '2026-01-01', price: '4.00' })
    .add('item_price', { ...price, valid_from: since, price: '3.75' })
    .standard('BOX', '7.50');
}

const at = (method: 'quota_cost' | 'quota_ratio' | 'equivalent_units') => ({ wip: { ...defaultPolicy.wip, method } });

describe('the change of quota of opening work in process', () => {
  test.each(['2026-09-01', '2026-09-20'])('since %s is what stays in process no more', (since) => {
    const of = boxes(since).close(at('quota_cost'));
    // 160.00 + 600.00 less 10 boxes at 7.50 are completed: 685.00, 10.00 more than 90 at 7.50.
    expect(ofOrder(of)).toEqual([['', 'material', 'quota_change', '', '10.00']]);
  });

  test('is told in proportion to quotas too, and is part of what there is to explain', () => {
    const of = ofOrder(boxes('2026-09-01').close(at('quota_ratio')));
    // 760.00 over 100 boxes: 684.00.
    expect(of).toEqual([
      ['', 'material', 'other', '', '-1.00'],
      ['', 'material', 'quota_change', '', '10.00'],
    ]);
    expect(totalOf(of)).toBe(900n);
  });

  test('is none where work in process is by no quota, or the quota is the same', () => {
    const kinds = (of: Month, method: Parameters<typeof at>[0]) =>
      ofOrder(of.close(at(method))).map(([, , kind]) => kind);
    expect(kinds(boxes('2026-09-01'), 'equivalent_units')).not.toContain('quota_change');
    expect(kinds(boxes('2026-08-31'), 'quota_cost')).not.toContain('quota_change');
    expect(kinds(boxes('2026-10-01'), 'quota_cost')).not.toContain('quota_change');
  });

  test('by another bill of material counts as by another price', () => {
    const of = boxes('2026-10-01');
    const header = { plant: 'P1', parent: 'BOX', alternative: null, valid_from: '2026-09-01' };
    of.add('bom', { ...header, base_quantity: '1', active: true });
    of.add('bom_line', { ...header, line: '1', component: 'RAW', quantity: '1.5', kind: 'component', fixed: false });
    // 20 × 0.5 kg × 4.00.
    expect(ofOrder(of.close(at('quota_cost')))).toContainEqual(['', 'material', 'quota_change', '', '40.00']);
  });
});
