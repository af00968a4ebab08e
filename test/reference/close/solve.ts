import { Fraction, ONE, sum, ZERO } from './fraction.js';
import { type Node, OUTSIDE, type ReferenceNetwork } from './network.js';

/** Groups of nodes that feed each other over share edges, also those of gains, found by walking from every node; a loop may be one node. */
export function loopsOf(network: ReferenceNetwork): ReadonlySet<string>[] {
  const reached = new Map([...network.nodes.keys()].map((name) => [name, reachableFrom(network, name)]));
  const loops: Set<string>[] = [];
  for (const [name, reach] of reached) {
    if (!reach.has(name) || loops.some((loop) => loop.has(name))) continue;
    loops.push(new Set([...reach].filter((other) => reached.get(other)?.has(name))));
  }
  return loops;
}

function reachableFrom(network: ReferenceNetwork, start: string): Set<string> {
  const reach = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const { to } of network.nodes.get(name)?.shares ?? []) {
      if (to === OUTSIDE || reach.has(to)) continue;
      reach.add(to);
      open.push(to);
    }
  }
  return reach;
}

/** The sum of the weights of a node's share edges. */
export function totalWeight(node: Node): Fraction {
  return sum(node.shares.map(({ weight }) => weight));
}

/**
 * What passes through each of the `members`, given what enters them from elsewhere (several right-hand sides at once):
 * x = b + Pᵀx by elimination. Undefined where nothing leaves a loop, so that no solution is the only one.
 */
export function passThrough(
  members: readonly Node[],
  inflow: ReadonlyMap<string, readonly Fraction[]>,
): Map<string, Fraction[]> | undefined {
  const place = new Map(members.map(({ name }, i) => [name, i]));
  const rows = members.map((member, i) => {
    const coefficients = members.map((_, j) => (i === j ? ONE : ZERO));
    return [...coefficients, ...(inflow.get(member.name) ?? [])];
  });
  for (const member of members) {
    const whole = totalWeight(member);
    for (const { to, weight } of member.shares) {
      const row = rows[place.get(to) ?? -1];
      const column = place.get(member.name) as number;
      if (row !== undefined) row[column] = row[column].minus(weight.over(whole));
    }
  }
  for (let c = 0; c < members.length; c++) {
    const pivot = rows.findIndex((row, r) => r >= c && row[c].sign !== 0);
    if (pivot < 0) return undefined;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    const lead = rows[c][c];
    rows[c] = rows[c].map((value) => (value.sign === 0 ? value : value.over(lead)));
    for (const [r, row] of rows.entries()) {
      const factor = row[c];
      if (r === c || factor.sign === 0) continue;
      rows[r] = row.map((value, k) => (rows[c][k].sign === 0 ? value : value.minus(rows[c][k].times(factor))));
    }
  }
  return new Map(members.map(({ name }, i) => [name, rows[i].slice(members.length)]));
}

/** The exact solution of a whole network: what each node has to share, per element, before any rounding. */
export function solveExactly(network: ReferenceNetwork): Map<string, Fraction[]> | undefined {
  const nodes = network.sorted;
  const inflow = new Map(nodes.map(({ name }) => [name, network.elements.map(() => ZERO)]));
  const add = (name: string, amounts: readonly bigint[], sign: bigint) => {
    const vector = inflow.get(name);
    for (const [e, amount] of amounts.entries()) {
      if (vector !== undefined) vector[e] = vector[e].plus(new Fraction(sign * amount));
    }
  };
  for (const { name, sources, fixed } of nodes) {
    for (const { amounts } of sources) add(name, amounts, 1n);
    for (const { to, amounts } of fixed) {
      add(name, amounts, -1n);
      add(to, amounts, 1n);
    }
  }
  return passThrough(nodes, inflow);
}
