import { parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { FactRows, Row } from '@millrace/facts';
import { closePeriod } from '../close-period.js';
import { defaultPolicy, type Policy } from '../policy.js';
import { flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { amountOf, type StockEntry } from './entries.js';

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

/** What an entry came to, and what stock holds after it. */
export interface ValuedEntry {
  readonly quantity: string;
  readonly amount: string;
  /** What an issue took from which receipt, under FIFO and LIFO. */
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
 * Values a list of movements of one item: a small month, closed by the same engine that closes a factory's.
 *
 * @throws NotFixedPoint for text that is not a plain number; RangeError where more is taken than there is and no
 * fallback price is given.
 */
export function valueStock(
  entries: readonly StockEntry[],
  method: StockMethod,
  options: StockOptions = {},
): ValuedStock {
  const { scale = 2, layer_order = 'chronological' } = options;
  const policy: Policy = {
    ...defaultPolicy,
    valuation: { method, bucket: 'plant_item', layer_order },
    stock_below_zero: 'fallback',
    fallback_prices: ['standard'],
  };
  const { findings, outcome } = closePeriod(smallMonth(entries, scale, options), policy, {
    ledger: 'L',
    period: PERIOD,
  });
  const fault = findings.find(({ severity, code }) => severity === 'fatal' || code === 'fallback_price_must_be_known');
  if (outcome === undefined || fault !== undefined) {
    throw new RangeError(`entry ${fault?.key}: ${fault?.code} ${JSON.stringify(fault?.fields)}`);
  }
  return new Reading(entries, outcome, options).valued();
}

const PERIOD = '2026-01';

/** One ledger, plant and item; entry n is movement n, a minute after the one before. */
function smallMonth(entries: readonly StockEntry[], scale: number, { fallback_price }: StockOptions): FactRows {
  const days = [...new Set(entries.map(({ day }) => day).filter((day) => day !== undefined))];
  const movement: Row<'movement'>[] = [];
  const movement_amount: Row<'movement_amount'>[] = [];
  const opening_stock: Row<'opening_stock'>[] = [];
  const opening_stock_amount: Row<'opening_stock_amount'>[] = [];
  const earlier_cost: Row<'earlier_cost'>[] = [];
  let day = 0;
  for (const [place, entry] of entries.entries()) {
    if (entry.day !== undefined) day = days.indexOf(entry.day);
    const key = String(place);
    if ('opening' in entry) {
      const layer = { ledger: 'L', plant: 'P', item: 'I', layer: key.padStart(9, '0') };
      opening_stock.push({ ...layer, quantity: entry.opening, reason: 'given' });
      const amount = amountOf(entry, entry.opening, scale);
      opening_stock_amount.push({ ...layer, element: 'value', amount });
      continue;
    }
    const [type, quantity, amount] = movementOf(entry, scale);
    const at = new Date(Date.UTC(2026, 0, 1 + day) + place).toISOString();
    const refers_to = 'of' in entry && entry.of !== undefined ? `of ${key}` : '';
    if ('of' in entry && entry.of !== undefined) {
      earlier_cost.push({ ledger: 'L', movement: refers_to, element: 'value', quantity: entry.of, amount: '0' });
    }
    movement.push({
      movement: key,
      document: 'given',
      line: place,
      posted_at: at,
      type,
      plant: 'P',
      item: 'I',
      quantity,
      refers_to,
      ...APPROVED,
    });
    if (amount !== undefined) movement_amount.push({ movement: key, ledger: 'L', element: 'value', amount });
  }
  const price = {
    plant: 'P',
    item: 'I',
    kind: 'standard',
    element: 'value',
    valid_from: '2000-01-01',
    per_quantity: '1',
  };
  return {
    ledger: [{ ledger: 'L', currency: 'X', amount_scale: scale, time_zone: 'UTC' }],
    ledger_plant: [{ ledger: 'L', plant: 'P' }],
    plant: [{ plant: 'P' }],
    period: [{ ledger: 'L', period: PERIOD, starts_on: '2026-01-01', ends_on: LAST_DAY }],
    cost_element: [{ element: 'value', class: 'material', position: 1 }],
    cost_centre: [{ centre: 'C', plant: 'P', kind: 'administration' }],
    item: [{ item: 'I', unit: 'unit', supply: 'purchased', valued: true }],
    item_price: fallback_price === undefined ? [] : [{ ...price, price: fallback_price }],
    movement,
    movement_amount,
    opening_stock,
    opening_stock_amount,
    earlier_cost,
  };
}

const APPROVED = { centre: 'C', status: 'approved' } as const;
/** Far enough for any number of days: a period may have any length. */
const LAST_DAY = '2126-01-01';

function movementOf(
  entry: Exclude<StockEntry, { readonly opening: string }>,
  scale: number,
): [type: string, quantity: string, amount: string | undefined] {
  if ('issue' in entry) return ['issue', entry.issue, undefined];
  if ('adjust' in entry) return [entry.of === undefined ? 'revaluation' : 'purchase_adjustment', '0', entry.adjust];
  if ('return' in entry) return ['purchase_return', entry.return, amountOf(entry, entry.return, scale)];
  return ['purchase_receipt', entry.receipt, amountOf(entry, entry.receipt, scale)];
}

/** Reads the entries' figures off the closed month. */
class Reading {
  readonly #entries: readonly StockEntry[];
  readonly #outcome: Outcome;
  readonly #options: StockOptions;
  readonly #amounts: bigint[];
  readonly #layers: Layer[][];
  readonly #closing: Layer[] = [];
  #expensed = 0n;

  constructor(entries: readonly StockEntry[], outcome: Outcome, options: StockOptions) {
    this.#entries = entries;
    this.#outcome = outcome;
    this.#options = options;
    this.#amounts = entries.map(() => 0n);
    this.#layers = entries.map(() => []);
    this.#read();
  }

  #read(): void {
    const { compiled, settled } = this.#outcome;
    const taken = this.#taken();
    for (const { from, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
      const amount = BigInt(amounts[at]);
      const piece = compiled.pieceOfNode[from] ?? -1;
      if (kind === 'opening_stock') this.#amounts[this.#openingEntry(ref)] += amount;
      else if (kind === 'late_difference' || kind === 'negative_stock') this.#expensed += amount;
      else if (kind === 'movement') {
        const entry = this.#entryOf(ref);
        this.#amounts[entry] += amount;
        if (piece >= 0) this.#layers[entry].push({ entry: this.#begunBy(piece), ...taken(piece, ref), amount });
      } else if (kind === 'closing_stock') {
        const owed = { entry: -1, quantity: 0n, turn: -1 };
        this.#closing.push(
          piece < 0 ? { ...owed, amount } : { entry: this.#begunBy(piece), ...taken(piece, -1), amount },
        );
      }
    }
    for (const { amounts } of settled.stranded) this.#expensed += BigInt(amounts[0]);
    for (const layers of [...this.#layers, this.#closing]) layers.sort((a, b) => a.turn - b.turn);
  }

  valued(): ValuedStock {
    let quantity = 0n;
    let amount = 0n;
    let issuedQuantity = 0n;
    let issuedAmount = 0n;
    let price = this.#options.fallback_price ?? '';
    const entries = this.#entries.map((entry, place): ValuedEntry => {
      const change = quantityOf(entry);
      quantity += change;
      amount += change < 0n && !('opening' in entry) ? -this.#amounts[place] : this.#amounts[place];
      if ('issue' in entry) {
        issuedQuantity -= change;
        issuedAmount += this.#amounts[place];
      }
      if (change > 0n) price = this.#unit(this.#amounts[place], change);
      const balance = this.#balance(quantity, amount, price);
      if (quantity > 0n) price = balance.unit_cost;
      return {
        quantity: printFixed(change < 0n ? -change : change, QUANTITY_SCALE),
        amount: this.#print(this.#amounts[place]),
        layers: this.#layers[place].map((layer) => this.#printLayer(layer)),
        balance,
      };
    });
    const closingAmount = this.#closing.reduce((sum, layer) => sum + layer.amount, 0n);
    const layers = this.#closing.filter((layer) => layer.entry >= 0).map((layer) => this.#printLayer(layer));
    return {
      entries,
      issued: { quantity: printFixed(issuedQuantity, QUANTITY_SCALE), amount: this.#print(issuedAmount) },
      closing: { ...this.#balance(quantity, closingAmount, price), layers },
      expensed: this.#print(this.#expensed),
    };
  }

  /** What a movement's row, or closing stock (−1), took from a piece, and at which turn. */
  #taken(): (piece: number, row: number) => { readonly quantity: bigint; readonly turn: number } {
    const { events, flows } = this.#outcome.compiled;
    const taken = new Map<string, { quantity: bigint; turn: number }>();
    for (let turn = 0; turn < flows.takenBy.length; turn++) {
      const event = flows.takenBy.values[turn];
      const key = `${flows.takenFrom.values[turn]} ${event < 0 ? -1 : events.row[event]}`;
      const quantity = (taken.get(key)?.quantity ?? 0n) + BigInt(flows.takenQuantity.values[turn]);
      taken.set(key, { quantity, turn });
    }
    return (piece, row) => taken.get(`${piece} ${row}`) ?? { quantity: 0n, turn: -1 };
  }

  #begunBy(piece: number): number {
    const { events, flows } = this.#outcome.compiled;
    const row = events.row[flows.pieceStart.values[piece]];
    return row < 0 ? this.#openingEntry(-1 - row) : this.#entryOf(row);
  }

  #entryOf(row: number): number {
    const { movement, symbols } = this.#outcome.facts;
    return Number(symbols.text(movement.movement[row]));
  }

  #openingEntry(row: number): number {
    const { opening_stock, symbols } = this.#outcome.facts;
    return Number(symbols.text(opening_stock.layer[row]));
  }

  #balance(quantity: bigint, amount: bigint, price: string): Balance {
    const unit = quantity > 0n ? this.#unit(amount, quantity) : price;
    return { quantity: printFixed(quantity, QUANTITY_SCALE), amount: this.#print(amount), unit_cost: unit };
  }

  #unit(amount: bigint, quantity: bigint): string {
    return unitCost(amount, quantity, this.#options.scale ?? 2, this.#options.unit_cost_decimals ?? 6);
  }

  #printLayer({ entry, quantity, amount }: Layer): ValuedLayer {
    return { entry, quantity: printFixed(quantity, QUANTITY_SCALE), amount: this.#print(amount) };
  }

  #print(amount: bigint): string {
    return printFixed(amount, this.#options.scale ?? 2);
  }
}

interface Layer {
  readonly entry: number;
  readonly quantity: bigint;
  readonly turn: number;
  readonly amount: bigint;
}

/** The change of quantity: in above zero, out below. */
function quantityOf(entry: StockEntry): bigint {
  const quantity = (text: string) => BigInt(parseFixed(text, QUANTITY_SCALE));
  if ('opening' in entry) return quantity(entry.opening);
  if ('receipt' in entry) return quantity(entry.receipt);
  if ('issue' in entry) return -quantity(entry.issue);
  return 'return' in entry ? -quantity(entry.return) : 0n;
}
