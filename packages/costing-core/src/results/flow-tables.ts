import type { Facts } from '@millrace/facts';
import { compareText, MOVEMENT_TYPES } from '@millrace/facts';
import { FLOWS, flowMeaning, NODE_MEANINGS, NODES } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { type Bucket, bucketCodes } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** Adds up flows by text keys, one amount per element each. */
class KeyedTotals {
  readonly #outcome: Outcome;
  readonly #totals = new Map<string, { key: readonly string[]; totals: Totals }>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  add(key: readonly string[], amounts: ArrayLike<number>, at = 0): void {
    const joined = key.join('\0');
    const width = this.#outcome.scope.elements.length;
    let entry = this.#totals.get(joined);
    if (entry === undefined) {
      entry = { key, totals: new Totals(width) };
      this.#totals.set(joined, entry);
    }
    for (let e = 0; e < width; e++) entry.totals.add(e, amounts[at + e]);
  }

  /** What was added up, under its key. */
  entries(): Iterable<{ readonly key: readonly string[]; readonly totals: Totals }> {
    return this.#totals.values();
  }

  /** Key, amounts, what follows: in the order of the keys, nothing where all amounts are 0. */
  *write(rows: RowWriter, ...after: readonly string[]): Filling {
    const { elements, amountScale } = this.#outcome.scope;
    for (const { key, totals } of [...this.#totals.values()].sort((a, b) => compareKeys(a.key, b.key))) {
      if (totals.areZero()) continue;
      for (const text of key) rows.text(text);
      rows.amounts(totals, 0, elements.length, amountScale);
      for (const text of after) rows.text(text);
      if (rows.end()) yield;
    }
  }
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareText(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** In and out per category and element. */
export class Proof {
  readonly #outcome: Outcome;
  readonly #width: number;
  readonly #in: Totals;
  readonly #out: Totals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
    this.#in = new Totals(CATEGORIES.length * this.#width);
    this.#out = new Totals(CATEGORIES.length * this.#width);
    for (const { reason, amounts } of outcome.settled.stranded) {
      this.#add(this.#out, CATEGORY.get(STRANDED[reason]) as number, amounts, 0);
    }
  }

  add({ from, to, kind, ref, amounts, at }: Flow): void {
    if (from !== OUTSIDE && to !== OUTSIDE) return;
    const isMovement = flowMeaning(kind).of === 'movement' && kind !== 'reclassified';
    const name = isMovement ? MOVEMENT_KINDS[this.#outcome.facts.movement.type[ref]].type : kind;
    const category = CATEGORY.get(name) as number;
    if (from === OUTSIDE) this.#add(this.#in, category, amounts, at);
    if (to === OUTSIDE) this.#add(this.#out, category, amounts, at);
  }

  /** All that came in: opening, purchases, pools. */
  get cameIn(): bigint {
    return this.#in.sum(0, CATEGORIES.length * this.#width);
  }

  *write(rows: RowWriter): Filling {
    const sides = { in: this.#in, out: this.#out };
    for (const [side, totals] of Object.entries(sides)) {
      for (const [category, name] of CATEGORIES.entries()) {
        if (totals.areZero(category * this.#width, this.#width)) continue;
        rows.text(side);
        rows.text(name);
        rows.amounts(totals, category * this.#width, this.#width, this.#outcome.scope.amountScale);
        if (rows.end()) yield;
      }
    }
  }

  #add(totals: Totals, category: number, amounts: ArrayLike<number>, at: number): void {
    for (let e = 0; e < this.#width; e++) totals.add(category * this.#width + e, amounts[at + e]);
  }
}

/** Why stranded value could not move on, as a residual's reason. */
export const STRANDED = { no_weight: 'zero_quantity', trapped: 'trapped' } as const;

/** What did not find its place, with why and where it went (rules.md 12). */
export class Residuals {
  readonly #outcome: Outcome;
  readonly #totals: KeyedTotals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#totals = new KeyedTotals(outcome);
    for (const { node, reason, amounts } of outcome.settled.stranded) {
      this.#totals.add([STRANDED[reason], ...nodeName(outcome, node)], amounts);
    }
  }

  add(flow: Flow): void {
    if (flow.to === OUTSIDE && flowMeaning(flow.kind).residual) {
      this.#totals.add([flow.kind, ...nodeName(this.#outcome, flow.from)], flow.amounts, flow.at);
    }
  }

  write(rows: RowWriter): Filling {
    return this.#totals.write(rows, 'expense');
  }

  /** By reason what its residuals come to, each taken as above zero: one must not hide another. */
  sizes(): ReadonlyMap<string, bigint> {
    const width = this.#outcome.scope.elements.length;
    const sizes = new Map<string, bigint>();
    for (const { key, totals } of this.#totals.entries()) {
      const amount = totals.sum(0, width);
      sizes.set(key[0], (sizes.get(key[0]) ?? 0n) + (amount < 0n ? -amount : amount));
    }
    return sizes;
  }
}

/** What value comes in as and goes out as: types of movements, and the other reasons of flows. */
const CATEGORIES: readonly string[] = [...new Set([...MOVEMENT_TYPES, ...FLOWS, ...Object.values(STRANDED)])].sort(
  compareText,
);
const CATEGORY = new Map(CATEGORIES.map((name, place) => [name, place]));

/** What a node is and its key, as texts. */
export function nodeName(outcome: Outcome, node: number): [kind: string, key: string] {
  const { facts, compiled } = outcome;
  const { nodeKind, nodeRef, nodePart } = compiled.plan;
  const { symbols } = facts;
  const ref = nodeRef[node];
  const kind = NODES[nodeKind[node]];
  switch (kind) {
    case 'received':
      return [kind, symbols.text(ref)];
    case 'centre':
    case 'rate':
    case 'item_difference':
    case 'department':
      return [
        kind === 'item_difference' ? 'rate' : kind,
        nodePart[node] === 0 ? symbols.text(ref) : `${symbols.text(ref)} · ${symbols.text(nodePart[node])}`,
      ];
    case 'pool':
      return [kind, symbols.text(facts.cost_pool.pool[ref])];
    case 'step':
    case 'step_balance':
    case 'step_opening': {
      const stage = `${symbols.text(ref)} · ${compiled.orders.stages.text(nodePart[node])}`;
      return kind === 'step_opening' ? ['step', `${stage} · opening`] : [kind, stage];
    }
    case 'order':
    case 'wip_balance':
      return [
        kind,
        `${symbols.text(facts.production_order.order[ref])} · ${compiled.orders.stages.text(nodePart[node])}`,
      ];
    case 'opening':
      return [
        'order',
        `${symbols.text(facts.production_order.order[ref])} · ${compiled.orders.stages.text(nodePart[node])} · opening`,
      ];
    case 'completed':
      return ['order', `${symbols.text(facts.production_order.order[ref])} · completed`];
    case 'loss':
      return [kind, `${symbols.text(facts.production_order.order[ref])}${nodePart[node] === 0 ? '' : ' · earlier'}`];
    case 'stock':
    case 'stock_balance':
      return [kind, [...bucketTexts(facts, compiled.events.buckets[ref]), ...pieceTexts(outcome, node)].join(' · ')];
    default:
      return [kind, [...bucketTexts(facts, compiled.events.buckets[ref]), ...startTexts(outcome, node)].join(' · ')];
  }
}

/** What identifies a bucket: plant, item, and lot, project or transfer under way where it has one. */
export function bucketTexts({ symbols }: Facts, bucket: Bucket): string[] {
  return bucketCodes(bucket)
    .filter((code) => code !== 0)
    .map((code) => symbols.text(code));
}

/** What identifies a piece of a bucket that has more than one in the period. */
function pieceTexts({ compiled }: Outcome, node: number): string[] {
  const { method } = compiled.valuation(compiled.events.buckets[compiled.plan.nodeRef[node]].item);
  const piece = compiled.pieceOfNode[node];
  if (WHOLE_PERIOD_METHODS.has(method) || piece < 0) return [];
  return [compiled.layers.name(piece)].filter((name) => name !== '');
}

function startTexts({ facts, compiled }: Outcome, node: number): string[] {
  const part = compiled.plan.nodePart[node];
  const isOfMovement = NODE_MEANINGS[compiled.plan.nodeKind[node]].begins === true;
  return isOfMovement && part >= 0 ? [facts.symbols.text(facts.movement.movement[part])] : [];
}

const WHOLE_PERIOD_METHODS: ReadonlySet<string> = new Set(['periodic_average', 'specific', 'standard']);
