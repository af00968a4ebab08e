import { compareText } from '@millrace/facts';
import { type Cause, causeKey, isSameCause } from './cause.js';
import { product } from './finished-node.js';
import { type Fixed, isNothing, mean, ONE, times, type Vector } from './fixed-point.js';
import { type Graph, type GraphLink, graphOf } from './graph.js';
import { type Factor, type Link, linkKey, type Model, type ModelNode, type Own } from './model.js';
import { solve, solveBoth, type Term } from './solve.js';

/** Two versions with the same nodes, links and elements: what each node takes in both, and what of that changed. */
export interface Aligned {
  readonly elements: readonly string[];
  /** Where a node stands, by its key. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** Of every node, before and after. */
  readonly prices: readonly [readonly Vector[], readonly Vector[]];
  readonly graph: Graph;
  /** By node; of most nothing did. */
  readonly changes: readonly (NodeChanges | undefined)[];
  /** By number. */
  readonly causes: readonly Cause[];
}

/** What changed in a node itself: not in what its sources cost. */
export interface NodeChanges {
  /** Of how much it takes of a source. */
  readonly links: readonly { readonly cause: number; readonly source: number; readonly by: Fixed }[];
  /** Of what it bears by itself, per unit. */
  readonly own: readonly { readonly cause: number; readonly by: Vector }[];
}

/**
 * Gives both versions what only one of them has: a node takes over the other version's row and gets its price from this one's prices;
 * a link has the other's factors, times a presence of 0; an own cost is 0.
 */
export function align(before: Model, after: Model): Aligned {
  const elements = [...after.elements, ...before.elements.filter((element) => !after.elements.includes(element))];
  const keys = nodeKeys(before, after);
  const placeOf = new Map(keys.map((key, n) => [key, n]));
  const sides = [before, after].map(({ elements: own, nodes }) => ({ nodes, placed: placing(own, elements) }));
  const prices = solveBoth(
    () => pricesOf(sides[0], sides[1], keys, placeOf),
    () => pricesOf(sides[1], sides[0], keys, placeOf),
  );
  const causes: Cause[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (cause: Cause): number => {
    const key = causeKey(cause);
    let known = numbers.get(key);
    if (known === undefined) {
      known = causes.push(cause) - 1;
      numbers.set(key, known);
    }
    return known;
  };
  const changes: (NodeChanges | undefined)[] = [];
  const rows = keys.map((key, n) => {
    const pair = sides.map(({ nodes, placed }) => ({ node: nodes.get(key), placed }));
    const row = alignNode(pair as [AsItIs, AsItIs], placeOf, numberOf);
    changes[n] = row.changes.links.length + row.changes.own.length > 0 ? row.changes : undefined;
    return row.links;
  });
  const graph = graphOf(rows, (n) => changes[n] === undefined);
  return { elements, placeOf, prices, graph, changes, causes };
}

/** The nodes that either version has. */
export function nodeKeys(before: Model, after: Model): string[] {
  const keys = [...before.nodes.keys()];
  for (const key of after.nodes.keys()) if (!before.nodes.has(key)) keys.push(key);
  return keys.sort(compareText);
}

interface Side {
  readonly nodes: ReadonlyMap<string, ModelNode>;
  /** Amounts by the elements of both. */
  readonly placed: (vector: Vector) => Vector;
}

function placing(own: readonly string[], elements: readonly string[]): Side['placed'] {
  if (own.length === elements.length && own.every((element, e) => element === elements[e])) return (vector) => vector;
  const places = elements.map((element) => own.indexOf(element));
  return (vector) => places.map((place) => (place < 0 ? 0n : vector[place]));
}

/** The prices of one side: of what only the other has, by the other's recipes. */
function pricesOf(own: Side, other: Side, keys: readonly string[], placeOf: ReadonlyMap<string, number>): Vector[] {
  if (keys.length === own.nodes.size) return keys.map((key) => own.placed((own.nodes.get(key) as ModelNode).price));
  const terms: Term[][] = keys.map(() => []);
  const right = keys.map((key, n) => {
    const known = own.nodes.get(key);
    if (known !== undefined) return own.placed(known.price);
    const node = other.nodes.get(key) as ModelNode;
    for (const { source, factors } of node.links) {
      const at = placeOf.get(source);
      if (at !== undefined) terms[n].push([at, product(factors)]);
    }
    return other.placed(ownCost(node));
  });
  return solve(terms, right);
}

/** What a unit costs besides what it takes. */
function ownCost({ own, rounding }: ModelNode): Vector {
  const cost = rounding.slice();
  for (const { amounts, factors } of own) {
    const factor = product(factors);
    for (let e = 0; e < cost.length; e++) cost[e] += times(amounts[e], factor);
  }
  return cost;
}

interface AsItIs {
  readonly node: ModelNode | undefined;
  readonly placed: Side['placed'];
}

interface AlignedRow {
  readonly links: readonly GraphLink[];
  readonly changes: { readonly links: NodeChanges['links'][number][]; readonly own: NodeChanges['own'][number][] };
}

function alignNode(
  sides: readonly [AsItIs, AsItIs],
  placeOf: ReadonlyMap<string, number>,
  numberOf: (cause: Cause) => number,
): AlignedRow {
  const before = (sides[0].node ?? sides[1].node) as ModelNode;
  const after = (sides[1].node ?? sides[0].node) as ModelNode;
  const links: GraphLink[] = [];
  const changes: AlignedRow['changes'] = { links: [], own: [] };
  for (const pair of pairs(before.links, after.links, isSameLink, linkKey)) {
    const known = (pair[0] ?? pair[1]) as Link;
    const source = placeOf.get(known.source);
    if (source === undefined) continue;
    const [was, is] = alignFactors(
      pair[0]?.factors ?? withPresence(known, 0n),
      pair[1]?.factors ?? withPresence(known, 0n),
    );
    const isChanged = was.some(({ value }, i) => value !== is[i].value);
    const coefficient = product(was);
    links.push({ source, before: coefficient, after: isChanged ? product(is) : coefficient });
    if (isChanged) addFactors(was, is, (cause, by) => changes.links.push({ cause: numberOf(cause), source, by }));
  }
  if (before !== after) addOwn(before, after, sides, (cause, by) => changes.own.push({ cause: numberOf(cause), by }));
  return { links, changes };
}

function addOwn(
  before: ModelNode,
  after: ModelNode,
  sides: readonly [AsItIs, AsItIs],
  add: (cause: Cause, by: Vector) => void,
): void {
  for (const pair of pairs(before.own, after.own, isSameOwn, ownKey)) {
    const known = (pair[0] ?? pair[1]) as Own;
    const [was, is] = alignFactors((pair[0] ?? known).factors, (pair[1] ?? known).factors);
    const amounts = pair.map((own, side) => (own === undefined ? undefined : sides[side].placed(own.amounts))) as (
      | Vector
      | undefined
    )[];
    const nothing = (amounts[0] ?? amounts[1] ?? []).map(() => 0n);
    const [old, now] = amounts.map((vector) => vector ?? nothing);
    const change = now.map((amount, e) => amount - old[e]);
    if (!isNothing(change)) {
      const factor = mean(product(was), product(is));
      add(
        known.cause,
        change.map((amount) => times(amount, factor)),
      );
    }
    const between = now.map((amount, e) => mean(amount, old[e]));
    addFactors(was, is, (cause, by) =>
      add(
        cause,
        between.map((amount) => times(amount, by)),
      ),
    );
  }
}

/** What both have, and what only one has, in the order of keys. Most have one, and need none. */
function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (a: T, b: T) => boolean,
  keyOf: (of: T) => string,
): Iterable<readonly [T | undefined, T | undefined]> {
  if (before.length === 1 && after.length === 1 && isSame(before[0], after[0])) return [[before[0], after[0]]];
  if (before.length + after.length < 2) return [...before.map(only), ...after.map((of) => [undefined, of] as const)];
  const both = new Map(before.map((of) => [keyOf(of), [of, undefined] as readonly [T | undefined, T | undefined]]));
  for (const of of after) both.set(keyOf(of), [both.get(keyOf(of))?.[0], of]);
  return [...both].sort(([a], [b]) => compareText(a, b)).map(([, pair]) => pair);
}

