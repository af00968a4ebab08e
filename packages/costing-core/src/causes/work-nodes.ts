import { type Cause, causeKey, causeOf, NOWHERE, type Place } from './cause.js';
import { product } from './finished-node.js';
import { addTimes, ONE, ratio, type Vector } from './fixed-point.js';
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
    const groups = worked(node);
    const isWork = new Set(groups.flat());
    const links = [
      ...node.links.filter((link) => !isWork.has(link)),
      ...groups.map((group) => addWork(all, node, key, group)),
    ];
    const { group, place, quantity, price, own, rounding, flows } = node;
    all.set(key, { group, place, quantity, price, links, own, rounding, flows });
  }
  return { elements, nodes: all };
}

/** The links of a recipe to the pools of one centre by one driver. */
function worked({ links }: ModelNode): Link[][] {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    if (link.cause.kind !== 'hours') continue;
    const of = causeKey(link.cause);
    groups.set(of, [...(groups.get(of) ?? []), link]);
  }
  return [...groups.values()];
}

/** Adds the work of a centre. @returns the link to it. */
function addWork(all: Map<string, ModelNode>, recipe: ModelNode, recipeKey: string, group: readonly Link[]): Link {
  const weights = group.map(({ factors }) => product(factors));
  const at = Math.max(
    0,
    weights.findIndex((weight) => weight !== 0n),
  );
  const { factors, cause: hours } = group[at];
  const { subject, driver } = hours;
  const source = workKey(recipe.place, subject, driver, recipeKey.split('\0').slice(3));
  const cause = workCause(subject, driver);
  const pools: Link[] = [];
  const price: Vector = recipe.price.map(() => 0n);
  for (const [i, link] of group.entries()) {
    const from = all.get(link.source);
    if (from === undefined) continue;
    const value = weights[at] === 0n ? ONE : ratio(weights[i], weights[at]);
    const share: Factor[] = [{ cause, value }];
    pools.push({ source: link.source, cause, factors: share, presence: 'mix' });
    addTimes(price, from.price, value);
  }
  if (pools.length > 0) {
    const rounding = price.map(() => 0n);
    const { place } = recipe;
    all.set(source, { group: 'rate', place, quantity: ONE, price, links: pools, own: [], rounding, flows: 0 });
  }
  return { source, cause: hours, factors, presence: 'method' };
}
