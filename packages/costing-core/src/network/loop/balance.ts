import type { LongFlows } from './long-flows.js';
import { ERROR_BITS } from './refine.js';
import type { Graph } from './round-flows.js';

/**
 * Flows solved to within 2^-ERROR_BITS of a unit are not quite those of a balanced network. What is nearer to a whole
 * number (or, for an edge to itself, to a half) than the error can explain away is taken to be it: floor and ceiling
 * are then right whatever the exact value, and a whole value stays as it is.
 */
export function snapToWhole(flows: LongFlows): void {
  for (let edge = 0; edge < flows.count; edge++) {
    if (flows.isNearHalf(edge)) flows.set(edge, snapped(flows.get(edge), flows.bits));
  }
}

/** The same for one flow in units of 2^-bits. */
export function snapped(flow: bigint, bits: number): bigint {
  const half = 1n << BigInt(bits - 1);
  const near = 1n << BigInt(bits - SNAP_BITS);
  const above = BigInt.asUintN(bits - 1, flow);
  if (above <= near) return flow - above;
  return above >= half - near ? flow + half - above : flow;
}

/**
 * Balances every node exactly, by moving the tiny differences along trees of fractional edges; whole edges stay as they
 * are. Within a tree the differences cancel: what fractional edges bring to its nodes adds up to a whole number, and
 * is within the error bound of 0.
 *
 * @param inflow what enters each node from outside the loop, whole units; the outside node comes last and takes the rest.
 */
export function balance({ nodeCount, from, to }: Graph, flows: LongFlows, inflow: readonly bigint[]): void {
  const outside = nodeCount - 1;
  const sums = new Float64Array(nodeCount * flows.digits);
  const isWhole = new Uint8Array(flows.count);
  const firstAt = new Int32Array(nodeCount + 1);
  for (let edge = 0; edge < flows.count; edge++) {
    flows.transfer(edge, sums, from[edge], to[edge]);
    isWhole[edge] = flows.isWhole(edge) ? 1 : 0;
    if (isWhole[edge] === 1) continue;
    firstAt[from[edge]]++;
    firstAt[to[edge]]++;
  }
  const surplus = inflow.map((amount, node) => (amount << BigInt(flows.bits)) + flows.sum(sums, node));
  surplus.push(-inflow.reduce((sum, amount) => sum + amount, 0n) << BigInt(flows.bits));
  surplus[outside] += flows.sum(sums, outside);

  // The fractional edges at each node, in their order: filled from the back.
  for (let node = 0; node < nodeCount; node++) firstAt[node + 1] += firstAt[node];
  const edgesAt = new Int32Array(firstAt[nodeCount]);
  for (let edge = flows.count - 1; edge >= 0; edge--) {
    if (isWhole[edge] === 1) continue;
    edgesAt[--firstAt[from[edge]]] = edge;
    edgesAt[--firstAt[to[edge]]] = edge;
  }

  const seen = new Uint8Array(nodeCount);
  for (let root = outside; root >= 0; root--) {
    if (seen[root]) continue;
    seen[root] = 1;
    const tree = [{ node: root, up: -1 }];
    for (const { node } of tree) {
      for (let i = firstAt[node]; i < firstAt[node + 1]; i++) {
        const edge = edgesAt[i];
        const other = from[edge] === node ? to[edge] : from[edge];
        if (seen[other]) continue;
        seen[other] = 1;
        tree.push({ node: other, up: edge });
      }
    }
    for (let i = tree.length - 1; i > 0; i--) {
      const { node, up } = tree[i];
      const excess = surplus[node];
      if (excess !== 0n) flows.set(up, flows.get(up) + (from[up] === node ? excess : -excess));
      surplus[from[up] === node ? to[up] : from[up]] += excess;
      surplus[node] = 0n;
    }
  }
}

/** What a node's many edges can add up to in error stays far below this. */
const SNAP_BITS = ERROR_BITS - 60;
