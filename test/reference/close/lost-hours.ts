import { type Counted, type Order, text } from './counted.js';
import { Fraction, sum, ZERO } from './fraction.js';
import type { OrderLosses } from './losses.js';

/** By unit of an order's losses its part of the hours of what was scrapped where it was; none of what was gained. */
export function lostHours(counted: Counted, order: Order, units: OrderLosses['units']): Fraction[] {
  return units.map(({ operation, abnormal }) => {
    const there = units.filter((of) => of.operation === operation);
    const whole = sum(there.map((of) => of.abnormal.plus(of.normal)));
    return abnormal.sign > 0 ? hoursAt(counted, order, operation).times(abnormal.over(whole)) : ZERO;
  });
}

/** Hours of what was scrapped at an operation in the period, machine plus labour. */
function hoursAt(counted: Counted, { order }: Order, operation: string): Fraction {
  const own = new Set(
    counted.movements
      .filter((of) => of.type === 'operation_scrap' && of.order === order && of.operation === operation)
      .map(({ movement }) => movement),
  );
  return sum(
    (counted.rows.movement ?? [])
      .filter((row) => own.has(text(row.movement)))
      .flatMap((row) => [row.hours_machine, row.hours_labour].map((cell) => Fraction.of(text(cell) || '0'))),
  );
}
