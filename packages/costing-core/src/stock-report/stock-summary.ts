import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { bucketCodes } from '../compile/stock/valuation.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { type Posting, type PostingKind, StockPostings } from './stock-postings.js';

/** Which buckets of stock: of a plant, of an item, of both, or all. */
export interface StockFilter {
  readonly plant?: string;
  readonly item?: string;
}

/** What identifies a bucket; empty where its valuation doesn't distinguish it. */
export interface StockPlace {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  /** The `transfer_out` under way; empty for stock that is there. */
  readonly in_transit: string;
}

export interface StockFigures {
  readonly quantity: string;
  readonly amount: string;
  /** By element, those that aren't 0. */
  readonly elements: Readonly<Record<string, string>>;
}

interface StockFiguresOfKind extends StockFigures {
  readonly kind: PostingKind;
}

/** 收发存: opening + receipts − issues = closing, in quantity and in the amount of every element. */
export interface StockSummary extends StockPlace {
  readonly opening: StockFigures;
  readonly in: StockFigures;
  readonly receipts: readonly StockFiguresOfKind[];
  readonly out: StockFigures;
  readonly issues: readonly StockFiguresOfKind[];
  /** The unit cost is empty where nothing is left. */
  readonly closing: StockFigures & { readonly unit_cost: string };
}

/** The stock report of a settled period: a line per bucket, and all of them together. */
export interface StockReport {
  readonly lines: readonly StockSummary[];
  /** Amounts over all lines, and quantities where they are of one item. */
  readonly total: Omit<StockSummary, keyof StockPlace>;
}

/**
 * 收发存汇总表: what each bucket of stock opened with, what came in and went out by kind, what it closed with. Over the
 * whole ledger, opening and closing are those of the proof.
 */
export function stockReport(outcome: Outcome, filter: StockFilter = {}): StockReport {
  const postings = new StockPostings(outcome);
  const lines: StockSummary[] = [];
  const all: Posting[] = [];
  for (const { bucket, place } of bucketsIn(outcome, filter)) {
    const own = byKind(postings.of(bucket));
    for (const posting of own) all.push(posting);
    lines.push({ ...place, ...figuresOf(outcome, own) });
  }
  const isOneItem = new Set(lines.map(({ item }) => item)).size === 1;
  const total = figuresOf(outcome, byKind(isOneItem ? all : all.map((posting) => ({ ...posting, quantity: 0n }))));
  return { lines, total };
}

/** The buckets that a filter lets through, in the order of their keys. */
export function* bucketsIn({ facts, compiled }: Outcome, { plant, item }: StockFilter) {
  for (const [bucket, codes] of compiled.events.buckets.entries()) {
    const texts = bucketCodes(codes).map((code) => facts.symbols.text(code));
    const place: StockPlace = {
      plant: texts[0],
      item: texts[1],
      lot: texts[2],
      project: texts[3],
      in_transit: texts[4],
    };
    if (place.plant === (plant ?? place.plant) && place.item === (item ?? place.item)) yield { bucket, place };
  }
}

/** One posting per side and kind; kinds in the order of their names. */
function byKind(postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, Posting>();
  for (const posting of postings) {
    const key = `${posting.side} ${posting.kind}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...posting, row: undefined });
    else {
      const amounts = sum.amounts.map((amount, e) => amount + posting.amounts[e]);
      sums.set(key, { ...sum, quantity: sum.quantity + posting.quantity, amounts });
    }
  }
  return [...sums.values()].sort((a, b) => compareText(a.kind, b.kind));
}

function figuresOf(outcome: Outcome, kinds: readonly Posting[]): Omit<StockSummary, keyof StockPlace> {
  const { scope, policy } = outcome;
  const of = (side: Posting['side']) => kinds.filter((posting) => posting.side === side);
  const print = (postings: readonly Posting[]) => figures(outcome, sumOf(postings, scope.elements.length));
  const signed = kinds.map((posting) =>
    posting.side === 'out'
      ? { quantity: -posting.quantity, amounts: posting.amounts.map((amount) => -amount) }
      : posting,
  );
  const closing = sumOf(signed, scope.elements.length);
  const amount = closing.amounts.reduce((sum, part) => sum + part, 0n);
  const named = (side: Posting['side']) => of(side).map((posting) => ({ kind: posting.kind, ...print([posting]) }));
  return {
    opening: print(of('opening')),
    in: print(of('in')),
    receipts: named('in'),
    out: print(of('out')),
    issues: named('out'),
    closing: {
      ...figures(outcome, closing),
      unit_cost: unitCost(amount, closing.quantity, scope.amountScale, policy.unit_cost_scale),
    },
  };
}

type Sum = Pick<Posting, 'quantity' | 'amounts'>;

function sumOf(postings: readonly Sum[], width: number): Sum {
  return {
    quantity: postings.reduce((sum, { quantity }) => sum + quantity, 0n),
    amounts: Array.from({ length: width }, (_, e) => postings.reduce((sum, { amounts }) => sum + amounts[e], 0n)),
  };
}

/** A quantity with its amounts, printed. */
export function figures({ facts, scope }: Outcome, { quantity, amounts }: Sum): StockFigures {
  const elements = scope.elements
    .map((code, e) => [facts.symbols.text(code), amounts[e]] as const)
    .filter(([, amount]) => amount !== 0n)
    .map(([element, amount]) => [element, printFixed(amount, scope.amountScale)]);
  return {
    quantity: printFixed(quantity, QUANTITY_SCALE),
    amount: printFixed(
      amounts.reduce((sum, amount) => sum + amount, 0n),
      scope.amountScale,
    ),
    elements: Object.fromEntries(elements),
  };
}
