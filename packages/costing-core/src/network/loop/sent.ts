/**
 * What the nodes of a loop send to each other, as columns: what node i sends stands from firstAt[i] up to firstAt[i + 1], once for each
 * node that it sends to. A thousand departments that all serve each other are a million of these.
 */
export interface Sent {
  readonly nodeCount: number;
  readonly firstAt: Int32Array;
  readonly to: Int32Array;
  /** Infinity where the weight is beyond 2^53 − 1 and stands in `huge`. */
  readonly weight: Float64Array;
  readonly huge: ReadonlyMap<number, bigint>;
}

/** The weights of a loop. */
export interface Weights {
  readonly sent: Sent;
  /** All that a node sends on, to others and out of the loop, less the edge to itself. */
  readonly onward: readonly bigint[];
}

/** The weight at a place, exact. */
export function exactly({ weight, huge }: Sent, at: number): bigint {
  return huge.get(at) ?? BigInt(weight[at]);
}

/** All that a node sends to others. */
export function sumSent(sent: Sent, node: number): bigint {
  let [sum, small] = [0n, 0];
  for (let at = sent.firstAt[node]; at < sent.firstAt[node + 1]; at++) {
    const weight = sent.weight[at];
    if (small + weight <= Number.MAX_SAFE_INTEGER) small += weight;
    else sum += exactly(sent, at);
  }
  return sum + BigInt(small);
}

/** Edges between nodes, node by node; those beyond the last node, or to the node itself, are left out, and several to one node are added up. */
export function gatherSent(
  nodeCount: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  weightOf: (edge: number) => number | bigint,
): Sent {
  const firstAt = new Int32Array(nodeCount + 1);
  const targets = new Int32Array(from.length);
  const weight = new Float64Array(from.length);
  const huge = new Map<number, bigint>();
  /** Where the last node that sent something to this one has it. */
  const placeOf = new Int32Array(nodeCount).fill(-1);
  let [count, node] = [0, 0];
  for (let edge = 0; edge < from.length; edge++) {
    for (; node < from[edge]; node++) firstAt[node + 1] = count;
    const target = to[edge];
    if (target >= nodeCount || target === node) continue;
    let at = placeOf[target];
    if (at < firstAt[node]) {
      at = placeOf[target] = count++;
      targets[at] = target;
    }
    const its = weightOf(edge);
    const sum = weight[at] + Number(its);
    if (sum > Number.MAX_SAFE_INTEGER) {
      huge.set(at, (huge.get(at) ?? BigInt(weight[at])) + BigInt(its));
      weight[at] = Number.POSITIVE_INFINITY;
    } else weight[at] = sum;
  }
  for (; node < nodeCount; node++) firstAt[node + 1] = count;
  return { nodeCount, firstAt, to: targets.subarray(0, count), weight: weight.subarray(0, count), huge };
}
