import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { FindingCode } from '../../findings.js';
import type { Policy } from '../../policy.js';
import { openingAmounts, type Vector } from '../amounts.js';
import type { NetMovements } from '../movements/returns.js';
import type { Losses } from '../orders/losses.js';
import type { Orders } from '../orders/orders.js';
import type { Period } from '../period.js';
import { DIRECTION, type StockEvents } from './events.js';
import { type FallbackPrice, fallbackPrices, type Known } from './fallback.js';
import type { LateCost, StockFlows } from './flows.js';
import { pricedElsewhere } from './priced-elsewhere.js';

/** What everything that puts stock into the network works on. */
export interface StockInput extends Period {
  readonly net: NetMovements;
  readonly events: StockEvents;
  readonly flows: StockFlows;
  readonly orders: Orders;
  readonly losses: Losses;
  /** The node that material issued to a cost centre goes to; OUTSIDE where it is the centre's expense. */
  centreNode(centre: number, item: number): number;
}

export interface StockContext extends StockInput {
  /** The node of each piece. */
  readonly nodes: Int32Array;
  bucketOf(event: number): number;
  /** The amounts of an opening row. */
  opening(row: number): Vector | undefined;
  /** A quantity of a movement at a bucket's fallback price, reported as `code` with what `more` there is to say. */
  atFallback(
    row: number,
    bucket: number,
    quantity: number,
    code: FindingCode,
    more?: Readonly<Record<string, string>>,
  ): Vector;
  /** The standard price of a bucket, where there is one. */
  standard(bucket: number): FallbackPrice | undefined;
  nothing(): Vector;
  /** Costs that came after their receipts, as they are found. */
  readonly lateCosts: LateCost[];
}

export function stockContext(input: StockInput): StockContext {
  const { facts, scope, policy, net, events, flows, plan, report, kindOf } = input;
  const { movement, symbols } = facts;
  const bucketNumbers = bucketsOfEvents(events);
  const opening = openingAmounts(facts, scope);
  const nothing = () => new Float64Array(scope.elements.length);
  const prices = (origins: Policy['fallback_prices']) =>
    fallbackPrices(
      facts,
      scope,
      origins,
      (bucket) => gathered(bucket, (row) => row < 0) ?? owed(bucket),
      (bucket) => gathered(bucket, (row) => row >= 0 && PURCHASES.has(kindOf(row).type)),
    );
  const fallback = prices(policy.fallback_prices);
  const standard = prices(['standard']);
  const elsewhere = pricedElsewhere(input, events, fallback);

  return {
    ...input,
    opening,
    nothing,
    lateCosts: [],
    bucketOf: (event) => bucketNumbers[event],
    standard: (bucket) => standard(bucket, events.buckets[bucket]),
    nodes: Int32Array.from({ length: flows.pieceBucket.length }, (_, piece) => {
      return plan.node('stock', flows.pieceBucket.values[piece], events.row[flows.pieceStart.values[piece]]);
    }),
    atFallback(row, bucket, quantity, code, more) {
      // A step in parallel is worth nothing, whatever others say of it.
      const isStep = input.steps.has(events.buckets[bucket].item);
      const price = isStep ? undefined : fallback(bucket, events.buckets[bucket]);
      const value = price?.value(quantity) ?? nothing();
      const key = symbols.text(movement.movement[row]);
      const total = value.reduce((sum, amount) => sum + amount, 0);
      const fields = {
        item: symbols.text(events.buckets[bucket].item),
        quantity: printFixed(quantity, QUANTITY_SCALE),
        amount: printFixed(total, scope.amountScale),
        origin: price?.origin ?? '-',
      };
      report(code, 'movement', key, { ...fields, ...more });
      if (price === undefined && !isStep) {
        const { plant } = events.buckets[bucket];
        const where = { plant: plant === 0 ? '' : symbols.text(plant), plants: elsewhere(bucket).join(', ') };
        report('fallback_price_must_be_known', 'movement', key, { ...fields, ...where });
      }
      return value;
    },
  };

  /** What a bucket gathered from the rows asked for: the basis of a fallback price. */
  function gathered(bucket: number, counts: (row: number) => boolean): Known | undefined {
    const amounts = nothing();
    let quantity = 0;
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const row = events.row[event];
      if (events.direction[event] !== DIRECTION.in || !counts(row)) continue;
      const brought = row < 0 ? opening(-1 - row) : net.amounts(row);
      if (brought === undefined) continue;
      quantity += events.quantity[event];
      for (let e = 0; e < amounts.length; e++) amounts[e] += brought[e];
    }
    return quantity > 0 ? { quantity, amounts } : undefined;
  }

  /** What a bucket owes at the opening, at what it was thought to cost: where nothing else is there, that is its price. */
  function owed(bucket: number): Known | undefined {
    const amounts = nothing();
    let quantity = 0;
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const row = events.row[event];
      const brought = row < 0 && events.direction[event] === DIRECTION.out ? opening(-1 - row) : undefined;
      if (brought === undefined) continue;
      quantity += events.quantity[event];
      for (let e = 0; e < amounts.length; e++) amounts[e] -= brought[e];
    }
    return quantity > 0 ? { quantity, amounts } : undefined;
  }
}

function bucketsOfEvents({ first, buckets, row }: StockEvents): Int32Array {
  const bucketOf = new Int32Array(row.length);
  for (let bucket = 0; bucket < buckets.length; bucket++) bucketOf.fill(bucket, first[bucket], first[bucket + 1]);
  return bucketOf;
}

const PURCHASES: ReadonlySet<string> = new Set(['purchase_receipt', 'purchase_estimate']);
