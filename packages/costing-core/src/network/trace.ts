import { elementAtArrival } from './combined.js';
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
  const back = new BackwardNetwork(settled, traced < 0 ? -1 : 1);
  const { network, beginnings, reached } = back.from(node, element, traced);
  const { carried, stranded } = settle(network);
  const origins: Origin[] = beginnings.map(({ kind, index, edge }) => {
    return { kind, index, amount: carried[network.edgePosition[edge]] };
  });
  for (const left of stranded)
    origins.push({ kind: 'circulating', index: reached[left.node], amount: left.amounts[0] });
  return origins.filter((origin) => origin.amount !== 0);
}

/** The flows by the node and element that they reach, all of them positive. What arrives as another element comes from its own. */
class BackwardNetwork {
  readonly #settled: Settled;
  readonly #sign: 1 | -1;
  /** By element, once it is asked for, by node. */
  readonly #into = new Map<number, Map<number, Flow[]>>();

  constructor(settled: Settled, sign: 1 | -1) {
    this.#settled = settled;
    this.#sign = sign;
  }

  #flowsInto(node: number, element: number): readonly Flow[] {
    let into = this.#into.get(element);
    if (into === undefined) {
      into = this.#flowsOf(element);
      this.#into.set(element, into);
    }
    return into.get(node) ?? [];
  }

  #flowsOf(element: number): Map<number, Flow[]> {
    const { network, carried, stranded } = this.#settled;
    const { elementCount, firstEdge, edgeTo, nodeCount } = network;
    const into = new Map<number, Flow[]>();
    const add = (flow: Omit<Flow, 'element'> & { readonly to: number; readonly element?: number }) => {
      const amount = this.#sign * flow.amount;
      const [begin, end] = amount > 0 ? [flow.from, flow.to] : [flow.to, flow.from];
      if (amount === 0 || end === OUTSIDE) return;
      const { kind, index, element: own = element } = flow;
      const added: Flow = { from: begin, element: own, amount: Math.abs(amount), kind, index };
      const present = into.get(end);
      if (present === undefined) into.set(end, [added]);
      else present.push(added);
    };
    for (let s = 0; s < network.sourceNode.length; s++) {
      const amount = network.sourceAmount[s * elementCount + element];
      add({ from: OUTSIDE, to: network.sourceNode[s], amount, kind: 'source', index: s });
    }
    for (let f = 0; f < network.fixedFrom.length; f++) {
      const amount = network.fixedAmount[f * elementCount + element];
      add({ from: network.fixedFrom[f], to: network.fixedTo[f], amount, kind: 'fixed', index: f });
    }
    for (let from = 0; from < nodeCount; from++) {
      for (let edge = firstEdge[from]; edge < firstEdge[from + 1]; edge++) {
        const flow = { from, to: edgeTo[edge], kind: 'share', index: edge } as const;
        for (let own = 0; own < elementCount; own++) {
          if (elementAtArrival(network, edge, own) !== element) continue;
          add({ ...flow, element: own, amount: carried[edge * elementCount + own] });
        }
      }
    }
    for (const [s, { node, amounts }] of stranded.entries()) {
      add({ from: node, to: OUTSIDE, amount: amounts[element], kind: 'stranded', index: s });
    }
    return into;
  }

  /** The part of the network that feeds an element of `node`, turned round, with `amount` poured in there. */
  from(node: number, element: number, amount: number) {
    const { elementCount } = this.#settled.network;
    const builder = new NetworkBuilder(1);
    const beginnings: { kind: Origin['kind']; index: number; edge: number }[] = [];
    const keyOf = (of: number, own: number) => of * elementCount + own;
    const reached = new Map([[keyOf(node, element), builder.node()]]);
    builder.source(0, [amount]);
    for (const [current, number] of reached) {
      const flows = this.#flowsInto(Math.floor(current / elementCount), current % elementCount);
      for (const { from, element: own, amount: weight, kind, index } of flows) {
        if (from === OUTSIDE) {
          beginnings.push({ kind, index, edge: builder.share(number, OUTSIDE, weight) });
          continue;
        }
        let next = reached.get(keyOf(from, own));
        if (next === undefined) {
          next = builder.node();
          reached.set(keyOf(from, own), next);
        }
        builder.share(number, next, weight);
      }
    }
    return {
      network: builder.build(),
      beginnings,
      reached: [...reached.keys()].map((key) => Math.floor(key / elementCount)),
    };
  }
}

interface Flow {
  readonly from: number;
  /** The element that leaves there. */
  readonly element: number;
  readonly amount: number;
  readonly kind: Origin['kind'];
  readonly index: number;
}
