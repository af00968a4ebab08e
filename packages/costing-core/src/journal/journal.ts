import { createHash } from 'node:crypto';
import { invariant, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText, JOURNAL_EVENTS, type JournalEvent } from '@millrace/facts';
import type { Outcome } from '../results/outcome.js';
import type { VersionRows } from '../results/version.js';
import { CARRIED, type Side } from './moves.js';
import { type Books, booksOf, type Posted, type Source } from './posted.js';
import { DIMENSIONS, type Dimension } from './standings.js';

/** A line of a journal (凭证分录): one entry for each event. Amounts are plain decimals, below zero in red. */
export interface JournalLine extends Readonly<Record<Dimension, string>> {
  readonly entry: number;
  readonly line: number;
  readonly event: JournalEvent;
  readonly account: string;
  /** In the items' own unit, 6 decimals; where the account is kept by item. */
  readonly quantity: string;
  /** One of the two is empty. */
  readonly debit: string;
  readonly credit: string;
}

/** What is behind a line: a movement, or a pool, an order, a cost centre. */
export interface JournalSource extends Readonly<Record<'kind' | 'key' | 'document' | 'amount', string>> {
  readonly entry: number;
  readonly line: number;
}

/**
 * A category of the proof: amount = posted + elsewhere + stays. `elsewhere`: another system posts it, as `account_rule` says; `stays`:
 * it is carried on, or its account is the same on both sides.
 */
export interface JournalProof
  extends Readonly<Record<'category' | 'amount' | 'posted' | 'elsewhere' | 'stays', string>> {
  readonly side: 'in' | 'out';
}

export interface Journal {
  readonly lines: readonly JournalLine[];
  /** Empty unless asked for. */
  readonly sources: readonly JournalSource[];
  /** Empty for a difference. */
  readonly proof: readonly JournalProof[];
  readonly debit: string;
  readonly credit: string;
  /** SHA-256 of the lines. */
  readonly hash: string;
}

/** A closed period as a journal is made of it. */
export interface JournalOf {
  readonly outcome: Outcome;
  readonly version: VersionRows;
}

/**
 * The journal of a settled period, by the accounts of its own `account_rule`: every cent that changes its account on one debit and
 * one credit. With `against` only what differs from the journal of an earlier version of the period, to be posted beside that one.
 *
 * @param options `sources`: lists what is behind each line.
 * @throws BrokenInvariant where debits, credits and proof disagree: a defect, or a period that `accountsAreKnown` finds something in.
 */
export function journal(
  of: JournalOf,
  { against, sources = false }: { readonly against?: JournalOf; readonly sources?: boolean } = {},
): Journal {
  const scale = of.outcome.scope.amountScale;
  const books = booksOf(of.outcome, sources);
  const proof = provenBy(books, of.version, scale);
  if (against === undefined) return printed(books.lines, proof, scale);
  const posted = booksOf(against.outcome, sources);
  provenBy(posted, against.version, scale);
  return printed(difference(books.lines, posted.lines), [], scale);
}

/** By texts, as two periods number them otherwise. */
function difference(newer: Books['lines'], older: Books['lines']): Books['lines'] {
  const lines = new Map<string, Posted>();
  const add = (of: Books['lines'], sign: bigint) => {
    for (const line of of.values()) {
      const key = nameOf(line).join('\0');
      const known = lines.get(key) ?? { ...line, amount: 0n, quantity: undefined, sources: new Map<string, Source>() };
      lines.set(key, known);
      known.amount += sign * line.amount;
      if (line.quantity !== undefined) known.quantity = (known.quantity ?? 0n) + sign * line.quantity;
      for (const [name, source] of line.sources) {
        const before = known.sources.get(name)?.amount ?? 0n;
        known.sources.set(name, { ...source, amount: before + sign * source.amount });
      }
    }
  };
  add(newer, 1n);
  add(older, -1n);
  return lines;
}

function nameOf({ event, side, account, dimensions }: Posted): string[] {
  return [event, side, account, ...DIMENSIONS.map((name) => dimensions[name])];
}

