import type { Aligned } from './align.js';
import type { Cause } from './cause.js';
import { type Fixed, isNothing, mean, times, type Vector } from './fixed-point.js';
import { coneBelow, influence } from './influence.js';
import { solveBoth } from './solve.js';

/** What one cause is of a change, by element; before rounding. */
export interface Part {
  readonly cause: Cause;
  readonly amounts: Vector;
}

/**
 * The change of one node's price as its causes. With the influence y of each node on it (what one money unit of own cost per unit adds),
 *
 *     Δp = Σ ½(y0 + y1)·Δc + Σ ½(y1·p0 + y0·p1)·Δa
 *
 * is exact through all levels and loops; what the causes leave of the change is rounding. Only what is below the node is looked at.
 *
 * @param only numbers of the causes that are asked for; without it all.
 */
export function attribute(
  { elements, graph, prices, changes, causes }: Aligned,
  target: number,
  only?: ReadonlySet<number>,
): Part[] {
  const isWanted = (node: number) => {
    const { links = [], own = [] } = changes[node] ?? {};
    return links.some(({ cause }) => only?.has(cause)) || own.some(({ cause }) => only?.has(cause));
  };
  const cone = coneBelow(graph, target, only && isWanted);
  const [y0, y1] = solveBoth(
    () => influence(graph, cone, graph.before),
    () => influence(graph, cone, graph.after),
  );
  const parts = new Map<number, Vector>();
  const add = (cause: number, amounts: readonly Fixed[], factor: Fixed) => {
    if (only?.has(cause) === false) return;
    let part = parts.get(cause);
    if (part === undefined) {
      part = elements.map(() => 0n);
      parts.set(cause, part);
    }
    for (let e = 0; e < amounts.length; e++) part[e] += times(amounts[e], factor);
  };
  for (const [i, node] of cone.nodes.entries()) {
    const changed = changes[node];
    if (changed === undefined || (y0[i] === 0n && y1[i] === 0n)) continue;
    for (const { cause, source, by } of changed.links) {
      const later = prices[1][source];
      const between = prices[0][source].map((p0, e) => mean(times(y1[i], p0), times(y0[i], later[e])));
      add(cause, between, by);
    }
    if (changed.own.length === 0) continue;
    const weight = mean(y0[i], y1[i]);
    for (const { cause, by } of changed.own) add(cause, by, weight);
  }
  return Array.from(parts, ([cause, amounts]) => ({ cause: causes[cause], amounts })).filter(
    ({ amounts }) => !isNothing(amounts),
  );
}
