import type { FactRows, Policy } from '@millrace/costing-core';
import { matchAverage } from './average.js';
import { type Bucket, keyOfPlace, type Place, placeOfBucket, type StockEvent } from './bucket.js';
import { type Counted, found, text } from './counted.js';
import { fallbackPrice, listedPrice } from './fallback.js';
import { type LateDifferences, lateDifferences } from './late.js';
import { matchLayers } from './layers.js';
import type { Matched } from './matched.js';
import { compareEvents, compareText } from './order-of-rows.js';
import type { Netted } from './returns.js';
import { cutTransfers } from './transferred-layers.js';

/** Names the bucket of a place. */
export function bucketKeys(rows: FactRows, policy: Policy): (place: Place) => string {
  return (place) => {
    const category = text(found(rows.item, ({ item }) => item === place.item).category);
    const valuation = policy.valuation_by_category[category] ?? policy.valuation;
    return JSON.stringify(placeOfBucket(valuation, place));
  };
}

/** The valuation buckets of a ledger, each with its events. Items that are not valued have none. */
export class Buckets {
  readonly #counted: Counted;
  readonly #policy: Policy;
  readonly #netted: Netted;
  readonly #buckets = new Map<string, Bucket>();

  constructor(counted: Counted, policy: Policy, netted: Netted) {
    this.#counted = counted;
    this.#policy = policy;
    this.#netted = netted;
  }

  /** The bucket of a place; undefined outside the ledger. */
  at(place: Place): Bucket | undefined {
    const item = this.#counted.rows.item?.find((row) => row.item === place.item);
    if (!this.#counted.plants.has(place.plant) && place.plant !== '') return undefined;
    if (`${item?.valued}` !== 'true') return undefined;
    const valuation = this.#policy.valuation_by_category[text(item?.category)] ?? this.#policy.valuation;
    const own = placeOfBucket(valuation, place);
    const id = JSON.stringify(own);
    let bucket = this.#buckets.get(id);
    if (bucket === undefined) {
      const isIn = (other: Place) => JSON.stringify(placeOfBucket(valuation, other)) === id;
      bucket = {
        place: own,
        key: keyOfPlace(own),
        valuation,
        fallback: fallbackPrice(this.#counted, this.#netted, this.#policy, own, isIn),
        standard: valuation.method === 'standard' ? listedPrice(this.#counted, own, 'standard') : undefined,
        events: [],
      };
      this.#buckets.set(id, bucket);
    }
    return bucket;
  }

  get all(): readonly Bucket[] {
    return [...this.#buckets.values()];
  }

  /** Matches what goes out with what came in, by each bucket's method. Every event must be there. */
  match(): Matched {
    const late = lateDifferences(this.#counted, this.#policy, this.#netted);
    for (const { events } of this.all) events.sort(compareInBucket);
    return cutTransfers(this.all.map((bucket) => matchBy(bucket, late)));
  }
}

function matchBy(bucket: Bucket, late: LateDifferences): Matched {
  switch (bucket.valuation.method) {
    case 'periodic_average':
    case 'specific':
    case 'standard':
      return matchAverage(bucket, 'period', late);
    case 'daily_average':
      return matchAverage(bucket, 'day', late);
    case 'moving_average':
      return matchAverage(bucket, 'event', late);
    case 'fifo':
    case 'lifo':
      return matchLayers(bucket, late);
  }
}

/** Opening layers by (received on, layer), then what covers opening debts, then the period by event key. */
function compareInBucket(a: StockEvent, b: StockEvent): number {
  if (a.key !== undefined && b.key !== undefined) return compareEvents(a.key, b.key);
  if (a.key !== undefined || b.key !== undefined) return a.key === undefined ? -1 : 1;
  if (a.does !== b.does) return a.does === 'in' ? -1 : 1;
  for (const [i, text] of (a.openedBy ?? []).entries()) {
    const order = compareText(text, b.openedBy?.[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
