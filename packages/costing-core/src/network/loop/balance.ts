import { divideBy } from './divide-by.js';
import { ERROR_BITS } from './refine.js';
import type { Flows } from './round-flows.js';

/**
 * Flows solved to within 2^-ERROR_BITS of a unit are not quite those of a balanced network. What is nearer to a whole
 * number (or, for an edge to itself, to a half) than the error can explain away is taken to be it: floor and ceiling
 * are then right whatever the exact value, and a whole value stays as it is.
 */
export function snapToWhole(flow: bigint[], denominator: bigint): void {
  const half = denominator / 2n;
  const near = denominator >> SNAP_BITS;
  const far = half - near;
  const halves = divideBy(half);
  for (let i = 0; i < flow.length; i++) {
    const above = halves.part(flow[i]);
    if (above <= near) flow[i] -= above;
    else if (above >= far) flow[i] += half - above;
  }
}

/**
 * Balances every node exactly, by moving the tiny differences along trees of fractional edges; whole edges stay as they
 * are. Within a tree the differences cancel: what fractional edges bring to its nodes adds up to a whole number, and
 * is within the error bound of 0.
 *
 * @param inflow what enters each node from outside the loop, whole units; the outside node comes last and takes the rest.
 */
export function balance(flows: Flows, inflow: readonly bigint[]): Flows {
  const { nodeCount, from, to, denominator } = flows;
  const value = [...flows.value];
  const units = divideBy(denominator);
  const outside = nodeCount - 1;
  const surplus = inflow.map((amount) => amount * denominator);
  surplus.push(-surplus.reduce((sum, amount) => sum + amount, 0n));
  const edgesAt: number[][] = Array.from({ length: nodeCount }, () => []);
  value.forEach((v, edge) => {
    surplus[from[edge]] -= v;
    surplus[to[edge]] += v;
    if (units.part(v) === 0n) return;
    edgesAt[from[edge]].push(edge);
    edgesAt[to[edge]].push(edge);
  });

  const seen = new Uint8Array(nodeCount);
  for (let root = outside; root >= 0; root--) {
    if (seen[root]) continue;
    seen[root] = 1;
    const tree = [{ node: root, up: -1 }];
    for (const { node } of tree) {
      for (const edge of edgesAt[node]) {
        const other = from[edge] === node ? to[edge] : from[edge];
        if (seen[other]) continue;
        seen[other] = 1;
        tree.push({ node: other, up: edge });
      }
    }
    for (let i = tree.length - 1; i > 0; i--) {
      const { node, up } = tree[i];
      const excess = surplus[node];
      value[up] += from[up] === node ? excess : -excess;
      surplus[from[up] === node ? to[up] : from[up]] += excess;
      surplus[node] = 0n;
    }
  }
  return { ...flows, value };
}

/** What a node's many edges can add up to in error stays far below this. */
const SNAP_BITS = BigInt(ERROR_BITS - 60);
