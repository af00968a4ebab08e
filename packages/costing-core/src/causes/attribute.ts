import type { Aligned, AlignedNode } from './align.js';
import { type Cause, causeKey } from './cause.js';
import { type Fixed, isNothing, mean, ONE, times, type Vector } from './fixed-point.js';
import { product } from './gather.js';
import type { Factor } from './model.js';
import { solve, solveBoth, type Term } from './solve.js';

/** What one cause is of a change, by element; before rounding. */
interface Part {
  readonly cause: Cause;
  readonly amounts: Vector;
}

/** A change as its causes, and what of it rounding is. */
export interface Attributed {
  readonly parts: readonly Part[];
  readonly rounding: Vector;
}

/**
 * The change of one node's price as its causes. With the influence y of each node on it (what one money unit of own cost per unit adds),
 *
 *     Δp = Σ ½(y0 + y1)·Δc + Σ ½(y1·p0 + y0·p1)·Δa
 *
 * is exact through all levels and loops; Δa and Δc are split into their factors by midpoints, the first factor first.
 */
export function attribute({ elements, placeOf, before, after }: Aligned, target: string): Attributed {
  const at = placeOf.get(target) as number;
  const [y0, y1] = solveBoth(
    () => influence(before, at),
    () => influence(after, at),
  );
  const parts = new Map<string, Part>();
  const rounding: Vector = elements.map(() => 0n);
  const add = (cause: Cause, amounts: readonly Fixed[], factor: Fixed) => {
    if (factor === 0n) return;
    const key = causeKey(cause);
    const part = parts.get(key) ?? { cause, amounts: elements.map(() => 0n) };
    parts.set(key, part);
    for (let e = 0; e < amounts.length; e++) part.amounts[e] += times(amounts[e], factor);
  };

  for (let n = 0; n < before.length; n++) {
    if (y0[n] === 0n && y1[n] === 0n) continue;
    const [old, now] = [before[n], after[n]];
    const weight = mean(y0[n], y1[n]);
    for (let e = 0; e < rounding.length; e++) rounding[e] += times(now.rounding[e] - old.rounding[e], weight);
    for (const [i, { source, factors }] of old.links.entries()) {
      const prices = before[source].price.map((p0, e) => mean(times(y1[n], p0), times(y0[n], after[source].price[e])));
      addFactors(factors, now.links[i].factors, (cause, change) => add(cause, prices, change));
    }
    for (const [i, { cause, amounts, factors }] of old.own.entries()) {
      const later = now.own[i];
      const change = later.amounts.map((amount, e) => times(amount - amounts[e], weight));
      add(cause, change, mean(product(factors), product(later.factors)));
      const between = later.amounts.map((amount, e) => times(mean(amount, amounts[e]), weight));
      addFactors(factors, later.factors, (of, change) => add(of, between, change));
    }
  }
  return { parts: [...parts.values()].filter(({ amounts }) => !isNothing(amounts)), rounding };
}

/** `Δ(x·r) = Δx·½(r0 + r1) + ½(x0 + x1)·Δr`, and r likewise. */
function addFactors(
  before: readonly Factor[],
  after: readonly Factor[],
  add: (cause: Cause, change: Fixed) => void,
): void {
  let outer = ONE;
  for (const [i, { cause, value }] of before.entries()) {
    const change = after[i].value - value;
    if (change !== 0n) {
      const rest = mean(product(before.slice(i + 1)), product(after.slice(i + 1)));
      add(cause, times(times(outer, change), rest));
    }
    outer = times(outer, mean(value, after[i].value));
  }
}

/** What one money unit of own cost per unit of each node adds to a unit of the target. */
function influence(nodes: readonly AlignedNode[], target: number): Fixed[] {
  const terms: Term[][] = nodes.map(() => []);
  const reached = reachable(nodes, target);
  for (const n of reached) {
    for (const { source, factors } of nodes[n].links) {
      const coefficient = product(factors);
      if (coefficient !== 0n) terms[source].push([n, coefficient]);
    }
  }
  const right = nodes.map((_, n): Vector => [n === target ? ONE : 0n]);
  return solve(terms, right).map(([value]) => value);
}

/** The nodes below one, by links that weigh something. */
function reachable(nodes: readonly AlignedNode[], from: number): ReadonlySet<number> {
  const reached = new Set([from]);
  for (const n of reached) {
    for (const { source, factors } of nodes[n].links) if (product(factors) !== 0n) reached.add(source);
  }
  return reached;
}
