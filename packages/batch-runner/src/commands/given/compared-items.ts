import { type ComparedItem, compareVersions, type VersionRows } from '@millrace/costing-core';
import { Trouble } from '@millrace/store';

/** Which items are meant, and how what they are looked for in is called. */
interface ItemsAsked {
  readonly item?: string | undefined;
  readonly plant?: string | undefined;
  readonly version: string;
  readonly place: string;
}

/**
 * The items of two versions compared, those that are asked for.
 *
 * @throws Trouble for an item or a plant that neither version has a cost of.
 */
export function comparedItems(
  before: VersionRows,
  after: VersionRows,
  { item, plant, version, place }: ItemsAsked,
): ComparedItem[] {
  const items = compareVersions(before, after).filter(
    (compared) => compared.item === (item ?? compared.item) && compared.plant === (plant ?? compared.plant),
  );
  if (items.length === 0 && item !== undefined) throw new Trouble('item_is_not_known', { item, version });
  if (items.length === 0 && plant !== undefined) throw new Trouble('plant_has_nothing', { place, plant });
  return items;
}
