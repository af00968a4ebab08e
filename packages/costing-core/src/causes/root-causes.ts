import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { itemCosts } from '../results/item-costs.js';
import type { Outcome } from '../results/outcome.js';
import type { VersionRows } from '../results/version.js';
import { type Aligned, align, nodeKeys } from './align.js';
import { type Attributed, attribute } from './attribute.js';
import { gatherFlows } from './build-model.js';
import { type Cause, causeKey, causeOf } from './cause.js';
import { type Fixed, fixed, ONE } from './fixed-point.js';
import { type Model, type ModelNode, nodeKey } from './model.js';
import { Unsolvable } from './solve.js';
import type { Total } from './total-nodes.js';

/** A closed period: its version, and the flows that it was read off. */
export interface ClosedPeriod {
  readonly version: VersionRows;
  readonly outcome: Outcome;
}

/** What is asked about: the unit cost of an item in a plant, or a total over all items. */
export type Asked = { readonly plant: string; readonly item: string } | Total;

/** What one cause is of a change. */
export interface CauseOfChange extends Cause {
  readonly part: string;
  /** Of the change, with 1 decimal; empty where nothing changed. */
  readonly percent: string;
  /** Per element; those of `rounding` leave what the sum of elements is off by, since each is rounded by itself. */
  readonly elements: readonly { readonly element: string; readonly part: string }[];
}

/** A change and what caused it. Decimals of unit costs; of totals those of amounts. */
export interface RootCauses {
  /** Empty where a version has no such cost: then nothing changed, and there are no causes. */
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly elements: readonly ChangedElement[];
  /** By the size of their parts, `rounding` last. They add up to the change, and to that of each element. */
  readonly causes: readonly CauseOfChange[];
}

interface ChangedElement {
  readonly element: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
}

/**
 * Why costs moved between two closed periods, through all levels and loops (rules.md 35, formulas.md 13): each change as parts that add
 * up to it, per element and in total. What rounding did is a part of its own.
 *
 * @returns a function that answers for one item or total after the other.
 * @example
 * const why = rootCauses(september, october);
 * why({ plant: 'P1', item: 'PUMP' }).causes[0]; // { kind: 'purchase_price', subject: 'COPPER', part: '0.600000' … }
 */
export function rootCauses(before: ClosedPeriod, after: ClosedPeriod): (asked: Asked) => RootCauses {
  let models: readonly [Model, Model] = [modelOf(before), modelOf(after)];
  let aligned: Aligned | undefined;
  const scales = {
    unit: Math.max(before.outcome.policy.unit_cost_scale, after.outcome.policy.unit_cost_scale),
    amount: Math.max(before.outcome.scope.amountScale, after.outcome.scope.amountScale),
  };
  return (asked) => {
    const key = typeof asked === 'string' ? totalKey(asked) : targetKey(asked);
    const scale = typeof asked === 'string' ? scales.amount : scales.unit;
    const prices = models.map(({ nodes }) => nodes.get(key)?.price);
    for (;;) {
      try {
        aligned ??= align(models[0], models[1]);
        const isInBoth = prices.every((price) => price !== undefined);
        const attributed = isInBoth ? attribute(aligned, key) : { parts: [], rounding: [] };
        return written(aligned.elements, changed(models, key, aligned.elements, scale), attributed, scale);
      } catch (error) {
        if (!(error instanceof Unsolvable)) throw error;
        const keys = nodeKeys(models[0], models[1]);
        const cut = new Set(error.at.map((n) => keys[n]));
        models = [withoutLinks(models[0], cut), withoutLinks(models[1], cut)];
        aligned = undefined;
      }
    }
  };
}

/** The model of a version, with what its table of unit costs shows on top. */
function modelOf({ version, outcome }: ClosedPeriod): Model {
  const gathering = gatherFlows(outcome);
  const { amountScale, elements } = outcome.scope;
  const costs = itemCosts(version.rows('unit_cost'), version.rows('unit_cost_element'), amountScale);
  const names = elements.map((code) => outcome.facts.symbols.text(code));
  for (const { plant, item, basis, quantity, elements: amounts } of costs.values()) {
    const place = { plant, key: item };
    const units = fixed(quantity, 10n ** BigInt(QUANTITY_SCALE));
    const cost = names.map((name) => fixed(amounts.get(name) ?? 0n, 10n ** BigInt(amountScale)));
    const target = gathering.node('target', place);
    target.hold(units, cost);
    const source = nodeKey(basis === 'produced' ? 'made' : 'stock', place);
    target.take(source, { quantity: units, without: units, amounts: cost, cause: causeOf('mix_basis', place) }, ONE);
  }
  return gathering.model();
}

