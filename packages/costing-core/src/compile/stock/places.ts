import type { Vector } from '../amounts.js';
import { MOVEMENT_KINDS } from '../movements/kinds.js';
import { OUTSIDE } from '../plan.js';
import type { StockContext } from './context.js';
import { DIRECTION } from './events.js';
import type { ReturnedValues } from './returned-value.js';

/** Where value enters and leaves stock. */
export interface Places {
  /** The node that an event's value enters. */
  entry(event: number): number;
  /** The node from which a quantity of a piece leaves at a value of its own. */
  exit(event: number, piece: number, quantity: number): number;
  /** Where an outflow goes, or a return comes from: a stage of an order, a cost centre, or the outside. */
  targetOf(row: number): number;
  /** As which element what a movement takes arrives in an order; undefined: by its elements. */
  arrivesAs(row: number): number | undefined;
  /** Notes an amount known beforehand that came from where a movement takes it, or below 0 goes back there, as one element. */
  reclassify(row: number, amounts: Vector): void;
  /** Where an outflow at the stock's cost goes: on its way back to the vendor, to where its original value is known. */
  leavesTo(event: number): number;
}

/**
 * Mostly the piece itself. A value that is spread has a node of its own, which shares by quantity. In stock at standard
 * cost every inflow passes a node that hands on the standard value and keeps the difference apart; so does what goes back
 * at its original value: 2 pieces that cost 24.00 leave 2 at the standard of 10.00 less, and a difference of 4.00.
 *
 * What goes back to the vendor at the stock's own price passes a node (`returned`) that gives the original value and keeps
 * the difference: 8 pieces leave stock at 18.18 each, the vendor credits 800.00, a gain of 654.54.
 */
export function places(context: StockContext, returned: ReturnedValues): Places {
  const { facts, policy, events, flows, nodes, orders, plan, bucketOf, centreNode, standard, valuation } = context;
  const { movement } = facts;
  const entries = new Map<number, number>();
  const differences = new Map<number, number>();
  const goingBack = new Map<number, number>();

  return {
    entry(event) {
      let node = entries.get(event);
      if (node === undefined) {
        node = nodeFor(event);
        entries.set(event, node);
      }
      return node;
    },
    exit(event, piece, quantity) {
      const bucket = bucketOf(event);
      if (valuation(events.buckets[bucket].item).method !== 'standard') return nodes[piece];
      const value = standard(bucket)?.value(quantity);
      if (value === undefined) return nodes[piece];
      const node = difference(bucket);
      plan.fixed(nodes[piece], node, value, 'standard', bucket);
      return node;
    },
    targetOf,
    arrivesAs,
    reclassify(row, amounts) {
      const element = arrivesAs(row);
      if (element === undefined) return;
      const more = amounts.map((amount) => -amount);
      for (const amount of amounts) more[element] += amount;
      if (more.some((amount) => amount !== 0)) plan.source(targetOf(row), more, 'reclassified', row);
    },
    leavesTo(event) {
      if (events.direction[event] !== DIRECTION.outReturned) return targetOf(events.row[event]);
      let node = goingBack.get(event);
      if (node === undefined) {
        node = onItsWayBack(event);
        goingBack.set(event, node);
      }
      return node;
    },
  };

  function targetOf(row: number): number {
    const order = orders.row(movement.order[row]);
    switch (MOVEMENT_KINDS[movement.type[row]].type) {
      case 'issue':
      case 'issue_return':
        return order >= 0
          ? orders.materialStage(order, movement.operation[row], movement.item[row])
          : centreNode(movement.centre[row], movement.item[row]);
      case 'completion_reversal':
        return order >= 0 ? orders.materialStage(order, 0) : OUTSIDE;
      default:
        return OUTSIDE;
    }
  }

  function arrivesAs(row: number): number | undefined {
    const element = context.carriedAs(movement.item[row]);
    if (element === undefined) return undefined;
    const { type } = MOVEMENT_KINDS[movement.type[row]];
    const isIssue = type === 'issue' || type === 'issue_return';
    return isIssue && orders.row(movement.order[row]) >= 0 ? element : undefined;
  }

  function onItsWayBack(event: number): number {
    const bucket = bucketOf(event);
    const row = events.row[event];
    const node = plan.node('returned', bucket, row);
    context.lateCosts.push({ event, bucket, node });
    plan.fixed(node, OUTSIDE, returned.part(row, bucket, events.quantity[event]), 'returned', row);
    plan.share(node, OUTSIDE, 1, 'return_difference', bucket);
    return node;
  }

  function nodeFor(event: number): number {
    const bucket = bucketOf(event);
    const spread = flows.spread.get(event);
    if (spread !== undefined) {
      const node = plan.node('spread', bucket, events.row[event]);
      for (const [i, piece] of spread.pieces.entries()) {
        plan.share(node, nodes[piece], spread.quantities[i], 'spread', bucket);
      }
      return node;
    }
    const piece = nodes[flows.entered[event]];
    if (valuation(events.buckets[bucket].item).method !== 'standard') return piece;
    return throughStandard(event, bucket, piece);
  }

  function throughStandard(event: number, bucket: number, piece: number): number {
    const price = standard(bucket);
    if (price === undefined) {
      const { item } = events.buckets[bucket];
      context.report('standard_price_must_be_known', 'item', facts.symbols.text(item));
      return piece;
    }
    const node = difference(bucket);
    plan.fixed(node, piece, price.value(events.quantity[event]), 'standard', bucket);
    return node;
  }

  function difference(bucket: number): number {
    let node = differences.get(bucket);
    if (node === undefined) {
      node = plan.node('difference', bucket);
      if (policy.variances.to === 'products') plan.leaveToBalances({ node, of: 'bucket', ref: bucket });
      else plan.share(node, OUTSIDE, 1, 'price_difference', bucket);
      differences.set(bucket, node);
    }
    return node;
  }
}
