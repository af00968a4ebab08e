import { printFixed } from '@millrace/exact';
import type { Vector } from '../amounts.js';
import type { Period } from '../period.js';

/**
 * What goes back to the vendor is worth what its reference says. Another amount on its own document counts for nothing and is told,
 * beyond the unit per element that rounding may make of it.
 */
export function reportOtherAmount(
  { facts, scope, report }: Pick<Period, 'facts' | 'scope' | 'report'>,
  row: number,
  own: Vector,
  value: Vector,
): void {
  const { movement, symbols } = facts;
  const [found, expected] = [own, value].map((amounts) => amounts.reduce((sum, amount) => sum + amount, 0));
  if (Math.abs(found - expected) <= own.length) return;
  report('return_amount_differs_from_its_movement', 'movement', symbols.text(movement.movement[row]), {
    found: printFixed(found, scope.amountScale),
    expected: printFixed(expected, scope.amountScale),
    value: symbols.text(movement.refers_to[row]),
  });
}
