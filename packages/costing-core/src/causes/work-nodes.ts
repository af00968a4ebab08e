import { type Cause, causeKey, causeOf, NOWHERE, type Place } from './cause.js';
import { addTimes, ONE, ratio, type Vector } from './fixed-point.js';
import { product } from './gather.js';
import { type Factor, type Link, type Model, type ModelNode, nodeKey } from './model.js';

/** What an hour of a centre costs whoever makes an item, in one number: where a standard knows rates, and a month knows pools. */
export function workKey(place: Place, centre: string, driver: string, recipe: readonly string[]): string {
  return nodeKey('rate', place, ['work', centre, driver, ...recipe]);
}

export function workCause(centre: string, driver: string): Cause {
  return causeOf('pool_rate', { plant: '', key: centre }, NOWHERE, driver);
}

/**
 * A closed period so that it can be held against a standard: what a recipe takes of the pools of a centre by one driver is taken of the
 * centre's work, whose price is what they cost together. The hours are a cause then, and the centre's rate, whatever it consists of.
 */
export function withWork({ elements, nodes }: Model): Model {
  const all = new Map(nodes);
  for (const [key, node] of nodes) {
    if (node.group !== 'recipe') continue;
    const links = new Map(node.links);
    for (const group of worked(node)) addWork(all, links, node, key, group);
    all.set(key, { ...node, links });
  }
  return { elements, nodes: all };
}

/** The links of a recipe to the pools of one centre by one driver, by key. */
function worked({ links }: ModelNode): (readonly [string, Link])[][] {
  const groups = new Map<string, (readonly [string, Link])[]>();
  for (const [key, link] of links) {
    const { cause } = link.factors[link.factors.length - 1];
    if (cause.kind !== 'hours') continue;
    const of = causeKey(cause);
    groups.set(of, [...(groups.get(of) ?? []), [key, link]]);
  }
  return [...groups.values()];
}

function addWork(
  all: Map<string, ModelNode>,
  links: Map<string, Link>,
  recipe: ModelNode,
  recipeKey: string,
  group: readonly (readonly [string, Link])[],
): void {
  const weights = group.map(([, { factors }]) => product(factors));
  const at = Math.max(
    0,
    weights.findIndex((weight) => weight !== 0n),
  );
  const { factors } = group[at][1];
  const { subject, driver } = factors[factors.length - 1].cause;
  const source = workKey(recipe.place, subject, driver, recipeKey.split('\0').slice(3));
  const cause = workCause(subject, driver);
  const pools = new Map<string, Link>();
  const price: Vector = recipe.price.map(() => 0n);
  for (const [i, [key, link]] of group.entries()) {
    links.delete(key);
    const from = all.get(link.source);
    if (from === undefined) continue;
    const value = weights[at] === 0n ? ONE : ratio(weights[i], weights[at]);
    const share: Factor[] = [{ cause, value }];
    pools.set(link.source, { source: link.source, factors: share, presence: 'mix' });
    addTimes(price, from.price, value);
  }
  links.set(`${source}\0${causeKey(factors[factors.length - 1].cause)}`, { source, factors, presence: 'method' });
  if (pools.size === 0) return;
  const rounding = price.map(() => 0n);
  const { place } = recipe;
  all.set(source, { group: 'rate', place, quantity: ONE, price, links: pools, own: new Map(), rounding, flows: 0 });
}
