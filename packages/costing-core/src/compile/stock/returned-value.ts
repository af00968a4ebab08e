import { mulDivRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Vector } from '../amounts.js';
import { eventOrder } from '../movements/event-order.js';
import { MOVEMENT_KINDS } from '../movements/kinds.js';
import type { StockContext } from './context.js';
import { earlierCosts } from './earlier-cost.js';
import type { StockEvents } from './events.js';

/**
 * What flows back at a value known beforehand: returns that were not netted within the period. At the cost of the
 * original movement where that is known, at the amount that the return itself brings, else at a fallback price.
 */
export function returnedValues({ facts, scope, net, events, plan, report, nothing, atFallback }: StockContext) {
  const { movement } = facts;
  const original = originalValues(facts, scope, events, report);
  const partial = new Map<number, { readonly value: Vector; taken: number }>();

  const whole = (event: number): Vector => {
    const row = events.row[event];
    const { owns } = MOVEMENT_KINDS[movement.type[row]];
    const brought = owns ? net.amounts(row) : undefined;
    const known = original.get(event) ?? brought;
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

/** By event: what a movement of an earlier period had cost; partial returns of one take their parts in event order. */
function originalValues(
  facts: Facts,
  scope: Scope,
  { row, quantity }: StockEvents,
  report: Report,
): ReadonlyMap<number, Vector> {
  const values = new Map<number, Vector>();
  if (facts.earlier_cost.rowCount === 0) return values;
  const { movement, symbols } = facts;
  const earlier = earlierCosts(facts, scope);
  const kindOf = (event: number) => MOVEMENT_KINDS[movement.type[row[event]]];
  const returns: number[] = [];
  for (let event = 0; event < row.length; event++) {
    if (row[event] >= 0 && kindOf(event).returns !== undefined) returns.push(event);
  }
  const compare = eventOrder(facts);
  const phase = (event: number) => kindOf(event).outOf ?? kindOf(event).into ?? 0;
  returns.sort((a, b) => compare(row[a], phase(a), row[b], phase(b)));
  for (const event of returns) {
    const original = movement.refers_to[row[event]];
    const left = earlier.left(original);
    if (left !== undefined && left < quantity[event]) {
      report('return_must_not_exceed_its_movement', 'movement', symbols.text(movement.movement[row[event]]), {
        found: symbols.text(original),
        difference: printFixed(quantity[event] - left, QUANTITY_SCALE),
      });
    }
    const value = earlier.value(original, quantity[event]);
    if (value !== undefined) values.set(event, value);
  }
  return values;
}
