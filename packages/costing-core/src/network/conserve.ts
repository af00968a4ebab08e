import { addTo, Totals } from './amounts.js';
import type { Settled } from './settle.js';

/** A node and element whose value does not add up: a bug, never bad data. */
export interface Imbalance {
  readonly node: number;
  readonly element: number;
  readonly entered: number;
  readonly left: number;
}

/** What entered and what came to rest, per element; BigInt, since totals outgrow single amounts. */
export interface Conservation {
  readonly entered: readonly bigint[];
  readonly rested: readonly bigint[];
  readonly stranded: readonly bigint[];
  readonly imbalances: readonly Imbalance[];
}

/**
 * Adds up every node anew from what sources, fixed and share edges carry, without looking at what settlement noted:
 * a node's inflow must equal what it hands on, unless it is a sink or value was stranded in it.
 */
export function conserve({ network, carried, stranded }: Settled): Conservation {
  const { elementCount, nodeCount, isSink, sourceNode, sourceAmount, fixedFrom, fixedTo, fixedAmount } = network;
  const entered = new Float64Array(nodeCount * elementCount);
  const left = new Float64Array(nodeCount * elementCount);
  const totals = {
    entered: new Totals(elementCount),
    rested: new Totals(elementCount),
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
      addTo(entered, fixedTo[f] * elementCount + e, fixedAmount[f * elementCount + e]);
    }
  }
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
      for (let e = 0; e < elementCount; e++) {
        addTo(left, node * elementCount + e, carried[edge * elementCount + e]);
        addTo(entered, network.edgeTo[edge] * elementCount + e, carried[edge * elementCount + e]);
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
      if (isSink[node] === 1) totals.rested.add(e, entered[at] - left[at]);
      else if (entered[at] !== left[at]) imbalances.push({ node, element: e, entered: entered[at], left: left[at] });
    }
  }
  return {
    entered: totals.entered.sums,
    rested: totals.rested.sums,
    stranded: totals.stranded.sums,
    imbalances,
  };
}
