import type { Facts } from '@millrace/facts';

/**
 * The order of events: posting instant, phase within it, document, line, movement (rules.md 4). The same rows in any
 * order give the same order of events. The phase stands apart, since a transfer has one for either end.
 */
export function eventOrder({ movement, symbols }: Facts) {
  const { posted_at, document, line } = movement;
  return (a: number, phaseOfA: number, b: number, phaseOfB: number): number =>
    posted_at[a] - posted_at[b] ||
    phaseOfA - phaseOfB ||
    symbols.compare(document[a], document[b]) ||
    line[a] - line[b] ||
    symbols.compare(movement.movement[a], movement.movement[b]);
}
