import { divRound, type Fraction, fraction, greatestCommonDivisor, Overflow, safe } from '@millrace/exact';
import { addTo, remainder } from '../amounts.js';
import { elementAtArrival } from '../combined.js';
import { exactWeight, type Network, OUTSIDE } from '../network.js';
import { type Settling, strand } from '../stranded.js';
import { fractions } from './arithmetic.js';
import { balance, snapped, snapToWhole } from './balance.js';
import { eliminate } from './eliminate.js';
import { LongFlows } from './long-flows.js';
import { type LoopEquations, partsOf, refine } from './refine.js';
import { type Graph, makeWhole, roundFlows } from './round-flows.js';
import { gatherSent, sumSent } from './sent.js';

/** Nodes that feed each other. */
export interface Loop {
  /** In the order of their keys. */
  readonly nodes: readonly number[];
  readonly trapped: boolean;
  /** What a node, by its place among them, passes on per unit of weight, as solved: in smallest units. Undefined in what is trapped. */
  readonly perWeight: ((node: number, element: number) => Fraction) | undefined;
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
  if (!edges.to.includes(OUTSIDE)) {
    nodes.forEach((node, local) => {
      strand(stranded, node, 'trapped', inflow[local]);
    });
    return { nodes, trapped: true, perWeight: undefined };
  }

  const equations = equationsOf(nodes.length, edges, inflow, elementCount);
  const onward = edgesOnward(edges, nodes.length);
  const { wholeFlows, perWeight } = nodes.length > EXACT_SIZE ? longFlows(equations) : exactFlows(equations);
  for (let e = 0; e < elementCount; e++) {
    if (inflow.every((amounts) => amounts[e] === 0)) continue;
    const flows = wholeFlows(edges, onward, e);
    for (let i = 0; i < flows.length; i++) {
      const position = edges.position[i];
      carried[position * elementCount + e] = flows[i];
      const to = network.edgeTo[position];
      if (to !== OUTSIDE) addTo(held, to * elementCount + elementAtArrival(network, position, e), flows[i]);
    }
  }
  return { nodes, trapped: false, perWeight };
}

const EXACT_SIZE = 16;

/** Edges of positive weight, node by node. */
interface LoopEdges {
  /** Where each stands in the network. */
  readonly position: Int32Array;
  /** Nodes by their place in the loop's key order; `to` is OUTSIDE for all others. */
  readonly from: Int32Array;
  readonly to: Uint32Array;
  weight(edge: number): number | bigint;
}

function edgesOf(network: Network, nodes: readonly number[]): LoopEdges {
  const { firstEdge, edgeTo, edgeWeight } = network;
  const local = new Map(nodes.map((node, i) => [node, i]));
  const count = nodes.reduce((sum, node) => sum + firstEdge[node + 1] - firstEdge[node], 0);
  const [position, from, to] = [new Int32Array(count), new Int32Array(count), new Uint32Array(count)];
  let edge = 0;
  nodes.forEach((node, i) => {
    for (let at = firstEdge[node]; at < firstEdge[node + 1]; at++) {
      if (edgeWeight[at] === 0) continue;
      position[edge] = at;
      from[edge] = i;
      to[edge++] = local.get(edgeTo[at]) ?? OUTSIDE;
    }
  });
  const weight = (e: number) => {
    const its = edgeWeight[position[e]];
    return Number.isFinite(its) ? its : exactWeight(network, position[e]);
  };
  return { position: position.subarray(0, edge), from: from.subarray(0, edge), to: to.subarray(0, edge), weight };
}

function equationsOf(
  nodeCount: number,
  { from, to, weight }: LoopEdges,
  inflow: readonly (readonly number[])[],
  elementCount: number,
): LoopEquations {
  const sent = gatherSent(nodeCount, from, to, weight);
  const onward = Array.from({ length: nodeCount }, (_, node) => sumSent(sent, node));
  from.forEach((node, edge) => {
    if (to[edge] === OUTSIDE) onward[node] += BigInt(weight(edge));
  });
  const perElement = Array.from({ length: elementCount }, (_, e) => inflow.map((amounts) => BigInt(amounts[e])));
  return { sent, onward, inflow: perElement };
}

