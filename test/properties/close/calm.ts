import type { Policy } from '@millrace/costing-core';
import fc from 'fast-check';
import { planUpTo } from './draw.js';
import { policy } from './draw-policy.js';
import { type Factory, policyFor } from './factory.js';
import { factsOf } from './facts-of.js';
import type { Event, Happening, ItemPlan, Plan } from './plan.js';

/**
 * Factories in which nothing is taken back, nothing is below zero at the start and every amount is known: what the
 * invariants that speak of ordinary months ask for. There are loops, work in process, scrap and transfers all the same.
 * Stock may run short; a property that can't have that says so.
 */
export const calmFactory: fc.Arbitrary<Factory> = fc.record({ plan: planUpTo(30), policy }).map((drawn) => {
  const facts = factsOf(calmed(drawn.plan));
  return { facts, policy: policyFor(calmedPolicy(drawn.policy), facts) };
});

const ORDINARY: readonly Event[] = [
  'purchase',
  'issue',
  'completion',
  'co-product',
  'transfer',
  'transfer out',
  'transfer in',
  'form change',
  'sale',
  'other outflow',
  'fee',
];

/** The plan without what is out of the ordinary. */
export function calmed(plan: Plan): Plan {
  const items: ItemPlan[] = plan.items.map((item) => ({ ...item, valued: true }));
  return {
    ...plan,
    items,
    orders: plan.orders.map((order) => ({ ...order, counts: true })),
    openings: items.flatMap((_, item) =>
      [0, 1].map((plant) => {
        const drawn = plan.openings[(2 * item + plant) % plan.openings.length];
        return { item, plant, layer: 0, quantity: '80', amounts: drawn.amounts.map(Math.abs), negative: false };
      }),
    ),
    openingWip: plan.openingWip.map((row) => ({ ...row, amount: Math.abs(row.amount) })),
    happenings: plan.happenings.filter(({ event }) => ORDINARY.includes(event)).map(calm),
    reports: plan.reports.map((report) => ({
      ...report,
      operation: report.operation % 8,
      reverses: false,
      status: 'approved',
      when: inSeptember(report.when),
    })),
    pools: plan.pools.map((pool) => ({
      ...pool,
      amount: Math.abs(pool.amount),
      rate: undefined,
      driver: knownBefore(pool.driver),
      status: 'approved',
    })),
    // Less lost than is the rule is a gain, and what scrap is worth is rounded beforehand.
    normalLosses: plan.normalLosses.map((loss) => ({ ...loss, rate: '0', scrapPrice: undefined })),
    // What earlier periods absorbed too much is below zero.
    absorbed: [],
    appliedBefore: [],
    // At a planned price a department may give more than it has.
    servicePrices: [],
  };
}

/**
 * The policy without rates that are rounded, without cost that is spread by other cost or gives back its own, without units, lost
 * or in process, that are worth their standard, whatever they cost: in no proportion.
 */
function calmedPolicy(policy: Policy): Policy {
  const services = <T extends { basis?: string | undefined }>(choice: T): T =>
    choice.basis === 'direct_cost' ? { ...choice, basis: 'services' } : choice;
  const drivers = (choices: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(choices).map(([centre, driver]) => [centre, knownBefore(driver)]));
  return {
    ...policy,
    wip: notAtStandard(policy.wip),
    wip_by_category: allOf(policy.wip_by_category, notAtStandard),
    wip_by_centre: allOf(policy.wip_by_centre, notAtStandard),
    joint: { ...policy.joint, method: policy.joint.method === 'constant_margin' ? 'sales_value' : policy.joint.method },
    joint_by_item: {},
    rate_rounding: { default: 'exact' },
    // Each element by itself is in proportion.
    step_costing: { carry: 'itemised' },
    step_costing_by_category: {},
    spoilage: {
      ...policy.spoilage,
      irreparable: policy.spoilage.irreparable === 'quota' ? 'equivalent_units' : policy.spoilage.irreparable,
    },
    absorption: { rate: 'actual', difference: 'expense', when: 'period', by: 'applied_of_period' },
    absorption_by_centre: {},
    variances: { ...policy.variances, to: 'expense' },
    service_departments: services(policy.service_departments),
    service_departments_by_centre: Object.fromEntries(
      Object.entries(policy.service_departments_by_centre).map(([centre, choice]) => [centre, services(choice)]),
    ),
    centre_overhead_driver: drivers(policy.centre_overhead_driver),
    centre_material_driver: Object.fromEntries(
      Object.entries(policy.centre_material_driver).map(([centre, choice]) => [
        centre,
        typeof choice === 'string' ? knownBefore(choice) : drivers(choice),
      ]),
    ),
  };
}

type Wip = Policy['wip_by_centre'][string];

/** Neither work in process nor what is completed at its standard, which is rounded beforehand. */
function notAtStandard<T extends Wip>(choice: T): T {
  const other = <C extends Pick<Wip, 'method'>>(of: C): C =>
    AT_STANDARD.includes(of.method ?? '') ? { ...of, method: 'equivalent_units' } : of;
  return { ...other(choice), ...(choice.elements && { elements: allOf(choice.elements, other) }) };
}

const AT_STANDARD = ['quota_cost', 'completed_at_standard'];

function allOf<C>(choices: Readonly<Record<string, C>>, other: (choice: C) => C): Record<string, C> {
  return Object.fromEntries(Object.entries(choices).map(([key, choice]) => [key, other(choice)]));
}

/** A driver that counts, where this one is money. */
function knownBefore(driver: string): string {
  return driver.startsWith('by_') ? 'hours_machine' : driver;
}

function calm(happening: Happening): Happening {
  const { event, c } = happening;
  const amounts = happening.amounts.map(Math.abs);
  return {
    ...happening,
    // From plants of the ledger: what comes from outside without an amount has a fallback price, which is rounded beforehand.
    c: event === 'transfer' ? c % 2 : event === 'transfer out' && c % 7 === 3 ? c + 1 : c,
    otherUnit: false,
    status: 'approved',
    amounts: amounts.length > 0 ? amounts : [1234],
    when: inSeptember(happening.when),
  };
}

/** Away from the month's ends, which lie elsewhere in each time zone. */
function inSeptember({ day, minute }: Happening['when']): Happening['when'] {
  return { day: 2 + (((day % 27) + 27) % 27), minute };
}
