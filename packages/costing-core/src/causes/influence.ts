import { type Fixed, ONE, times } from './fixed-point.js';
import type { Graph } from './graph.js';
import { solve, type Term, Unsolvable } from './solve.js';

/** A node and what it is made of: roots alone, those who take before what they take, but in loops. */
export interface Cone {
  readonly top: number;
  readonly nodes: Uint32Array;
  /** By node: where it stands among them; NONE for others. */
  readonly placeOf: Int32Array;
}

const NONE = -1;

/** @param isWanted leaves out what none of these nodes is below of. */
export function coneBelow(graph: Graph, target: number, isWanted?: (node: number) => boolean): Cone {
  const { root, first, source, order, component } = graph;
  const count = order.nodes.length;
  const placeOf = new Int32Array(count).fill(NONE);
  const top = root[target];
  placeOf[top] = 0;
  const reached = [top];
  for (const node of reached) {
    for (let link = first[node]; link < first[node + 1]; link++) {
      if (placeOf[source[link]] !== NONE) continue;
      placeOf[source[link]] = 0;
      reached.push(source[link]);
    }
  }
  const keys = Float64Array.from(reached, (node) => component[node] * count + node).sort();
  const all = Uint32Array.from(keys, (key) => key % count);
  const nodes = (isWanted === undefined ? all : onlyAbove(graph, all, top, isWanted)).reverse();
  if (isWanted !== undefined) placeOf.fill(NONE);
  for (const [i, node] of nodes.entries()) placeOf[node] = i;
  return { top, nodes, placeOf };
}

/** Of nodes in the order of dependency those that are wanted, or take of one that is, and the top; loops whole. */
function onlyAbove(
  { first, source, component }: Graph,
  nodes: Uint32Array,
  top: number,
  isWanted: (node: number) => boolean,
): Uint32Array {
  const isAbove = new Set<number>();
  const takes = (node: number) => {
    for (let link = first[node]; link < first[node + 1]; link++) if (isAbove.has(component[source[link]])) return true;
    return false;
  };
  for (const node of nodes) if (isWanted(node) || takes(node)) isAbove.add(component[node]);
  return nodes.filter((node) => node === top || isAbove.has(component[node]));
}

/**
 * What one money unit of own cost per unit of each node of a cone adds to a unit of its top, in one version: in the order of dependency,
 * each loop by elimination.
 *
 * @param coefficients those of the version, by link.
 * @throws Unsolvable
 */
export function influence(graph: Graph, cone: Cone, coefficients: readonly Fixed[]): Fixed[] {
  const { first, source, component, isLoop } = graph;
  const { top, nodes, placeOf } = cone;
  const y = Array<Fixed>(nodes.length).fill(0n);
  y[placeOf[top]] = ONE;
  const failed: number[] = [];
  for (let at = 0; at < nodes.length; ) {
    const of = component[nodes[at]];
    const begin = at;
    while (at < nodes.length && component[nodes[at]] === of) at++;
    if (isLoop[of] === 1) solveLoop(graph, cone, coefficients, { y, begin, end: at, failed });
    for (let i = begin; i < at; i++) {
      if (y[i] === 0n) continue;
      for (let link = first[nodes[i]]; link < first[nodes[i] + 1]; link++) {
        const to = placeOf[source[link]];
        if (to !== NONE && component[source[link]] !== of) y[to] += times(coefficients[link], y[i]);
      }
    }
  }
  if (failed.length > 0) throw new Unsolvable(failed);
  return y;
}

interface Loop {
  readonly y: Fixed[];
  /** It is what stands there in the cone. */
  readonly begin: number;
  readonly end: number;
  /** Takes what has no one solution. */
  readonly failed: number[];
}

/** Of the loop only what this version reaches: what the other one reaches may have no solution here. */
function solveLoop(
  { first, source, component }: Graph,
  { nodes, placeOf }: Cone,
  coefficients: readonly Fixed[],
  { y, begin, end, failed }: Loop,
): void {
  const reached: number[] = [];
  const numberOf = new Map<number, number>();
  const reach = (i: number) => {
    if (!numberOf.has(i)) numberOf.set(i, reached.push(i) - 1);
  };
  for (let i = begin; i < end; i++) if (y[i] !== 0n) reach(i);
  const terms: Term[][] = [];
  for (const [number, i] of reached.entries()) {
    for (let link = first[nodes[i]]; link < first[nodes[i] + 1]; link++) {
      if (component[source[link]] !== component[nodes[i]] || coefficients[link] === 0n) continue;
      const to = placeOf[source[link]];
      reach(to);
      const of = numberOf.get(to) as number;
      terms[of] ??= [];
      terms[of].push([number, coefficients[link]]);
    }
  }
  const all = reached.map((_, number) => terms[number] ?? []);
  try {
    const solved = solve(
      all,
      reached.map((i) => [y[i]]),
    );
    for (const [number, i] of reached.entries()) [y[i]] = solved[number];
  } catch (error) {
    if (!(error instanceof Unsolvable)) throw error;
    for (const number of error.at) failed.push(nodes[reached[number]]);
  }
}