function targetKey({ plant, item }: { readonly plant: string; readonly item: string }): string {
  return nodeKey('target', { plant, key: item });
}

function totalKey(total: Total): string {
  return nodeKey('total', { plant: '', key: total });
}

/** Nodes of a loop that no value leaves have the price that they have, and no sources. */
function withoutLinks({ elements, nodes }: Model, keys: ReadonlySet<string>): Model {
  const cut = (node: ModelNode): ModelNode => {
    const cause = causeOf('stranded', node.place);
    const own = new Map([[causeKey(cause), { cause, amounts: node.price, factors: [] }]]);
    return { ...node, links: new Map(), own, rounding: node.price.map(() => 0n) };
  };
  return { elements, nodes: new Map([...nodes].map(([key, node]) => [key, keys.has(key) ? cut(node) : node])) };
}

interface Change {
  readonly before: bigint | undefined;
  readonly after: bigint | undefined;
  readonly change: bigint;
}

/** What the tables show, per element and, under the empty name, in total: rounded one by one. */
function changed(
  models: readonly Model[],
  key: string,
  elements: readonly string[],
  scale: number,
): Map<string, Change> {
  const [before, after] = models.map((model) => shown(model, key, scale));
  return new Map(
    [...elements, ''].map((element) => {
      const pair = [before?.get(element), after?.get(element)] as const;
      const isInBoth = before !== undefined && after !== undefined;
      return [element, { before: pair[0], after: pair[1], change: isInBoth ? (pair[1] ?? 0n) - (pair[0] ?? 0n) : 0n }];
    }),
  );
}

function shown({ elements, nodes }: Model, key: string, scale: number): Map<string, bigint> | undefined {
  const node = nodes.get(key);
  if (node === undefined) return undefined;
  const total = node.price.reduce((sum, price) => sum + price, 0n);
  return new Map([
    ...elements.map((element, e) => [element, rounded(node.price[e], scale)] as const),
    ['', rounded(total, scale)],
  ]);
}

function rounded(value: Fixed, scale: number): bigint {
  return divRound(value * 10n ** BigInt(scale), ONE);
}

/** Parts rounded as they are shown; what that and the settlement's own rounding left is `rounding`. */
function written(
  elements: readonly string[],
  changes: ReadonlyMap<string, Change>,
  { parts }: Attributed,
  scale: number,
): RootCauses {
  const whole = changes.get('') as Change;
  const told = parts
    .map(({ cause, amounts }) =>
      toldOf(
        cause,
        amounts.map((amount) => rounded(amount, scale)),
      ),
    )
    .filter(({ amounts }) => amounts.some((amount) => amount !== 0n))
    .sort((a, b) => absolute(b.total, a.total) || compareText(causeKey(a.cause), causeKey(b.cause)));
  const rest = elements.map((element, e) =>
    told.reduce((left, { amounts }) => left - amounts[e], changes.get(element)?.change ?? 0n),
  );
  const rounding = {
    ...toldOf(causeOf('rounding'), rest),
    total: told.reduce((left, { total }) => left - total, whole.change),
  };
  if (rounding.total !== 0n || rest.some((amount) => amount !== 0n)) told.push(rounding);

  const print = (value: bigint) => printFixed(value, scale);
  const printed = ({ before, after, change }: Change) => ({
    before: before === undefined ? '' : print(before),
    after: after === undefined ? '' : print(after),
    change: before === undefined || after === undefined ? '' : print(change),
  });
  return {
    ...printed(whole),
    elements: elements.map((element) => ({ element, ...printed(changes.get(element) as Change) })),
    causes: told.map(({ cause, total, amounts }) => ({
      ...cause,
      part: print(total),
      percent: whole.change === 0n ? '' : printFixed(divRound(total * 1000n, whole.change), 1),
      elements: elements.flatMap((element, e) => (amounts[e] === 0n ? [] : [{ element, part: print(amounts[e]) }])),
    })),
  };
}

function toldOf(cause: Cause, amounts: readonly bigint[]) {
  return { cause, amounts, total: amounts.reduce((sum, amount) => sum + amount, 0n) };
}

/** Compares sizes, whatever the signs. */
function absolute(a: bigint, b: bigint): number {
  const difference = (a < 0n ? -a : a) - (b < 0n ? -b : b);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
