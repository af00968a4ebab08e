import { compareText } from '@millrace/facts';
import { type Cause, causeKey } from './cause.js';
import { type Fixed, ONE, type Vector } from './fixed-point.js';
import { product } from './gather.js';
import type { Factor, Link, Model, ModelNode, Own } from './model.js';
import { solve, solveBoth, type Term } from './solve.js';

/** Two versions with the same nodes, links and elements. */
export interface Aligned {
  readonly elements: readonly string[];
  /** Where a node stands, by its key. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly before: readonly AlignedNode[];
  readonly after: readonly AlignedNode[];
}

export interface AlignedNode {
  readonly price: Vector;
  readonly rounding: Vector;
  readonly links: readonly { readonly source: number; readonly factors: readonly Factor[] }[];
  readonly own: readonly Own[];
}

/**
 * Gives both versions what only one of them has: a node takes over the other version's row and gets its price from this one's prices;
 * a link has the other's factors, times a presence of 0; an own cost is 0.
 */
export function align(before: Model, after: Model): Aligned {
  const elements = [...after.elements, ...before.elements.filter((element) => !after.elements.includes(element))];
  const keys = nodeKeys(before, after);
  const sides = [inElements(before, elements, new Set(keys)), inElements(after, elements, new Set(keys))];
  const number = new Map(keys.map((key, n) => [key, n]));
  const full = solveBoth(
    () => withMissing(sides[0], sides[1], keys, number),
    () => withMissing(sides[1], sides[0], keys, number),
  );
  const pairs = keys.map((_, n) => alignNode(full[0][n], full[1][n], number));
  return { elements, placeOf: number, before: pairs.map(([node]) => node), after: pairs.map(([, node]) => node) };
}

/** The nodes that either version has. */
export function nodeKeys(before: Model, after: Model): string[] {
  return [...new Set([...before.nodes.keys(), ...after.nodes.keys()])].sort(compareText);
}

/** A model's nodes with all elements, and without links to what neither version has. */
function inElements(
  { elements: own, nodes }: Model,
  elements: readonly string[],
  keys: ReadonlySet<string>,
): Map<string, ModelNode> {
  const places = elements.map((element) => own.indexOf(element));
  const placed = (vector: Vector): Vector => places.map((place) => (place < 0 ? 0n : vector[place]));
  const inOrder = new Map<string, ModelNode>();
  for (const [key, node] of nodes) {
    const costs = new Map<string, Own>();
    for (const [name, cost] of node.own) costs.set(name, { ...cost, amounts: placed(cost.amounts) });
    const links = new Map([...node.links].filter(([, { source }]) => keys.has(source)));
    inOrder.set(key, { ...node, links, price: placed(node.price), rounding: placed(node.rounding), own: costs });
  }
  return inOrder;
}

function withMissing(
  own: ReadonlyMap<string, ModelNode>,
  other: ReadonlyMap<string, ModelNode>,
  keys: readonly string[],
  number: ReadonlyMap<string, number>,
): ModelNode[] {
  const nodes = keys.map((key) => own.get(key) ?? (other.get(key) as ModelNode));
  const terms: Term[][] = keys.map(() => []);
  const right = nodes.map((node, n) => {
    if (own.has(keys[n])) return node.price;
    for (const { source, factors } of node.links.values())
      terms[n].push([number.get(source) as number, product(factors)]);
    return ownCost(node);
  });
  const prices = solve(terms, right);
  return nodes.map((node, n) => (own.has(keys[n]) ? node : { ...node, price: prices[n] }));
}

/** What a unit costs besides what it takes. */
function ownCost({ own, rounding }: ModelNode): Vector {
  const cost = rounding.slice();
  for (const { amounts, factors } of own.values()) {
    const factor = product(factors);
    for (let e = 0; e < cost.length; e++) cost[e] += (amounts[e] * factor) / ONE;
  }
  return cost;
}

function alignNode(
  before: ModelNode,
  after: ModelNode,
  number: ReadonlyMap<string, number>,
): readonly [AlignedNode, AlignedNode] {
  const links = [...new Set([...before.links.keys(), ...after.links.keys()])].sort(compareText).map((key) => {
    const pair = [before.links.get(key), after.links.get(key)] as const;
    const known = (pair[0] ?? pair[1]) as Link;
    const source = number.get(known.source) as number;
    const factors = alignFactors(
      pair[0]?.factors ?? withPresence(known, 0n),
      pair[1]?.factors ?? withPresence(known, 0n),
    );
    return factors.map((of) => ({ source, factors: of }));
  });
  const own = [...new Set([...before.own.keys(), ...after.own.keys()])].sort(compareText).map((key) => {
    const pair = [before.own.get(key), after.own.get(key)] as const;
    const known = (pair[0] ?? pair[1]) as Own;
    const nothing = { ...known, amounts: known.amounts.map(() => 0n) };
    const factors = alignFactors((pair[0] ?? known).factors, (pair[1] ?? known).factors);
    return factors.map((of, side) => ({ ...(pair[side] ?? nothing), factors: of }));
  });
  const side = (of: 0 | 1, { price, rounding }: ModelNode): AlignedNode => ({
    price,
    rounding,
    links: links.map((pair) => pair[of]),
    own: own.map((pair) => pair[of]),
  });
  return [side(0, before), side(1, after)];
}

function withPresence({ factors, presence }: Link, value: Fixed): Factor[] {
  const { cause } = factors[factors.length - 1];
  return [{ cause: presenceCause(cause, presence), value }, ...factors];
}

function presenceCause(cause: Cause, kind: Cause['kind']): Cause {
  return kind === 'structure' || kind === 'method' ? { ...cause, kind } : cause;
}

/** The same factors in the same order: what only one has is 1 in the other. */
function alignFactors(before: readonly Factor[], after: readonly Factor[]): [Factor[], Factor[]] {
  const longer = before.length >= after.length ? before : after;
  const shorter = longer === before ? after : before;
  const known = [...longer];
  for (const factor of shorter) {
    if (!known.some(({ cause }) => isSame(cause, factor.cause))) known.push(factor);
  }
  const among = (own: readonly Factor[]) => {
    const left = [...own];
    return known.map(({ cause }) => {
      const place = left.findLastIndex((factor) => isSame(factor.cause, cause));
      return place < 0 ? { cause, value: ONE } : left.splice(place, 1)[0];
    });
  };
  return [among(before), among(after)];
}

function isSame(a: Cause, b: Cause): boolean {
  return causeKey(a) === causeKey(b);
}
