import {
  type Asked,
  type CauseOfChange,
  type CostedVersion,
  type FactRows,
  type RolledVersion,
  rollUp,
  rootCauses,
  type StandardPolicy,
  type StandardRows,
  unitCosts,
} from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelOfStandard } from '../../../packages/costing-core/src/causes/standard-model.js';
import { runs } from '../../budget.js';
import { standardPolicy } from '../../cases/standard-policy.js';
import { factoryOfTwoMonths } from '../close/factory.js';
import { randomPlant, randomPolicy } from '../random-plant.js';
import { addUp, inKeys, negated } from './sums.js';
import { twoMonths } from './two-months.js';

const day = { as_of: '2026-10-31' };
const exact: StandardPolicy = {
  ...standardPolicy,
  cost_rounding: 'never',
  cost_scale: 9,
  operation_scrap: 'all_lines',
};

function side(rows: StandardRows, policy: StandardPolicy): RolledVersion {
  const rolled = rollUp(rows, day, policy);
  return { rolled: () => rolled, amountScale: 2 };
}

function itemsOf(...sides: readonly RolledVersion[]): Asked[] {
  const all = sides.flatMap(({ rolled }) => [...unitCosts(rolled())]);
  return [...new Map(all.map(({ plant, item }) => [`${plant}/${item}`, { plant, item }])).values()];
}

function judge(before: CostedVersion, after: CostedVersion, places: readonly Asked[]): void {
  const [there, back] = [rootCauses(before, after), rootCauses(after, before)];
  for (const asked of places) {
    const found = there(asked);
    addUp(found);
    expect(rootCauses(before, after, [asked])(asked)).toEqual(found);
    const turned = back(asked).causes.map((cause) => ({
      ...cause,
      part: negated(cause.part),
      elements: cause.elements.map(({ element, part }) => ({ element, part: negated(part) })),
    }));
    expect(inKeys(turned)).toEqual(inKeys(found.causes));
  }
}

describe('root causes of random standards', () => {
  test('add up to the change, change their signs, and are none of a standard against itself', () => {
    let moved = 0;
    const plant = randomPlant({ outputs: true });
    fc.assert(
      fc.property(plant, plant, randomPolicy, randomPolicy, (one, other, policy, otherPolicy) => {
        const [before, after] = [side(one, policy), side(other, otherPolicy)];
        judge(before, after, itemsOf(before, after));
        const same = rootCauses(before, before);
        const why = rootCauses(before, after);
        for (const asked of itemsOf(before)) {
          expect(same(asked).causes).toEqual([]);
          if (/[1-9]/.test(why(asked).change)) moved++;
        }
      }),
      runs(20),
    );
    expect(moved).toBeGreaterThan(10);
  });

  test('leave to rounding what was rounded: nothing where nothing is', () => {
    fc.assert(
      fc.property(randomPlant({ outputs: true }), randomPolicy, (plant, policy) => {
        const { nodes } = modelOfStandard(rollUp(plant, day, policy));
        // Surcharges on surcharges on rounded lines pass on what their base was rounded by.
        const most = policy.cost_rounding === 'never' ? 1e-20 : 10 ** -policy.cost_scale;
        for (const [key, { rounding, flows, group }] of nodes) {
          const limit = group === 'target' && policy.cost_rounding === 'never' ? 10 ** -policy.cost_scale : most;
          for (const each of rounding) {
            const left = Math.abs(Number(each) / 1e40);
            if (left > limit * (flows + 1))
              throw new Error(`${key.replaceAll('\0', '|')}: ${left} ${JSON.stringify(policy)}`);
          }
        }
      }),
      runs(40),
    );
  });

  test('one thing that changes is named, and no other', () => {
    const seen = new Set<string>();
    const change = fc.constantFrom<Changed>('item_price', 'rate', 'routing_operation', 'bom_line');
    fc.assert(
      fc.property(randomPlant({ outputs: false }), change, fc.nat(), (plant, table, which) => {
        const changed = changedIn(plant, table, which);
        if (changed === undefined) return;
        const [before, after] = [side(plant, exact), side(changed.rows, exact)];
        const why = rootCauses(before, after);
        for (const asked of itemsOf(before)) {
          const { causes } = why(asked);
          const others = causes.filter((cause) => cause.kind !== 'rounding' && !changed.isCause(cause));
          expect(others).toEqual([]);
          for (const { kind } of causes) seen.add(kind);
        }
      }),
      runs(60),
    );
    expect([...seen]).toEqual(expect.arrayContaining(['purchase_price', 'pool_rate', 'hours', 'usage']));
  });
});

describe('root causes of random months against random standards', () => {
  test('add up to the change, of items and of totals, and change their signs', () => {
    let moved = 0;
    fc.assert(
      fc.property(factoryOfTwoMonths, randomPolicy, fc.infiniteStream(fc.nat(99)), (factory, policy, random) => {
        const [, month] = twoMonths(factory);
        const rows = standardOver(factory.facts, () => random.next().value as number);
        const standard = side(rows, policy);
        judge(standard, month, [...itemsOf(standard), 'cost_of_sales', 'closing_stock']);
        const why = rootCauses(standard, month);
        for (const asked of itemsOf(standard)) if (/[1-9]/.test(why(asked).change)) moved++;
      }),
      runs(15),
    );
    expect(moved).toBeGreaterThan(10);
  });
});

type Changed = 'item_price' | 'rate' | 'routing_operation' | 'bom_line';

