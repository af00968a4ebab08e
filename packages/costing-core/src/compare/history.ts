import type { VersionRows } from '../results/version.js';
import { type ComparedItem, compareVersions } from './compare.js';

/**
 * What an item cost in a plant in one version after the other, each compared with the one before it. The first, and those beside a
 * version without a cost of the item, have no change: there is nothing that they moved from or to. Undefined for a version where
 * neither it nor the one before has a cost.
 *
 * @param versions in the order of their periods.
 * @example
 * costHistory([september, october], { plant: 'P1', item: 'PUMP' }).map((month) => month?.after); // ['3.333333', '3.666667']
 */
export function costHistory(
  versions: readonly Pick<VersionRows, 'unitCosts'>[],
  { plant, item }: { readonly plant: string; readonly item: string },
): (ComparedItem | undefined)[] {
  const own = versions.map((version) => {
    const costs = Array.from(version.unitCosts()).filter((row) => row.item === item && row.plant === plant);
    return { unitCosts: () => costs };
  });
  const nothing = { unitCosts: () => [] };
  return own.map((version, v) => withoutBeginning(compareVersions(own[v - 1] ?? nothing, version)[0]));
}

function withoutBeginning(compared: ComparedItem | undefined): ComparedItem | undefined {
  if (compared === undefined || (compared.before !== '' && compared.after !== '')) return compared;
  const still = { change: '', percent: '' };
  return { ...compared, ...still, elements: compared.elements.map((element) => ({ ...element, ...still })) };
}
