import type { Facts } from '@millrace/facts';
import { orderRows } from '@millrace/facts';

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

/**
 * Many events in that order: their places in `rows`. Only those of one instant and phase are compared with each other.
 *
 * @param rows of the movement table, a row twice where it has two ends.
 */
export function inEventOrder(facts: Facts, rows: ArrayLike<number>, phases: Uint8Array): Int32Array {
  const at = new Float64Array(rows.length);
  for (let i = 0; i < at.length; i++) at[i] = facts.movement.posted_at[rows[i]];
  const order = orderRows(rows.length, [at, phases]);
  const compare = eventOrder(facts);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from];
    for (to = from + 1; to < order.length; to++) {
      if (at[order[to]] !== at[first] || phases[order[to]] !== phases[first]) break;
    }
    if (to - from > 1) order.subarray(from, to).sort((a, b) => compare(rows[a], 0, rows[b], 0));
  }
  return order;
}
