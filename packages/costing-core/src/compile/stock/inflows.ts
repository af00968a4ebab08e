import { mulDivRound, printFixed } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import type { Vector } from '../amounts.js';
import type { Correction } from '../movements/estimates.js';
import { eventOrder } from '../movements/event-order.js';
import { PHASES, TYPE } from '../movements/kinds.js';
import type { SharedPart } from '../movements/shared-amounts.js';
import { OUTSIDE } from '../plan.js';
import { byProductValue } from './by-product-value.js';
import type { StockContext } from './context.js';
import { DIRECTION } from './events.js';
import { CLOSING, type LateShare } from './flows.js';
import type { Places } from './places.js';
import type { ReturnedValues } from './returned-value.js';

/**
 * What enters stock: opening, amounts that movements bring, what orders completed and yielded besides, returns at their
 * original value, the cost of transfers, late differences as far as stock bears them.
 */
export function addInflows(
  context: StockContext,
  { entry, targetOf, reclassify }: Places,
  returned: ReturnedValues,
): void {
  const {
    facts,
    scope,
    net,
    events,
    flows,
    orders,
    losses,
    plan,
    nothing,
    atFallback,
    bucketOf,
    kindOf,
    report,
    lateCosts,
  } = context;
  const { movement, item, symbols } = facts;
  const itemRow = rowOf(item.item);
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
    const { fromOrder, returns, addsCost, valueOnly } = kindOf(row);
    if (fromOrder) fromOrders.push(event);
    else if (returns !== undefined) {
      const from = targetOf(row);
      const value = returned.whole(row, bucketOf(event));
      if (from === OUTSIDE) plan.source(entry(event), value, 'movement', row);
      else {
        plan.fixed(from, entry(event), value, 'movement', row);
        reclassify(
          row,
          value.map((amount) => -amount),
        );
      }
    } else if (corrects(event)) addCorrection(event);
    else if (events.other[event] < 0 || valueOnly !== undefined) addOwned(event);
    else if (addsCost) addCost(event);
  }

  /** What a movement brings with it; of a late difference only what stock still bears. */
  function addOwned(event: number): void {
    const row = events.row[event];
    const share = flows.late.get(event);
    const amounts = owned(event);
    if (share === undefined) {
      plan.source(entry(event), amounts, 'movement', row);
      const isLate = kindOf(row).valueOnly !== undefined && net.isOfEarlier(row);
      if (isLate) lateCosts.push({ event, bucket: bucketOf(event), node: -1, amounts });
      return;
    }
    const bucket = bucketOf(event);
    const node = plan.node('late', bucket, row);
    plan.source(node, amounts, 'movement', row);
    bear(node, event, amounts);
  }

  /** Of a late value, stock bears its part and expense the rest. */
  function bear(node: number, event: number, amounts: Vector): void {
    const bucket = bucketOf(event);
    const { covered, of, closing } = flows.late.get(event) as LateShare;
    const borne = amounts.map((amount) => mulDivRound(amount, covered, of));
    const isBorne = closing ? closed.has(bucket) : covered > 0;
    if (closing && isBorne) plan.fixed(node, OUTSIDE, borne, 'closing_stock', bucket);
    else if (isBorne) plan.fixed(node, entry(event), borne, 'late', bucket);
    plan.share(node, OUTSIDE, 1, 'late_difference', bucket);
    lateCosts.push({ event, bucket, node, split: { quantity: of, covered: isBorne ? covered : 0 } });
  }

  function corrects(event: number): boolean {
    return events.direction[event] === DIRECTION.value && net.corrections.has(events.row[event]);
  }

  /** An estimate of an earlier period goes out at what it was, its invoice comes in: their difference is late. */
  function addCorrection(event: number): void {
    const row = events.row[event];
    const bucket = bucketOf(event);
    const { quantity, amounts: own, reversals } = net.corrections.get(row) as Correction;
    const invoiced = own ?? atFallbackPrice(event, quantity);
    const node = plan.node('late', bucket, row);
    plan.source(node, invoiced, 'movement', row);
    const difference = invoiced.slice();
    for (const reversal of reversals) {
      const estimated = returned.between(reversal.row, bucket, reversal.before, reversal.quantity);
      plan.fixed(node, OUTSIDE, estimated, 'movement', reversal.row);
      for (let e = 0; e < difference.length; e++) difference[e] -= estimated[e];
    }
    bear(node, event, difference);
  }

  /** The amounts of a movement; where it should bring some but doesn't, its quantity at a fallback price. */
  function owned(event: number): Vector {
    const row = events.row[event];
    const parts = net.shared.get(row);
    if (parts !== undefined) return partFor(event, parts);
    const amounts = net.amounts(row);
    if (amounts !== undefined || events.quantity[event] === 0) return amounts ?? nothing();
    return atFallbackPrice(event, events.quantity[event]);
  }

  /** Of an amount for several receipts, that of the receipt that the event is for. */
  function partFor(event: number, parts: readonly SharedPart[]): Vector {
    const own = parts.find(({ receipt }) => movement.movement[receipt] === events.part[event]) as SharedPart;
    return own.amounts;
  }

  function atFallbackPrice(event: number, quantity: number): Vector {
    const row = events.row[event];
    if (mayBeWorthless(row)) return nothing();
    const isGain = movement.type[row] === TYPE.count_gain;
    const code = isGain ? 'count_gain_was_valued_at_a_fallback_price' : 'receipt_must_have_an_amount';
    const value = atFallback(row, bucketOf(event), quantity, code);
    plan.departs('fallback_price', row, value);
    return value;
  }

  /** Consigned and customer-owned goods, samples: no value, by permission. */
  function mayBeWorthless(row: number): boolean {
    return movement.zero_cost_reason[row] !== 0 || item.zero_cost_reason[itemRow(movement.item[row])] !== 0;
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
    const order = orders.row(movement.order[row]);
    if (movement.type[row] === TYPE.salvage_receipt) {
      addSalvage(event, order);
      return;
    }
    plan.fixed(orders.creditNode(order), entry(event), creditValue(event), 'movement', row);
    orders.yieldByProduct(order, movement.item[row], events.quantity[event], row);
  }

  /**
   * What is left of spoiled pieces is worth its scrap price, else what its document says. It comes from the loss or the material of
   * their order; of earlier scrap, from outside.
   */
  function addSalvage(event: number, order: number): void {
    const row = events.row[event];
    const atPrice = losses.salvageValue(row, events.quantity[event]);
    const asPosted = net.amounts(row);
    if (atPrice !== undefined) tellUnused(row, asPosted);
    const known = atPrice ?? asPosted;
    const amounts = known ?? creditValue(event);
    if (known !== undefined && losses.isOfEarlierScrap(row)) plan.source(entry(event), amounts, 'movement', row);
    else losses.salvaged(order, { row, to: entry(event), amounts });
  }

  function tellUnused(row: number, amounts: Vector | undefined): void {
    for (const amount of amounts ?? []) {
      if (amount === 0) continue;
      report('movement_must_not_bring_an_amount', 'movement', symbols.text(movement.movement[row]), {
        value: kindOf(row).type,
        amount: printFixed(amount, scope.amountScale),
      });
    }
  }

  function sharesCost(row: number): boolean {
    if (movement.type[row] === TYPE.completion) return true;
    if (movement.type[row] !== TYPE.by_product_receipt) return false;
    return orders.joint.takesShare(orders.row(movement.order[row]), movement.item[row]);
  }
}
