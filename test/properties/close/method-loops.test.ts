import { closePeriod, defaultPolicy, edgesOf } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../../factory/month.js';
import { judge } from '../../reference/close/judge.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { loopsOf } from '../../reference/close/solve.js';
import { SEPTEMBER } from './factory.js';
import { type MethodName, NAMES, policyOf } from './history.js';

/**
 * Goods that go round between three plants, and a product that goes into its own rework, under every method: solved,
 * conserved and, edge by edge, floor or ceiling of the reference's exact solution (rules.md 30). Under the methods that
 * follow time a loop needs something booked before it came: here the first transfer takes what only arrives later.
 */
const plants = () =>
  priced(new Month(), 'A', 'P1', 'P2', 'P3')
    .open('A', '10', { material: '101.00', freight: '7.03' }, { lot: 'l', layer: 'old', received_on: '2026-08-01' })
    .on(2)
    .move('transfer', 'A', '5', { plant: 'P3', to_plant: 'P1', lot: 'l' }, { freight: '3.00' })
    .on(3)
    .move('transfer', 'A', '12', { plant: 'P1', to_plant: 'P2', lot: 'l' }, { freight: '5.01' })
    .on(4)
    .move('transfer', 'A', '11', { plant: 'P2', to_plant: 'P3', lot: 'l' })
    .on(5)
    .sell('A', '4', { plant: 'P3', lot: 'l' })
    .sell('A', '1', { plant: 'P2', lot: 'l' });

const inTwoSteps = () =>
  priced(new Month(), 'A', 'P1', 'P2', 'P3')
    .open('A', '10', { material: '101.00', freight: '7.03' }, { lot: 'l', layer: 'old', received_on: '2026-08-01' })
    .on(2)
    .move('transfer_out', 'A', '5', { plant: 'P3', lot: 'l', movement: 'T1' })
    .move('transfer_in', 'A', '5', { plant: 'P1', lot: 'l', refers_to: 'T1', movement: 'T2' }, { freight: '3.00' })
    .on(3)
    .move('transfer_out', 'A', '12', { plant: 'P1', lot: 'l', movement: 'T3' })
    .move('transfer_in', 'A', '12', { plant: 'P2', lot: 'l', refers_to: 'T3', movement: 'T4' })
    .on(4)
    .move('transfer', 'A', '11', { plant: 'P2', to_plant: 'P3', lot: 'l' })
    .on(5)
    .sell('A', '4', { plant: 'P3', lot: 'l' });

const rework = () => {
  const month = priced(new Month(), 'A', 'P1')
    .open('A', '5', { material: '53.00', labour: '11.02' }, { lot: 'l', layer: 'old', received_on: '2026-08-01' })
    .order('O', 'A', '10', { type: 'rework', closed_on: '2026-09-30' })
    .on(2)
    .complete('A', '10', 'O', { lot: 'l' })
    .on(3)
    .sell('A', '1', { lot: 'l' })
    .issue('A', '12', 'O', { lot: 'l' });
  month.rows.work_report.push({
    report: 'R1',
    order: 'O',
    work_centre: 'W1',
    reported_at: '2026-09-05T10:00:00+08:00',
    hours_machine: '2',
    setup: false,
    status: 'approved',
  });
  month.rows.cost_pool.push({
    ledger: 'L',
    period: '2026-09',
    pool: 'POOL',
    centre: 'C1',
    element: 'overhead',
    amount: '20.05',
    behaviour: 'variable',
    driver: 'hours_machine',
    status: 'approved',
  });
  return month;
};

/** At standard cost the value of what comes in is known beforehand, so that nothing goes round. */
const GOING_ROUND = NAMES.filter((method) => method !== 'standard cost');

describe.each([
  ['transfers between three plants', plants],
  ['transfers between three plants, in two steps', inTwoSteps],
  ['a rework that takes what it makes', rework],
] as const)('%s', (_, month) => {
  test.each(GOING_ROUND)('%s: the loop is solved, conserved and equal to the reference', (method) => {
    const { network, findings, verdict } = closed(month(), method);
    expect(loopsOf(network)).toHaveLength(1);
    expect(findings).toContain('loop_was_solved');
    expect(findings).not.toContain('value_must_not_be_trapped');
    expect(verdict).toEqual({ disagreements: [], stranded: new Map() });
  });

  test('standard cost: breaks the loop, and agrees with the reference', () => {
    const { network, findings, verdict } = closed(month(), 'standard cost');
    expect(loopsOf(network)).toEqual([]);
    expect(findings).not.toContain('loop_was_solved');
    expect(verdict).toEqual({ disagreements: [], stranded: new Map() });
  });
});

test('a gain that makes the loop itself does not count', () => {
  // What is completed is laid down, so all that leads on from the order's work is what it lost less than the rule, borne by the
  // good ones, of which it takes some back.
  const month = rework()
    .add('normal_loss', { plant: 'P1', item: 'A', valid_from: '2026-01-01', rate: '0.2', basis: 'input' })
    .move('operation_scrap', 'A', '1', { order: 'O' });
  Object.assign(month.rows.production_order[0], { closed_on: '', quantity_planned: '14' });
  const { network, findings, verdict } = closed(month, 'periodic average', {
    ...policyOf('periodic average'),
    wip: { ...defaultPolicy.wip, method: 'completed_at_standard' },
    spoilage: { ...defaultPolicy.spoilage, loss: 'good' },
  });
  expect(findings).toContain('gain_in_a_loop_does_not_count');
  expect(loopsOf(network)).toEqual([]);
  expect(verdict).toEqual({ disagreements: [], stranded: new Map() });
});

function closed(month: Month, method: MethodName, policy = policyOf(method)) {
  const facts = { ...month.rows };
  const network = referenceNetwork(facts, policy, SEPTEMBER);
  const { outcome, version, findings } = closePeriod(facts, policy, SEPTEMBER);
  if (outcome === undefined || version === undefined) throw new Error(JSON.stringify(findings));
  for (const element of network.elements) {
    const proof = (side: string) =>
      version
        .rows('proof')
        .filter((row) => row.side === side && row.element === element)
        .reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
    expect(proof('in')).toBe(proof('out'));
  }
  return {
    network,
    findings: findings.map(({ code }) => code),
    verdict: judge(network, edgesOf(outcome), 2),
  };
}

function priced(month: Month, item: string, ...at: readonly string[]): Month {
  for (const plant of at) {
    month.rows.item_price.push({
      plant,
      item,
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: '10.5',
      per_quantity: '1',
    });
  }
  return month;
}
