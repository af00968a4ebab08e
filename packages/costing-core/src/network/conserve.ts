import { addTo, Totals } from './amounts.js';
import { reclassified } from './combined.js';
import { OUTSIDE } from './network.js';
import type { Settled } from './settle.js';

/** A node and element whose value does not add up: a bug, never bad data. */
interface Imbalance {
  readonly node: number;
  readonly element: number;
  readonly entered: number;
  readonly left: number;
}

/**
 * What entered, what left for the outside and what was stranded, per element; BigInt, since totals outgrow single amounts. What
 * edges made of one element into another entered as the other and, below 0, as the one.
 */
export interface Conservation {
  readonly entered: readonly bigint[];
  readonly gone: readonly bigint[];
  readonly stranded: readonly bigint[];
  readonly imbalances: readonly Imbalance[];
}

/**
 * Adds up every node anew from what sources, fixed and share edges carry, without looking at what settlement noted:
 * what enters a node must leave it, or be stranded in it.
 */
export function conserve({ network, carried, stranded }: Settled): Conservation {
  const { elementCount, nodeCount, sourceNode, sourceAmount, fixedFrom, fixedTo, fixedAmount } = network;
  const entered = new Float64Array(nodeCount * elementCount);
  const left = new Float64Array(nodeCount * elementCount);
  const totals = {
    entered: new Totals(elementCount),
    gone: new Totals(elementCount),
    stranded: new Totals(elementCount),
  };
  for (let s = 0; s < sourceNode.length; s++) {
    for (let e = 0; e < elementCount; e++) {
      const amount = sourceAmount[s * elementCount + e];
      addTo(entered, sourceNode[s] * elementCount + e, amount);
      totals.entered.add(e, amount);
    }
  }
  for (let f = 0; f < fixedFrom.length; f++) {
    for (let e = 0; e < elementCount; e++) {
      addTo(left, fixedFrom[f] * elementCount + e, fixedAmount[f * elementCount + e]);
      if (fixedTo[f] === OUTSIDE) totals.gone.add(e, fixedAmount[f * elementCount + e]);
      else addTo(entered, fixedTo[f] * elementCount + e, fixedAmount[f * elementCount + e]);
    }
  }
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
      const to = network.edgeTo[edge];
      const more = reclassified(network, carried, edge);
      for (let e = 0; e < elementCount; e++) {
        const amount = carried[edge * elementCount + e];
        addTo(left, node * elementCount + e, amount);
        if (to === OUTSIDE) totals.gone.add(e, amount);
        else addTo(entered, to * elementCount + e, amount);
        if (more === undefined) continue;
        addTo(entered, to * elementCount + e, more[e]);
        totals.entered.add(e, more[e]);
      }
    }
  }
  for (const { node, amounts } of stranded) {
    amounts.forEach((amount, e) => {
      addTo(left, node * elementCount + e, amount);
      totals.stranded.add(e, amount);
    });
  }

  const imbalances: Imbalance[] = [];
  for (let node = 0; node < nodeCount; node++) {
    for (let e = 0; e < elementCount; e++) {
      const at = node * elementCount + e;
      if (entered[at] !== left[at]) imbalances.push({ node, element: e, entered: entered[at], left: left[at] });
    }
  }
  return {
    entered: totals.entered.all,
    gone: totals.gone.all,
    stranded: totals.stranded.all,
    imbalances,
  };
}
