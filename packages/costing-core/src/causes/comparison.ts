import { QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { itemCosts } from '../results/item-costs.js';
import type { VersionRows } from '../results/version.js';
import type { WholeUnitCost } from '../results/whole-unit-costs.js';
import { type Aligned, align, nodeKeys } from './align.js';
import type { Asked, ClosedPeriod, CostedVersion } from './asked.js';
import { gatherFlows } from './build-model.js';
import { causeOf, type Place } from './cause.js';
import { fixed, ONE } from './fixed-point.js';
import { type Model, type ModelNode, nodeKey } from './model.js';
import { Unsolvable } from './solve.js';
import { modelOfStandard } from './standard-model.js';
import { withWork } from './work-nodes.js';

/** Two versions, ready to be asked why costs moved between them. */
export interface Comparison {
  readonly aligned: Aligned;
  /** Which of the two has what is asked about. */
  readonly isThere: (asked: Asked) => readonly [boolean, boolean];
  /** Items that either has a unit cost of. */
  readonly items: readonly Place[];
  /** Decimals of unit costs, and of amounts. */
  readonly scales: { readonly unit: number; readonly amount: number };
}

/**
 * Models both and aligns them. The models are let go: of a large catalogue they are many times what is kept.
 *
 * @param only keys of what is going to be asked about; without it anything may be.
 * @param stranded keys of the nodes of loops that no value leaves: they have the price that they have, and no sources. Takes more of them.
 */
export function compareCosts(
  before: CostedVersion,
  after: CostedVersion,
  stranded: Set<string>,
  only?: ReadonlySet<string>,
): Comparison {
  const versions = [before, after];
  const isStandard = versions.map((version) => 'rolled' in version);
  const sides = versions.map((version) => sideOf(version, isStandard.includes(true), only));
  const asked = sides.map(({ model }) => askedOf(model));
  const places = new Map(asked.flatMap((of) => [...of]));
  const models = sides.map(({ model }) => model);
  return {
    aligned: aligned(only === undefined ? models : below(models, only), stranded),
    isThere(of) {
      const [was, is] = asked.map((keys) => keys.has(keyOf(of)));
      // What a period sold or kept, at standard: nothing but prices is another.
      const isTold = typeof of === 'string' && (was || is);
      return [was || (isTold && isStandard[0]), is || (isTold && isStandard[1])];
    },
    items: [...places.keys()].sort(compareText).flatMap((key) => places.get(key) ?? []),
    scales: { unit: Math.max(sides[0].unit, sides[1].unit), amount: Math.max(sides[0].amount, sides[1].amount) },
  };
}

/** Of both models the nodes that some of these are made of in either, and these. */
function below(models: readonly Model[], keys: ReadonlySet<string>): Model[] {
  const reached = new Set(keys);
  for (const key of reached) {
    for (const { nodes } of models) for (const { source } of nodes.get(key)?.links ?? []) reached.add(source);
  }
  return models.map(({ elements, nodes }) => {
    const own = new Map<string, ModelNode>();
    for (const [key, node] of nodes) if (reached.has(key)) own.set(key, node);
    return { elements, nodes: own };
  });
}

function aligned(models: readonly Model[], stranded: Set<string>): Aligned {
  for (;;) {
    const [before, after] = models.map((model) => withoutLinks(model, stranded));
    try {
      return align(before, after);
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
      const keys = nodeKeys(before, after);
      for (const node of error.at) stranded.add(keys[node]);
    }
  }
}

interface Side {
  readonly model: Model;
  readonly unit: number;
  readonly amount: number;
}

function sideOf(version: CostedVersion, isAgainstStandard: boolean, only: ReadonlySet<string> | undefined): Side {
  if ('rolled' in version) {
    const rolled = version.rolled();
    return { model: modelOfStandard(rolled), unit: rolled.standard.policy.cost_scale, amount: version.amountScale };
  }
  const { policy, scope } = version.outcome;
  const model = modelOf(version, only);
  return {
    model: isAgainstStandard ? withWork(model) : model,
    unit: policy.unit_cost_scale,
    amount: scope.amountScale,
  };
}

/** What can be asked of a model, by key: items with their places, and totals. */
function askedOf({ nodes }: Model): Map<string, Place | undefined> {
  const asked = new Map<string, Place | undefined>();
  for (const [key, { group, place }] of nodes) {
    if (group === 'target') asked.set(key, place);
    else if (group === 'total') asked.set(key, undefined);
  }
  return asked;
}

export function keyOf(asked: Asked): string {
  return typeof asked === 'string'
    ? nodeKey('total', { plant: '', key: asked })
    : nodeKey('target', { plant: asked.plant, key: asked.item });
}

/** The model of a version, with what its table of unit costs shows on top. */
function modelOf({ version, outcome }: ClosedPeriod, only: ReadonlySet<string> | undefined): Model {
  const gathering = gatherFlows(outcome);
  const { amountScale, elements } = outcome.scope;
  const wanted = only === undefined ? version.unitCosts() : costsOf(version, only);
  const costs = itemCosts(wanted, amountScale);
  const names = elements.map((code) => outcome.facts.symbols.text(code));
  for (const { plant, item, basis, quantity, elements: amounts } of costs.values()) {
    const place = { plant, key: item };
    const units = fixed(quantity, 10n ** BigInt(QUANTITY_SCALE));
    const cost = names.map((name) => fixed(amounts.get(name) ?? 0n, 10n ** BigInt(amountScale)));
    const target = gathering.node('target', place);
    target.hold(units, cost);
    const source = gathering.node(basis === 'produced' ? 'made' : 'stock', place);
    target.take(source, { quantity: units, without: units, amounts: cost, cause: causeOf('mix_basis', place) }, ONE);
  }
  return gathering.model();
}

function* costsOf(version: VersionRows, only: ReadonlySet<string>): Generator<WholeUnitCost> {
  for (const cost of version.unitCosts()) if (only.has(keyOf(cost))) yield cost;
}

/** Nodes of a loop that no value leaves have the price that they have, and no sources. */
function withoutLinks(model: Model, keys: ReadonlySet<string>): Model {
  if (keys.size === 0) return model;
  const { elements, nodes } = model;
  const cut = (node: ModelNode): ModelNode => {
    const cause = causeOf('stranded', node.place);
    const { group, place, quantity, price, flows } = node;
    const own = [{ cause, amounts: price, factors: [] }];
    return { group, place, quantity, price, links: [], own, rounding: price.map(() => 0n), flows };
  };
  return { elements, nodes: new Map([...nodes].map(([key, node]) => [key, keys.has(key) ? cut(node) : node])) };
}
