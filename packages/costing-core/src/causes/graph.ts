import { type Components, components } from '../network/components.js';
import { type Fixed, ONE } from './fixed-point.js';

/** What a node takes of a source for each unit, before and after. */
export interface GraphLink {
  readonly source: number;
  readonly before: Fixed;
  readonly after: Fixed;
}

/**
 * The nodes of both versions and what they take of each other, in the order in which they depend on each other.
 *
 * Most nodes hand on what one other costs: stock that is all made, what is made by one recipe. Such a node stands for its source: it has
 * no links, and those who take of it take of its `root`.
 */
export interface Graph {
  /** By node: itself, or the node whose price it has in both versions. */
  readonly root: Uint32Array;
  /** Node n takes of `source[first[n]]` up to, not including, `source[first[n + 1]]`. */
  readonly first: Uint32Array;
  readonly source: Uint32Array;
  readonly before: readonly Fixed[];
  readonly after: readonly Fixed[];
  /** Sources before those who take of them; what feeds itself in either version stands together. */
  readonly order: Components;
  /** By node: its component. */
  readonly component: Uint32Array;
  /** By component. */
  readonly isLoop: Uint8Array;
}

/** @param isPlain whether nothing changed in a node itself. */
export function graphOf(rows: readonly (readonly GraphLink[])[], isPlain: (node: number) => boolean): Graph {
  const order = components(edgesOf(rows));
  const component = new Uint32Array(rows.length);
  const isLoop = new Uint8Array(order.count);
  for (let c = 0; c < order.count; c++) {
    for (let at = order.start[c]; at < order.start[c + 1]; at++) component[order.nodes[at]] = c;
    const [node] = order.nodes.subarray(order.start[c], order.start[c] + 1);
    isLoop[c] = Number(
      order.start[c + 1] - order.start[c] > 1 || rows[node].some((link) => link.source === node && isTaken(link)),
    );
  }
  const root = new Uint32Array(rows.length);
  for (const node of order.nodes) {
    const [only, more] = rows[node];
    const handsOn = only !== undefined && more === undefined && only.before === ONE && only.after === ONE;
    root[node] = handsOn && isPlain(node) && isLoop[component[node]] === 0 ? root[only.source] : node;
  }
  return { root, ...linksOf(rows, root), order, component, isLoop };
}

function isTaken({ before, after }: GraphLink): boolean {
  return before !== 0n || after !== 0n;
}

function linksOf(rows: readonly (readonly GraphLink[])[], root: Uint32Array) {
  const first = new Uint32Array(rows.length + 1);
  const source: number[] = [];
  const before: Fixed[] = [];
  const after: Fixed[] = [];
  for (const [node, links] of rows.entries()) {
    if (root[node] === node) {
      for (const link of links) {
        if (!isTaken(link)) continue;
        source.push(root[link.source]);
        before.push(link.before);
        after.push(link.after);
      }
    }
    first[node + 1] = source.length;
  }
  return { first, source: Uint32Array.from(source), before, after };
}

/** An edge from each node to those that take of it. */
function edgesOf(rows: readonly (readonly GraphLink[])[]) {
  const nodeCount = rows.length;
  const firstEdge = new Uint32Array(nodeCount + 1);
  for (const links of rows) for (const link of links) if (isTaken(link)) firstEdge[link.source + 1]++;
  for (let node = 0; node < nodeCount; node++) firstEdge[node + 1] += firstEdge[node];
  const next = firstEdge.slice();
  const edgeTo = new Uint32Array(firstEdge[nodeCount]);
  for (const [node, links] of rows.entries()) {
    for (const link of links) if (isTaken(link)) edgeTo[next[link.source]++] = node;
  }
  return { nodeCount, firstEdge, edgeTo, edgeWeight: new Float64Array(edgeTo.length).fill(1) };
}
