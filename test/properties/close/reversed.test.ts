import type { FactRows, MovementType, Row } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { calmed } from './calm.js';
import { close } from './closed.js';
import { planUpTo } from './draw.js';
import { policy } from './draw-policy.js';
import { policyFor } from './factory.js';
import { factsOf } from './facts-of.js';
import { withoutStandard } from './without-standard.js';

const REVERSED_BY: Readonly<Record<string, MovementType>> = {
  purchase_receipt: 'purchase_return',
  purchase_estimate: 'purchase_estimate_reversal',
  issue: 'issue_return',
  sale: 'sale_return',
  completion: 'completion_reversal',
};

/** Domain-model section 11, invariant 20, within a period, for all documents that have a reversal. */
describe('a month in which every document is reversed', () => {
  const drawnPlan = planUpTo(30).map((plan) => {
    const calm = calmed(plan);
    // What is in process of an order that only repairs is a loss, whatever happens.
    const still = { closing: 'open', repairs: undefined } as const;
    return { ...calm, pools: [], orders: calm.orders.map((order) => ({ ...order, ...still })) };
  });

  test('closes with what it opened with', () => {
    fc.assert(
      fc.property(drawnPlan, policy, (plan, choices) => {
        const facts = reversed(factsOf(plan));
        const { version } = close({ facts, policy: withoutStandard(policyFor(choices, facts)) });
        for (const row of version.rows('stock')) expect(row.closing_quantity).toBe(row.opening_quantity);
        for (const row of version.rows('stock_element')) expect(row.closing_amount).toBe(row.opening_amount);
        for (const row of version.rows('order_cost')) expect(row.closing_wip).toBe(row.opening_wip);
        expect(version.rows('movement_cost').filter(({ amount }) => Number(amount) !== 0)).toEqual([]);
      }),
      runs(30),
    );
  });
});

/** Only documents that can be reversed, each with its reversal on the last day; work reports likewise. */
function reversed(facts: FactRows): FactRows {
  const movements = (facts.movement ?? []).filter(({ type }) => REVERSED_BY[String(type)] !== undefined);
  const kept = new Set(movements.map(({ movement }) => movement));
  return {
    ...facts,
    movement: [
      ...movements,
      ...movements.map(
        (row, i): Row<'movement'> => ({
          ...row,
          movement: `reversal ${i}`,
          posted_at: '2026-09-29T12:00:00Z',
          type: REVERSED_BY[String(row.type)],
          refers_to: row.movement,
        }),
      ),
    ],
    movement_amount: facts.movement_amount?.filter(({ movement }) => kept.has(movement)) ?? [],
    work_report: (facts.work_report ?? []).flatMap((row): Row<'work_report'>[] => [
      row,
      { ...row, report: `reversal of ${row.report}`, reverses: row.report },
    ]),
  };
}