interface Solution {
  /** Whole flows of one element, in the order of the edges. */
  wholeFlows(edges: LoopEdges, onward: Onward, element: number): Float64Array;
  perWeight(node: number, element: number): Fraction;
}

/** From what passes each node per unit of weight, in exact fractions over one denominator. */
function exactFlows(equations: LoopEquations): Solution {
  const { onward, inflow } = equations;
  const loop = eliminate(partsOf(equations, fraction), fractions);
  const perWeight = inflow.map((b) =>
    loop
      .through(b.map((amount) => fraction(amount)))
      .map((value, node) => fraction(value.numerator, value.denominator * onward[node])),
  );
  let denominator = 1n;
  for (const y of perWeight.flat()) denominator *= y.denominator / greatestCommonDivisor(denominator, y.denominator);
  const wholeFlows: Solution['wholeFlows'] = (edges, { edges: among, ...graph }, element) => {
    const flow = Array.from(edges.from, (node, i) => {
      const y = perWeight[element][node];
      return BigInt(edges.weight(i)) * y.numerator * (denominator / y.denominator);
    });
    const whole = Float64Array.from(flow, (value, i) =>
      isToItself(edges, i) ? safe(divRound(value, denominator)) : 0,
    );
    const rounded = roundFlows({ ...graph, value: Array.from(among, (i) => flow[i]), denominator });
    among.forEach((i, k) => {
      whole[i] = safe(rounded[k]);
    });
    return whole;
  };
  return { wholeFlows, perWeight: (node, element) => perWeight[element][node] };
}

/** From what passes each node per unit of weight, to within a bound. */
function longFlows(equations: LoopEquations): Solution {
  const { perWeight, bits } = refine(equations);
  const wholeFlows: Solution['wholeFlows'] = (edges, { edges: among, ...graph }, element) => {
    const flows = new LongFlows(among.length, bits);
    const spare = BigInt(flows.bits - bits);
    const factors = perWeight[element].map((y) => flows.factor(y << spare));
    for (let k = 0; k < among.length; k++) flows.setProduct(k, edges.weight(among[k]), factors[edges.from[among[k]]]);
    snapToWhole(flows);
    balance(graph, flows, equations.inflow[element]);
    makeWhole(graph, flows);
    const whole = new Float64Array(edges.from.length);
    for (let k = 0; k < among.length; k++) {
      if (!Number.isSafeInteger(flows.whole[k])) throw new Overflow(flows.whole[k]);
      whole[among[k]] = flows.whole[k];
    }
    for (let i = 0; i < whole.length; i++) {
      if (!isToItself(edges, i)) continue;
      const flow = snapped(BigInt(edges.weight(i)) * perWeight[element][edges.from[i]], bits);
      whole[i] = safe(divRound(flow, 1n << BigInt(bits)));
    }
    return whole;
  };
  return { wholeFlows, perWeight: (node, element) => fraction(perWeight[element][node], 1n << BigInt(bits)) };
}

const isToItself = ({ from, to }: LoopEdges, edge: number) => from[edge] === to[edge];

/** The edges between two nodes; outside is the last node. */
interface Onward extends Graph {
  /** By their place among all edges. */
  readonly edges: Int32Array;
}

function edgesOnward(edges: LoopEdges, outside: number): Onward {
  const between = new Int32Array(edges.from.length);
  const [from, to] = [new Int32Array(between.length), new Int32Array(between.length)];
  let count = 0;
  for (let i = 0; i < between.length; i++) {
    if (isToItself(edges, i)) continue;
    between[count] = i;
    from[count] = edges.from[i];
    to[count++] = edges.to[i] === OUTSIDE ? outside : edges.to[i];
  }
  return {
    nodeCount: outside + 1,
    edges: between.subarray(0, count),
    from: from.subarray(0, count),
    to: to.subarray(0, count),
  };
}
