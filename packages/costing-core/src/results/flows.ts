import { FLOWS, type FlowKind } from '../compile/flow-kinds.js';
import type { Labels, Plan } from '../compile/plan.js';
import { reclassified } from '../network/combined.js';
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

/**
 * All flows of a settled plan: sources, fixed edges, share edges. An edge whose amounts arrive as one element is followed by a flow
 * from outside that changes the elements (`reclassified`), in an array of its own. It is always the same object, with the next flow
 * in it: who keeps one takes a copy.
 */
export function* flowsOf(plan: Plan, { network, carried }: Settled): Generator<Flow> {
  const { elementCount, sourceNode, sourceAmount, fixedFrom, fixedTo, fixedAmount, edgeTo, firstEdge } = network;
  const flow = { from: OUTSIDE, to: OUTSIDE, kind: FLOWS[0] as FlowKind, ref: 0, amounts: sourceAmount, at: 0 };
  const set = (from: number, to: number, { kind, ref }: Labels, number: number) => {
    flow.from = from;
    flow.to = to;
    flow.kind = FLOWS[kind[number]];
    flow.ref = ref[number];
  };
  for (let s = 0; s < sourceNode.length; s++) {
    set(OUTSIDE, sourceNode[s], plan.sources, s);
    flow.at = s * elementCount;
    yield flow;
  }
  flow.amounts = fixedAmount;
  for (let f = 0; f < fixedFrom.length; f++) {
    set(fixedFrom[f], fixedTo[f], plan.fixed, f);
    flow.at = f * elementCount;
    yield flow;
  }
  flow.amounts = carried;
  const numberAt = new Uint32Array(edgeTo.length);
  for (let number = 0; number < numberAt.length; number++) numberAt[network.edgePosition[number]] = number;
  for (let node = 0; node < network.nodeCount; node++) {
    for (let position = firstEdge[node]; position < firstEdge[node + 1]; position++) {
      set(node, edgeTo[position], plan.shares, numberAt[position]);
      flow.at = position * elementCount;
      yield flow;
      const more = reclassified(network, carried, position);
      if (more === undefined) continue;
      flow.from = OUTSIDE;
      flow.kind = 'reclassified';
      flow.amounts = more;
      flow.at = 0;
      yield flow;
      flow.amounts = carried;
    }
  }
}