/** The rows with one number larger, and which causes are that. */
function changedIn(
  plant: StandardRows,
  table: Changed,
  which: number,
): { readonly rows: StandardRows; readonly isCause: (cause: CauseOfChange) => boolean } | undefined {
  const all = plant[table] ?? [];
  if (all.length === 0) return undefined;
  const at = which % all.length;
  const set = (column: string, text: (value: string) => string) => ({
    ...plant,
    [table]: all.map((row, i) => {
      const own: Readonly<Record<string, unknown>> = { ...row };
      return i === at ? { ...own, [column]: text(String(own[column])) } : row;
    }),
  });
  const more = (value: string) => (Number(value) * 1.25).toFixed(6);
  switch (table) {
    case 'item_price': {
      const { item } = all[at] as { readonly item: string };
      return {
        rows: set('price', more),
        isCause: ({ kind, subject }) => kind === 'purchase_price' && subject === item,
      };
    }
    case 'rate': {
      const { driver } = all[at] as { readonly driver: string };
      const by = driver === 'quantity' ? 'quantity_good' : driver;
      return { rows: set('rate', more), isCause: (cause) => cause.kind === 'pool_rate' && cause.driver === by };
    }
    case 'routing_operation': {
      const { item } = all[at] as { readonly item: string };
      const isOfItem = ({ kind, user, driver }: CauseOfChange) =>
        kind === 'hours' && driver === 'hours_machine' && (user === item || isMadeThrough(plant, user, item));
      // Through a phantom the average yield of a centre's hours moves with them.
      const isYield = ({ kind, subject }: CauseOfChange) =>
        kind === 'yield' && (subject === item || isMadeThrough(plant, subject, item));
      return { rows: set('run_hours_machine', more), isCause: (cause) => isOfItem(cause) || isYield(cause) };
    }
    case 'bom_line': {
      const { parent, component } = all[at] as { readonly parent: string; readonly component: string };
      // A phantom's line is that of all who are made through it, with the phantom's own work.
      const isUser = (user: string) => user === parent || isMadeThrough(plant, user, parent);
      const isOf = ({ kind, subject, user }: CauseOfChange) =>
        (kind === 'usage' && isUser(user) && (subject === component || isPhantom(plant, parent, component))) ||
        (kind === 'hours' && isUser(user) && isPhantom(plant, parent, component)) ||
        (kind === 'fee' && isUser(subject) && isPhantom(plant, parent, component)) ||
        (kind === 'yield' && isUser(subject)) ||
        (kind === 'pool_rate' && isPhantom(plant, parent, component));
      return { rows: set('quantity', more), isCause: isOf };
    }
  }
}

function isPhantom({ bom_line }: StandardRows, parent: string, component: string): boolean {
  return bom_line.some((line) => line.parent === parent && line.component === component && line.kind === 'phantom');
}

/** Whether an item is made by the lines of another one, which is a phantom in it. */
function isMadeThrough(plant: StandardRows, item: string, phantom: string): boolean {
  return plant.bom_line.some(
    ({ parent, component, kind }) =>
      parent === item && kind === 'phantom' && (component === phantom || isMadeThrough(plant, component, phantom)),
  );
}

/** A standard of the items that a factory has: the first of them made of later ones and work of its centres, the others bought. */
function standardOver(facts: FactRows, random: () => number): StandardRows {
  const plants = (facts.ledger_plant ?? []).map(({ plant }) => String(plant));
  const items = (facts.item ?? []).map(({ item }) => String(item));
  const centres = (facts.work_centre ?? []).map(({ work_centre, centre }) => ({
    work_centre: String(work_centre),
    centre: String(centre),
  }));
  const elements = (facts.cost_element ?? []).map(({ element, class: of }) => ({
    element: String(element),
    class: String(of),
  }));
  const elementAt = () => elements[random() % elements.length].element;
  const isMade = items.map((_, i) => i < items.length - 1 && random() % 3 > 0);
  const made = items.flatMap((item, i) => (isMade[i] ? plants.map((plant) => ({ item, i, plant })) : []));
  return {
    item: items.map((item) => ({ item, unit: 'pc' })),
    cost_element: elements,
    work_centre: centres,
    bom: made.map(({ item, plant }) => ({ plant, parent: item, base_quantity: '1' })),
    bom_line: made.flatMap(({ item, i, plant }) =>
      items.slice(i + 1, i + 3).map((component, k) => ({
        plant,
        parent: item,
        line: String(k),
        component,
        quantity: `${1 + (random() % 4)}.5`,
        component_plant: random() % 4 === 0 ? plants[random() % plants.length] : plant,
      })),
    ),
    routing_operation: made.flatMap(({ item, plant }) =>
      centres.slice(0, random() % 3).map(({ work_centre }, k) => ({
        plant,
        item,
        operation: String(k + 1),
        work_centre,
        setup_hours_machine: '0',
        run_hours_machine: `0.${1 + (random() % 9)}`,
        run_hours_labour: '0.25',
        scrap_rate: random() % 2 === 0 ? '0.1' : undefined,
        subcontract_price: random() % 5 === 0 ? '2' : undefined,
      })),
    ),
    rate: centres.flatMap(({ centre }) =>
      (['hours_machine', 'hours_labour'] as const).map((driver) => ({
        centre,
        driver,
        element: elementAt(),
        rate: `${1 + (random() % 50)}.37`,
      })),
    ),
    item_price: items.flatMap((item, i) =>
      isMade[i]
        ? []
        : plants.map((plant) => ({ plant, item, kind: 'standard', element: elementAt(), price: `${1 + random()}.21` })),
    ),
  };
}
