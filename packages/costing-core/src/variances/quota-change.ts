import { add, type Fraction, multiply, subtract, ZERO } from '@millrace/exact';
import { orderStandards } from '../compile/orders/components.js';
import { stageQuota } from '../compile/orders/stage-quota.js';
import { orderStructures } from '../compile/orders/structures.js';
import type { Outcome } from '../results/outcome.js';
import { type Difference, rounded } from './difference.js';
import type { UnitsOfOrder } from './order-work.js';

/**
 * The change of quota of what orders opened with (定额变动差异): of each stage whose work in process is by quota, its opening equivalents ×
 * (the quota of the day before the period − that of its last day), by element. What was in process at the old quota leaves it at the
 * new one, so a quota that fell is cost of what is completed, above zero.
 *
 * 20 equivalents opened at a quota of 12.00 that is now 11.50: 10.00.
 */
export function quotaChanges(outcome: Outcome): (of: UnitsOfOrder) => Difference[] {
  const { facts, scope, compiled } = outcome;
  const before = { ...scope, lastDay: scope.firstDay - 1 };
  const structures = orderStructures(facts, before.lastDay, () => {});
  const standards = orderStandards(facts, before, structures, compiled.carriedAs);
  const { orders } = compiled;
  return ({ order, units }) => {
    const sums = new Map<number, Fraction>();
    for (const { stage, method, openingEquivalents } of units) {
      if (openingEquivalents.numerator === 0n || !BY_QUOTA.has(method)) continue;
      const old = stageQuota(facts, scope, orders, { order, stage, standards });
      const own = stageQuota(facts, scope, orders, { order, stage, standards: orders.standards });
      // What had no quota, or has none any more, was or is valued otherwise.
      if (old === undefined || own === undefined) continue;
      for (const place of new Set([...old.keys(), ...own.keys()])) {
        const fell = subtract(old.get(place) ?? ZERO, own.get(place) ?? ZERO);
        sums.set(place, add(sums.get(place) ?? ZERO, multiply(openingEquivalents, fell)));
      }
    }
    return [...sums].map(([element, change]): Difference => {
      return { component: '', element, kind: 'quota_change', quantity: undefined, amount: rounded(change) };
    });
  };
}

const BY_QUOTA: ReadonlySet<string> = new Set(['quota_cost', 'quota_ratio']);
