import { loopOfEach } from './gains.js';
import type { Network } from './network.js';

/**
 * What a share edge carries may arrive as one element, whatever it was (综合结转): a semi-finished product of material 200.00 and
 * labour 100.00 arrives at the next step as 300.00 of one element. It leaves its node element by element, as ever; what
 * enters and what leaves the network differ per element by what was reclassified so, which adds up to 0.
 *
 * Between nodes that feed each other it isn't done: a loop is solved element by element (rules.md 28).
 *
 * @returns the network to settle, and the nodes of loops whose edges are left as they are.
 */
export function withoutLoopsCombined(network: Network): {
  readonly network: Network;
  readonly lost: readonly number[];
} {
  if (network.arrivesAs.size === 0) return { network, lost: [] };
  const loopOf = loopOfEach(network);
  const arrivesAs = new Map<number, number>();
  const lost = new Set<number>();
  for (const [edge, element] of network.arrivesAs) {
    const from = beginningOf(network, edge);
    const loop = loopOf.get(from);
    if (loop === undefined || loop !== loopOf.get(network.edgeTo[edge])) arrivesAs.set(edge, element);
    else lost.add(from);
  }
  return { network: { ...network, arrivesAs }, lost: [...lost] };
}

/** The nodes that have such an edge. */
export function combiningNodes(network: Network): ReadonlySet<number> {
  return new Set([...network.arrivesAs.keys()].map((edge) => beginningOf(network, edge)));
}

/** As which element the amount of an element arrives that the share edge at a position carries. */
export function elementAtArrival({ arrivesAs }: Network, edge: number, element: number): number {
  return arrivesAs.size === 0 ? element : (arrivesAs.get(edge) ?? element);
}

/** What arrives more, by element, than the share edge at a position carries; undefined where that is nothing. */
export function reclassified(
  { arrivesAs, elementCount }: Network,
  carried: ArrayLike<number>,
  edge: number,
): Float64Array | undefined {
  const element = arrivesAs.size === 0 ? undefined : arrivesAs.get(edge);
  if (element === undefined) return undefined;
  const more = new Float64Array(elementCount);
  for (let e = 0; e < elementCount; e++) {
    more[e] -= carried[edge * elementCount + e];
    more[element] += carried[edge * elementCount + e];
  }
  return more;
}

/** The node that the share edge at a position leaves. */
function beginningOf({ firstEdge }: Network, edge: number): number {
  let low = 0;
  let high = firstEdge.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (firstEdge[middle] <= edge) low = middle;
    else high = middle;
  }
  return low;
}
