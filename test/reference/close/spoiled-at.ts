import type { Policy } from '@millrace/costing-core';
import type { Counted, Order } from './counted.js';
import { Fraction, sum, ZERO } from './fraction.js';
import { lossesOf, lostByHours } from './losses.js';
import { lostHours } from './lost-hours.js';
import { compareOperations } from './order-of-rows.js';
import { progressOf } from './progress.js';
import type { Netted } from './returns.js';
import { partsOf } from './wip.js';

/** What was spoiled at an operation, as a rule and beyond it, and what the latter cost, in the ledger's smallest unit. */
export interface SpoiledAt {
  normal: Fraction;
  abnormal: Fraction;
  cost: bigint;
}

/**
 * Spoilage of an order by operation (formulas.md 14): what each of its stages lost is shared over the operations by the equivalent units
 * that the units beyond the rule had of it, conversion that is lost by hours by those of the scrap; by units where both come to nothing,
 * and where nothing was spoiled it is at no operation. Rounded cumulatively.
 *
 * @param lost by stage: what left it for the order's loss, all elements together.
 */
export function spoiledAt(
  counted: Counted,
  policy: Policy,
  netted: Netted,
  order: Order,
  lost: ReadonlyMap<string, bigint>,
): Map<string, SpoiledAt> {
  const progress = progressOf(counted, policy, order);
  const losses = lossesOf(counted, policy, netted, order, progress);
  const placeOf = ({ operation }: { readonly operation: string }) => {
    const place = progress.operations.indexOf(operation);
    return place < 0 ? progress.operations.length - 1 : place;
  };
  const units = [...losses.units].sort(
    (a, b) => placeOf(a) - placeOf(b) || compareOperations(a.operation, b.operation),
  );
  const found = new Map<string, SpoiledAt>();
  const at = (operation: string): SpoiledAt => {
    const present = found.get(operation) ?? { normal: ZERO, abnormal: ZERO, cost: 0n };
    found.set(operation, present);
    return present;
  };
  for (const [operation, spoiled] of losses.spoiled) at(operation).normal = spoiled;
  for (const { operation, abnormal, centre } of units) {
    // What the overhead of a centre bears is lost as a rule, too.
    if (centre !== '') continue;
    at(operation).abnormal = at(operation).abnormal.plus(abnormal);
    // What isn't beyond the rule is borne by good units.
    at(operation).normal = at(operation).normal.minus(abnormal);
  }
  for (const [stage, amount] of lost) {
    const byHours = partsOf(stage).kind === 'conversion' && lostByHours(counted, policy, order, losses) !== undefined;
    const all = byHours
      ? lostHours(counted, order, units)
      : units.map(({ operation, abnormal }) => abnormal.times(progress.scrapDegree(stage, operation)));
    const own = (of: readonly Fraction[]) => of.map((weight, i) => (units[i].centre === '' ? weight : ZERO));
    const equivalents = own(all);
    const weights = sum(equivalents).sign === 0 ? own(units.map(({ abnormal }) => abnormal)) : equivalents;
    const whole = sum(weights);
    if (whole.sign === 0) {
      at('').cost += amount;
      continue;
    }
    let reached = ZERO;
    let before = 0n;
    for (const [i, weight] of weights.entries()) {
      reached = reached.plus(weight);
      const upTo = new Fraction(amount).times(reached).over(whole).rounded;
      at(units[i].operation).cost += upTo - before;
      before = upTo;
    }
  }
  return found;
}
