import { mulDivRound } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import type { Vector } from '../amounts.js';
import { eventOrder } from '../movements/event-order.js';
import { MOVEMENT_KINDS, PHASES, TYPE } from '../movements/kinds.js';
import { OUTSIDE } from '../plan.js';
import { byProductValue } from './by-product-value.js';
import type { StockContext } from './context.js';
import { DIRECTION } from './events.js';
import { CLOSING } from './flows.js';
import type { Places } from './places.js';
import type { returnedValues } from './returned-value.js';

/**
 * What enters stock: opening, amounts that movements bring, what orders completed and yielded besides, returns at their
 * original value, the cost of transfers, late differences as far as stock bears them.
 */
export function addInflows(
  context: StockContext,
  { entry, targetOf }: Places,
  returned: ReturnType<typeof returnedValues>,
): void {
  const { facts, net, events, flows, orders, plan, nothing, atFallback, bucketOf } = context;
  const { movement, item, symbols } = facts;
  const itemRow = rowOf(item.item, symbols);
  const closed = new Set<number>();
  for (let take = 0; take < flows.takenBy.length; take++) {
    if (flows.takenBy.values[take] === CLOSING) closed.add(flows.pieceBucket.values[flows.takenFrom.values[take]]);
  }

  const fromOrders: number[] = [];
  for (let event = 0; event < events.row.length; event++) {
    if (flows.entered[event] >= 0 || flows.spread.has(event)) enter(event);
  }
  const compare = eventOrder(facts);
  fromOrders.sort((a, b) => compare(events.row[a], PHASES.completion, events.row[b], PHASES.completion));
  for (const event of fromOrders) addCompletion(event);
  const creditValue = byProductValue(context);
  for (const event of fromOrders) addCredit(event);

  function enter(event: number): void {
    const row = events.row[event];
    if (row < 0) {
      const amounts = context.opening(-1 - row);
      plan.source(entry(event), amounts ?? nothing(), 'opening_stock', -1 - row);
      return;
    }
    const { fromOrder, returns, addsCost, valueOnly } = MOVEMENT_KINDS[movement.type[row]];
    if (fromOrder) fromOrders.push(event);
    else if (returns !== undefined) {
      const from = targetOf(row);
      if (from === OUTSIDE) plan.source(entry(event), returned.whole(event), 'movement', row);
      else plan.fixed(from, entry(event), returned.whole(event), 'movement', row);
    } else if (events.other[event] < 0 || valueOnly !== undefined) addOwned(event);
    else if (addsCost) addCost(event);
  }

  /** What a movement brings with it; of a late difference only what stock still bears. */
  function addOwned(event: number): void {
    const row = events.row[event];
    const share = flows.late.get(event);
    const amounts = owned(event);
    if (share === undefined) {
      plan.source(entry(event), amounts, 'movement', row);
      return;
    }
    const bucket = bucketOf(event);
    const node = plan.node('late', bucket, row);
    plan.source(node, amounts, 'movement', row);
    const covered = amounts.map((amount) => mulDivRound(amount, share.covered, share.of));
    if (share.closing && closed.has(bucket)) plan.fixed(node, OUTSIDE, covered, 'closing_stock', bucket);
    else if (!share.closing && share.covered > 0) plan.fixed(node, entry(event), covered, 'late', bucket);
    plan.share(node, OUTSIDE, 1, 'late_difference', bucket);
  }

  /** The amounts of a movement; where it should bring some but doesn't, its quantity at a fallback price. */
  function owned(event: number): Vector {
    const row = events.row[event];
    const amounts = net.amounts(row);
    if (amounts !== undefined || events.quantity[event] === 0 || mayBeWorthless(row)) return amounts ?? nothing();
    const isGain = movement.type[row] === TYPE.count_gain;
    const code = isGain ? 'count_gain_was_valued_at_a_fallback_price' : 'receipt_must_have_an_amount';
    const value = atFallback(event, events.quantity[event], code);
    plan.departs('fallback_price', row, value);
    return value;
  }

  /** Consigned and customer-owned goods, samples: no value, by permission. */
  function mayBeWorthless(row: number): boolean {
    return movement.zero_cost_reason[row] !== 0 || item.zero_cost_reason[itemRow[movement.item[row]]] !== 0;
  }

  /** The cost of a transfer lands on what was transferred. */
  function addCost(event: number): void {
    const amounts = net.amounts(events.row[event]);
    if (amounts !== undefined) plan.source(entry(event), amounts, 'movement', events.row[event]);
  }

  /** A receipt shares what its order completed (rules.md 18); a by-product does so where a cost share is laid down. */
  function addCompletion(event: number): void {
    const row = events.row[event];
    if (!sharesCost(row) || events.direction[event] !== DIRECTION.in) return;
    const order = orders.row(movement.order[row]);
    orders.receive({ order, item: movement.item[row], quantity: events.quantity[event], to: entry(event), row });
  }

  /** A by-product takes its value out of the order beforehand. */
  function addCredit(event: number): void {
    const row = events.row[event];
    if (sharesCost(row)) return;
    plan.fixed(orders.creditNode(orders.row(movement.order[row])), entry(event), creditValue(event), 'movement', row);
  }

  function sharesCost(row: number): boolean {
    if (movement.type[row] === TYPE.completion) return true;
    if (movement.type[row] !== TYPE.by_product_receipt) return false;
    const share = orders.jointOutput(orders.row(movement.order[row]), movement.item[row])?.share;
    return share !== undefined && !Number.isNaN(share);
  }
}
