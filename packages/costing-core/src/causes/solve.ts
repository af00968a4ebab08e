import { components } from '../network/components.js';
import { type Fixed, ONE, ratio, times, type Vector } from './fixed-point.js';

/** What a value hangs on: the number of another and a coefficient. */
export type Term = readonly [on: number, coefficient: Fixed];

/** Loops that no value leaves: their equations have no one solution. */
export class Unsolvable extends Error {
  readonly at: readonly number[];

  constructor(at: readonly number[]) {
    super(`equations ${at.join(', ')} have no one solution`);
    this.at = at;
  }
}

/** Solves two systems of the same nodes. @throws Unsolvable with the loops of both. */
export function solveBoth<T>(first: () => T, second: () => T): [T, T] {
  const failed: number[] = [];
  const solved = [first, second].flatMap((system) => {
    try {
      return [system()];
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
      for (const node of error.at) failed.push(node);
      return [];
    }
  });
  if (failed.length > 0) throw new Unsolvable(failed);
  return solved as [T, T];
}

/**
 * Solves `x_n = right_n + Σ coefficient · x_on`: in the order of dependency, each loop by elimination.
 *
 * @throws Unsolvable
 */
export function solve(terms: readonly (readonly Term[])[], right: readonly Vector[]): Vector[] {
  const { nodes, start, count } = components(edgesOf(terms));
  const x = right.map((vector) => vector.slice());
  for (let c = 0; c < count; c++) {
    const block = nodes.subarray(start[c], start[c + 1]);
    if (block.length === 1 && terms[block[0]].every(([on]) => on !== block[0])) addTerms(x, terms, block[0]);
    else solveLoop(x, terms, block);
  }
  return x;
}

function addTerms(x: readonly Vector[], terms: readonly (readonly Term[])[], node: number): void {
  for (const [on, coefficient] of terms[node]) {
    for (let e = 0; e < x[node].length; e++) x[node][e] += times(coefficient, x[on][e]);
  }
}

/** An edge from each number to those that hang on it. */
function edgesOf(terms: readonly (readonly Term[])[]) {
  const nodeCount = terms.length;
  const firstEdge = new Uint32Array(nodeCount + 1);
  for (const row of terms) for (const [on] of row) firstEdge[on + 1]++;
  for (let node = 0; node < nodeCount; node++) firstEdge[node + 1] += firstEdge[node];
  const next = firstEdge.slice();
  const edgeTo = new Uint32Array(firstEdge[nodeCount]);
  for (const [node, row] of terms.entries()) for (const [on] of row) edgeTo[next[on]++] = node;
  return { nodeCount, firstEdge, edgeTo, edgeWeight: new Float64Array(edgeTo.length).fill(1) };
}

interface Row {
  readonly node: number;
  readonly coefficients: Map<number, Fixed>;
  readonly right: Vector;
}

/** Gauss–Jordan over sparse rows, the shortest first. */
function solveLoop(x: Vector[], terms: readonly (readonly Term[])[], block: Uint32Array): void {
  const inside = new Set(block);
  const rows = new Map<number, Row>();
  for (const node of block) {
    const row: Row = { node, coefficients: new Map([[node, ONE]]), right: x[node].slice() };
    rows.set(node, row);
    for (const [on, coefficient] of terms[node]) {
      if (inside.has(on)) add(row.coefficients, on, -coefficient);
      else for (let e = 0; e < row.right.length; e++) row.right[e] += times(coefficient, x[on][e]);
    }
  }
  const left = new Set(block);
  while (left.size > 0) {
    const pivot = nextPivot(rows, left);
    left.delete(pivot.node);
    const own = pivot.coefficients.get(pivot.node) as Fixed;
    for (const row of rows.values()) {
      const coefficient = row.coefficients.get(pivot.node);
      if (row === pivot || coefficient === undefined) continue;
      const factor = ratio(coefficient, own);
      row.coefficients.delete(pivot.node);
      for (const [on, value] of pivot.coefficients) {
        if (on !== pivot.node) add(row.coefficients, on, -times(factor, value));
      }
      for (let e = 0; e < row.right.length; e++) row.right[e] -= times(factor, pivot.right[e]);
    }
  }
  for (const { node, coefficients, right } of rows.values()) {
    x[node] = right.map((value) => ratio(value, coefficients.get(node) as Fixed));
  }
}

function nextPivot(rows: ReadonlyMap<number, Row>, left: ReadonlySet<number>): Row {
  let best: Row | undefined;
  for (const node of left) {
    const row = rows.get(node) as Row;
    const own = row.coefficients.get(node) ?? 0n;
    if (own < SMALLEST && own > -SMALLEST) continue;
    if (best === undefined || row.coefficients.size < best.coefficients.size) best = row;
  }
  if (best === undefined) throw new Unsolvable([...left]);
  return best;
}

/** Below this a pivot is what division left of 0. */
const SMALLEST = ONE / 10n ** 22n;

function add(coefficients: Map<number, Fixed>, on: number, value: Fixed): void {
  const sum = (coefficients.get(on) ?? 0n) + value;
  if (sum === 0n) coefficients.delete(on);
  else coefficients.set(on, sum);
}
