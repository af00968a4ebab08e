import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import type { Period } from '../period.js';
import { DIRECTION, type StockEvents } from './events.js';
import type { LateShare } from './flows.js';

/**
 * Value that comes after its receipt: late invoices, landed cost, price changes (formulas.md 6).
 *
 * `covered_share`: with A the difference, B the quantity still there and C the quantity that the difference refers to, less what
 * came back of it within the period, stock bears A·B/C, or all of A where B is C or more; the rest is expense. 1,000.00 for 100 of which 60 are left: 600.00
 * and 400.00. Value that refers to nothing is borne by stock.
 */
export interface LateDifferences {
  /** The receipt that a value-only event refers to, as an event of this period; −1 for none. */
  receipt(event: number): number;
  /** Whether it refers to a movement of this period, be it that nothing is left of that. */
  isOfThisPeriod(event: number): boolean;
  /** The code of the movement that it refers to; 0 for none. */
  reference(event: number): number;
  /** How the value is borne where `left` of what it refers to is still there. */
  share(event: number, left: number): LateShare | undefined;
}

export function lateDifferences(
  { facts, policy }: Period,
  movements: Movements,
  net: NetMovements,
  events: StockEvents,
): LateDifferences {
  const { movement, earlier_cost } = facts;
  const eventOfRow = new Map<number, number>();
  for (let event = 0; event < events.row.length; event++) {
    const row = events.row[event];
    if (row >= 0 && events.direction[event] === DIRECTION.in) eventOfRow.set(row, event);
  }
  const earlierQuantity = new Map<number, number>();
  for (let row = 0; row < earlier_cost.rowCount; row++) {
    const known = earlierQuantity.get(earlier_cost.movement[row]) ?? 0;
    earlierQuantity.set(earlier_cost.movement[row], Math.max(known, earlier_cost.quantity[row]));
  }
  const inPeriod = new Uint8Array(movement.rowCount);
  for (const row of movements.rows) inPeriod[row] = 1;
  const reference = (event: number) => events.reference[event];
  const referredRow = (event: number) => (reference(event) === 0 ? -1 : movements.rowOf(reference(event)));
  return {
    reference,
    isOfThisPeriod: (event) => inPeriod[referredRow(event)] === 1,
    receipt: (event) => eventOfRow.get(referredRow(event)) ?? -1,
    share(event, left) {
      const row = referredRow(event);
      // What came back of it within the period was never received; of what came back whole, all is late.
      const known = row >= 0 ? net.goesBack[row] || movements.quantity[row] : earlierQuantity.get(reference(event));
      const of = known || net.corrections.get(events.row[event])?.reversed;
      if (reference(event) === 0 || of === undefined || !(of > 0)) return undefined;
      switch (policy.late_difference) {
        case 'covered_share':
          return { covered: Math.min(left, of), of, closing: false };
        case 'all_to_stock':
          return { covered: of, of, closing: true };
        case 'expense':
          return { covered: 0, of, closing: false };
      }
    },
  };
}
