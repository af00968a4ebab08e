import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { itemCosts } from '../results/item-costs.js';
import type { Outcome } from '../results/outcome.js';
import type { VersionRows } from '../results/version.js';
import type { RolledStandard } from '../standard/roll-up.js';
import { type Aligned, align, nodeKeys } from './align.js';
import { type Attributed, attribute } from './attribute.js';
import { gatherFlows } from './build-model.js';
import { type Cause, causeKey, causeOf } from './cause.js';
import { type Fixed, fixed, ONE, type Vector } from './fixed-point.js';
import { type Model, type ModelNode, nodeKey } from './model.js';
import { Unsolvable } from './solve.js';
import { modelOfStandard } from './standard-model.js';
import type { Total } from './total-nodes.js';
import { withWork } from './work-nodes.js';

/** A closed period: its version, and the flows that it was read off. */
export interface ClosedPeriod {
  readonly version: VersionRows;
  readonly outcome: Outcome;
}

/** A standard, plan or simulation: the equations that its costs were rolled up from, as `rollStandard` gives them. */
export interface RolledVersion {
  readonly rolled: () => RolledStandard;
  readonly amountScale: number;
}

/** What can be compared by causes. */
export type CostedVersion = ClosedPeriod | RolledVersion;

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
 * Why costs moved between two versions, through all levels and loops (rules.md 35, formulas.md 13): each change as parts that add up to
 * it, per element and in total. What rounding did is a part of its own. Either may be a standard, plan or simulation; totals are then those
 * of the closed period against its own quantities at standard.
 *
 * @returns a function that answers for one item or total after the other.
 * @example
 * const why = rootCauses(september, october);
 * why({ plant: 'P1', item: 'PUMP' }).causes[0]; // { kind: 'purchase_price', subject: 'COPPER', part: '0.600000' … }
 */
export function rootCauses(before: CostedVersion, after: CostedVersion): (asked: Asked) => RootCauses {
  const sides = [before, after];
  const isStandard = sides.map((side) => 'rolled' in side);
  let models = sides.map((side) => modelOfSide(side, isStandard.includes(true))) as [Model, Model];
  let aligned: Aligned | undefined;
  const [one, other] = [scalesOf(before), scalesOf(after)];
  const scales = { unit: Math.max(one.unit, other.unit), amount: Math.max(one.amount, other.amount) };
  return (asked) => {
    const isTotal = typeof asked === 'string';
    const key = isTotal ? totalKey(asked) : targetKey(asked);
    const scale = isTotal ? scales.amount : scales.unit;
    const isThere = models.map(({ nodes }) => nodes.has(key));
    // What a period sold or kept, at standard: nothing but prices is another.
    if (isTotal && isThere.includes(true)) for (const side of [0, 1]) isThere[side] ||= isStandard[side];
    for (;;) {
      try {
        aligned ??= align(models[0], models[1]);
        const isInBoth = !isThere.includes(false);
        const attributed = isInBoth ? attribute(aligned, key) : { parts: [], rounding: [] };
        return written(aligned.elements, changed(aligned, key, isThere, scale), attributed, scale);
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

function modelOfSide(side: CostedVersion, isAgainstStandard: boolean): Model {
  if ('rolled' in side) return modelOfStandard(side.rolled());
  return isAgainstStandard ? withWork(modelOf(side)) : modelOf(side);
}

function scalesOf(side: CostedVersion): { readonly unit: number; readonly amount: number } {
  if ('rolled' in side) return { unit: side.rolled().standard.policy.cost_scale, amount: side.amountScale };
  return { unit: side.outcome.policy.unit_cost_scale, amount: side.outcome.scope.amountScale };
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
  { elements, placeOf, before, after }: Aligned,
  key: string,
  isThere: readonly boolean[],
  scale: number,
): Map<string, Change> {
  const at = placeOf.get(key) ?? -1;
  const sides = [before, after].map((side, of) => (isThere[of] ? shown(elements, side[at].price, scale) : undefined));
  return new Map(
    [...elements, ''].map((element) => {
      const pair = sides.map((side) => side?.get(element));
      const isInBoth = !isThere.includes(false);
      return [element, { before: pair[0], after: pair[1], change: isInBoth ? (pair[1] ?? 0n) - (pair[0] ?? 0n) : 0n }];
    }),
  );
}

function shown(elements: readonly string[], price: Vector, scale: number): Map<string, bigint> {
  const total = price.reduce((sum, each) => sum + each, 0n);
  return new Map([
    ...elements.map((element, e) => [element, rounded(price[e], scale)] as const),
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
