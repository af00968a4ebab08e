import { NetworkBuilder, OUTSIDE } from './network.js';
import { type Settled, settle } from './settle.js';

/**
 * Where value began: at a source, or where less than nothing was left: at an edge to the outside that carried a
 * negative amount (stock below zero is value that the outside lent), or at a node with a negative amount stranded.
 * What fixed edges only pass round in a circle began nowhere: it is `circulating` at a node.
 */
export interface Origin {
  readonly kind: 'source' | 'share' | 'fixed' | 'stranded' | 'circulating';
  /** The number of the source, fixed edge or stranded amount, the position of the share edge, or the node. */
  readonly index: number;
  readonly amount: number;
}

/**
 * Where a node's value came from: how much of `amount` (by default all it holds of `element`) goes back to each origin.
 * The parts add up to the amount exactly.
 *
 * A node is a mixing tank: whatever leaves it is made up as what entered it. So the way back is a network too, every
 * flow turned round with the amount it carried as its weight, and it is settled like any other, loops included.
 * A flow of −20 from A to B counts as 20 from B to A, and a negative source as value that left; a negative amount is
 * traced with all signs turned.
 *
 * @example
 * trace(settled, stock, 0) // [{ kind: 'source', index: 0, amount: 333 }, …]
 */
export function trace(settled: Settled, node: number, element: number, amount?: number): Origin[] {
  const traced = amount ?? settled.held[node * settled.network.elementCount + element];
  const back = new BackwardNetwork(settled, element, traced < 0 ? -1 : 1);
  const { network, beginnings, reached } = back.from(node, traced);
  const { carried, stranded } = settle(network);
  const origins: Origin[] = beginnings.map(({ kind, index, edge }) => {
    return { kind, index, amount: carried[network.edgePosition[edge]] };
  });
  for (const left of stranded)
    origins.push({ kind: 'circulating', index: reached[left.node], amount: left.amounts[0] });
  return origins.filter((origin) => origin.amount !== 0);
}

/** The flows of one element by the node they reach, all of them positive. */
class BackwardNetwork {
  readonly #into = new Map<number, Flow[]>();

  constructor({ network, carried, stranded }: Settled, element: number, sign: 1 | -1) {
    const { elementCount, firstEdge, edgeTo, nodeCount } = network;
    for (let s = 0; s < network.sourceNode.length; s++) {
      const amount = sign * network.sourceAmount[s * elementCount + element];
      this.#add(OUTSIDE, network.sourceNode[s], amount, 'source', s);
    }
    for (let f = 0; f < network.fixedFrom.length; f++) {
      const amount = sign * network.fixedAmount[f * elementCount + element];
      this.#add(network.fixedFrom[f], network.fixedTo[f], amount, 'fixed', f);
    }
    for (let node = 0; node < nodeCount; node++) {
      for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
        this.#add(node, edgeTo[edge], sign * carried[edge * elementCount + element], 'share', edge);
      }
    }
    for (const [s, { node, amounts }] of stranded.entries()) {
      this.#add(node, OUTSIDE, sign * amounts[element], 'stranded', s);
    }
  }

  #add(from: number, to: number, amount: number, kind: Origin['kind'], index: number): void {
    const [begin, end] = amount > 0 ? [from, to] : [to, from];
    if (amount === 0 || end === OUTSIDE) return;
    const flow = { from: begin, amount: Math.abs(amount), kind, index };
    const present = this.#into.get(end);
    if (present === undefined) this.#into.set(end, [flow]);
    else present.push(flow);
  }

  /** The part of the network that feeds `node`, turned round, with `amount` poured in there. */
  from(node: number, amount: number) {
    const builder = new NetworkBuilder(1);
    const beginnings: { kind: Origin['kind']; index: number; edge: number }[] = [];
    const reached = new Map([[node, builder.node()]]);
    builder.source(0, [amount]);
    for (const [current, number] of reached) {
      for (const { from, amount: weight, kind, index } of this.#into.get(current) ?? []) {
        if (from === OUTSIDE) {
          beginnings.push({ kind, index, edge: builder.share(number, OUTSIDE, weight) });
          continue;
        }
        let next = reached.get(from);
        if (next === undefined) {
          next = builder.node();
          reached.set(from, next);
        }
        builder.share(number, next, weight);
      }
    }
    return { network: builder.build(), beginnings, reached: [...reached.keys()] };
  }
}

interface Flow {
  readonly from: number;
  readonly amount: number;
  readonly kind: Origin['kind'];
  readonly index: number;
}
