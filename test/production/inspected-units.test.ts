import { defaultPolicy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/**
 * A department with inspection within its work, as textbooks set it: 20,000 opened at 40 % of conversion, 100,000 are started, 75,000
 * received, 30,000 left at 70 %, 15,000 spoiled; 12 % of the good units that pass are lost as a rule. The operation 10 ends at the
 * point of inspection, so that what is good there has passed it.
 */
function inspectedAt(hours: readonly string[], good: string, passedBefore = '0') {
  const wip = { ledger: 'L', order: 'O1', quantity: '20000' };
  const material = { stage: 'material', element: 'material', amount: '64000.00', equivalent_units: '20000' };
  const conversion = { stage: 'conversion', element: 'overhead', amount: '102500.00', equivalent_units: '8000' };
  const month = new Month()
    .order('O1', 'BOX', '120000', { opened_on: '2026-08-01' })
    .add('opening_wip', { ...wip, ...material }, { ...wip, ...conversion })
    .open('RAW', '1', '200000.00')
    .issue('RAW', '1', 'O1')
    .pool('CONV', '1000000.00')
    .complete('BOX', '75000', 'O1', { movement: 'made' });
  month.add('normal_loss', {
    plant: 'P1',
    item: 'BOX',
    operation: '10',
    valid_from: '2026-01-01',
    rate: '0.12',
    basis: 'good',
  });
  const operations = hours.map((run_hours_machine, k) => ({ operation: `${k + 1}0`, run_hours_machine }));
  for (const operation of operations) {
    month.add('routing_operation', { plant: 'P1', item: 'BOX', work_centre: 'W1', ...operation });
  }
  month.report('O1', '90000', { operation: '10', quantity_good: good, quantity_scrap: '15000' });
  if (operations.length > 1) month.report('O1', '0', { operation: '20', quantity_good: '75000' });
  const reported_at = '2026-08-20T10:00:00+08:00';
  if (passedBefore !== '0') month.report('O1', '0', { operation: '10', quantity_good: passedBefore, reported_at });
  const { operation } = operations[operations.length - 1];
  month.add('wip_count', { period: '2026-09', order: 'O1', operation, quantity: '30000', degree: '0.7' });
  const closed = month.close({
    wip: { ...defaultPolicy.wip, degrees: 'counted' },
    spoilage: { ...defaultPolicy.spoilage, normal: 'counted' },
  });
  const [row] = closed.version.rows('spoilage_by_operation');
  expect(closed.findings).toEqual([]);
  return [row.units_normal, closed.proof()['out scrap_loss'], closed.cost('made')];
}

test('what passed the inspection in the month counts, also what is still in process behind it', () => {
  // 264,000 / 120,000 = 2.20 of material, 1,102,500 / 105,000 = 10.50 of conversion: 2,400 × (2.20 + 0.6 × 10.50) are lost.
  expect(inspectedAt(['0.6', '0.4'], '105000')).toEqual(['12600.000000', '20400.00', '1059600.00']);
});

test('what had passed it before the month does not', () => {
  // 1,102,500 / 100,500 of conversion: 4,800 × (2.20 + 0.3 × 10.970149…) are lost.
  expect(inspectedAt(['0.3', '0.7'], '85000', '20000')).toEqual(['10200.000000', '26357.02', '1043769.85']);
});

test('at the end it is what was received', () => {
  expect(inspectedAt(['1'], '75000')).toEqual(['9000.000000', '72794.60', '1019124.32']);
});
