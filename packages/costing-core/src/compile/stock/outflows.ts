import { OUTSIDE } from '../plan.js';
import type { BelowZero } from './below-zero.js';
import type { StockContext } from './context.js';
import { DIRECTION } from './events.js';
import { CARRY, CLOSING } from './flows.js';
import type { Places } from './places.js';
import type { ReturnedValues } from './returned-value.js';

/** An edge for all that is taken from a piece of stock: events in their order, then what is carried on or closes. */
export function addOutflows(
  context: StockContext,
  { entry, exit, targetOf, arrivesAs, reclassify, leavesTo }: Places,
  returned: ReturnedValues,
  below: BelowZero,
): void {
  const { events, flows, nodes, plan } = context;
  for (let take = 0; take < flows.takenBy.length; take++) {
    const piece = flows.takenFrom.values[take];
    const quantity = flows.takenQuantity.values[take];
    const event = flows.takenBy.values[take];
    const to = flows.takenTo.values[take];
    const bucket = flows.pieceBucket.values[piece];
    const row = events.row[event];
    if (event === CLOSING) plan.share(nodes[piece], OUTSIDE, quantity, 'closing_stock', bucket);
    else if (event === CARRY) plan.share(nodes[piece], nodes[to], quantity, 'carry', bucket);
    else if (row < 0) plan.share(nodes[piece], below.revaluation(bucket), quantity, 'revalued', bucket);
    else if (events.direction[event] === DIRECTION.outAtValue) {
      const value = returned.part(row, bucket, quantity);
      plan.fixed(exit(event, piece, quantity), targetOf(row), value, 'movement', row);
      reclassify(row, value);
    } else {
      const other = events.other[event];
      const target = to >= 0 ? nodes[to] : other >= 0 ? entry(other) : leavesTo(event);
      plan.shareOut(row, nodes[piece], target, quantity, arrivesAs(row));
    }
  }
}
