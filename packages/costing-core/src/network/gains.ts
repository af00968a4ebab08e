import { components } from './components.js';
import { exactWeight, type Network } from './network.js';

/**
 * A weight below 0 is what an abnormal gain has: the other edges carry more than the node holds, by what the gain brings in
 * (rules.md 10). Such a weight counts where the node's weights add up to more than 0 and the node is in no loop, also not by the gain
 * itself; elsewhere it is 0.
 *
 * 9,000.00 over 460 and −10: 9,200.00 and −200.00.
 *
 * @returns the network to settle, and the nodes whose gains don't count.
 */
export function withoutLostGains(network: Network): { readonly network: Network; readonly lost: readonly number[] } {
  if (network.gains.size === 0) return { network, lost: [] };
  const tooLarge = [...network.gains].filter((node) => totalWeight(network, node) <= 0n);
  const left = withoutGains(network, tooLarge);
  const inLoop = loopOfEach(left);
  const goingRound = [...left.gains].filter((node) => inLoop.has(node));
  return { network: withoutGains(left, goingRound), lost: [...tooLarge, ...goingRound] };
}

function withoutGains(network: Network, lost: readonly number[]): Network {
  if (lost.length === 0) return network;
  const edgeWeight = network.edgeWeight.slice();
  const hugeWeight = new Map(network.hugeWeight);
  for (const node of lost) {
    for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
      if (edgeWeight[edge] >= 0) continue;
      edgeWeight[edge] = 0;
      hugeWeight.delete(edge);
    }
  }
  const without = new Set(lost);
  const gains = new Set([...network.gains].filter((node) => !without.has(node)));
  return { ...network, edgeWeight, hugeWeight, gains };
}

/** By node in a loop: the number of its loop. */
export function loopOfEach(network: Network): ReadonlyMap<number, number> {
  const { nodes, start, count } = components(network);
  const found = new Map<number, number>();
  for (let c = 0; c < count; c++) {
    if (start[c + 1] - start[c] === 1 && !feedsItself(network, nodes[start[c]])) continue;
    for (let at = start[c]; at < start[c + 1]; at++) found.set(nodes[at], c);
  }
  return found;
}

/** Whether a share edge leads from a node to itself. */
export function feedsItself({ firstEdge, edgeTo, edgeWeight }: Network, node: number): boolean {
  for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
    if (edgeTo[edge] === node && edgeWeight[edge] !== 0) return true;
  }
  return false;
}

function totalWeight(network: Network, node: number): bigint {
  let total = 0n;
  for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
    total += exactWeight(network, edge);
  }
  return total;
}
