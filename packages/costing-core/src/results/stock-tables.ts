import { QUANTITY_SCALE } from '@millrace/exact';
import { type FlowKind, NODE } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { DIRECTION, takesQuantity } from '../compile/stock/events.js';
import type { Bucket } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import { bucketOfNode } from './bucket-of-node.js';
import { ClosingLayers } from './closing-layers.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';
import { unitCost } from './unit-cost.js';

/** What a unit cost is of, in the order of its text: `available` counts opening and receipts, `produced` completions. */
const BASES = ['available', 'closing', 'produced'] as const;

/** Adds up what happened to each bucket, then writes it as tables. */
export class StockTables {
  readonly #outcome: Outcome;
  readonly #width: number;
  /** By bucket and element. */
  readonly #opening: Totals;
  readonly #in: Totals;
  readonly #out: Totals;
  readonly #closing: Totals;
  readonly #produced: Totals;
  /** Taken out at a value known beforehand, or become expense: what issues and closing stock don't share. */
  readonly #notShared: Totals;
  readonly #quantities: Quantities;
  readonly #layers: ClosingLayers;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#layers = new ClosingLayers(outcome);
    this.#width = outcome.scope.elements.length;
    const cells = outcome.compiled.events.buckets.length * this.#width;
    this.#opening = new Totals(cells);
    this.#in = new Totals(cells);
    this.#out = new Totals(cells);
    this.#closing = new Totals(cells);
    this.#produced = new Totals(cells);
    this.#notShared = new Totals(cells);
    this.#quantities = quantitiesOf(outcome);
  }

  add(flow: Flow): void {
    const { plan } = this.#outcome.compiled;
    const from = bucketOfNode(plan, flow.from);
    const to = bucketOfNode(plan, flow.to);
    if (from === to) return;
    if (flow.kind === 'opening_stock') this.#addTo(this.#opening, to, flow);
    else if (to >= 0) {
      this.#addTo(this.#in, to, flow);
      if (isFromOrder(this.#outcome, flow)) this.#addTo(this.#produced, to, flow);
    }
    if (flow.kind === 'closing_stock') {
      this.#addTo(this.#closing, from, flow);
      this.#layers.add(flow);
    } else if (from >= 0) this.#addTo(this.#out, from, flow);
    if (from >= 0 && isNotShared(this.#outcome, flow)) this.#addTo(this.#notShared, from, flow);
  }

  /** Value stranded in a bucket leaves it as a residual. */
  addStranded(node: number, amounts: readonly number[]): void {
    const bucket = bucketOfNode(this.#outcome.compiled.plan, node);
    if (bucket < 0) return;
    for (const totals of [this.#out, this.#notShared]) {
      for (const [e, amount] of amounts.entries()) totals.add(bucket * this.#width + e, amount);
    }
  }

  *writeStock(rows: RowWriter): Filling {
    const { scope, compiled } = this.#outcome;
    const { opening, came, went, closing } = this.#quantities;
    const sides = [this.#opening, this.#in, this.#out, this.#closing];
    for (const [bucket, place] of compiled.events.buckets.entries()) {
      this.#place(rows, place);
      for (const quantity of [opening, came, went, closing]) rows.number(quantity.valueAt(bucket), QUANTITY_SCALE);
      for (const side of sides) rows.number(this.#sum(side, bucket), scope.amountScale);
      for (const side of sides) rows.amounts(side, bucket * this.#width, this.#width, scope.amountScale);
      if (rows.end()) yield;
    }
  }

  /** Closing stock by layer, as the next period opens it. */
  writeLayers(rows: RowWriter): Filling {
    const { buckets } = this.#outcome.compiled.events;
    return this.#layers.write(
      rows,
      (bucket) => this.#place(rows, buckets[bucket]),
      this.#quantities.closing,
      this.#closing,
    );
  }

  *writeUnitCosts(rows: RowWriter): Filling {
    const { scope, policy, compiled } = this.#outcome;
    const { buckets } = compiled.events;
    for (const { bucket, basis, quantity, amount, amounts } of this.unitCosts()) {
      this.#key(rows, buckets[bucket]);
      rows.text(basis);
      rows.number(quantity, QUANTITY_SCALE);
      rows.number(amount, scope.amountScale);
      rows.printed(unitCost(amount, quantity, scope.amountScale, policy.unit_cost_scale));
      rows.amounts(amounts, 0, this.#width, scope.amountScale);
      if (rows.end()) yield;
    }
  }

  /** The quantities and amounts that unit costs are derived from; `amounts` is filled anew for each. */
  *unitCosts() {
    const { opening, came, closing, made, wentAtValue } = this.#quantities;
    const quantities = new Totals(BASES.length);
    const amounts = new Totals(this.#width);
    for (const [bucket, { inTransit }] of this.#outcome.compiled.events.buckets.entries()) {
      if (inTransit !== 0) continue;
      quantities.clear();
      for (const part of [opening, came]) quantities.addAll(0, part.valueAt(bucket));
      quantities.addAll(0, -wentAtValue.valueAt(bucket));
      quantities.addAll(1, closing.valueAt(bucket));
      quantities.addAll(2, made.valueAt(bucket));
      for (const [place, basis] of BASES.entries()) {
        if (quantities.isZero(place)) continue;
        amounts.clear();
        for (let e = 0; e < this.#width; e++) {
          const at = bucket * this.#width + e;
          if (basis === 'closing') amounts.addAll(e, this.#closing.valueAt(at));
          else if (basis === 'produced') amounts.addAll(e, this.#produced.valueAt(at));
          else {
            amounts.addAll(e, this.#opening.valueAt(at));
            amounts.addAll(e, this.#in.valueAt(at));
            amounts.addAll(e, -this.#notShared.valueAt(at));
          }
        }
        yield { bucket, basis, quantity: quantities.at(place), amount: amounts.sum(0, this.#width), amounts };
      }
    }
  }

  closingQuantity(bucket: number): bigint {
    return this.#quantities.closing.at(bucket);
  }

  closingAmount(bucket: number): bigint {
    return this.#sum(this.#closing, bucket);
  }

  /** What a bucket had to give: opening and all that came in. */
  availableAmount(bucket: number): bigint {
    return this.#sum(this.#opening, bucket) + this.#sum(this.#in, bucket);
  }

  #addTo(totals: Totals, bucket: number, { amounts, at }: Flow): void {
    for (let e = 0; e < this.#width; e++) totals.add(bucket * this.#width + e, amounts[at + e]);
  }

  #sum(totals: Totals, bucket: number): bigint {
    return totals.sum(bucket * this.#width, this.#width);
  }

  /** Plant, item, lot, project: what has a unit cost. */
  #key(rows: RowWriter, { plant, item, lot, project }: Bucket): void {
    const { symbols } = this.#outcome.facts;
    rows.code(symbols, plant);
    rows.code(symbols, item);
    rows.code(symbols, lot);
    rows.code(symbols, project);
  }

  /** The same, and the transfer under way. */
  #place(rows: RowWriter, bucket: Bucket): void {
    this.#key(rows, bucket);
    rows.code(this.#outcome.facts.symbols, bucket.inTransit);
  }
}

/** By bucket: quantities of the period. */
interface Quantities {
  readonly opening: Totals;
  readonly came: Totals;
  readonly went: Totals;
  readonly closing: Totals;
  readonly made: Totals;
  readonly wentAtValue: Totals;
}

function quantitiesOf({ facts, compiled: { events } }: Outcome): Quantities {
  const { first, quantity, row, direction, buckets } = events;
  const totals = () => new Totals(buckets.length);
  const [opening, came, went, closing, made, wentAtValue] = [
    totals(),
    totals(),
    totals(),
    totals(),
    totals(),
    totals(),
  ];
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    for (let event = first[bucket]; event < first[bucket + 1]; event++) {
      const isOut = takesQuantity(direction[event]);
      const signed = isOut ? -quantity[event] : quantity[event];
      closing.add(bucket, signed);
      if (row[event] < 0) opening.add(bucket, signed);
      else if (isOut) {
        went.add(bucket, quantity[event]);
        if (direction[event] === DIRECTION.outAtValue) wentAtValue.add(bucket, quantity[event]);
      } else {
        came.add(bucket, quantity[event]);
        if (MOVEMENT_KINDS[facts.movement.type[row[event]]].type === 'completion') made.add(bucket, quantity[event]);
      }
    }
  }
  return { opening, came, went, closing, made, wentAtValue };
}

function isFromOrder({ facts }: Outcome, { kind, ref }: Flow): boolean {
  return kind === 'movement' && MOVEMENT_KINDS[facts.movement.type[ref]].type === 'completion';
}

/**
 * Whether value leaves a bucket past what issues and closing stock share: at a value known beforehand, as expense, or as a
 * difference that goes into closing stock alone (rules.md 36).
 */
export function isNotShared({ compiled: { plan, kindOf } }: Outcome, { from, kind, ref }: Flow): boolean {
  if (kind === 'closing_stock') return CLOSES_ALONE.has(plan.nodeKind[from]);
  return kind === 'movement' ? kindOf(ref).returns !== undefined : EXPENSES.has(kind);
}

const CLOSES_ALONE: ReadonlySet<number> = new Set([NODE.late, NODE.stock_balance]);
const EXPENSES: ReadonlySet<FlowKind> = new Set([
  'late_difference',
  'price_difference',
  'sales_difference',
  'negative_stock',
]);
