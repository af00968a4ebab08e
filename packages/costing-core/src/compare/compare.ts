import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { type ItemCost, itemCosts } from '../results/item-costs.js';
import { unitCost } from '../results/unit-cost.js';
import { unitsOf } from '../results/units-of.js';
import type { VersionRows } from '../results/version.js';

/** How the unit cost of an item in a plant moved between two versions. Costs are empty where a version has none. */
export interface ComparedItem extends ComparedCost {
  readonly plant: string;
  readonly item: string;
  /** What the costs are of: `produced` where the item was made, else `available` (rules.md 36). */
  readonly basis_before: string;
  readonly basis_after: string;
  readonly quantity_before: string;
  readonly quantity_after: string;
  readonly elements: readonly (ComparedCost & { readonly element: string })[];
  /** Unit costs are rounded one by one: what their changes differ by from the change of the whole. */
  readonly rounding: string;
}

export interface ComparedCost {
  readonly before: string;
  readonly after: string;
  readonly change: string;
  /** Of what was before, with 2 decimals; empty where that is nothing. */
  readonly percent: string;
}

/**
 * Compares the unit costs of two versions by plant and item, element by element; lots and projects are taken together
 * (rules.md 35). The changes of the elements and `rounding` add up to the change of the unit cost.
 *
 * 10.00 for 3 before, 11.00 for 3 now: 3.333333, 3.666667, +0.333334, 10.00 %.
 */
export function compareVersions(before: Costed, after: Costed): ComparedItem[] {
  const scales = scalesOf(before, after);
  const [old, now] = [before, after].map((version) => itemCosts(version.unitCosts(), scales.amount));
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return keys.map((key) => compareItem(old.get(key), now.get(key), scales));
}

type Costed = Pick<VersionRows, 'unitCosts'>;

interface Scales {
  readonly amount: number;
  readonly unit: number;
}

function scalesOf(...versions: Costed[]): Scales {
  const rows = versions.flatMap((version) => [...Iterator.from(version.unitCosts()).take(1)]);
  const decimals = (text: string) => text.split('.')[1]?.length ?? 0;
  return {
    amount: rows.reduce((most, row) => Math.max(most, decimals(row.amount)), 0),
    unit: rows.reduce((most, row) => Math.max(most, decimals(row.unit_cost)), 0),
  };
}

function compareItem(old: ItemCost | undefined, now: ItemCost | undefined, scales: Scales): ComparedItem {
  const { plant, item } = (now ?? old) as ItemCost;
  const unit = (cost: ItemCost | undefined, amount: bigint) =>
    cost === undefined ? '' : unitCost(amount, cost.quantity, scales.amount, scales.unit);
  const whole = compareCosts(unit(old, old?.amount ?? 0n), unit(now, now?.amount ?? 0n), scales);
  const names = new Set([...(old?.elements.keys() ?? []), ...(now?.elements.keys() ?? [])]);
  const elements = [...names].sort(compareText).map((element) => {
    const [was, is] = [old, now].map((cost) => unit(cost, cost?.elements.get(element) ?? 0n));
    return { element, ...compareCosts(was, is, scales) };
  });
  const explained = elements.reduce((sum, { change }) => sum + unitsOf(change, scales.unit), 0n);
  return {
    plant,
    item,
    basis_before: old?.basis ?? '',
    basis_after: now?.basis ?? '',
    quantity_before: old === undefined ? '' : printFixed(old.quantity, QUANTITY_SCALE),
    quantity_after: now === undefined ? '' : printFixed(now.quantity, QUANTITY_SCALE),
    ...whole,
    elements,
    rounding: printFixed(unitsOf(whole.change, scales.unit) - explained, scales.unit),
  };
}

function compareCosts(before: string, after: string, { unit: scale }: Scales): ComparedCost {
  const [was, is] = [unitsOf(before, scale), unitsOf(after, scale)];
  const size = was < 0n ? -was : was;
  const percent =
    before === '' || after === '' || was === 0n ? '' : printFixed(divRound((is - was) * 10_000n, size), 2);
  return { before, after, change: printFixed(is - was, scale), percent };
}
