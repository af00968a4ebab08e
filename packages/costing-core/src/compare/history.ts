import type { ResultRow, ResultTableName } from '../results/tables.js';
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
  versions: readonly VersionRows[],
  { plant, item }: { readonly plant: string; readonly item: string },
): (ComparedItem | undefined)[] {
  const isOf = (row: object) => 'item' in row && row.item === item && 'plant' in row && row.plant === plant;
  const own = versions.map(
    (version): VersionRows => ({
      identity: version.identity,
      rows: <T extends ResultTableName>(name: T): ResultRow<T>[] => version.rows(name).filter(isOf),
    }),
  );
  return own.map((version, v) => {
    const nothing: VersionRows = { identity: version.identity, rows: () => [] };
    return withoutBeginning(compareVersions(own[v - 1] ?? nothing, version)[0]);
  });
}

function withoutBeginning(compared: ComparedItem | undefined): ComparedItem | undefined {
  if (compared === undefined || (compared.before !== '' && compared.after !== '')) return compared;
  const still = { change: '', percent: '' };
  return { ...compared, ...still, elements: compared.elements.map((element) => ({ ...element, ...still })) };
}
