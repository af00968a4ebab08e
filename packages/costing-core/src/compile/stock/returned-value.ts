import { mulDivRound } from '@millrace/exact';
import type { Vector } from '../amounts.js';
import { MOVEMENT_KINDS } from '../movements/kinds.js';
import type { StockContext } from './context.js';
import { earlierCosts } from './earlier-cost.js';

/**
 * What flows back at a value known beforehand: returns that were not netted within the period. At the cost of the
 * original movement where that is known, at the amount that the return itself brings, else at a fallback price.
 */
export function returnedValues({ facts, scope, net, events, plan, nothing, atFallback }: StockContext) {
  const { movement } = facts;
  const earlier = earlierCosts(facts, scope);
  const partial = new Map<number, { readonly value: Vector; taken: number }>();

  const whole = (event: number): Vector => {
    const row = events.row[event];
    const { owns } = MOVEMENT_KINDS[movement.type[row]];
    const brought = owns ? net.amounts(row) : undefined;
    const known = earlier(movement.refers_to[row], events.quantity[event]) ?? brought;
    const value = known ?? atFallback(event, events.quantity[event], 'returned_cost_must_be_known');
    if (owns && value !== brought) {
      plan.departs(
        'original_value',
        row,
        nothing().map((_, e) => (brought?.[e] ?? 0) - value[e]),
      );
    }
    return value;
  };
  return {
    whole,
    /** The part that `quantity` of a return bears, cumulative over the pieces that it is taken from. */
    part(event: number, quantity: number): Vector {
      let of = partial.get(event);
      if (of === undefined) {
        of = { value: whole(event), taken: 0 };
        partial.set(event, of);
      }
      const before = of.taken;
      of.taken += quantity;
      const { taken } = of;
      const share = (amount: number, part: number) => mulDivRound(amount, part, events.quantity[event]);
      return of.value.map((amount) => share(amount, taken) - share(amount, before));
    },
  };
}
