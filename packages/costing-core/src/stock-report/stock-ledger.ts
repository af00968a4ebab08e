import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED, localDay, printDate, printInstant } from '@millrace/facts';
import { eventOrder } from '../compile/movements/event-order.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { type Bucket, bucketKey, bucketOf } from '../compile/stock/valuation.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { type Posting, type PostingKind, StockPostings } from './stock-postings.js';
import { bucketsIn, figures, type StockFigures, type StockFilter, type StockPlace } from './stock-summary.js';

/**
 * A line of a stock ledger (明细账). What left without a document of its own has the document that it arose from, or none.
 */
export interface StockLedgerLine extends StockPlace, StockFigures {
  readonly side: Posting['side'];
  readonly kind: PostingKind;
  /** The day in the ledger's time zone; of an opening layer the day on which it was received. */
  readonly day: string;
  readonly posted_at: string;
  readonly movement: string;
  readonly document: string;
  /** Of an opening line. */
  readonly layer: string;
  readonly order: string;
  readonly centre: string;
  readonly to_plant: string;
  readonly refers_to: string;
  readonly reason: string;
  /**
   * What the document says, in its own unit. Where documents of one period take each other back, `quantity` and `amount` are
   * net on the original, and nothing on the return.
   */
  readonly document_quantity: string;
  readonly document_unit: string;
  readonly unit_cost: string;
  /** What the bucket holds after this line. */
  readonly balance: StockFigures & { readonly unit_cost: string };
}

/**
 * The ledgers of the buckets that a filter lets through, one after the other: each movement in the engine's order of
 * events (rules.md 4), with what is on hand after it. The last balance of a bucket is its closing in the version.
 */
export function* stockLedger(outcome: Outcome, filter: StockFilter = {}): Generator<StockLedgerLine> {
  const postings = new StockPostings(outcome);
  const silent = silentRows(outcome, postings);
  for (const { bucket, place } of bucketsIn(outcome, filter)) {
    const own = merge(outcome, postings.of(bucket), silent.get(bucketKey(outcome.compiled.events.buckets[bucket])));
    let quantity = 0n;
    const amounts = outcome.scope.elements.map(() => 0n);
    for (const posting of own) {
      const sign = posting.side === 'out' ? -1n : 1n;
      quantity += sign * posting.quantity;
      for (const [e, amount] of posting.amounts.entries()) amounts[e] += sign * amount;
      yield {
        ...place,
        side: posting.side,
        kind: posting.kind,
        ...documentOf(outcome, posting),
        ...withUnitCost(outcome, posting),
        balance: withUnitCost(outcome, { quantity, amounts }),
      };
    }
  }
}

function withUnitCost(outcome: Outcome, sum: Pick<Posting, 'quantity' | 'amounts'>) {
  const { scope, policy } = outcome;
  const amount = sum.amounts.reduce((total, part) => total + part, 0n);
  return {
    ...figures(outcome, sum),
    unit_cost: unitCost(amount, sum.quantity, scope.amountScale, policy.unit_cost_scale),
  };
}

/** Documents of the period that move nothing, since others of the period take them back: rows by the bucket's key. */
function silentRows({ facts, scope, compiled }: Outcome, postings: StockPostings): Map<string, number[]> {
  const { movement } = facts;
  const silent = new Map<string, number[]>();
  for (let row = 0; row < movement.rowCount; row++) {
    const { into, outOf } = MOVEMENT_KINDS[movement.type[row]];
    const at = movement.posted_at[row];
    const counts = movement.status[row] === APPROVED && at >= scope.start && at < scope.end;
    if (!counts || (into === undefined && outOf === undefined) || postings.hasEvent(row)) continue;
    const [plant, item] = [movement.plant[row], movement.item[row]];
    const place: Bucket = { plant, item, lot: movement.lot[row], project: movement.project[row], inTransit: 0 };
    const key = bucketKey(bucketOf(compiled.valuation(item), place));
    const rows = silent.get(key);
    if (rows === undefined) silent.set(key, [row]);
    else rows.push(row);
  }
  return silent;
}

/** Puts lines without effect where their documents stand in the order of events. */
function merge(outcome: Outcome, postings: readonly Posting[], silent: readonly number[] = []): readonly Posting[] {
  if (silent.length === 0) return postings;
  const { facts, scope } = outcome;
  const compare = eventOrder(facts);
  const phase = (row: number, side: Posting['side']) => {
    const { into, outOf, valueOnly } = MOVEMENT_KINDS[facts.movement.type[row]];
    return (side === 'out' ? outOf : (into ?? valueOnly)) ?? 0;
  };
  const nothing = scope.elements.map(() => 0n);
  const waiting = silent
    .map((row): Posting & { readonly row: number } => {
      const { type, outOf } = MOVEMENT_KINDS[facts.movement.type[row]];
      return { side: outOf === undefined ? 'in' : 'out', kind: type, row, quantity: 0n, amounts: nothing };
    })
    .sort((a, b) => compare(a.row, phase(a.row, a.side), b.row, phase(b.row, b.side)));
  const merged: Posting[] = [];
  for (const posting of postings) {
    const { row, side, kind } = posting;
    if (row === undefined) for (const posting of waiting.splice(0)) merged.push(posting);
    // A line without a document of its own stays with the one before it.
    const isEvent = row !== undefined && row >= 0 && kind !== 'late_difference' && kind !== 'price_difference';
    while (isEvent && waiting.length > 0) {
      const next = waiting[0];
      if (compare(next.row, phase(next.row, next.side), row, phase(row, side)) > 0) break;
      merged.push(next);
      waiting.shift();
    }
    merged.push(posting);
  }
  return [...merged, ...waiting];
}

function documentOf({ facts, scope }: Outcome, { row }: Posting) {
  const { movement, opening_stock, symbols } = facts;
  if (row === undefined) return NO_DOCUMENT;
  if (row < 0) {
    const received = opening_stock.received_on[-1 - row];
    const day = Number.isNaN(received) ? '' : printDate(received);
    return { ...NO_DOCUMENT, day, layer: symbols.text(opening_stock.layer[-1 - row]) };
  }
  const text = (column: Int32Array) => symbols.text(column[row]);
  return {
    day: printDate(localDay(movement.posted_at[row], scope.timeZone)),
    posted_at: printInstant(movement.posted_at[row]),
    movement: text(movement.movement),
    document: text(movement.document),
    layer: '',
    order: text(movement.order),
    centre: text(movement.centre),
    to_plant: text(movement.to_plant),
    refers_to: text(movement.refers_to),
    reason: text(movement.reason),
    document_quantity: printFixed(movement.quantity[row], QUANTITY_SCALE),
    document_unit: text(movement.unit),
  };
}

const NO_DOCUMENT = {
  day: '',
  posted_at: '',
  movement: '',
  document: '',
  layer: '',
  order: '',
  centre: '',
  to_plant: '',
  refers_to: '',
  reason: '',
  document_quantity: '',
  document_unit: '',
};
