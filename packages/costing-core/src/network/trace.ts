import { NetworkBuilder } from './network.js';
import { type Settled, settle } from './settle.js';

/** One source's part in a figure. */
export interface Origin {
  readonly source: number;
  readonly amount: number;
}

/**
 * Where a node's value came from: how much of `amount` (by default all it holds of `element`) goes back to each source.
 * The parts add up to the amount exactly.
 *
 * A node is a mixing tank: whatever leaves it is made up as what entered it. So the way back is a network too, every
 * flow turned round with the amount it carried as its weight, and it is settled like any other, loops included.
 * A flow of −20 from A to B counts as 20 from B to A, and a negative source as value that left; a negative amount is
 * traced with all signs turned.
 *
 * @example
 * trace(settled, closingStock, 0) // [{ source: 0, amount: 333 }, { source: 4, amount: 334 }]
 */
export function trace(settled: Settled, node: number, element: number, amount?: number): Origin[] {
  const traced = amount ?? settled.held[node * settled.network.elementCount + element];
  const back = new BackwardNetwork(settled, element, traced < 0 ? -1 : 1);
  const { network, numbers, origins } = back.from(node, traced);
  const result = settle(network);
  return origins
    .map((source, i) => ({ source, amount: result.held[numbers[i]] }))
    .filter((origin) => origin.amount !== 0)
    .sort((a, b) => a.source - b.source);
}

/** The flows of one element by the node they reach, all of them positive. */
class BackwardNetwork {
  readonly #into = new Map<number, Flow[]>();
  readonly #sources = new Map<number, Flow[]>();

  constructor({ network, carried }: Settled, element: number, sign: 1 | -1) {
    const { elementCount, firstEdge, edgeTo, nodeCount } = network;
    for (let s = 0; s < network.sourceNode.length; s++) {
      const amount = sign * network.sourceAmount[s * elementCount + element];
      if (amount > 0) append(this.#sources, network.sourceNode[s], { from: s, amount });
    }
    for (let f = 0; f < network.fixedFrom.length; f++) {
      this.#add(network.fixedFrom[f], network.fixedTo[f], sign * network.fixedAmount[f * elementCount + element]);
    }
    for (let node = 0; node < nodeCount; node++) {
      for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
        this.#add(node, edgeTo[edge], sign * carried[edge * elementCount + element]);
      }
    }
  }

  #add(from: number, to: number, amount: number): void {
    if (amount > 0) append(this.#into, to, { from, amount });
    if (amount < 0) append(this.#into, from, { from: to, amount: -amount });
  }

  /** The part of the network that feeds `node`, turned round, with `amount` poured in there. */
  from(node: number, amount: number) {
    const builder = new NetworkBuilder(1);
    const numbers: number[] = [];
    const origins: number[] = [];
    const reached = new Map([[node, builder.node()]]);
    builder.source(0, [amount]);
    for (const [current, number] of reached) {
      for (const { from: source, amount: weight } of this.#sources.get(current) ?? []) {
        const sink = builder.sink();
        numbers.push(sink);
        origins.push(source);
        builder.share(number, sink, weight);
      }
      for (const { from, amount: weight } of this.#into.get(current) ?? []) {
        let next = reached.get(from);
        if (next === undefined) {
          next = builder.node();
          reached.set(from, next);
        }
        builder.share(number, next, weight);
      }
    }
    return { network: builder.build(), numbers, origins };
  }
}

interface Flow {
  readonly from: number;
  readonly amount: number;
}

function append(flows: Map<number, Flow[]>, at: number, flow: Flow): void {
  const present = flows.get(at);
  if (present === undefined) flows.set(at, [flow]);
  else present.push(flow);
}
