import type { FactRows, Policy, WipChoice } from '@millrace/costing-core';
import type fc from 'fast-check';
import { type Factory, factory, factoryOfTwoMonths } from './factory.js';

/**
 * Factories in which every other item is a step that is carried in parallel, of which the others consist by their bills of material, and
 * some steps of other steps; with choices that go with that.
 */
export const parallelFactory: fc.Arbitrary<Factory> = factory.map(inParallel);

/** The same of two months. */
export const parallelFactoryOfTwoMonths: fc.Arbitrary<Factory> = factoryOfTwoMonths.map(inParallel);

function inParallel({ facts, policy }: Factory): Factory {
  const drawnAt = (facts.movement ?? []).length;
  const among = CHOSEN[drawnAt % CHOSEN.length];
  const method = among.length === 0 ? undefined : among[(drawnAt >> 2) % among.length];
  const isByQuota = method === 'quota_ratio';
  const drawn = openedByItem(withSteps(facts));
  const chosen = withoutValues(policy);
  return {
    facts: isByQuota ? withQuotas(drawn) : drawn,
    policy: {
      ...chosen,
      ...(method !== undefined && { wip_by_category: { ...chosen.wip_by_category, step: { method } } }),
      step_costing: { carry: 'itemised' },
      step_costing_by_category: { step: { carry: 'parallel' } },
    },
  };
}

/** Two of three orders of steps have quotas, some of them none of what is completed. */
function withQuotas(facts: FactRows): FactRows {
  const steps = new Set(facts.item?.filter((row) => row.category === 'step').map((row) => row.item));
  const orders = (facts.production_order ?? []).filter(({ item }) => steps.has(item)).map(({ order }) => order);
  const rows = orders.flatMap((order, i) =>
    ['material', 'conversion'].map((stage, s) => ({
      period: '2026-09',
      order,
      stage,
      completed: `${((i + s) % 4) * 12.5}`,
      in_process: `${(i + 2 * s) * 7}`,
    })),
  );
  const others = (facts.order_quota ?? []).filter(({ order }) => !orders.includes(order));
  return { ...facts, order_quota: [...others, ...rows.filter((_, i) => i % 6 < 4)] };
}

/** The first item and every other one after it is a step; a line for one of them stands in every bill of material. */
function withSteps(facts: FactRows): FactRows {
  const items = (facts.item ?? []).map((row, i) => (i % 2 === 0 ? { ...row, supply: 'made', category: 'step' } : row));
  const steps = items.filter(({ category }) => category === 'step').map(({ item }) => item);
  const boms = facts.bom ?? [];
  const without = items.flatMap(({ item, category }) =>
    ['P1', 'P2']
      .filter((plant) => category !== 'step' && !boms.some((row) => row.plant === plant && row.parent === item))
      .map((plant) => ({
        plant,
        parent: item,
        alternative: '',
        valid_from: '2026-01-01',
        base_quantity: '1',
        active: true,
      })),
  );
  const all = [...boms, ...without];
  const lines = all.map(({ plant, parent, alternative, valid_from }, i) => ({
    plant,
    parent,
    alternative: alternative ?? '',
    valid_from,
    line: 90,
    component: steps[i % steps.length],
    quantity: i % 3 === 0 ? '2' : '1.5',
    kind: 'component',
    fixed: false,
  }));
  return { ...facts, item: items, bom: all, bom_line: [...(facts.bom_line ?? []), ...lines] } as FactRows;
}

const KNOWN = ['none', 'material_only', 'fixed', 'quota_cost'] as const;
const BY_PART = ['fifo', 'completed_at_standard'] as const;
/** In a quarter of the factories each: what steps share by; as the policy was drawn. */
const CHOSEN = [['quota_ratio'], KNOWN, BY_PART, []] as const;

const GOING_WITH: readonly string[] = [
  'equivalent_units',
  'coefficient',
  'flow',
  'all_until_finished',
  'quota_ratio',
  ...KNOWN,
  ...BY_PART,
];

interface Wip {
  readonly method?: WipChoice['method'] | undefined;
  readonly elements?: Readonly<Record<string, { readonly method?: WipChoice['method'] | undefined }>> | undefined;
}

/** What asks for a value of semi-finished products, or for a method that doesn't go with steps in parallel, is chosen otherwise. */
function withoutValues(policy: Policy): Policy {
  const byDegree = <T extends Wip>(wip: T): T => ({
    ...wip,
    ...(wip.method !== undefined && !GOING_WITH.includes(wip.method) && { method: 'equivalent_units' }),
    ...(wip.elements && { elements: allOf(wip.elements, byDegree) }),
  });
  const atAverage = (valuation: Policy['valuation']) =>
    valuation.method === 'standard' ? { ...valuation, method: 'periodic_average' as const } : valuation;
  return {
    ...policy,
    wip: byDegree(policy.wip),
    wip_by_category: allOf(policy.wip_by_category, byDegree),
    wip_by_centre: allOf(policy.wip_by_centre, byDegree),
    valuation: atAverage(policy.valuation),
    valuation_by_category: allOf(policy.valuation_by_category, atAverage),
  };
}

function allOf<T>(choices: Readonly<Record<string, T>>, change: (choice: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(choices).map(([name, choice]) => [name, change(choice)]));
}

/** Half of the opening work in process of steps stands by their item. */
function openedByItem(facts: FactRows): FactRows {
  const itemOf = new Map(facts.production_order?.map(({ order, item }) => [order, item]));
  const steps = new Set(facts.item?.filter((row) => row.category === 'step').map((row) => row.item));
  const seen = new Set<string>();
  return {
    ...facts,
    opening_wip: (facts.opening_wip ?? []).flatMap((row, i) => {
      const item = itemOf.get(String(row.order));
      if (item === undefined || !steps.has(item) || i % 2 === 0) return [row];
      const key = JSON.stringify([item, row.stage, row.element]);
      if (seen.has(key)) return [row];
      seen.add(key);
      return [{ ...row, order: '', item }];
    }),
  };
}
