import { divRound, QUANTITY_SCALE } from '@millrace/exact';
import { descending, unitsOf } from './decimals.js';
import type { Terms } from './terms.js';
import { type UnitCostLine, unitCostOf } from './unit-costs.js';

/**
 * An item whose unit cost is not what it was. Lots and projects are added up: a comparison is by plant and item (rules.md 35).
 * Unit costs are counted at their own scale.
 */
export interface Mover {
  readonly plant: string;
  readonly item: string;
  readonly before: bigint;
  readonly now: bigint;
  readonly change: bigint;
  /** In hundredths of a percent; undefined where the item cost nothing before. */
  readonly percent: bigint | undefined;
  /** What the period's quantity costs more (or less) than it would have at the old unit cost. */
  readonly effect: bigint;
  /** The element column that moved most, and by how much. */
  readonly element: number;
  readonly elementChange: bigint;
  /** Whether one side is a produced and the other an available unit cost. */
  readonly changedBasis: boolean;
}

export interface Movement {
  /** Largest effect first; without the items that did not move by more than rounding. */
  readonly movers: readonly Mover[];
  readonly compared: number;
  readonly unchanged: number;
  /** Items that only one of the versions has. */
  readonly added: number;
  readonly dropped: number;
}

/**
 * What moved between two unit-cost tables.
 *
 * Worked: 100 pieces for 520.00 after 200 for 1,000.00: 5.00 became 5.20, +4.00 %, and the 100 cost 20.00 more.
 */
export function moversOf(now: readonly UnitCostLine[], before: readonly UnitCostLine[], terms: Terms): Movement {
  const [costsNow, costsBefore] = [byPlantAndItem(now), byPlantAndItem(before)];
  const movers: Mover[] = [];
  let compared = 0;
  for (const [key, cost] of costsNow) {
    const earlier = costsBefore.get(key);
    if (earlier === undefined || earlier.quantity <= 0n || cost.quantity <= 0n) continue;
    compared++;
    const mover = moverOf(cost, earlier, terms);
    if (hasMoved(cost, earlier)) movers.push(mover);
  }
  return {
    movers: movers.sort(
      (a, b) => descending(size(a.effect), size(b.effect)) || descending(size(a.change), size(b.change)),
    ),
    compared,
    unchanged: compared - movers.length,
    added: [...costsNow.keys()].filter((key) => !costsBefore.has(key)).length,
    dropped: [...costsBefore.keys()].filter((key) => !costsNow.has(key)).length,
  };
}

/** What was had for how much. */
interface MovedCost {
  readonly quantity: bigint;
  readonly amount: bigint;
  readonly byElement: readonly bigint[];
}

interface Cost extends MovedCost {
  readonly plant: string;
  readonly item: string;
  readonly basis: string;
  quantity: bigint;
  amount: bigint;
  readonly byElement: bigint[];
}

/** Where some lots were produced, only they count. */
function byPlantAndItem(lines: readonly UnitCostLine[]): Map<string, Cost> {
  const costs = new Map<string, Cost>();
  // What was produced comes first.
  for (const { plant, item, basis, quantity, amountUnits, amountByElement } of lines) {
    const key = `${plant}\0${item}`;
    const cost = costs.get(key) ?? {
      plant,
      item,
      basis,
      quantity: 0n,
      amount: 0n,
      byElement: amountByElement.map(() => 0n),
    };
    if (cost.basis !== basis) continue;
    costs.set(key, cost);
    cost.quantity += unitsOf(quantity, QUANTITY_SCALE);
    cost.amount += amountUnits;
    for (const [e, amount] of amountByElement.entries()) cost.byElement[e] += amount;
  }
  return costs;
}

/**
 * By more than rounding of the amounts can make, in total or in an element: half a unit over the quantity of either side.
 *
 * |a₂ / q₂ − a₁ / q₁| > ½ · (1 / q₁ + 1 / q₂), without fractions.
 */
export function hasMoved(cost: MovedCost, earlier: MovedCost): boolean {
  const [q1, q2] = [earlier.quantity, cost.quantity];
  const isMore = (a1: bigint, a2: bigint) => 2n * size(a2 * q1 - a1 * q2) > q1 + q2;
  return (
    isMore(earlier.amount, cost.amount) || cost.byElement.some((amount, e) => isMore(earlier.byElement[e], amount))
  );
}

function moverOf(cost: Cost, earlier: Cost, terms: Terms): Mover {
  const now = unitCostOf(cost.amount, cost.quantity, terms);
  const before = unitCostOf(earlier.amount, earlier.quantity, terms);
  const changes = cost.byElement.map(
    (amount, e) => unitCostOf(amount, cost.quantity, terms) - unitCostOf(earlier.byElement[e], earlier.quantity, terms),
  );
  let element = 0;
  for (const e of changes.keys()) if (size(changes[e]) > size(changes[element])) element = e;
  return {
    plant: cost.plant,
    item: cost.item,
    before,
    now,
    change: now - before,
    percent: before === 0n ? undefined : divRound((now - before) * 10_000n, size(before)),
    effect: cost.amount - divRound(earlier.amount * cost.quantity, earlier.quantity),
    element,
    elementChange: changes[element],
    changedBasis: cost.basis !== earlier.basis,
  };
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
