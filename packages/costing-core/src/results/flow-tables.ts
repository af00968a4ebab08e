import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { compareText } from '@millrace/facts';
import { flowMeaning, NODE_MEANINGS, NODES } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { type Bucket, bucketCodes } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';

/** Adds up flows by text keys, one amount per element each. */
export class KeyedTotals {
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

  /** Key, element, amount: in the order of the keys, nothing where the amount is 0. */
  *rows(): Generator<Cells> {
    const { facts, scope } = this.#outcome;
    for (const { key, totals } of this.entries()) {
      for (const [e, amount] of totals.all.entries()) {
        if (amount === 0n) continue;
        yield [...key, facts.symbols.text(scope.elements[e]), printFixed(amount, scope.amountScale)];
      }
    }
  }

  entries(): { key: readonly string[]; totals: Totals }[] {
    return [...this.#totals.values()].sort((a, b) => compareKeys(a.key, b.key));
  }
}

export function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareText(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** What each movement cost. */
export class MovementCost {
  readonly #outcome: Outcome;
  readonly #amounts: Float64Array;
  readonly #moved: Uint8Array;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    const { rowCount } = outcome.facts.movement;
    this.#amounts = new Float64Array(rowCount * outcome.scope.elements.length);
    this.#moved = new Uint8Array(rowCount);
  }

  add({ kind, ref, amounts, at }: Flow): void {
    if (kind !== 'movement') return;
    const width = this.#outcome.scope.elements.length;
    for (let e = 0; e < width; e++) this.#amounts[ref * width + e] += amounts[at + e];
    this.#moved[ref] = 1;
  }

  *rows(): Generator<Cells> {
    const { facts, scope } = this.#outcome;
    const { movement, symbols } = facts;
    const width = scope.elements.length;
    const moved = Array.from(this.#moved.keys()).filter((row) => this.#moved[row] === 1);
    moved.sort((a, b) => symbols.compare(movement.movement[a], movement.movement[b]));
    const quantity = quantities(this.#outcome);
    for (const row of moved) {
      for (let e = 0; e < width; e++) {
        const amount = this.#amounts[row * width + e];
        if (amount === 0) continue;
        yield [
          symbols.text(movement.movement[row]),
          symbols.text(scope.elements[e]),
          printFixed(quantity[row], QUANTITY_SCALE),
          printFixed(amount, scope.amountScale),
        ];
      }
    }
  }
}

/**
 * By movement row: what it moved, net of returns within the period; 0 where it brings value only. Of an estimate that was
 * reversed and invoiced, what the documents are for, though no goods moved: later returns refer to the invoice.
 */
function quantities({ facts, compiled: { events, net } }: Outcome): Float64Array {
  const quantity = new Float64Array(facts.movement.rowCount);
  for (const [event, row] of events.row.entries()) if (row >= 0) quantity[row] = events.quantity[event];
  for (const [receipt, { reversals }] of net.corrections) {
    quantity[receipt] = net.goesBack[receipt];
    for (const { row } of reversals) quantity[row] = net.goesBack[row];
  }
  return quantity;
}

/** In and out per category and element. */
export class Proof {
  readonly #outcome: Outcome;
  readonly #totals: KeyedTotals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#totals = new KeyedTotals(outcome);
    for (const { reason, amounts } of outcome.settled.stranded) this.#totals.add(['out', STRANDED[reason]], amounts);
  }

  add(flow: Flow): void {
    if (flow.from === OUTSIDE) this.#totals.add(['in', this.#category(flow)], flow.amounts, flow.at);
    if (flow.to === OUTSIDE) this.#totals.add(['out', this.#category(flow)], flow.amounts, flow.at);
  }

  rows(): Generator<Cells> {
    return this.#totals.rows();
  }

  #category({ kind, ref }: Flow): string {
    return flowMeaning(kind).of === 'movement' ? MOVEMENT_KINDS[this.#outcome.facts.movement.type[ref]].type : kind;
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

  *rows(): Generator<Cells> {
    for (const cells of this.#totals.rows()) yield [...cells, 'expense'];
  }
}

/** What a node is and its key, as texts. */
export function nodeName(outcome: Outcome, node: number): [kind: string, key: string] {
  const { facts, compiled } = outcome;
  const { nodeKind, nodeRef, nodePart } = compiled.plan;
  const { symbols } = facts;
  const ref = nodeRef[node];
  const kind = NODES[nodeKind[node]];
  switch (kind) {
    case 'centre':
    case 'received':
      return [kind, symbols.text(ref)];
    case 'department':
      return [
        kind,
        nodePart[node] === 0 ? symbols.text(ref) : `${symbols.text(ref)} · ${symbols.text(nodePart[node])}`,
      ];
    case 'pool':
      return [kind, symbols.text(facts.cost_pool.pool[ref])];
    case 'order':
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
    case 'stock':
      return [kind, [...bucketTexts(facts, compiled.events.buckets[ref]), ...pieceTexts(outcome, node)].join(' · ')];
    default:
      return [kind, [...bucketTexts(facts, compiled.events.buckets[ref]), ...startTexts(outcome, node)].join(' · ')];
  }
}

/** What tells a bucket apart: plant, item, and lot, project or transfer under way where it has one. */
export function bucketTexts({ symbols }: Facts, bucket: Bucket): string[] {
  return bucketCodes(bucket)
    .filter((code) => code !== 0)
    .map((code) => symbols.text(code));
}

/** What tells the pieces of a bucket apart where there is more than one for the period. */
function pieceTexts({ compiled }: Outcome, node: number): string[] {
  const { method } = compiled.valuation(compiled.events.buckets[compiled.plan.nodeRef[node]].item);
  if (WHOLE_PERIOD_METHODS.has(method)) return [];
  return [compiled.layers.name(compiled.pieceOfNode[node])].filter((name) => name !== '');
}

function startTexts({ facts, compiled }: Outcome, node: number): string[] {
  const part = compiled.plan.nodePart[node];
  const isOfMovement = NODE_MEANINGS[compiled.plan.nodeKind[node]].begins === true;
  return isOfMovement && part >= 0 ? [facts.symbols.text(facts.movement.movement[part])] : [];
}

const WHOLE_PERIOD_METHODS: ReadonlySet<string> = new Set(['periodic_average', 'specific', 'standard']);
