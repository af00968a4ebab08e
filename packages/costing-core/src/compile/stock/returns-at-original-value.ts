import type { StockContext } from './context.js';
import { DIRECTION } from './events.js';
import type { ReturnedValues } from './returned-value.js';

/** What goes back to the vendor at its original value, as the policy `vendor_return` may say: stock gives all of it. */
export function addReturnsAtOriginalValue(context: StockContext, returned: ReturnedValues): void {
  const { events, net, kindOf, lateCosts, bucketOf } = context;
  for (let event = 0; event < events.row.length; event++) {
    const row = events.row[event];
    if (events.direction[event] !== DIRECTION.outAtValue || row < 0) continue;
    if (kindOf(row).owns !== true || !net.isOfEarlier(row)) continue;
    const quantity = events.quantity[event];
    const bucket = bucketOf(event);
    const value = returned.between(row, bucket, net.goesBack[row] - quantity, quantity);
    lateCosts.push({ event, bucket, node: -1, amounts: value.map((amount) => -amount) });
  }
}
