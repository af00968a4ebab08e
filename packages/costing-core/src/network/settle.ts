import { divRound, roundUnlessInDoubt, safe } from '@millrace/exact';
import { addTo, checked, remainder } from './amounts.js';
import { combiningNodes, elementAtArrival, withoutLoopsCombined } from './combined.js';
import { components } from './components.js';
import { feedsItself, withoutLostGains } from './gains.js';
import { type Loop, settleLoop } from './loop/settle-loop.js';
import { exactWeight, type Network, OUTSIDE } from './network.js';
import { settleAsRounded } from './rounded-rate.js';
import { type Settling, type Stranded, strand } from './stranded.js';

/** A settled network: what every node held and what every edge carried, in whole units. */
export interface Settled {
  readonly network: Network;
  /** What passed through each node: sources and all edges that reach it. */
  readonly held: Float64Array;
  /** What each share edge carried, by position (`network.edgePosition` leads there from an edge's number). */
  readonly carried: Float64Array;
  /** Value that could not move on. It stays where it is, never vanishes. */
  readonly stranded: readonly Stranded[];
  readonly loops: readonly Loop[];
  /** Nodes whose gains don't count, since they are in a loop or weigh more than all else (`gains.ts`). */
  readonly lostGains: readonly number[];
  /** Nodes whose share edges into their own loop should combine elements, which isn't done (`combined.ts`). */
  readonly notCombined: readonly number[];
}

/**
 * Moves the money through the network, each node once, in dependency order; loops are solved exactly and made whole
 * (`loop/settle-loop.ts`).
 *
 * A node gives its fixed edges first, then splits what is left over its share edges by cumulative rounding: with
 * amount A and weights w_1…w_n in edge order, W = Σw, edge i carries
 * R(A·(w_1+…+w_i)/W) − R(A·(w_1+…+w_{i−1})/W), R rounding half away from zero. So 10.00 over three equal issues is
 * 3.33, 3.34, 3.33: the parts always add up, and a part of weight 0 is 0.
 *
 * A node whose rate is rounded gives the last edge of positive weight what the others leave, one that shares by largest remainder
 * the missing units to the largest fractions (`rounded-rate.ts`); in a loop both share exactly.
 *
 * @throws Overflow when a node holds more than 2^53 − 1 units.
 */
export function settle(given: Network): Settled {
  const { network: gaining, lost: lostGains } = withoutLostGains(given);
  const { network, lost: notCombined } = withoutLoopsCombined(gaining);
  const combining = combiningNodes(network);
  const { elementCount, nodeCount, edgeTo } = network;
  const held = new Float64Array(nodeCount * elementCount);
  const carried = new Float64Array(edgeTo.length * elementCount);
  const stranded: Stranded[] = [];
  const settling: Settling = { held, given: giveFixed(network, held), carried, stranded };
  const loops: Loop[] = [];

  const order = components(network);
  for (let c = 0; c < order.count; c++) {
    const first = order.start[c];
    const node = order.nodes[first];
    if (order.start[c + 1] - first > 1 || feedsItself(network, node)) {
      loops.push(settleLoop(network, order.nodes.slice(first, order.start[c + 1]), settling));
    } else if (network.rounding.has(node)) {
      settleAsRounded(network, node, settling);
    } else if (combining.has(node) && weighsSomething(network, node)) {
      settleExactly(network, node, settling);
    } else {
      settleNode(network, node, settling);
    }
  }
  return { network, held, carried, stranded, loops, lostGains, notCombined };
}

function weighsSomething({ firstEdge, edgeWeight }: Network, node: number): boolean {
  for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) if (edgeWeight[edge] !== 0) return true;
  return false;
}

/** Puts sources and fixed edges where they arrive; returns what fixed edges take from each node, where any do. */
function giveFixed(network: Network, held: Float64Array): Float64Array | undefined {
  const { elementCount, sourceNode, sourceAmount, fixedFrom, fixedTo, fixedAmount, nodeCount } = network;
  for (let s = 0; s < sourceNode.length; s++) {
    for (let e = 0; e < elementCount; e++) {
      addTo(held, sourceNode[s] * elementCount + e, sourceAmount[s * elementCount + e]);
    }
  }
  if (fixedFrom.length === 0) return undefined;
  const given = new Float64Array(nodeCount * elementCount);
  for (let f = 0; f < fixedFrom.length; f++) {
    for (let e = 0; e < elementCount; e++) {
      addTo(given, fixedFrom[f] * elementCount + e, fixedAmount[f * elementCount + e]);
      if (fixedTo[f] !== OUTSIDE) addTo(held, fixedTo[f] * elementCount + e, fixedAmount[f * elementCount + e]);
    }
  }
  return given;
}

function settleNode(network: Network, node: number, settling: Settling): void {
  const { held, given, carried, stranded } = settling;
  const { elementCount, firstEdge, edgeTo, edgeWeight } = network;
  const first = firstEdge[node];
  const end = firstEdge[node + 1];
  if (network.gains.has(node)) {
    settleExactly(network, node, settling);
    return;
  }
  let total = 0;
  for (let edge = first; edge < end; edge++) total += edgeWeight[edge];
  if (total === 0) {
    strand(stranded, node, 'no_weight', remainder(held, given, node, elementCount));
    return;
  }
  if (total > Number.MAX_SAFE_INTEGER) {
    settleExactly(network, node, settling);
    return;
  }
  for (let e = 0; e < elementCount; e++) {
    const at = node * elementCount + e;
    const amount = given === undefined ? held[at] : checked(held[at] - given[at]);
    if (amount === 0) continue;
    const ratio = amount / total;
    let cumulative = 0;
    let before = 0;
    for (let edge = first; edge < end; edge++) {
      cumulative += edgeWeight[edge];
      const upTo = roundUnlessInDoubt(ratio * cumulative, amount, cumulative, total);
      const share = upTo - before;
      before = upTo;
      carried[edge * elementCount + e] = share;
      const to = edgeTo[edge];
      if (to !== OUTSIDE) addTo(held, to * elementCount + e, share);
    }
  }
}

/** The same for weights whose sum is beyond 2^53 − 1, where one is below 0, and where what an edge carries arrives as one element. */
function settleExactly(network: Network, node: number, { held, given, carried }: Settling): void {
  const { elementCount, firstEdge, edgeTo } = network;
  const amounts = remainder(held, given, node, elementCount).map(BigInt);
  const before = amounts.map(() => 0);
  let total = 0n;
  for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) total += exactWeight(network, edge);
  let cumulative = 0n;
  for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
    cumulative += exactWeight(network, edge);
    for (let e = 0; e < elementCount; e++) {
      const upTo = safe(divRound(amounts[e] * cumulative, total));
      const share = upTo - before[e];
      before[e] = upTo;
      carried[edge * elementCount + e] = share;
      const to = edgeTo[edge];
      if (to !== OUTSIDE) addTo(held, to * elementCount + elementAtArrival(network, edge, e), share);
    }
  }
}
