import { closePeriod, defaultPolicy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { LEDGER, PERIOD, standardPlant } from '../benchmarks/factory/plant.js';
import { plantWithMethods, policyWithMethods } from '../benchmarks/factory/plant-with-methods.js';
import { benchmarkFacts } from './benchmark-facts.js';
import { close } from './properties/close/closed.js';
import type { Factory } from './properties/close/factory.js';
import { judge } from './reference/close/judge.js';
import { referenceNetwork } from './reference/close/reference-network.js';

test('the standard plant is the same on every machine, and closes without an error', () => {
  const { facts, hash } = benchmarkFacts((take) => standardPlant(0.002, take));
  expect(hash).toBe('1c409d1f4717bbe8');
  const { findings, version } = closePeriod(facts, defaultPolicy, { ledger: LEDGER, period: PERIOD });
  expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  expect(version?.rows('movement_cost').length).toBeGreaterThan(1000);
});

test('the engine agrees with the reference on a month larger than any that is drawn', () => {
  const { facts } = benchmarkFacts((take) => standardPlant(0.001, take));
  const closing = { ledger: LEDGER, period: PERIOD };
  const { edges, amountScale } = close({ facts, policy: defaultPolicy } as Factory, closing);
  const network = referenceNetwork(facts, defaultPolicy, closing);
  expect(judge(network, edges, amountScale).disagreements).toEqual([]);
});

test('the plant with every method closes without an error, each method is in use, and the reference agrees', () => {
  const { facts, hash } = benchmarkFacts((take) => plantWithMethods(0.001, take));
  expect(hash).toBe('062e789196f0f081');
  const closing = { ledger: LEDGER, period: PERIOD };
  const { findings, version } = closePeriod(facts, policyWithMethods, closing);
  expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  if (version === undefined) throw new Error('no version');
  const events = new Set(version.rows('proof').map(({ category }) => category));
  for (const event of ['absorption_carried', 'idle_capacity', 'unabsorbed', 'scrap_loss'])
    expect(events).toContain(event);
  expect(new Set(version.rows('joint_cost').map(({ role }) => role))).toEqual(new Set(['joint', 'by_product']));
  expect(version.rows('service_allocation').length).toBe(2 * 21);
  expect(version.rows('pool_rate').map(({ driver }) => driver)).toContain('MOULD');
  expect(version.rows('spoilage').some(({ order }) => order.startsWith('WO'))).toBe(true);
  expect(version.rows('order_cost').some(({ order }) => order.startsWith('RW'))).toBe(true);
  const methods = new Set(version.rows('order_quantity').map(({ method }) => method));
  expect(methods).toEqual(new Set(['equivalent_units', 'fifo', 'coefficient', 'all_until_finished']));
  const { edges, amountScale } = close({ facts, policy: policyWithMethods } as Factory, closing);
  const network = referenceNetwork(facts, policyWithMethods, closing);
  expect(judge(network, edges, amountScale).disagreements).toEqual([]);
});
