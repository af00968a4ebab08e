import type { Facts } from '@millrace/facts';
import { rowOf } from '@millrace/facts';
import { chosenFor, type Policy } from '../../policy.js';

export type Valuation = Policy['valuation'];

/** A valuation bucket: the unit that has a price. Codes; 0 where the bucket doesn't tell them apart. */
export interface Bucket {
  readonly plant: number;
  readonly item: number;
  readonly lot: number;
  readonly project: number;
  /** The `transfer_out` under way; 0 for stock that is there. */
  readonly inTransit: number;
}

/** How an item is valued, by its category: one policy for all plants of the ledger (统一成本核算口径). */
export function valuationOf({ item, symbols }: Facts, policy: Policy): (item: number) => Valuation {
  const rows = rowOf(item.item);
  const byCategory = new Map<number, Valuation>();
  for (const category of item.category) {
    if (byCategory.has(category)) continue;
    byCategory.set(category, chosenFor(policy.valuation_by_category, symbols.text(category)) ?? policy.valuation);
  }
  return (code) => byCategory.get(item.category[rows(code)]) ?? policy.valuation;
}

/** Whether stock is kept in layers, each with a price of its own. */
export function isLayered({ method }: Valuation): boolean {
  return method === 'fifo' || method === 'lifo';
}

/** The bucket that a place belongs to: what the item's valuation doesn't tell apart is left out. */
export function bucketOf({ bucket }: Valuation, place: Bucket): Bucket {
  return {
    plant: bucket === 'item' ? 0 : place.plant,
    item: place.item,
    lot: bucket.includes('lot') ? place.lot : 0,
    project: bucket.includes('project') ? place.project : 0,
    inTransit: place.inTransit,
  };
}

export function bucketKey({ plant, item, lot, project, inTransit }: Bucket): string {
  return `${plant} ${item} ${lot} ${project} ${inTransit}`;
}

/** The codes of a bucket in the order of its key. */
export function bucketCodes({ plant, item, lot, project, inTransit }: Bucket): number[] {
  return [plant, item, lot, project, inTransit];
}
