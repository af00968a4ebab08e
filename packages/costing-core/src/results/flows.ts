import { FLOWS, type FlowKind } from '../compile/flow-kinds.js';
import type { Labels, Plan } from '../compile/plan.js';
import { OUTSIDE } from '../network/network.js';
import type { Settled } from '../network/settle.js';

/** One flow of value, with what it stands for. `amounts` holds a vector at `at`. */
export interface Flow {
  /** A node, or OUTSIDE. */
  readonly from: number;
  readonly to: number;
  readonly kind: FlowKind;
  readonly ref: number;
  readonly amounts: Float64Array;
  readonly at: number;
}

/** All flows of a settled plan: sources, fixed edges, share edges. */
export function* flowsOf(plan: Plan, { network, carried }: Settled): Generator<Flow> {
  const { elementCount, sourceNode, sourceAmount, fixedFrom, fixedTo, fixedAmount } = network;
  const flow = (
    from: number,
    to: number,
    labels: Labels,
    number: number,
    amounts: Float64Array,
    place: number,
  ): Flow => ({
    from,
    to,
    kind: FLOWS[labels.kind[number]],
    ref: labels.ref[number],
    amounts,
    at: place * elementCount,
  });
  for (let s = 0; s < sourceNode.length; s++) yield flow(OUTSIDE, sourceNode[s], plan.sources, s, sourceAmount, s);
  for (let f = 0; f < fixedFrom.length; f++) yield flow(fixedFrom[f], fixedTo[f], plan.fixed, f, fixedAmount, f);
  const numberAt = new Uint32Array(network.edgeTo.length);
  for (let number = 0; number < numberAt.length; number++) numberAt[network.edgePosition[number]] = number;
  for (let node = 0; node < network.nodeCount; node++) {
    for (let position = network.firstEdge[node]; position < network.firstEdge[node + 1]; position++) {
      yield flow(node, network.edgeTo[position], plan.shares, numberAt[position], carried, position);
    }
  }
}
