import { closePeriod, type FactRows, type Policy, variances } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { count } from '../../reference/close/counted.js';
import { Fraction, sum, ZERO } from '../../reference/close/fraction.js';
import { progressOf } from '../../reference/close/progress.js';
import { factory, SEPTEMBER } from './factory.js';

/** What opening work in process by quota was worth more at the quota of the day before the period, worked out from the facts (formulas.md 12). */

const BY_QUOTA = ['quota_cost', 'quota_ratio'] as const;

/** Standard prices of everything since May, which the month changes: of every second item to another price. */
function repriced(facts: FactRows): FactRows {
  const own = (facts.item_price ?? []).filter(({ kind }) => kind !== 'standard');
  const price = (plant: string, item: string, element: string, valid_from: string, of: string) => {
    return { plant, item, kind: 'standard' as const, element, valid_from, price: of, per_quantity: '1' };
  };
  const prices = ['P1', 'P2'].flatMap((plant) =>
    (facts.item ?? []).flatMap(({ item }, i) => [
      price(plant, String(item), 'material', '2026-05-01', `${i + 3}.25`),
      price(plant, String(item), 'labour', '2026-05-01', `${i + 1}.5`),
      ...(i % 2 === 0 ? [price(plant, String(item), 'material', '2026-09-10', `${i + 2}.333`)] : []),
      ...(i % 3 === 0 ? [price(plant, String(item), 'labour', '2026-09-30', `${2 * i + 1}.5`)] : []),
    ]),
  );
  const opened = (facts.opening_wip ?? []).map((row, i) =>
    row.quantity ? row : { ...row, quantity: '7.5', equivalent_units: `${(i % 7) + 0.5}` },
  );
  return { ...facts, item_price: [...own, ...prices], opening_wip: opened };
}

function byQuota(policy: Policy, method: (typeof BY_QUOTA)[number]): Policy {
  return {
    ...policy,
    wip: { ...policy.wip, method, elements: {} },
    wip_by_category: {},
    wip_by_centre: {},
    step_costing: { ...policy.step_costing, carry: 'itemised' },
    step_costing_by_category: {},
  };
}

test('the change of quota of an order is its opening equivalents × what the quota of their stage fell by', () => {
  let changed = 0;
  fc.assert(
    fc.property(factory, fc.constantFrom(...BY_QUOTA), (drawn, method) => {
      const facts = repriced(drawn.facts);
      const policy = byQuota(drawn.policy, method);
      const { version, outcome } = closePeriod(facts, policy, SEPTEMBER);
      if (version === undefined || outcome === undefined) throw new Error('It does not close.');
      const rows = variances(outcome).filter(({ object_kind }) => object_kind === 'order');
      const counted = count(facts, SEPTEMBER);
      // Each stage has a row for each of its elements.
      const stages = new Map(version.rows('order_quantity').map((row) => [`${row.order} ${row.stage}`, row]));
      for (const object of new Set(rows.map((row) => row.object))) {
        const order = counted.orders.get(object);
        if (order === undefined) throw new Error(`${object} is no order`);
        const progress = progressOf(counted, policy, order);
        const opened = [...stages.values()].filter(
          ({ order: of, method: by }) => of === object && BY_QUOTA.some((one) => one === by),
        );
        const parts = opened.map(({ stage, opening_equivalents }) => {
          const [old, own] = [progress.stageStandard(stage, '2026-08-31'), progress.stageStandard(stage)];
          const units = Fraction.of(opening_equivalents);
          return counted.elements.map((_, e) =>
            old === undefined || own === undefined ? ZERO : units.times(old[e].minus(own[e])),
          );
        });
        for (const [e, element] of counted.elements.entries()) {
          const told = rows.filter((row) => row.object === object && row.element === element);
          const amounts = told.filter(({ kind }) => kind === 'quota_change').map(({ amount }) => units(amount));
          const expected = sum(parts.map((part) => part[e])).rounded;
          expect([object, element, amounts]).toEqual([object, element, expected === 0n ? [] : [expected]]);
          changed += amounts.length;
        }
      }
    }),
    runs(120),
  );
  expect(changed).toBeGreaterThan(0);
});

const units = (text: string) => BigInt(text.replace('.', ''));
