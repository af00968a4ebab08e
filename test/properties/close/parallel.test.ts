import { openingFrom } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { judge } from '../../reference/close/judge.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { close } from './closed.js';
import { type Factory, SEPTEMBER } from './factory.js';
import { parallelFactory } from './parallel.js';

describe('on random factories with steps in parallel', () => {
  test('the engine agrees with the reference, node by node', () => {
    fc.assert(
      fc.property(parallelFactory, (drawn) => {
        const { edges, amountScale } = close(drawn);
        const network = referenceNetwork(drawn.facts, drawn.policy, SEPTEMBER);
        expect(judge(network, edges, amountScale).disagreements).toEqual([]);
      }),
      runs(100),
    );
  });

  test('what steps share is what entered them, and what stays opens the next month', () => {
    fc.assert(
      fc.property(parallelFactory, (drawn) => {
        const { version, edges } = close(drawn);
        const cents = (amount: string) => BigInt(amount.replace('.', ''));
        const sums = new Map<string, bigint>();
        const addTo = (key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
        for (const { to, amounts } of edges) {
          if (!/^step(_balance)? /.test(to)) continue;
          // What opened a stage under FIFO has a node of its own, and what it bears of differences.
          const stage = to.replace(/ · opening$/, '').replace(/^step_balance /, 'step ');
          for (const [element, amount] of Object.entries(amounts)) addTo(`${stage} · ${element}`, cents(amount));
        }
        for (const { item, stage, element, amount } of version.rows('step_share')) {
          addTo(`step ${item} · ${stage} · ${element}`, -cents(amount));
        }
        for (const { object, key, element, amount } of version.rows('residual')) {
          const stage = key.replace(/ · opening$/, '');
          if (object === 'step') addTo(`step ${stage} · ${element}`, -cents(amount));
        }
        expect([...sums].filter(([, sum]) => sum !== 0n)).toEqual([]);
        const staying = version.rows('step_share').filter(({ share }) => share === 'in_process');
        const opening = openingFrom(version).opening_wip.filter(({ item }) => item !== undefined && item !== '');
        expect(opening.map(({ amount }) => cents(String(amount)))).toEqual(staying.map((row) => cents(row.amount)));
      }),
      runs(50),
    );
  });

  test('quotas decide on what some steps share', () => {
    const sample = fc.sample(parallelFactory, { numRuns: 60, seed: 20260901 });
    const sharesOf = (of: Factory) =>
      JSON.stringify(
        close(of)
          .version.rows('step_share')
          .map(({ quantity }) => quantity),
      );
    const decided = sample.filter((of) => {
      const without = { ...of, facts: { ...of.facts, order_quota: [] } };
      return (of.facts.order_quota ?? []).length > 0 && sharesOf(of) !== sharesOf(without);
    });
    expect(decided.length).toBeGreaterThanOrEqual(3);
  });

  test.each(['fifo', 'completed_at_standard'] as const)('%s decides on what some steps share', (method) => {
    const sample = fc.sample(parallelFactory, { numRuns: 120, seed: 20260901 });
    const sharesOf = (of: Factory) => JSON.stringify(close(of).version.rows('step_share'));
    const decided = sample.filter((of) => {
      const { step } = of.policy.wip_by_category;
      if (step?.method !== method) return false;
      const wip_by_category = { ...of.policy.wip_by_category, step: { ...step, method: 'equivalent_units' as const } };
      return sharesOf(of) !== sharesOf({ ...of, policy: { ...of.policy, wip_by_category } });
    });
    expect(decided.length).toBeGreaterThanOrEqual(2);
  });

  test('what waits has a value of its own in some, which the cost of the step does not decide', () => {
    const sample = fc.sample(parallelFactory, { numRuns: 60, seed: 20260901 });
    const waiting = sample.flatMap((of) =>
      close(of)
        .version.rows('step_share')
        .filter(({ share, quantity }) => share === 'in_process' && quantity === ''),
    );
    expect(waiting.filter(({ amount }) => /[1-9]/.test(amount)).length).toBeGreaterThanOrEqual(2);
    expect(waiting.filter(({ amount }) => !/[1-9]/.test(amount)).length).toBeGreaterThanOrEqual(2);
  });

  test('some bear differences that balances share', () => {
    const sample = fc.sample(parallelFactory, { numRuns: 120, seed: 20260901 });
    const bearing = sample.filter((of) => close(of).edges.some(({ to }) => to.startsWith('step_balance ')));
    expect(bearing.length).toBeGreaterThanOrEqual(3);
  });

  test('finished products, what left otherwise, what was lost and what stays all take part', () => {
    const shares = fc.sample(parallelFactory, { numRuns: 60, seed: 20260901 }).flatMap((of) =>
      close(of)
        .version.rows('step_share')
        .map(({ share }) => share),
    );
    for (const share of ['finished', 'elsewhere', 'lost', 'credit', 'in_process'] as const) {
      expect(shares.filter((of) => of === share).length, share).toBeGreaterThanOrEqual(3);
    }
  });
});
