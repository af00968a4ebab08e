import type { FactRows, Policy } from '@millrace/costing-core';
import fc from 'fast-check';
import { planUpTo } from './draw.js';
import { policy } from './draw-policy.js';
import { factsOf } from './facts-of.js';

/**
 * Small random factories: two plants in the ledger and one outside it, items over several levels, orders with routings
 * and without, and whatever can happen in a month, in any order.
 */
export interface Factory {
  readonly facts: FactRows;
  readonly policy: Policy;
}

export const SEPTEMBER = { ledger: 'L', period: '2026-09' } as const;
export const OCTOBER = { ledger: 'L', period: '2026-10' } as const;

export const factory: fc.Arbitrary<Factory> = of(planUpTo(30));

/** The same over two months. */
export const factoryOfTwoMonths: fc.Arbitrary<Factory> = of(planUpTo(61));

function of(plan: ReturnType<typeof planUpTo>): fc.Arbitrary<Factory> {
  return fc.record({ plan, policy }).map((drawn) => {
    const facts = factsOf(drawn.plan);
    return { facts, policy: policyFor(drawn.policy, facts) };
  });
}

/** What a drawn policy says of the item of the first order, under that item's name; and of items that orders share, those that there are. */
export function policyFor(drawn: Policy, facts: FactRows): Policy {
  const item = String(facts.production_order?.[0].item);
  const choices = Object.values(drawn.joint_by_item).map((choice) => [item, choice]);
  const isThere = (code: string) => facts.item?.some((row) => row.item === code) === true;
  const shared = Object.entries(drawn.centre_material_driver).map(([centre, choice]) => {
    if (typeof choice === 'string') return [centre, choice];
    return [centre, Object.fromEntries(Object.entries(choice).filter(([code]) => isThere(code)))];
  });
  return { ...drawn, joint_by_item: Object.fromEntries(choices), centre_material_driver: Object.fromEntries(shared) };
}
