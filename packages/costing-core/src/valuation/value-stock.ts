import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { closePeriod } from '../close-period.js';
import type { Finding } from '../findings.js';
import { defaultPolicy, type Policy } from '../policy.js';
import { flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { type Posting, StockPostings } from '../stock-report/stock-postings.js';
import { inOrderOfDays, type StockEntry } from './entries.js';
import { SMALL_MONTH, smallMonth } from './small-month.js';

export type StockMethod = 'periodic_average' | 'daily_average' | 'moving_average' | 'fifo' | 'lifo';

export interface StockOptions {
  /** Decimals of amounts; 2 unless given. */
  readonly scale?: number;
  /** Decimals that unit costs are shown with; 6 unless given. */
  readonly unit_cost_decimals?: number;
  /** The price of what is taken though it isn't there and doesn't come later either. */
  readonly fallback_price?: string;
  /** FIFO and LIFO: `cumulative` has all receipts there from the start; `chronological` unless given. */
  readonly layer_order?: Policy['valuation']['layer_order'];
}

/** What an entry came to, and what stock holds after it, in the order of days. */
export interface ValuedEntry {
  /** Of an issue: net of what customers gave back of it; of what they gave back: what no issue was made smaller by. */
  readonly quantity: string;
  readonly amount: string;
  /** What was taken from which receipt, under FIFO and LIFO. */
  readonly layers: readonly ValuedLayer[];
  readonly balance: Balance;
}

export interface ValuedLayer {
  /** The place of the entry that brought it. */
  readonly entry: number;
  readonly quantity: string;
  readonly amount: string;
}

export interface Balance {
  readonly quantity: string;
  readonly amount: string;
  /** Where nothing is on hand: the price of the last receipt, or the fallback price. */
  readonly unit_cost: string;
}

export interface ValuedStock {
  readonly entries: readonly ValuedEntry[];
  readonly issued: { readonly quantity: string; readonly amount: string };
  readonly closing: Balance & { readonly layers: readonly ValuedLayer[] };
  /** Adjustments that came too late for stock to bear, and what covering stock below zero cost more than thought. */
  readonly expensed: string;
}

/**
 * Values a list of movements of one item: a small month, closed by the same engine that closes a factory's, and read off
 * its stock ledger.
 *
 * @throws NotFixedPoint for text that is not a plain number; RangeError where more is taken than there is and no
 * fallback price is given: it says which entry takes how much too much; and for an `of` that is no receipt.
 */
export function valueStock(
  entries: readonly StockEntry[],
  method: StockMethod,
  options: StockOptions = {},
): ValuedStock {
  const { scale = 2, layer_order = 'chronological', fallback_price } = options;
  const policy: Policy = {
    ...defaultPolicy,
    valuation: { method, bucket: 'plant_item', layer_order },
    stock_below_zero: 'fallback',
    fallback_prices: ['standard'],
  };
  const { findings, outcome } = closePeriod(smallMonth(entries, { scale, fallback_price }), policy, SMALL_MONTH);
  refuse(findings, fallback_price !== undefined);
  if (outcome === undefined) throw new RangeError('the entries can not be valued');
  return new Reading(entries, outcome, options).valued();
}

/** What a close would tell as findings, and a list of entries can't be valued with. */
function refuse(findings: readonly Finding[], hasFallback: boolean): void {
  for (const { severity, code, key, fields } of findings) {
    if (severity === 'fatal') throw new RangeError(`entry ${key}: ${code} ${JSON.stringify(fields)}`);
  }
  if (hasFallback) return;
  const short = findings.filter(({ code }) => code === 'stock_below_zero_was_valued_at_a_fallback_price');
  if (short.length > 0) {
    const each = short.map(({ key, fields }) => `entry ${key} takes ${fields.quantity} more than there is`);
    throw new RangeError(`${each.join('; ')}: add what is missing, or give a fallback_price`);
  }
  const unknown = findings.find(({ code }) => code === 'fallback_price_must_be_known');
  if (unknown === undefined) return;
  const { key, fields } = unknown;
  throw new RangeError(`entry ${key} brings back ${fields.quantity} that no issue took: give a fallback_price`);
}

interface Came {
  quantity: bigint;
  amount: bigint;
}

interface Layer extends Came {
  readonly entry: number;
}

/** Reads the entries' figures off the ledger and the flows of the closed month. */
class Reading {
  readonly #entries: readonly StockEntry[];
  readonly #outcome: Outcome;
  readonly #options: StockOptions;
  readonly #came: readonly Came[];
  readonly #balances: (Came | undefined)[];
  readonly #layers: ReadonlyMap<number, Layer[]>;

  constructor(entries: readonly StockEntry[], outcome: Outcome, options: StockOptions) {
    this.#entries = entries;
    this.#outcome = outcome;
    this.#options = options;
    this.#came = entries.map(() => ({ quantity: 0n, amount: 0n }));
    this.#balances = entries.map(() => undefined);
    this.#layers = this.#layersTaken();
  }

  valued(): ValuedStock {
    const { buckets } = this.#outcome.compiled.events;
    const postings = buckets.length === 0 ? [] : new StockPostings(this.#outcome).of(0);
    const on: Came = { quantity: 0n, amount: 0n };
    let expensed = 0n;
    for (const posting of postings) {
      const sign = posting.side === 'out' ? -1n : 1n;
      const amount = posting.amounts[0] ?? 0n;
      on.quantity += sign * posting.quantity;
      on.amount += sign * amount;
      if (EXPENSES.has(posting.kind)) expensed += amount;
      const entry = this.#entryOf(posting);
      if (entry === undefined) continue;
      if (!EXPENSES.has(posting.kind)) {
        this.#came[entry].quantity += posting.quantity;
        this.#came[entry].amount += amount;
      }
      this.#balances[entry] = { ...on };
    }
    const issued: Came = { quantity: 0n, amount: 0n };
    for (const [place, entry] of this.#entries.entries()) {
      if (!('issue' in entry)) continue;
      issued.quantity += this.#came[place].quantity;
      issued.amount += this.#came[place].amount;
    }
    const entries = this.#told();
    return {
      entries: entries.told,
      issued: this.#print(issued),
      closing: { ...this.#balance(on, entries.price), layers: this.#printLayers(CLOSING_LAYERS) },
      expensed: this.#money(expensed),
    };
  }

  /** Entries with what stock holds after each, in the order of the ledger. */
  #told(): { readonly told: readonly ValuedEntry[]; readonly price: string } {
    const told: ValuedEntry[] = [];
    let after: Came = { quantity: 0n, amount: 0n };
    let price = this.#options.fallback_price ?? '';
    for (const place of inOrderOfDays(this.#entries)) {
      const came = this.#came[place];
      after = this.#balances[place] ?? after;
      const brings = 'receipt' in this.#entries[place] || 'opening' in this.#entries[place];
      if (brings && came.quantity > 0n) price = this.#unit(came);
      const balance = this.#balance(after, price);
      if (after.quantity > 0n) price = balance.unit_cost;
      const size = { ...came, quantity: came.quantity < 0n ? -came.quantity : came.quantity };
      told[place] = { ...this.#print(size), layers: this.#printLayers(place), balance };
    }
    return { told, price };
  }

  #entryOf({ row }: Posting): number | undefined {
    const { movement, opening_stock, symbols } = this.#outcome.facts;
    if (row === undefined) return undefined;
    return Number(symbols.text(row < 0 ? opening_stock.layer[-1 - row] : movement.movement[row]));
  }

  /** By entry (closing stock: CLOSING_LAYERS): what was taken from which layer, in the order in which it was taken. */
  #layersTaken(): Map<number, Layer[]> {
    const { plan, events, flows, pieceOfNode, valuation } = this.#outcome.compiled;
    const layers = new Map<number, Layer[]>();
    const isLayered = events.buckets.some(({ item }) => ['fifo', 'lifo'].includes(valuation(item).method));
    if (!isLayered) return layers;
    const layerOf = (taker: number, piece: number): Layer => {
      const row = events.row[flows.pieceStart.values[piece]];
      const entry = this.#entryOf({ row } as Posting) as number;
      const own = layers.get(taker) ?? [];
      layers.set(taker, own);
      const present = own.find((layer) => layer.entry === entry);
      const layer = present ?? { entry, quantity: 0n, amount: 0n };
      if (present === undefined) own.push(layer);
      return layer;
    };
    for (let take = 0; take < flows.takenBy.length; take++) {
      const event = flows.takenBy.values[take];
      const row = events.row[event];
      if (event >= 0 && row < 0) continue;
      const taker = event < 0 ? CLOSING_LAYERS : (this.#entryOf({ row } as Posting) as number);
      layerOf(taker, flows.takenFrom.values[take]).quantity += BigInt(flows.takenQuantity.values[take]);
    }
    for (const { from, kind, ref, amounts, at } of flowsOf(plan, this.#outcome.settled)) {
      const piece = pieceOfNode[from] ?? -1;
      if (piece < 0 || (kind !== 'movement' && kind !== 'closing_stock')) continue;
      const taker = kind === 'closing_stock' ? CLOSING_LAYERS : (this.#entryOf({ row: ref } as Posting) as number);
      layerOf(taker, piece).amount += BigInt(amounts[at]);
    }
    return layers;
  }

  #printLayers(taker: number): ValuedLayer[] {
    return (this.#layers.get(taker) ?? []).map(({ entry, ...layer }) => ({ entry, ...this.#print(layer) }));
  }

  #balance(on: Came, price: string): Balance {
    return { ...this.#print(on), unit_cost: on.quantity > 0n ? this.#unit(on) : price };
  }

  #unit({ amount, quantity }: Came): string {
    return unitCost(amount, quantity, this.#options.scale ?? 2, this.#options.unit_cost_decimals ?? 6);
  }

  #print({ quantity, amount }: Came): { readonly quantity: string; readonly amount: string } {
    return { quantity: printFixed(quantity, QUANTITY_SCALE), amount: this.#money(amount) };
  }

  #money(amount: bigint): string {
    return printFixed(amount, this.#options.scale ?? 2);
  }
}

/** What closing stock is known by among those who take from layers. */
const CLOSING_LAYERS = -1;

const EXPENSES: ReadonlySet<string> = new Set(['late_difference', 'negative_stock', 'zero_quantity', 'trapped']);
