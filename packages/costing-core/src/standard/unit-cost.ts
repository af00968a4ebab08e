import { numberIn } from '@millrace/bom';
import { printFixed, printFraction, QUANTITY_SCALE } from '@millrace/exact';
import type { CostElement } from './cost-elements.js';
import type { ItemCost } from './cost-item.js';
import type { RolledStandard } from './roll-up.js';
import type { StandardPolicy } from './standard-policy.js';
import type { ItemPriceRow } from './standard-rows.js';

/** A standard unit cost as it is shown and stored: amounts per base unit at the policy's scale. */
export interface UnitCostRow {
  readonly plant: string;
  readonly item: string;
  readonly unit: string;
  readonly low_level_code: number;
  /** `joint`: as a co-product of another item. `none`: see `why`. */
  readonly source: 'price' | 'rolled' | 'joint' | 'none';
  /** The kind of the fallback chain that was used, and its rows. */
  readonly price_kind: string | undefined;
  readonly price_rows: readonly ItemPriceRow[];
  /** The lot that set-up and fixed quantities were spread over. */
  readonly lot: string | undefined;
  /** Undefined: the item has no cost, which is never the same as 0. */
  readonly cost: UnitCostAmounts | undefined;
  readonly why: 'no_price' | 'in_loop' | 'faulty' | 'component_without_cost' | undefined;
}

export interface UnitCostAmounts {
  readonly total: string;
  readonly own: string;
  readonly lower: string;
  /** Every element of the ledger, also those of 0; own + lower = total in each. */
  readonly elements: readonly {
    readonly element: string;
    readonly total: string;
    readonly own: string;
    readonly lower: string;
  }[];
}

/**
 * The standard unit cost of an item.
 *
 * @throws UnknownItem when the item isn't in the rows.
 */
export function unitCost(rolled: RolledStandard, item: string, plant?: string): UnitCostRow {
  return rowOf(rolled, numberIn(rolled.standard.bom, item, plant));
}

/** The standard unit costs of all items, by plant and item. */
export function* unitCosts(rolled: RolledStandard): Generator<UnitCostRow> {
  for (let number = 0; number < rolled.costs.length; number++) yield rowOf(rolled, number);
}

function rowOf({ standard, costs }: RolledStandard, number: number): UnitCostRow {
  const { bom, equations, structure, policy, elements } = standard;
  const { plant, item, unit } = bom.items[number];
  const { source, price, lot, why } = equations[number];
  const cost = costs[number];
  return {
    plant,
    item,
    unit,
    low_level_code: structure.levelStart.findLastIndex((start) => start <= structure.position[number]),
    source,
    price_kind: price?.kind,
    price_rows: price?.rows ?? [],
    lot: lot === undefined ? undefined : printFraction(lot, QUANTITY_SCALE),
    cost: cost && amountsOf(elements, policy, cost),
    why: cost === undefined ? (why ?? 'component_without_cost') : undefined,
  };
}

/** Amounts as printed, from what they come to per element. */
export function amountsOf(
  elements: readonly CostElement[],
  { cost_scale }: StandardPolicy,
  { total, own }: Pick<ItemCost, 'total' | 'own'>,
): UnitCostAmounts {
  const print = (amount: bigint) => printFixed(amount, cost_scale);
  const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);
  return {
    total: print(sum(total)),
    own: print(sum(own)),
    lower: print(sum(total) - sum(own)),
    elements: elements.map(({ element }, e) => ({
      element,
      total: print(total[e]),
      own: print(own[e]),
      lower: print(total[e] - own[e]),
    })),
  };
}