function only<T>(of: T) {
  return [of, undefined] as const;
}

function isSameLink(a: Link, b: Link): boolean {
  return a === b || (a.source === b.source && isSameCause(a.cause, b.cause));
}

function isSameOwn(a: Own, b: Own): boolean {
  return isSameCause(a.cause, b.cause);
}

function ownKey({ cause }: Own): string {
  return causeKey(cause);
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

function withPresence({ factors, presence }: Link, value: Fixed): Factor[] {
  const { cause } = factors[factors.length - 1];
  return [{ cause: presenceCause(cause, presence), value }, ...factors];
}

function presenceCause(cause: Cause, kind: Cause['kind']): Cause {
  return kind === 'structure' || kind === 'method' ? { ...cause, kind } : cause;
}

/** The same factors in the same order: what only one has is 1 in the other. */
function alignFactors(
  before: readonly Factor[],
  after: readonly Factor[],
): readonly [readonly Factor[], readonly Factor[]] {
  if (before.length === after.length && before.every(({ cause }, i) => isSameCause(cause, after[i].cause))) {
    return [before, after];
  }
  const longer = before.length >= after.length ? before : after;
  const shorter = longer === before ? after : before;
  const known = [...longer];
  for (const factor of shorter) {
    if (!known.some(({ cause }) => isSameCause(cause, factor.cause))) known.push(factor);
  }
  const among = (own: readonly Factor[]) => {
    const left = [...own];
    return known.map(({ cause }) => {
      const place = left.findLastIndex((factor) => isSameCause(factor.cause, cause));
      return place < 0 ? { cause, value: ONE } : left.splice(place, 1)[0];
    });
  };
  return [among(before), among(after)];
}
