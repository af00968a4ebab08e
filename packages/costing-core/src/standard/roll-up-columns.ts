import type { Structure } from '@millrace/bom';
import { divRound, safe } from '@millrace/exact';
import { exactDot } from './exact-dot.js';

/**
 * The standard cost roll-up on columns, for structures of millions of lines: each (item, element) is rounded once,
 * half away from zero, from its exact value over the rounded costs of its components.
 */
export interface CostColumns {
  readonly structure: Structure;
  /**
   * Per element and item: the unit cost of an item without lines, an integer in the smallest unit of a cost (10^-6
   * at 6 decimals). NaN: not known, and then nor is what it goes into. Not read for items with lines.
   */
  readonly price: readonly Float64Array[];
  /** Per element and item with lines: what its own level adds, over the structure's denominator of the item. */
  readonly own?: readonly Float64Array[] | undefined;
}

/** Unit costs per element, by position in the structure; `byItem` puts them in item order. */
export interface RolledColumns {
  readonly columns: CostColumns;
  readonly cost: readonly Float64Array[];
  /** By position: 1 for items in a loop, which have no cost. Undefined: there is no loop. */
  readonly inLoop: Uint8Array | undefined;
}

/**
 * Rolls all items up, from the lowest level to the tops.
 *
 * @throws Overflow when a unit cost passes 2^53 − 1.
 *
 * @example
 * // a car takes 4 wheels of 25.00 and 1.50 of its own, in cents
 * const structure = buildStructure({
 *   items: 2, parent: Int32Array.of(0), component: Int32Array.of(1), quantity: Int32Array.of(4), denominator: 1,
 * });
 * const rolled = rollUpColumns({ structure, price: [Float64Array.of(NaN, 2500)], own: [Float64Array.of(150, 0)] });
 * byItem(rolled)[0] // [10150, 2500]
 */
export function rollUpColumns(columns: CostColumns): RolledColumns {
  const { items, order } = columns.structure;
  const cost = columns.price.map((price) => {
    const byPosition = new Float64Array(items);
    for (let at = 0; at < items; at++) byPosition[at] = price[order[at]];
    return byPosition;
  });
  const rolled: RolledColumns = { columns, cost, inLoop: positionsInLoops(columns.structure) };
  for (let at = items - 1; at >= 0; at--) rollItem(rolled, at);
  return rolled;
}

/** The unit costs in item order. */
export function byItem({ columns, cost }: RolledColumns): Float64Array[] {
  const { order, items } = columns.structure;
  return cost.map((byPosition) => {
    const ordered = new Float64Array(items);
    for (let at = 0; at < items; at++) ordered[order[at]] = byPosition[at];
    return ordered;
  });
}

function rollItem({ columns, cost, inLoop }: RolledColumns, at: number): void {
  const { structure, own } = columns;
  const { firstLine, denominator } = structure;
  const from = firstLine[at];
  const to = firstLine[at + 1];
  if (inLoop !== undefined && inLoop[at] === 1) {
    for (const ofElement of cost) ofElement[at] = Number.NaN;
    return;
  }
  if (from === to) return;
  const divisor = denominator[at];
  for (let e = 0; e < cost.length; e++) {
    const constant = own === undefined ? 0 : own[e][structure.order[at]];
    cost[e][at] =
      divisor === 0 ? oversizedDot(structure, at, cost[e], constant) : exactDot(structure, at, cost[e], constant);
  }
}

function oversizedDot(
  { firstLine, component, oversized }: Structure,
  at: number,
  cost: Float64Array,
  own: number,
): number {
  const exact = oversized.get(at);
  if (exact === undefined) throw new RangeError(`position ${at} has neither a denominator nor exact quantities`);
  let sum = BigInt(own);
  for (const [i, quantity] of exact.quantities.entries()) {
    const of = cost[component[firstLine[at] + i]];
    if (Number.isNaN(of)) return Number.NaN;
    sum += quantity * BigInt(of);
  }
  return safe(divRound(sum, exact.denominator));
}

function positionsInLoops({ loops, items, position }: Structure): Uint8Array | undefined {
  if (loops.length === 0) return undefined;
  const inLoop = new Uint8Array(items);
  for (const loop of loops) for (const item of loop.items) inLoop[position[item]] = 1;
  return inLoop;
}
