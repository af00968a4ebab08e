import { divRound, mulDivRound, Overflow, safe } from '@millrace/exact';
import type { Structure } from './structure.js';

/**
 * The netted explosion on columns, for structures of millions of lines: every item once, parents by low-level
 * code, each line's product rounded half away from zero to the unit of the requirement (R(required · quantity /
 * denominator), exact before rounding).
 *
 * Requirements are integers in one unit of the caller's choice, usually 10^-6. Returns them by item number.
 * @throws Overflow when a requirement passes 2^53 − 1.
 */
export function explodeColumns(
  structure: Structure,
  requests: readonly { readonly item: number; readonly quantity: number }[],
): Float64Array {
  const { order, position, firstLine, component, quantity, denominator, oversized } = structure;
  const required = new Float64Array(structure.items);
  let from = structure.items;
  for (const request of requests) {
    if (!Number.isSafeInteger(request.quantity)) throw new Overflow(request.quantity);
    required[position[request.item]] += request.quantity;
    from = Math.min(from, position[request.item]);
  }
  for (let at = from; at < structure.items; at++) {
    const need = required[at];
    if (need === 0) continue;
    if (!Number.isSafeInteger(need)) throw new Overflow(need);
    const end = firstLine[at + 1];
    const d = denominator[at];
    if (d === 0) {
      const exact = oversized.get(at);
      if (exact === undefined) throw new RangeError(`item ${order[at]} has no quantities`);
      for (let k = firstLine[at]; k < end; k++) {
        const product = BigInt(need) * exact.quantities[k - firstLine[at]];
        required[component[k]] += safe(divRound(product, exact.denominator));
      }
      continue;
    }
    for (let k = firstLine[at]; k < end; k++) required[component[k]] += mulDivRound(need, quantity[k], d);
  }
  const byItem = new Float64Array(structure.items);
  for (let at = 0; at < structure.items; at++) byItem[order[at]] = required[at];
  return byItem;
}
