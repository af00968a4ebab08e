import { Fraction, ONE, ZERO } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { passThrough, totalWeight } from './solve.js';

/**
 * How far whole units may stray from the exact solution of a network, per node, in the smallest unit: each edge is less
 * than one unit off its exact share, and what a node holds too much or too little is passed on by its weights. With x
 * the strayings: x = (edges that come in, known ones that come and go) + Pᵀx. Undefined for a network with trapped value.
 *
 * Two results whose exact solutions are equal so differ, on an edge, by no more than the two bounds of the edge.
 */
export function strayings(network: ReferenceNetwork): ((from: string, to: string) => Fraction) | undefined {
  const nodes = network.sorted;
  const steps = new Map(nodes.map(({ name }) => [name, [ZERO]]));
  const step = (name: string) => {
    const count = steps.get(name);
    if (count !== undefined) count[0] = count[0].plus(ONE);
  };
  for (const { name, sources, fixed, shares } of nodes) {
    for (const _ of sources) step(name);
    for (const { to } of fixed) {
      step(name);
      step(to);
    }
    for (const { to } of shares) if (to !== OUTSIDE) step(to);
  }
  const strayed = passThrough(nodes, steps);
  if (strayed === undefined) return undefined;
  return (from, to) => {
    const node = network.nodes.get(from);
    const held = strayed.get(from)?.[0];
    if (node === undefined || held === undefined) return ONE;
    const edges = node.shares.filter((edge) => edge.to === to);
    const whole = totalWeight(node);
    return edges.reduce(
      (bound, { weight }) => bound.plus(ONE).plus(held.times(weight).over(whole)),
      new Fraction(BigInt(node.fixed.filter((edge) => edge.to === to).length)),
    );
  };
}
