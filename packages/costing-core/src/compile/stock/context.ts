import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { FindingCode, Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import { openingAmounts, type Vector } from '../amounts.js';
import { TYPE } from '../movements/kinds.js';
import type { NetMovements } from '../movements/returns.js';
import type { Orders } from '../orders/orders.js';
import type { PlanBuilder } from '../plan.js';
import { DIRECTION, type StockEvents } from './events.js';
import { type FallbackPrice, fallbackPrices, type Known } from './fallback.js';
import type { StockFlows } from './flows.js';
import type { Valuation } from './valuation.js';

/** What everything that puts stock into the network works on. */
export interface StockInput {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly net: NetMovements;
  readonly events: StockEvents;
  readonly flows: StockFlows;
  readonly orders: Orders;
  readonly plan: PlanBuilder;
  readonly report: Report;
  valuation(item: number): Valuation;
  /** The node that material issued to a cost centre goes to; OUTSIDE where it is the centre's expense. */
  centreNode(centre: number): number;
}

export interface StockContext extends StockInput {
  /** The node of each piece. */
  readonly nodes: Int32Array;
  bucketOf(event: number): number;
  /** The amounts of an opening row. */
  opening(row: number): Vector | undefined;
  /** A quantity at a fallback price, reported as `code`. */
  atFallback(event: number, quantity: number, code: FindingCode): Vector;
  /** The standard price of a bucket, where there is one. */
  standard(bucket: number): FallbackPrice | undefined;
  nothing(): Vector;
}

export function stockContext(input: StockInput): StockContext {
  const { facts, scope, policy, net, events, flows, plan, report } = input;
  const { movement, symbols } = facts;
  const bucketNumbers = bucketsOfEvents(events);
  const opening = openingAmounts(facts, scope);
  const nothing = () => new Float64Array(scope.elements.length);
  const prices = (origins: Policy['fallback_prices']) =>
    fallbackPrices(
      facts,
      scope,
      origins,
      (bucket) => gathered(bucket, (row) => row < 0),
      (bucket) => gathered(bucket, (row) => row >= 0 && PURCHASES.has(movement.type[row])),
    );
  const fallback = prices(policy.fallback_prices);
  const standard = prices(['standard']);

  return {
    ...input,
    opening,
    nothing,
    bucketOf: (event) => bucketNumbers[event],
    standard: (bucket) => standard(bucket, events.buckets[bucket]),
    nodes: Int32Array.from({ length: flows.pieceBucket.length }, (_, piece) => {
      return plan.node('stock', flows.pieceBucket.values[piece], events.row[flows.pieceStart.values[piece]]);
    }),
    atFallback(event, quantity, code) {
      const bucket = bucketNumbers[event];
      const price = fallback(bucket, events.buckets[bucket]);
      const value = price?.value(quantity) ?? nothing();
      const key = symbols.text(movement.movement[events.row[event]]);
      const total = value.reduce((sum, amount) => sum + amount, 0);
      const fields = {
        item: symbols.text(events.buckets[bucket].item),
        quantity: printFixed(quantity, QUANTITY_SCALE),
        amount: printFixed(total, scope.amountScale),
        origin: price?.origin ?? '-',
      };
      report(code, 'movement', key, fields);
      if (price === undefined) report('fallback_price_must_be_known', 'movement', key, fields);
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
}

function bucketsOfEvents({ first, buckets, row }: StockEvents): Int32Array {
  const bucketOf = new Int32Array(row.length);
  for (let bucket = 0; bucket < buckets.length; bucket++) bucketOf.fill(bucket, first[bucket], first[bucket + 1]);
  return bucketOf;
}

const PURCHASES = new Set<number>([TYPE.purchase_receipt, TYPE.purchase_estimate]);
