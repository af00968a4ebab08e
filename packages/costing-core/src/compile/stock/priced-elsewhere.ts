import { compareText } from '@millrace/facts';
import type { Period } from '../period.js';
import type { StockEvents } from './events.js';
import { type FallbackPrice, fallbackPrices } from './fallback.js';
import type { Bucket } from './valuation.js';

/**
 * Which other plants have a price for the item of a bucket, by what they have in stock or bought, or by a list: where one plant has
 * none, whoever is told looks there first. Of an item that is valued as one for the whole ledger: the plants whose lists don't agree.
 */
export function pricedElsewhere(
  { facts, scope, policy }: Period,
  { buckets }: StockEvents,
  priceOf: (bucket: number, place: Bucket) => FallbackPrice | undefined,
): (bucket: number) => readonly string[] {
  const none = () => undefined;
  const listed = fallbackPrices(facts, scope, policy.fallback_prices, none, none);
  const known = new Map<number, readonly number[]>();
  let ofItem: Map<number, number[]> | undefined;
  return (bucket) => {
    const own = buckets[bucket];
    const plants = (known.get(own.item) ?? pricedPlants(own)).filter((plant) => plant !== own.plant);
    return plants.map((plant) => facts.symbols.text(plant)).sort(compareText);
  };

  function pricedPlants(own: Bucket): readonly number[] {
    ofItem ??= bucketsByItem(buckets);
    const priced = new Set([...scope.plants].filter((plant) => listed(-1, { ...own, plant }) !== undefined));
    for (const bucket of ofItem.get(own.item) ?? []) {
      if (buckets[bucket].plant !== 0 && priceOf(bucket, buckets[bucket]) !== undefined)
        priced.add(buckets[bucket].plant);
    }
    known.set(own.item, [...priced]);
    return [...priced];
  }
}

function bucketsByItem(buckets: readonly Bucket[]): Map<number, number[]> {
  const ofItem = new Map<number, number[]>();
  for (const [bucket, { item }] of buckets.entries()) {
    const known = ofItem.get(item);
    if (known === undefined) ofItem.set(item, [bucket]);
    else known.push(bucket);
  }
  return ofItem;
}
