import { invariant } from '@millrace/exact';
import type { MovementType } from '@millrace/facts';
import { NODE } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS, type MovementKind } from '../compile/movements/kinds.js';
import { takesQuantity } from '../compile/stock/events.js';
import { fallbackPrices } from '../compile/stock/fallback.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import { STRANDED } from '../results/flow-tables.js';
import { type Flow, flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';

/** Why stock changed: what opened it, a movement, or a value that came or left without a document of its own. */
export type PostingKind =
  | 'opening_stock'
  | MovementType
  /** What closing stock bears of differences that are shared by balances. */
  | 'absorption_difference'
  /** What an inflow cost more or less than the standard. */
  | 'price_difference'
  /** The part of a late difference that stock doesn't bear. */
  | 'late_difference'
  /** What covering stock below zero cost more or less than was thought. */
  | 'negative_stock'
  /** Value that found no quantity, or no way out of a loop. */
  | 'zero_quantity'
  | 'trapped';

/** One change of a bucket, in whole units. Amounts are by element; receipts may be negative (a price reduction). */
export interface Posting {
  readonly side: 'opening' | 'in' | 'out';
  readonly kind: PostingKind;
  /** The movement's row, or −1 − the row of opening stock; undefined where there is neither. */
  readonly row: number | undefined;
  readonly quantity: bigint;
  readonly amounts: readonly bigint[];
}

/**
 * What happened to each bucket of stock, in the engine's order of events (rules.md 4), with what each thing cost. Read off
 * the flows that cross the bucket's border, so that opening + in − out = closing, element by element.
 *
 * Value that leaves without a document stands where it arises: a difference from standard or a late difference right
 * after what brought it, the others at the end. So does an estimate that an invoice takes the place of.
 */
export class StockPostings {
  readonly #outcome: Outcome;
  readonly #width: number;
  /** By event and element. */
  readonly #amounts: Totals;
  readonly #closing: Totals;
  /** What left a bucket other than by an event, by `bucket kind`, and of late differences by `bucket kind row`. */
  readonly #others = new Map<string, bigint[]>();
  readonly #eventOfRow: Int32Array;
  /** The first event in each bucket, by `bucket row`, of movements that have several. */
  readonly #firstEvents = new Map<string, number>();
  /** Reversed estimates, by `bucket row` of the receipt that corrects them: rows with their amounts. */
  readonly #corrected = new Map<string, { readonly row: number; readonly amounts: bigint[] }[]>();
  readonly #eventOfOpening: Int32Array;
  readonly #isCorrected = new Set<number>();
  readonly #bucketOf: Int32Array;
  readonly #standard: ReturnType<typeof fallbackPrices>;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
    const { facts, scope, compiled, settled } = outcome;
    const { row, first, buckets } = compiled.events;
    this.#amounts = new Totals(row.length * this.#width);
    this.#closing = new Totals(buckets.length * this.#width);
    this.#bucketOf = new Int32Array(row.length);
    for (let bucket = 0; bucket < buckets.length; bucket++) {
      this.#bucketOf.fill(bucket, first[bucket], first[bucket + 1]);
    }
    this.#eventOfRow = new Int32Array(facts.movement.rowCount).fill(-1);
    this.#eventOfOpening = new Int32Array(facts.opening_stock.rowCount).fill(-1);
    for (const [event, of] of row.entries()) {
      if (of < 0) this.#eventOfOpening[-1 - of] = event;
      else if (compiled.net.corrections.has(of) || compiled.net.shared.has(of)) this.#noteFirst(event);
      if (of >= 0) this.#eventOfRow[of] = event;
    }
    for (const { reversals } of compiled.net.corrections.values()) {
      for (const reversal of reversals) this.#isCorrected.add(reversal.row);
    }
    const unknown = () => undefined;
    this.#standard = fallbackPrices(facts, scope, ['standard'], unknown, unknown);
    for (const flow of flowsOf(compiled.plan, settled)) this.#add(flow);
    for (const { node, reason, amounts } of settled.stranded) {
      const bucket = bucketOfNode(compiled.plan, node);
      if (bucket >= 0) this.#addOther(`${bucket} ${STRANDED[reason]}`, amounts, 0);
    }
  }

  /** What happened to a bucket. */
  of(bucket: number): Posting[] {
    const { events, flows, valuation } = this.#outcome.compiled;
    const isStandard = valuation(events.buckets[bucket].item).method === 'standard';
    const differences = isStandard ? this.#other(`${bucket} price_difference`) : undefined;
    const postings: Posting[] = [];
    const told = new Set<string>();
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const posting = this.#posting(event);
      const key = `${bucket} ${events.row[event]}`;
      // What a movement with several events brings stands at the first of them.
      if ((this.#firstEvents.get(key) ?? event) === event) postings.push(posting);
      const isLate = flows.late.has(event) && !told.has(key);
      if (isLate) told.add(key);
      const corrected = (isLate && this.#corrected.get(key)) || [];
      for (const { row, amounts } of corrected) postings.push(valueOut(this.#typeOf(row), amounts, row));
      const late = isLate ? this.#other(`${bucket} late_difference ${events.row[event]}`) : undefined;
      if (late?.some((amount) => amount !== 0n)) postings.push(valueOut('late_difference', late, posting.row));
      if (differences === undefined) continue;
      const gone = [...corrected.map(({ amounts }) => amounts), ...(late === undefined ? [] : [late])];
      const difference = this.#difference(event, posting, gone);
      if (difference === undefined) continue;
      for (const [e, amount] of difference.entries()) differences[e] -= amount;
      postings.push(valueOut('price_difference', difference, posting.row));
    }
    if (differences?.some((amount) => amount !== 0n)) postings.push(valueOut('price_difference', differences));
    for (const kind of ['negative_stock', 'zero_quantity', 'trapped'] as const) {
      const amounts = this.#other(`${bucket} ${kind}`);
      if (amounts?.some((amount) => amount !== 0n)) postings.push(valueOut(kind, amounts));
    }
    // What its own receipts cost beyond standard left it with them, and is taken back.
    const own = this.#other(`${bucket} borne`);
    if (own?.some((amount) => amount !== 0n)) {
      postings.push(
        valueOut(
          'price_difference',
          own.map((amount) => -amount),
        ),
      );
    }
    for (const kind of ['absorption_difference', 'price_difference'] as const) {
      const amounts = this.#other(`${bucket} borne ${kind}`);
      if (amounts !== undefined) postings.push({ side: 'in', kind, row: undefined, quantity: 0n, amounts });
    }
    this.#mustAddUp(bucket, postings);
    return postings;
  }

  /** Whether a movement has a line: what was returned whole within the period has none. */
  hasEvent(row: number): boolean {
    return this.#eventOfRow[row] >= 0 || this.#isCorrected.has(row);
  }

  #add(flow: Flow): void {
    const { plan } = this.#outcome.compiled;
    const [from, to] = [bucketOfNode(plan, flow.from), bucketOfNode(plan, flow.to)];
    if (from === to) {
      if (flow.to === OUTSIDE || plan.nodeKind[flow.to] !== NODE.stock_balance) return;
      for (const key of ['borne', 'price_difference']) this.#addOther(`${to} ${key}`, flow.amounts, flow.at);
      return;
    }
    if (to >= 0 && plan.nodeKind[flow.to] === NODE.stock_balance) {
      this.#addOther(`${to} borne ${flow.kind}`, flow.amounts, flow.at);
      if (from >= 0) this.#addOther(`${from} price_difference`, flow.amounts, flow.at);
      return;
    }
    if (to >= 0) this.#addToEvent(to, flow);
    if (from < 0) return;
    if (flow.kind === 'closing_stock') {
      for (let e = 0; e < this.#width; e++) this.#closing.add(from * this.#width + e, flow.amounts[flow.at + e]);
      return;
    }
    const isLate = plan.nodeKind[flow.from] === NODE.late;
    if (plan.nodeKind[flow.from] === NODE.returned) {
      // The vendor takes it back at its original value; what left stock is that and the difference.
      this.#addToEvent(from, { ...flow, kind: 'movement', ref: plan.nodePart[flow.from] });
    } else if (flow.kind === 'movement' && isLate) this.#addCorrected(`${from} ${plan.nodePart[flow.from]}`, flow);
    else if (flow.kind === 'movement') this.#addToEvent(from, flow);
    else {
      const kind = flow.kind === 'sales_difference' ? 'price_difference' : flow.kind;
      this.#addOther(`${from} ${kind}${isLate ? ` ${plan.nodePart[flow.from]}` : ''}`, flow.amounts, flow.at);
    }
  }

  #addToEvent(bucket: number, { kind, ref, amounts, at }: Flow): void {
    const last = kind === 'opening_stock' ? this.#eventOfOpening[ref] : this.#eventOfRow[ref];
    const first = kind === 'opening_stock' ? undefined : this.#firstEvents.get(`${bucket} ${ref}`);
    // A movement between buckets is two events.
    const event = first ?? (this.#bucketOf[last] === bucket ? last : this.#outcome.compiled.events.other[last]);
    for (let e = 0; e < this.#width; e++) this.#amounts.add(event * this.#width + e, amounts[at + e]);
  }

  #noteFirst(event: number): void {
    const key = `${this.#bucketOf[event]} ${this.#outcome.compiled.events.row[event]}`;
    if (!this.#firstEvents.has(key)) this.#firstEvents.set(key, event);
  }

  #addCorrected(key: string, { ref, amounts, at }: Flow): void {
    const vector = Array.from({ length: this.#width }, (_, e) => BigInt(amounts[at + e]));
    const rows = this.#corrected.get(key);
    if (rows === undefined) this.#corrected.set(key, [{ row: ref, amounts: vector }]);
    else rows.push({ row: ref, amounts: vector });
  }

  #typeOf(row: number): MovementType {
    const { type }: MovementKind = MOVEMENT_KINDS[this.#outcome.facts.movement.type[row]];
    return type;
  }

  #addOther(key: string, amounts: ArrayLike<number>, at: number): void {
    const sum = this.#others.get(key) ?? new Array<bigint>(this.#width).fill(0n);
    for (let e = 0; e < this.#width; e++) sum[e] += BigInt(amounts[at + e]);
    this.#others.set(key, sum);
  }

  #other(key: string): bigint[] | undefined {
    const amounts = this.#others.get(key);
    return amounts && [...amounts];
  }

  #posting(event: number): Posting {
    const { direction, quantity, row } = this.#outcome.compiled.events;
    const isOut = takesQuantity(direction[event]);
    const moved = BigInt(quantity[event]);
    const amounts = this.#vector(this.#amounts, event);
    if (row[event] < 0) {
      return { side: 'opening', kind: 'opening_stock', row: row[event], quantity: isOut ? -moved : moved, amounts };
    }
    return {
      side: isOut ? 'out' : 'in',
      kind: this.#typeOf(row[event]),
      row: row[event],
      quantity: moved,
      amounts,
    };
  }

  /** What an inflow cost beyond the standard value of its quantity, and what of it is gone already. */
  #difference(event: number, { side, quantity, amounts }: Posting, gone: readonly (readonly bigint[])[]) {
    if (side === 'out' || quantity < 0n) return undefined;
    const bucket = this.#bucketOf[event];
    const standard = this.#standard(bucket, this.#outcome.compiled.events.buckets[bucket])?.value(Number(quantity));
    if (standard === undefined) return undefined;
    const difference = amounts.map((amount, e) =>
      gone.reduce((rest, part) => rest - part[e], amount - BigInt(standard[e])),
    );
    return difference.some((amount) => amount !== 0n) ? difference : undefined;
  }

  #mustAddUp(bucket: number, postings: readonly Posting[]): void {
    for (const [e, closing] of this.#vector(this.#closing, bucket).entries()) {
      const balance = postings.reduce(
        (sum, { side, amounts }) => (side === 'out' ? sum - amounts[e] : sum + amounts[e]),
        0n,
      );
      invariant(balance === closing, `The postings of bucket ${bucket} come to ${balance}, it closes with ${closing}.`);
    }
  }

  #vector(totals: Totals, place: number): bigint[] {
    return Array.from({ length: this.#width }, (_, e) => totals.at(place * this.#width + e));
  }
}

function valueOut(kind: PostingKind, amounts: readonly bigint[], row?: number): Posting {
  return { side: 'out', kind, row, quantity: 0n, amounts };
}
