import { mulDivRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Vector } from '../amounts.js';
import { reportOtherAmount } from '../movements/other-amount.js';
import type { StockContext } from './context.js';
import { earlierCosts } from './earlier-cost.js';

/**
 * What is worth what returns take back that were not netted within the period, by their rows. At the cost of the original
 * movement where that is known, at the amount that the return itself brings, else at a fallback price.
 */
export interface ReturnedValues {
  whole(row: number, bucket: number): Vector;
  /** The value of a quantity of a return that comes after so much of it. */
  between(row: number, bucket: number, before: number, quantity: number): Vector;
  /** The value of the next `quantity` of what moves stock, cumulative over what it is taken from. */
  part(row: number, bucket: number, quantity: number): Vector;
}

export function returnedValues(context: StockContext): ReturnedValues {
  const { net, plan, kindOf, nothing, atFallback } = context;
  const original = originalValues(context);
  const values = new Map<number, { readonly value: Vector; taken: number }>();

  function known(row: number, bucket: number): { readonly value: Vector; taken: number } {
    let of = values.get(row);
    if (of === undefined) {
      // What a receipt corrects comes before the rest.
      of = { value: findValue(row, bucket), taken: net.goesBack[row] - net.quantity[row] };
      values.set(row, of);
    }
    return of;
  }

  function findValue(row: number, bucket: number): Vector {
    const brought = kindOf(row).owns ? net.amountsBack(row) : undefined;
    const value =
      original.get(row) ?? brought ?? atFallback(row, bucket, net.goesBack[row], 'returned_cost_must_be_known');
    if (kindOf(row).owns && value !== brought) {
      if (brought !== undefined) reportOtherAmount(context, row, brought, value);
      plan.departs(
        'original_value',
        row,
        nothing().map((_, e) => (brought?.[e] ?? 0) - value[e]),
      );
    }
    return value;
  }

  return {
    whole: (row, bucket) => known(row, bucket).value,
    between,
    part(row, bucket, quantity) {
      const of = known(row, bucket);
      const before = of.taken;
      of.taken += quantity;
      return between(row, bucket, before, quantity);
    },
  };

  function between(row: number, bucket: number, before: number, quantity: number): Vector {
    const upTo = (amount: number, part: number) => mulDivRound(amount, part, net.goesBack[row]);
    return known(row, bucket).value.map((amount) => upTo(amount, before + quantity) - upTo(amount, before));
  }
}

/**
 * By return row: what a movement of an earlier period had cost, or one of this period whose amounts are documents: partial
 * returns of one take their parts in event order. 10 cost 100.00 and 12 of them go back: 100.00 is the receipt's own, the
 * 2 beyond it are worth 20.00.
 */
function originalValues({ facts, scope, net, report }: StockContext): ReadonlyMap<number, Vector> {
  const values = new Map<number, Vector>();
  const { movement, symbols } = facts;
  const earlier = earlierCosts(facts, scope);
  for (const row of net.returns) {
    const quantity = net.goesBack[row];
    if (quantity === 0) continue;
    const exceeded = net.exceeded(row);
    if (exceeded?.amounts !== undefined && exceeded.whole > 0) {
      const { amounts, before, whole } = exceeded;
      const upTo = (amount: number, part: number) => mulDivRound(amount, part, whole);
      values.set(
        row,
        amounts.map((amount) => upTo(amount, before + quantity) - upTo(amount, before)),
      );
    }
    if (!net.isOfEarlier(row)) continue;
    const original = movement.refers_to[row];
    const left = earlier.left(original);
    if (left !== undefined && left < quantity) {
      report('return_must_not_exceed_its_movement', 'movement', symbols.text(movement.movement[row]), {
        found: symbols.text(original),
        difference: printFixed(Math.min(quantity, quantity - left), QUANTITY_SCALE),
      });
    }
    const value = earlier.value(original, quantity);
    if (value !== undefined) values.set(row, value);
  }
  return values;
}
