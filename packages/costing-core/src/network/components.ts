import { type Network, OUTSIDE } from './network.js';

/**
 * The nodes in the order in which they can be settled. Nodes that feed each other in a loop stand together as one
 * component; every other node is a component of its own.
 */
export interface Components {
  /** All nodes, whatever feeds a node before it. */
  readonly nodes: Uint32Array;
  /** Component c holds nodes[start[c]] up to, not including, nodes[start[c + 1]]. */
  readonly start: Uint32Array;
  readonly count: number;
}

/** As much of a network as dependencies hang on. */
type Edges = Pick<Network, 'nodeCount' | 'firstEdge' | 'edgeTo' | 'edgeWeight'>;

/**
 * Strongly connected components over share edges of positive weight, in dependency order: Tarjan's algorithm
 * (R. Tarjan, Depth-first search and linear graph algorithms, 1972) with its own stack, since a bill of material
 * may be a million levels deep. Linear in nodes and edges.
 */
export function components(network: Edges): Components {
  return inOrderAsTheyAre(network) ? everyNodeByItself(network.nodeCount) : stronglyConnected(network);
}

/**
 * Whether every edge leads to a later node, as within stock that is cut into layers or pieces by time. One sequential pass
 * over the edges, where the search below jumps about in memory.
 */
function inOrderAsTheyAre({ nodeCount, firstEdge, edgeTo }: Edges): boolean {
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) if (edgeTo[edge] <= node) return false;
  }
  return true;
}

function everyNodeByItself(count: number): Components {
  const nodes = new Uint32Array(count);
  const start = new Uint32Array(count + 1);
  for (let node = 0; node < count; node++) nodes[node] = start[node] = node;
  start[count] = count;
  return { nodes, start, count };
}

function stronglyConnected(network: Edges): Components {
  const { nodeCount, firstEdge, edgeTo, edgeWeight } = network;
  const visited = new Uint32Array(nodeCount); // the turn at which a node was reached, 0 = not yet
  const low = new Uint32Array(nodeCount); // the earliest turn reachable; DONE once its component is closed
  const nextEdge = firstEdge.slice(0, nodeCount);
  const path = new Uint32Array(nodeCount);
  const open = new Uint32Array(nodeCount);
  const nodes = new Uint32Array(nodeCount);
  const starts = new Uint32Array(nodeCount + 1);
  let turn = 0;
  let opened = 0;
  let filled = nodeCount; // components close sinks first, so the answer is filled from its end
  let count = 0;

  for (let root = 0; root < nodeCount; root++) {
    if (visited[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    visited[root] = low[root] = ++turn;
    open[opened++] = root;
    while (depth >= 0) {
      const node = path[depth];
      const end = firstEdge[node + 1];
      let edge = nextEdge[node];
      let lowest = low[node];
      let descend = -1;
      for (; edge < end; edge++) {
        const to = edgeTo[edge];
        if (to === OUTSIDE || edgeWeight[edge] === 0) continue;
        if (visited[to] === 0) {
          descend = to;
          break;
        }
        if (low[to] !== DONE && visited[to] < lowest) lowest = visited[to];
      }
      low[node] = lowest;
      if (descend >= 0) {
        nextEdge[node] = edge + 1;
        visited[descend] = low[descend] = ++turn;
        open[opened++] = descend;
        path[++depth] = descend;
        continue;
      }
      if (lowest === visited[node]) {
        let member: number;
        do {
          member = open[--opened];
          low[member] = DONE;
          nodes[--filled] = member;
        } while (member !== node);
        starts[count++] = filled;
      }
      depth--;
      if (depth >= 0 && low[node] < low[path[depth]]) low[path[depth]] = low[node];
    }
  }
  const start = new Uint32Array(count + 1);
  for (let c = 0; c < count; c++) start[c] = starts[count - 1 - c];
  start[count] = nodeCount;
  return { nodes, start, count };
}

const DONE = 0xffff_ffff;
