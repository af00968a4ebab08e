import { fraction, greatestCommonDivisor, safe } from '@millrace/exact';
import { addTo, remainder } from '../amounts.js';
import { elementAtArrival } from '../combined.js';
import { exactWeight, type Network, OUTSIDE } from '../network.js';
import { type Settling, strand } from '../stranded.js';
import { fractions } from './arithmetic.js';
import { balance, snapToWhole } from './balance.js';
import { divideBy } from './divide-by.js';
import { eliminate } from './eliminate.js';
import { type LoopEquations, refine } from './refine.js';
import { type Flows, roundFlows } from './round-flows.js';

/** Nodes that feed each other. */
export interface Loop {
  /** In the order of their keys. */
  readonly nodes: readonly number[];
  readonly trapped: boolean;
}

/**
 * Settles nodes that feed each other: solves what passes through each of them, then makes every edge whole.
 *
 * Rework is the smallest loop. 1,000 kg are bought for 100,000.00; 300 kg of them are sorted and 100 kg come back,
 * bearing the cost of the 300. So all 1,100 kg that pass through the stock have one price p with
 * 1,100·p = 100,000 + 300·p: p is 125.00, and the 800 kg left are worth 100,000.00.
 *
 * Weights are quantities, so one elimination serves all elements. Up to `EXACT_SIZE` nodes it is done in exact
 * fractions, beyond it to a proven bound (`refine.ts`); flows are then integers over one denominator and rounded to
 * the floor or ceiling of their exact values (`round-flows.ts`). An edge from a node to itself is rounded by R first:
 * it touches no balance.
 *
 * A loop that no edge of positive weight leaves is *trapped*: what is in it can never come to rest. Its edges carry
 * nothing and each node keeps what entered.
 */
export function settleLoop(network: Network, members: Uint32Array, { held, given, carried, stranded }: Settling): Loop {
  const { elementCount } = network;
  const nodes = Array.from(members).sort(network.compareNodes);
  const inflow = nodes.map((node) => remainder(held, given, node, elementCount));
  const edges = edgesOf(network, nodes);
  if (edges.every((edge) => edge.to !== OUTSIDE)) {
    nodes.forEach((node, local) => {
      strand(stranded, node, 'trapped', inflow[local]);
    });
    return { nodes, trapped: true };
  }

  const equations = equationsOf(nodes.length, edges, inflow, elementCount);
  const { perWeight, ...over } = solve(equations);
  const onward = edgesOnward(edges, nodes.length);
  for (let e = 0; e < elementCount; e++) {
    if (inflow.every((amounts) => amounts[e] === 0)) continue;
    const flows = wholeFlows(edges, onward, equations.inflow[e], perWeight[e], over);
    edges.forEach(({ position }, i) => {
      const flow = safe(flows[i]);
      carried[position * elementCount + e] = flow;
      const to = network.edgeTo[position];
      if (to !== OUTSIDE) addTo(held, to * elementCount + elementAtArrival(network, position, e), flow);
    });
  }
  return { nodes, trapped: false };
}

const EXACT_SIZE = 16;

interface LoopEdge {
  readonly position: number;
  /** Nodes by their place in the loop's key order; `to` is OUTSIDE for all others. */
  readonly from: number;
  readonly to: number;
  readonly weight: bigint;
}

function edgesOf(network: Network, nodes: readonly number[]): LoopEdge[] {
  const local = new Map(nodes.map((node, i) => [node, i]));
  const edges: LoopEdge[] = [];
  nodes.forEach((node, from) => {
    for (let position = network.firstEdge[node]; position < network.firstEdge[node + 1]; position++) {
      const weight = exactWeight(network, position);
      if (weight === 0n) continue;
      edges.push({ position, from, to: local.get(network.edgeTo[position]) ?? OUTSIDE, weight });
    }
  });
  return edges;
}

function equationsOf(
  nodeCount: number,
  edges: readonly LoopEdge[],
  inflow: readonly (readonly number[])[],
  elementCount: number,
): LoopEquations {
  const next = Array.from({ length: nodeCount }, () => new Map<number, bigint>());
  const onward = new Array<bigint>(nodeCount).fill(0n);
  for (const { from, to, weight } of edges) {
    if (to === from) continue;
    onward[from] += weight;
    if (to !== OUTSIDE) next[from].set(to, (next[from].get(to) ?? 0n) + weight);
  }
  const perElement = Array.from({ length: elementCount }, (_, e) => inflow.map((amounts) => BigInt(amounts[e])));
  return { next, onward, inflow: perElement };
}

/** What passes each node per unit of weight, over one denominator. */
function solve(equations: LoopEquations): {
  perWeight: readonly (readonly bigint[])[];
  denominator: bigint;
  exact: boolean;
} {
  if (equations.next.length > EXACT_SIZE) {
    const { perWeight, bits } = refine(equations);
    return { perWeight, denominator: 1n << BigInt(bits), exact: false };
  }
  const { next, onward, inflow } = equations;
  const loop = eliminate(
    {
      next: next.map((parts, node) => new Map([...parts].map(([to, weight]) => [to, fraction(weight, onward[node])]))),
      exit: next.map((parts, node) => {
        let leaving = onward[node];
        for (const weight of parts.values()) leaving -= weight;
        return fraction(leaving, onward[node]);
      }),
    },
    fractions,
  );
  const through = inflow.map((b) => loop.through(b.map((amount) => fraction(amount))));
  const perWeight = through.map((x) =>
    x.map((value, node) => fraction(value.numerator, value.denominator * onward[node])),
  );
  let denominator = 1n;
  for (const y of perWeight.flat()) denominator *= y.denominator / greatestCommonDivisor(denominator, y.denominator);
  return {
    perWeight: perWeight.map((y) => y.map((value) => value.numerator * (denominator / value.denominator))),
    denominator,
    exact: true,
  };
}

/** The edges between two nodes; outside is the last node. */
interface Onward extends Pick<Flows, 'nodeCount' | 'from' | 'to'> {
  /** By their place among all edges. */
  readonly edges: Int32Array;
}

function edgesOnward(edges: readonly LoopEdge[], outside: number): Onward {
  const among = Int32Array.from(edges.keys()).filter((i) => edges[i].to !== edges[i].from);
  return {
    nodeCount: outside + 1,
    edges: among,
    from: among.map((i) => edges[i].from),
    to: among.map((i) => (edges[i].to === OUTSIDE ? outside : edges[i].to)),
  };
}

/** The flows of one element, whole, in the order of `edges`. */
function wholeFlows(
  edges: readonly LoopEdge[],
  onward: Onward,
  inflow: readonly bigint[],
  perWeight: readonly bigint[],
  { denominator, exact }: { readonly denominator: bigint; readonly exact: boolean },
): bigint[] {
  const flow = edges.map(({ from, weight }) => weight * perWeight[from]);
  if (!exact) snapToWhole(flow, denominator);
  const units = divideBy(denominator);
  const whole = flow.map((value, i) => (edges[i].to === edges[i].from ? units.round(value) : 0n));
  const flows: Flows = { ...onward, value: Array.from(onward.edges, (i) => flow[i]), denominator };
  const rounded = roundFlows(exact ? flows : balance(flows, inflow));
  onward.edges.forEach((i, k) => {
    whole[i] = rounded[k];
  });
  return whole;
}
