import { OUTSIDE, settle } from '@millrace/costing-core';
import { Decimal } from 'decimal.js';
import { ELEMENTS, type Workload } from './workload.js';

/**
 * The same cumulative rounding three ways. The baselines are given the order of the nodes; the engine finds it.
 * Each returns what the edges carried, element by element, as integers.
 */
export type Contender = (workload: Workload) => ArrayLike<number | bigint>;

export const engine: Contender = ({ network }) => settle(network).carried;

export const bigInt: Contender = ({ network, order }) => {
  const { nodeCount, sourceNode, sourceAmount, firstEdge, edgeTo, edgeWeight } = network;
  const held = new BigInt64Array(nodeCount * ELEMENTS);
  const carried = new BigInt64Array(edgeTo.length * ELEMENTS);
  const weight = BigInt64Array.from(edgeWeight, BigInt);
  sourceNode.forEach((node, s) => {
    for (let e = 0; e < ELEMENTS; e++) held[node * ELEMENTS + e] += BigInt(sourceAmount[s * ELEMENTS + e]);
  });
  for (const node of order) {
    let total = 0n;
    for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) total += weight[edge];
    for (let e = 0; e < ELEMENTS; e++) {
      const amount = held[node * ELEMENTS + e];
      let cumulative = 0n;
      let before = 0n;
      for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
        cumulative += weight[edge];
        // All amounts are positive here, so adding half the divisor rounds half away from zero.
        const upTo = (2n * amount * cumulative + total) / (2n * total);
        carried[edge * ELEMENTS + e] = upTo - before;
        if (edgeTo[edge] !== OUTSIDE) held[edgeTo[edge] * ELEMENTS + e] += upTo - before;
        before = upTo;
      }
    }
  }
  return carried;
};

export const decimalJs: Contender = ({ network, order }) => {
  const { nodeCount, sourceNode, sourceAmount, firstEdge, edgeTo, edgeWeight } = network;
  const D = Decimal.clone({ precision: 38, rounding: Decimal.ROUND_HALF_UP, defaults: true });
  const zero = new D(0);
  const held = new Array<Decimal>(nodeCount * ELEMENTS).fill(zero);
  const carried = new Float64Array(edgeTo.length * ELEMENTS);
  const weight = Array.from(edgeWeight, (w) => new D(w));
  sourceNode.forEach((node, s) => {
    for (let e = 0; e < ELEMENTS; e++) {
      held[node * ELEMENTS + e] = held[node * ELEMENTS + e].plus(sourceAmount[s * ELEMENTS + e]);
    }
  });
  for (const node of order) {
    let total = zero;
    for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) total = total.plus(weight[edge]);
    for (let e = 0; e < ELEMENTS; e++) {
      const amount = held[node * ELEMENTS + e];
      let cumulative = zero;
      let before = zero;
      for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
        cumulative = cumulative.plus(weight[edge]);
        const upTo = amount.times(cumulative).dividedBy(total).round();
        const share = upTo.minus(before);
        carried[edge * ELEMENTS + e] = share.toNumber();
        if (edgeTo[edge] !== OUTSIDE) held[edgeTo[edge] * ELEMENTS + e] = held[edgeTo[edge] * ELEMENTS + e].plus(share);
        before = upTo;
      }
    }
  }
  return carried;
};
