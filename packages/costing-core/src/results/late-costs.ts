import { invariant, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED, localDay, printDate, rowOf } from '@millrace/facts';
import { NODE } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/**
 * Costs that came after their receipts (前期单据差异), each with the part that stock bears and the part that is expense. What goes back to
 * the vendor is a cost below 0: the vendor credits its original value, stock gives what it costs now, and the difference is expense.
 *
 *     An invoice of 100.00 more for 100 pieces, of which 60 are left: 60.00 to stock, 40.00 to expense.
 *     10 pieces that came at 80.00 go back while they cost 100.00: −80.00 = −100.00 to stock + 20.00 to expense.
 */
export class LateCosts {
  readonly #outcome: Outcome;
  readonly #width: number;
  /** By node, which of the costs it splits; −1 for none. */
  readonly #costOfNode: Int32Array;
  readonly #amounts: Totals;
  readonly #toStock: Totals;
  readonly #toExpense: Totals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
    const { lateCosts, plan } = outcome.compiled;
    this.#costOfNode = new Int32Array(lateCosts.length === 0 ? 0 : plan.nodeKind.length).fill(-1);
    const count = lateCosts.length * this.#width;
    this.#amounts = new Totals(count);
    this.#toStock = new Totals(count);
    this.#toExpense = new Totals(count);
    for (const [cost, { node, amounts }] of lateCosts.entries()) {
      if (node >= 0) this.#costOfNode[node] = cost;
      for (const [e, amount] of (amounts ?? []).entries()) {
        this.#amounts.add(cost * this.#width + e, amount);
        this.#toStock.add(cost * this.#width + e, amount);
      }
    }
  }

  add({ from, to, kind, amounts, at }: Flow): void {
    if (this.#costOfNode.length === 0) return;
    const into = to === OUTSIDE ? -1 : this.#costOfNode[to];
    const outOf = from === OUTSIDE ? -1 : this.#costOfNode[from];
    if (into < 0 && outOf < 0) return;
    const { nodeKind } = this.#outcome.compiled.plan;
    if (into >= 0) {
      // What stock gives on its way back to the vendor comes to it as less.
      if (nodeKind[to] === NODE.returned) this.#add(this.#toStock, into, amounts, at, -1);
      else this.#add(this.#amounts, into, amounts, at, 1);
    }
    if (outOf < 0) return;
    if (kind === 'late' || kind === 'closing_stock') this.#add(this.#toStock, outOf, amounts, at, 1);
    else if (kind === 'movement' || kind === 'returned') this.#add(this.#amounts, outOf, amounts, at, -1);
    else this.#add(this.#toExpense, outOf, amounts, at, 1);
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, compiled } = this.#outcome;
    const { movement, symbols } = facts;
    const { events, lateCosts } = compiled;
    const receivedOn = this.#receivedOn();
    const movementOf = (cost: number) => movement.movement[events.row[lateCosts[cost].event]];
    const receiptOf = (cost: number) => events.reference[lateCosts[cost].event];
    const order = [...lateCosts.keys()].sort(
      (a, b) => symbols.compare(movementOf(a), movementOf(b)) || symbols.compare(receiptOf(a), receiptOf(b)) || a - b,
    );
    for (const cost of order) {
      if (this.#isNothing(cost)) continue;
      const { event, bucket, split } = lateCosts[cost];
      const row = events.row[event];
      const { plant, item, lot, project } = events.buckets[bucket];
      rows.code(symbols, movementOf(cost));
      rows.code(symbols, receiptOf(cost));
      rows.text(this.#kindOf(row));
      for (const code of [movement.document[row], plant, item, lot, project]) rows.code(symbols, code);
      rows.printed(receivedOn(receiptOf(cost)));
      const isReturn = split === undefined && this.#goesBack(row);
      if (split !== undefined) rows.number(split.quantity, QUANTITY_SCALE);
      else if (isReturn) rows.number(events.quantity[event], QUANTITY_SCALE);
      else rows.nothing();
      if (split === undefined) rows.nothing();
      else rows.number(split.covered, QUANTITY_SCALE);
      for (const totals of [this.#amounts, this.#toStock, this.#toExpense]) {
        rows.amounts(totals, cost * this.#width, this.#width, scope.amountScale);
      }
      if (rows.end()) yield;
    }
  }

  #kindOf(row: number): string {
    const { facts, compiled } = this.#outcome;
    if (compiled.kindOf(row).valueOnly !== undefined) return 'adjustment';
    if (!this.#goesBack(row)) return 'invoice';
    return facts.movement.type[row] === TYPE.purchase_estimate_reversal ? 'estimate_reversal' : 'vendor_return';
  }

  #goesBack(row: number): boolean {
    return this.#outcome.compiled.kindOf(row).returns !== undefined;
  }

  /** Whether an event has no amount: an invoice for exactly its estimate. */
  #isNothing(cost: number): boolean {
    const first = cost * this.#width;
    for (let place = first; place < first + this.#width; place++) {
      const [amount, parts] = [this.#amounts.at(place), this.#toStock.at(place) + this.#toExpense.at(place)];
      invariant(amount === parts, `A late cost of ${amount} is split into ${parts}.`);
    }
    return [this.#amounts, this.#toStock, this.#toExpense].every((totals) => totals.areZero(first, this.#width));
  }

  /** By a receipt's code: the day on which it came, as far as facts of the period know it. */
  #receivedOn(): (receipt: number) => string {
    const { facts, scope } = this.#outcome;
    const { movement, earlier_cost, opening_stock } = facts;
    const known = rowOf(movement.movement);
    const ofDocuments = earliest(earlier_cost.movement, earlier_cost.posted_on);
    const ofLayers = earliest(opening_stock.layer, opening_stock.received_on);
    return (receipt) => {
      const row = known(receipt);
      if (row >= 0 && movement.status[row] === APPROVED)
        return printDate(localDay(movement.posted_at[row], scope.timeZone));
      const day = ofDocuments.get(receipt) ?? ofLayers.get(receipt);
      return day === undefined ? '' : printDate(day);
    };
  }

  #add(totals: Totals, cost: number, amounts: Float64Array, at: number, sign: 1 | -1): void {
    for (let e = 0; e < this.#width; e++) totals.add(cost * this.#width + e, sign * amounts[at + e]);
  }
}

/** By code, the first of its days; some rows have none. */
function earliest(codes: ArrayLike<number>, days: ArrayLike<number>): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    if (days[row] < (first.get(codes[row]) ?? Number.POSITIVE_INFINITY)) first.set(codes[row], days[row]);
  }
  return first;
}
