import type { Policy } from '@millrace/costing-core';
import type { BucketEvents, Outflow, ValuationMethod } from './bucket.js';
import { type Counted, text } from './counted.js';
import type { Price } from './fallback.js';
import type { ReferenceNetwork } from './network.js';
import { periodicAverage } from './periodic-average.js';

/** The methods the reference knows. */
const METHODS: Partial<Record<Policy['valuation']['method'], ValuationMethod>> = { periodic_average: periodicAverage };

/** The valuation buckets of a ledger: one per plant and item. Items that are not valued have none. */
export class Buckets {
  readonly #counted: Counted;
  readonly #policy: Policy;
  readonly #priceOf: (plant: string, item: string) => Price;
  readonly #buckets = new Map<string, { events: BucketEvents; method: ValuationMethod }>();

  constructor(counted: Counted, policy: Policy, priceOf: (plant: string, item: string) => Price) {
    this.#counted = counted;
    this.#policy = policy;
    this.#priceOf = priceOf;
  }

  at(plant: string, item: string): BucketEvents | undefined {
    const row = this.#counted.rows.item?.find((of) => of.item === item);
    if (!this.#counted.plants.has(plant) || `${row?.valued}` !== 'true') return undefined;
    const key = `${plant} · ${item}`;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      const { method } = this.#policy.valuation_by_category[text(row?.category)] ?? this.#policy.valuation;
      const fallback = this.#priceOf(plant, item);
      const lateDifference = this.#policy.late_difference;
      const events = { key, opening: [], receipts: [], adjustments: [], outflows: [], fallback, lateDifference };
      const known = METHODS[method];
      if (known === undefined) throw new Error(`the reference knows no ${method}`);
      bucket = { events, method: known };
      this.#buckets.set(key, bucket);
    }
    return bucket.events;
  }

  /** The node that a movement's receipt reaches. */
  arrival(plant: string, item: string, movement: string): string {
    const events = this.at(plant, item);
    const bucket = events && this.#buckets.get(events.key);
    if (bucket === undefined) throw new Error(`${plant} · ${item} is no bucket`);
    return bucket.method.arrival(bucket.events.key, movement);
  }

  build(network: ReferenceNetwork): void {
    const arrives = ({ to, event }: Outflow) =>
      'node' in to ? to.node : this.arrival(to.plant, to.item, event.movement);
    for (const { events, method } of this.#buckets.values()) method.build(events, network, arrives);
  }
}
