import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { printDate } from '@millrace/facts';
import { type FlowKind, NODE } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { DIRECTION, takesQuantity } from '../compile/stock/events.js';
import { bucketCodes } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import { bucketOfNode } from './bucket-of-node.js';
import { ClosingLayers } from './closing-layers.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';
import { unitCost } from './unit-cost.js';

/** Adds up what happened to each bucket, then tells it as tables. */
export class StockTables {
  readonly #outcome: Outcome;
  readonly #width: number;
  readonly #opening: Totals;
  readonly #in: Totals;
  readonly #out: Totals;
  readonly #closing: Totals;
  readonly #produced: Totals;
  /** Taken out at a value known beforehand, or become expense: what issues and closing stock don't share. */
  readonly #notShared: Totals;
  readonly #quantities: Quantities[];
  readonly #layers: ClosingLayers;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#layers = new ClosingLayers(outcome);
    this.#width = outcome.scope.elements.length;
    const { buckets } = outcome.compiled.events;
    const cells = buckets.length * this.#width;
    this.#opening = new Totals(cells);
    this.#in = new Totals(cells);
    this.#out = new Totals(cells);
    this.#closing = new Totals(cells);
    this.#produced = new Totals(cells);
    this.#notShared = new Totals(cells);
    this.#quantities = buckets.map((_, bucket) => quantitiesOf(outcome, bucket));
  }

  add(flow: Flow): void {
    const { plan } = this.#outcome.compiled;
    const from = bucketOfNode(plan, flow.from);
    const to = bucketOfNode(plan, flow.to);
    if (from === to) return;
    this.#layers.add(flow);
    if (flow.kind === 'opening_stock') this.#addTo(this.#opening, to, flow);
    else if (to >= 0) {
      this.#addTo(this.#in, to, flow);
      if (isFromOrder(this.#outcome, flow)) this.#addTo(this.#produced, to, flow);
    }
    if (flow.kind === 'closing_stock') this.#addTo(this.#closing, from, flow);
    else if (from >= 0) this.#addTo(this.#out, from, flow);
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

  *stock(): Generator<Cells> {
    for (let bucket = 0; bucket < this.#quantities.length; bucket++) {
      const { opening, came, went } = this.#quantities[bucket];
      const quantities = [opening, came, went, opening + came - went].map((q) => printFixed(q, QUANTITY_SCALE));
      const amounts = this.#sides().map((side) => this.#print(this.#sum(side, bucket)));
      yield [...this.#place(bucket), ...quantities, ...amounts];
    }
  }

  *stockElement(): Generator<Cells> {
    for (let bucket = 0; bucket < this.#quantities.length; bucket++) {
      for (let e = 0; e < this.#width; e++) {
        const amounts = this.#sides().map((side) => side.at(bucket * this.#width + e));
        if (amounts.every((amount) => amount === 0n)) continue;
        yield [...this.#place(bucket), this.#element(e), ...amounts.map((amount) => this.#print(amount))];
      }
    }
  }

  /** Closing stock by layer, as the next period opens it. */
  *layer(): Generator<Cells> {
    for (let bucket = 0; bucket < this.#quantities.length; bucket++) {
      for (const { name, receivedOn, quantity, sequence } of this.#layers.of(bucket, this.closingQuantity(bucket))) {
        const day = Number.isNaN(receivedOn) ? '' : printDate(receivedOn);
        yield [...this.#place(bucket), name, day, printFixed(quantity, QUANTITY_SCALE), sequence];
      }
    }
  }

  *layerElement(): Generator<Cells> {
    for (let bucket = 0; bucket < this.#quantities.length; bucket++) {
      for (const { name, amounts } of this.#layers.of(bucket, this.closingQuantity(bucket))) {
        for (const [e, amount] of amounts.all.entries()) {
          if (amount !== 0n) yield [...this.#place(bucket), name, this.#element(e), this.#print(amount)];
        }
      }
    }
  }

  *unitCost(): Generator<Cells> {
    for (const { bucket, basis, quantity, amounts } of this.#bases()) {
      const amount = amounts.reduce((sum, value) => sum + value, 0n);
      yield [
        ...this.#key(bucket),
        basis,
        printFixed(quantity, QUANTITY_SCALE),
        this.#print(amount),
        this.#unit(amount, quantity),
      ];
    }
  }

  *unitCostElement(): Generator<Cells> {
    for (const { bucket, basis, quantity, amounts } of this.#bases()) {
      for (const [e, amount] of amounts.entries()) {
        if (amount === 0n) continue;
        yield [...this.#key(bucket), basis, this.#element(e), this.#print(amount), this.#unit(amount, quantity)];
      }
    }
  }

  closingQuantity(bucket: number): bigint {
    const { opening, came, went } = this.#quantities[bucket];
    return opening + came - went;
  }

  closingAmount(bucket: number): bigint {
    return this.#sum(this.#closing, bucket);
  }

  /** What a bucket had to give: opening and all that came in. */
  availableAmount(bucket: number): bigint {
    return this.#sum(this.#opening, bucket) + this.#sum(this.#in, bucket);
  }

  /** The quantities and amounts that unit costs are derived from, a bucket at a time. */
  *#bases() {
    for (let bucket = 0; bucket < this.#quantities.length; bucket++) {
      if (this.#outcome.compiled.events.buckets[bucket].inTransit !== 0) continue;
      const { opening, came, made, wentAtValue } = this.#quantities[bucket];
      const available = this.#vector(this.#opening, bucket).map((amount, e) => {
        const at = bucket * this.#width + e;
        return amount + this.#in.at(at) - this.#notShared.at(at);
      });
      const bases = [
        { basis: 'available', quantity: opening + came - wentAtValue, amounts: available },
        { basis: 'closing', quantity: this.closingQuantity(bucket), amounts: this.#vector(this.#closing, bucket) },
        { basis: 'produced', quantity: made, amounts: this.#vector(this.#produced, bucket) },
      ];
      for (const basis of bases) if (basis.quantity !== 0n) yield { bucket, ...basis };
    }
  }

  #sides(): readonly Totals[] {
    return [this.#opening, this.#in, this.#out, this.#closing];
  }

  #addTo(totals: Totals, bucket: number, { amounts, at }: Flow): void {
    for (let e = 0; e < this.#width; e++) totals.add(bucket * this.#width + e, amounts[at + e]);
  }

  #vector(totals: Totals, bucket: number): bigint[] {
    return Array.from({ length: this.#width }, (_, e) => totals.at(bucket * this.#width + e));
  }

  #sum(totals: Totals, bucket: number): bigint {
    return this.#vector(totals, bucket).reduce((sum, amount) => sum + amount, 0n);
  }

  /** Plant, item, lot, project: what has a unit cost. */
  #key(bucket: number): string[] {
    return this.#place(bucket).slice(0, -1);
  }

  /** The same, and the transfer under way. */
  #place(bucket: number): string[] {
    return bucketCodes(this.#outcome.compiled.events.buckets[bucket]).map((code) =>
      this.#outcome.facts.symbols.text(code),
    );
  }

  #element(e: number): string {
    return this.#outcome.facts.symbols.text(this.#outcome.scope.elements[e]);
  }

  #print(amount: bigint): string {
    return printFixed(amount, this.#outcome.scope.amountScale);
  }

  #unit(amount: bigint, quantity: bigint): string {
    return unitCost(amount, quantity, this.#outcome.scope.amountScale, this.#outcome.policy.unit_cost_scale);
  }
}

interface Quantities {
  readonly opening: bigint;
  readonly came: bigint;
  readonly went: bigint;
  readonly made: bigint;
  readonly wentAtValue: bigint;
}

function quantitiesOf({ facts, compiled: { events } }: Outcome, bucket: number): Quantities {
  let [opening, came, went, made, wentAtValue] = [0n, 0n, 0n, 0n, 0n];
  for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
    const quantity = BigInt(events.quantity[event]);
    const row = events.row[event];
    const isOut = takesQuantity(events.direction[event]);
    if (row < 0) opening += isOut ? -quantity : quantity;
    else if (isOut) {
      went += quantity;
      if (events.direction[event] === DIRECTION.outAtValue) wentAtValue += quantity;
    } else {
      came += quantity;
      if (MOVEMENT_KINDS[facts.movement.type[row]].type === 'completion') made += quantity;
    }
  }
  return { opening, came, went, made, wentAtValue };
}

function isFromOrder({ facts }: Outcome, { kind, ref }: Flow): boolean {
  return kind === 'movement' && MOVEMENT_KINDS[facts.movement.type[ref]].type === 'completion';
}

/**
 * Whether value leaves a bucket past what issues and closing stock share: at a value known beforehand, as expense, or as a
 * late difference that goes into closing stock alone (rules.md 36).
 */
function isNotShared({ compiled: { plan, kindOf } }: Outcome, { from, kind, ref }: Flow): boolean {
  if (kind === 'closing_stock') return plan.nodeKind[from] === NODE.late;
  return kind === 'movement' ? kindOf(ref).returns !== undefined : EXPENSES.has(kind);
}

const EXPENSES: ReadonlySet<FlowKind> = new Set(['late_difference', 'price_difference', 'negative_stock']);
