import { mulDivRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '../facts/read-facts.js';
import type { Report } from '../finding.js';
import type { FindingCode } from '../findings.js';
import type { Policy } from '../policy.js';
import type { Scope } from '../scope.js';
import { openingAmounts, type Vector } from './amounts.js';
import { earlierCosts } from './earlier-cost.js';
import { eventOrder } from './event-order.js';
import { fallbackPrices, type Known } from './fallback.js';
import { MOVEMENT_KINDS, PHASES, TYPE } from './movement-kind.js';
import type { Orders } from './orders.js';
import { OUTSIDE, type PlanBuilder } from './plan.js';
import type { NetMovements } from './returns.js';
import { DIRECTION, type StockEvents } from './stock-events.js';
import { CARRY, CLOSING, type StockFlows } from './stock-flows.js';

export interface StockInput {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly net: NetMovements;
  readonly events: StockEvents;
  readonly flows: StockFlows;
  readonly orders: Orders;
  /** The node that material issued to a cost centre goes to; OUTSIDE where it is the centre's expense. */
  centreNode(centre: number): number;
}

/**
 * Puts stock into the network: a node per piece, what enters it, and an edge for all that is taken from it, closing
 * stock last. Stock below zero leaves at a fallback price from a node of its own, which owes it to the outside.
 */
export function addStock(input: StockInput, plan: PlanBuilder, report: Report): void {
  const { facts, scope, policy, net, events, flows, orders, centreNode } = input;
  const { movement, symbols } = facts;
  const opening = openingAmounts(facts, scope);
  const earlier = earlierCosts(facts, scope);
  const bucketOf = bucketsOfEvents(events);
  const fallback = fallbackPrices(
    facts,
    scope,
    policy,
    (bucket) => gathered(bucket, (row) => row < 0),
    (bucket) => gathered(bucket, (row) => row >= 0 && PURCHASES.has(movement.type[row])),
  );
  const nodes = Int32Array.from({ length: flows.pieceBucket.length }, (_, piece) => {
    const start = flows.pieceStart.values[piece];
    return plan.node('stock', flows.pieceBucket.values[piece], events.row[start]);
  });
  const nodeOf = (event: number) => nodes[flows.entered[event]];

  const returns = new Map<number, { readonly value: Vector; taken: number }>();
  const debts = new Map<number, { readonly debt: number; readonly revaluation: number }>();

  const completions: number[] = [];
  for (let event = 0; event < events.row.length; event++) {
    if (flows.entered[event] >= 0) enter(event);
  }
  const compare = eventOrder(facts);
  completions.sort((a, b) => compare(events.row[a], PHASES.completion, events.row[b], PHASES.completion));
  for (const event of completions) {
    const row = events.row[event];
    const made = orders.completedNode(orders.row(movement.order[row]));
    plan.share(made, nodeOf(event), events.quantity[event], 'movement', row);
  }
  for (let take = 0; take < flows.takenBy.length; take++) leave(take);
  addDebts();
  addShort();

  function enter(event: number): void {
    const row = events.row[event];
    if (row < 0) {
      const amounts = opening(-1 - row);
      if (amounts !== undefined) plan.source(nodeOf(event), amounts, 'opening_stock', -1 - row);
      return;
    }
    const kind = MOVEMENT_KINDS[movement.type[row]];
    if (kind.type === 'completion') completions.push(event);
    else if (events.other[event] < 0) {
      const flowsBackTo = kind.returns === undefined ? OUTSIDE : targetOf(row);
      const amounts = kind.returns === undefined ? owned(event) : originalValue(event, earlier);
      if (flowsBackTo === OUTSIDE) plan.source(nodeOf(event), amounts, 'movement', row);
      else plan.fixed(flowsBackTo, nodeOf(event), amounts, 'movement', row);
    }
  }

  /** What a movement brings with it; where it should but doesn't, its quantity at a fallback price. */
  function owned(event: number): Vector {
    const row = events.row[event];
    const amounts = net.amounts(row);
    if (amounts !== undefined || events.quantity[event] === 0) return amounts ?? nothing();
    const isGain = movement.type[row] === TYPE.count_gain;
    const value = atFallback(
      event,
      events.quantity[event],
      isGain ? 'count_gain_was_valued_at_a_fallback_price' : 'receipt_must_have_an_amount',
    );
    plan.departs('fallback_price', row, value);
    return value;
  }

  /** The value at which a return flows back that wasn't netted in this period. */
  function originalValue(event: number, costs: ReturnType<typeof earlierCosts>): Vector {
    const row = events.row[event];
    const brought = MOVEMENT_KINDS[movement.type[row]].owns ? net.amounts(row) : undefined;
    const known = costs(movement.refers_to[row], events.quantity[event]) ?? brought;
    const value = known ?? atFallback(event, events.quantity[event], 'returned_cost_must_be_known');
    if (MOVEMENT_KINDS[movement.type[row]].owns && value !== brought) {
      plan.departs(
        'original_value',
        row,
        value.map((amount, e) => (brought?.[e] ?? 0) - amount),
      );
    }
    return value;
  }

  function leave(take: number): void {
    const node = nodes[flows.takenFrom.values[take]];
    const quantity = flows.takenQuantity.values[take];
    const event = flows.takenBy.values[take];
    const bucket = flows.pieceBucket.values[flows.takenFrom.values[take]];
    if (event === CLOSING) plan.share(node, OUTSIDE, quantity, 'closing_stock', bucket);
    else if (event === CARRY) plan.share(node, nodes[flows.carriedTo.values[take]], quantity, 'carry', bucket);
    else if (events.row[event] < 0) plan.share(node, debtOf(bucket).revaluation, quantity, 'revalued', bucket);
    else if (events.direction[event] === DIRECTION.outAtValue) {
      plan.fixed(node, targetOf(events.row[event]), partOfReturn(event, quantity), 'movement', events.row[event]);
    } else plan.share(node, destination(event), quantity, 'movement', events.row[event]);
  }

  function destination(event: number): number {
    const other = events.other[event];
    return other >= 0 ? nodeOf(other) : targetOf(events.row[event]);
  }

  /** Where an outflow goes, or a return comes from: a stage of an order, a cost centre, or the outside. */
  function targetOf(row: number): number {
    const order = orders.row(movement.order[row]);
    switch (MOVEMENT_KINDS[movement.type[row]].type) {
      case 'issue':
      case 'issue_return':
        return order >= 0 ? orders.materialStage(order, movement.operation[row]) : centreNode(movement.centre[row]);
      case 'completion_reversal':
        return order >= 0 ? orders.materialStage(order, 0) : OUTSIDE;
      default:
        return OUTSIDE;
    }
  }

  /** The part of a return's value that `quantity` of it bears, cumulative over the pieces it is taken from. */
  function partOfReturn(event: number, quantity: number): Vector {
    let whole = returns.get(event);
    if (whole === undefined) {
      whole = { value: originalValue(event, earlier), taken: 0 };
      returns.set(event, whole);
    }
    const before = whole.taken;
    whole.taken += quantity;
    const { value, taken } = whole;
    const upTo = (amount: number, part: number) => mulDivRound(amount, part, events.quantity[event]);
    return value.map((amount) => upTo(amount, taken) - upTo(amount, before));
  }

  /** Stock that was below zero when the period opened: what is owed, and where covering it lands. */
  function debtOf(bucket: number): { readonly debt: number; readonly revaluation: number } {
    let nodes = debts.get(bucket);
    if (nodes === undefined) {
      nodes = { debt: plan.node('debt', bucket), revaluation: plan.node('revaluation', bucket) };
      debts.set(bucket, nodes);
    }
    return nodes;
  }

  function addDebts(): void {
    const uncovered = new Map<number, number>();
    for (const { event, quantity } of flows.short) uncovered.set(event, quantity);
    for (let event = 0; event < events.row.length; event++) {
      const row = events.row[event];
      if (row >= 0 || events.direction[event] !== DIRECTION.out) continue;
      const bucket = bucketOf(event);
      const { debt, revaluation } = debtOf(bucket);
      plan.source(debt, opening(-1 - row) ?? nothing(), 'opening_stock', -1 - row);
      const left = uncovered.get(event) ?? 0;
      if (left < events.quantity[event])
        plan.share(debt, revaluation, events.quantity[event] - left, 'revalued', bucket);
      if (left > 0) plan.share(debt, OUTSIDE, left, 'closing_stock', bucket);
    }
    for (const [bucket, { revaluation }] of debts) plan.share(revaluation, OUTSIDE, 1, 'negative_stock', bucket);
  }

  function addShort(): void {
    const nodeOfBucket = new Map<number, number>();
    for (const { event, quantity } of flows.short) {
      const row = events.row[event];
      if (row < 0) continue;
      const bucket = bucketOf(event);
      let node = nodeOfBucket.get(bucket);
      if (node === undefined) {
        node = plan.node('short', bucket);
        nodeOfBucket.set(bucket, node);
        plan.share(node, OUTSIDE, 1, 'closing_stock', bucket);
      }
      const isReturn = events.direction[event] === DIRECTION.outAtValue;
      const code =
        policy.stock_below_zero === 'block'
          ? 'stock_must_not_fall_below_zero'
          : 'stock_below_zero_was_valued_at_a_fallback_price';
      const value = isReturn ? partOfReturn(event, quantity) : atFallback(event, quantity, code);
      plan.fixed(node, isReturn ? targetOf(row) : destination(event), value, 'movement', row);
    }
  }

  function atFallback(event: number, quantity: number, code: FindingCode): Vector {
    const row = events.row[event];
    const bucket = bucketOf(event);
    const price = fallback(bucket, events.buckets[bucket]);
    const value = price?.value(quantity) ?? nothing();
    const key = symbols.text(movement.movement[row]);
    const found = {
      item: symbols.text(events.buckets[bucket].item),
      quantity: printFixed(quantity, QUANTITY_SCALE),
      amount: printFixed(
        value.reduce((sum, amount) => sum + amount, 0),
        scope.amountScale,
      ),
      origin: price?.origin ?? '',
    };
    report(code, 'movement', key, found);
    if (price === undefined) report('fallback_price_must_be_known', 'movement', key, found);
    return value;
  }

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

  function nothing(): Vector {
    return new Float64Array(scope.elements.length);
  }
}

/** The bucket of an event. */
function bucketsOfEvents({ first, buckets, row }: StockEvents): (event: number) => number {
  const bucketOf = new Int32Array(row.length);
  for (let bucket = 0; bucket < buckets.length; bucket++) bucketOf.fill(bucket, first[bucket], first[bucket + 1]);
  return (event) => bucketOf[event];
}

const PURCHASES = new Set<number>([TYPE.purchase_receipt, TYPE.purchase_estimate]);