function printed(of: Books['lines'], proof: readonly JournalProof[], scale: number): Journal {
  const lines: JournalLine[] = [];
  const sources: JournalSource[] = [];
  const sums: Record<Side, bigint> = { debit: 0n, credit: 0n };
  let entry = 0;
  let event = '';
  let inEntry = 0;
  for (const posted of inOrder(of)) {
    if (posted.event !== event) [entry, event, inEntry] = [entry + 1, posted.event, 0];
    const place = { entry, line: ++inEntry };
    sums[posted.side] += posted.amount;
    lines.push(printedLine(posted, place, scale));
    for (const { amount, ...source } of sorted(posted.sources)) {
      if (amount !== 0n) sources.push({ ...place, ...source, amount: printFixed(amount, scale) });
    }
  }
  mustBalance(of);
  const hash = createHash('sha256').update(JSON.stringify(lines)).digest('hex');
  const [debit, credit] = [printFixed(sums.debit, scale), printFixed(sums.credit, scale)];
  return { lines, sources, proof, debit, credit, hash };
}

function inOrder(of: Books['lines']): Posted[] {
  const rank = (line: Posted) => JOURNAL_EVENTS.indexOf(line.event) * 2 + (line.side === 'debit' ? 0 : 1);
  const kept = [...of.values()].filter(({ amount, quantity }) => amount !== 0n || (quantity ?? 0n) !== 0n);
  const named = kept.map((line) => ({ line, rank: rank(line), name: nameOf(line) }));
  named.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank;
    const place = a.name.findIndex((text, i) => text !== b.name[i]);
    return place < 0 ? 0 : compareText(a.name[place], b.name[place]);
  });
  return named.map(({ line }) => line);
}

function printedLine(
  { event, side, account, dimensions, amount, quantity }: Posted,
  place: { readonly entry: number; readonly line: number },
  scale: number,
): JournalLine {
  return {
    ...place,
    event,
    account,
    ...dimensions,
    quantity: quantity === undefined || quantity === 0n ? '' : printFixed(quantity, QUANTITY_SCALE),
    debit: side === 'debit' ? printFixed(amount, scale) : '',
    credit: side === 'credit' ? printFixed(amount, scale) : '',
  };
}

function sorted(sources: Posted['sources']): Source[] {
  return [...sources].sort(([a], [b]) => compareText(a, b)).map(([, source]) => source);
}

function mustBalance(of: Books['lines']): void {
  const balances = new Map<string, bigint>();
  for (const { event, side, amount } of of.values()) {
    balances.set(event, (balances.get(event) ?? 0n) + (side === 'debit' ? amount : -amount));
  }
  for (const [event, balance] of balances)
    invariant(balance === 0n, `The entry ${event} is out of balance by ${balance}.`);
}

/** The proof, category by category, with what became of each. */
function provenBy({ crossed }: Books, version: VersionRows, scale: number): JournalProof[] {
  const known = new Map<string, { side: JournalProof['side']; category: string; amount: bigint }>();
  for (const { side: text, category, amount } of version.rows('proof')) {
    const side = text === 'in' ? 'in' : 'out';
    const key = `${side} ${category}`;
    const row = known.get(key) ?? { side, category, amount: 0n };
    known.set(key, row);
    row.amount += BigInt(amount.replace('.', ''));
  }
  for (const { side, event } of crossed) {
    if (!known.has(`${side} ${event}`)) known.set(`${side} ${event}`, { side, category: event, amount: 0n });
  }
  return [...known.values()].map(({ side, category, amount }) => {
    const isCarried = CARRIED.has(category);
    const found = crossed.find((row) => row.side === side && row.event === category);
    const { posted = 0n, elsewhere = 0n, stays = isCarried ? amount : 0n } = found ?? {};
    invariant(
      posted + elsewhere + stays === amount,
      `The journal has ${posted + elsewhere + stays} of ${side} ${category}, the proof ${amount}.`,
    );
    const print = (of: bigint) => printFixed(of, scale);
    return {
      side,
      category,
      amount: print(amount),
      posted: print(posted),
      elsewhere: print(elsewhere),
      stays: print(stays),
    };
  });
}
