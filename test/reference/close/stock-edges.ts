import type { Policy } from '@millrace/costing-core';
import type { ClosingEdge } from './balances.js';
import { type Bucket, keyOfPlace, type StockEvent } from './bucket.js';
import { worth } from './fallback.js';
import { Fraction, ONE, sum, ZERO } from './fraction.js';
import type { Matched, Piece } from './matched.js';
import { OUTSIDE, type ReferenceNetwork, type Vector } from './network.js';

/** Methods by which a bucket has one price for the whole period. */
const OF_PERIOD = ['periodic_average', 'specific', 'standard'];

/**
 * Stock as nodes and edges. What lands on several pieces passes a node that spreads it by quantity (`spread`). In stock
 * at standard cost every inflow passes a node (`difference`) that hands on the standard value, and keeps the rest; what
 * leaves at a known value leaves stock at standard too. A late difference passes a node (`late`) from which stock bears
 * its part and expense the rest.
 *
 * What is short leaves from `short` at the fallback price, and closing stock owes it. Opening stock below zero is a
 * `debt`: what covers it flows to `revaluation` at what it costs, which bears the difference (rules.md 26).
 */
export class StockEdges {
  readonly #network: ReferenceNetwork;
  readonly #policy: Policy;
  readonly #matched: Matched;
  readonly #entries = new Map<StockEvent, string>();
  /** The ways into closing stock. */
  readonly closings: ClosingEdge[] = [];

  constructor(network: ReferenceNetwork, policy: Policy, matched: Matched) {
    this.#network = network;
    this.#policy = policy;
    this.#matched = matched;
  }

  /** The node that the value of an event enters. */
  entry(event: StockEvent): string {
    let entry = this.#entries.get(event);
    if (entry === undefined) {
      entry = this.#entryOf(event);
      this.#entries.set(event, entry);
    }
    return entry;
  }

  #entryOf(event: StockEvent): string {
    const { bucket } = event;
    const landed = this.#matched.lands.get(event);
    if (landed === undefined) throw new Error(`${event.movement} lands nowhere in ${bucket.key}`);
    if (!('start' in landed)) {
      const spread = named('spread', bucket, event.movement);
      for (const { piece, quantity } of landed) this.#network.share(spread, nodeOf(piece), 'spread', '', quantity);
      return spread;
    }
    if (bucket.standard === undefined) return nodeOf(landed);
    this.#network.fixed(
      this.#difference(bucket),
      nodeOf(landed),
      'standard',
      '',
      worth(event.quantity, bucket.standard),
    );
    return this.#difference(bucket);
  }

  #difference(bucket: Bucket): string {
    const { name, shares } = this.#network.node(`difference ${bucket.key}`);
    const isToProducts = this.#policy.variances.to === 'products';
    if (isToProducts && !this.#network.unshared.some(({ node }) => node === name)) {
      this.#network.unshared.push({ node: name, rounding: 'exact', item: bucket.place.item });
    }
    if (!isToProducts && shares.length === 0) this.#network.share(name, OUTSIDE, 'price_difference', '', ONE);
    return name;
  }

  addInflows(buckets: readonly Bucket[]): void {
    for (const { events } of buckets) {
      for (const event of events) if (event.does === 'in' || event.does === 'value') this.#addInflow(event);
    }
  }

  #addInflow(event: StockEvent): void {
    const { bucket, amounts, movement, node } = event;
    if (amounts === undefined) return;
    const share = this.#matched.late.get(event);
    if (share === undefined) {
      const entry = this.entry(event);
      if (movement === '') this.#network.source(entry, 'opening_stock', '', amounts);
      else if (node === OUTSIDE) this.#network.source(entry, 'movement', movement, amounts);
      else this.#network.fixed(node, entry, 'movement', movement, amounts);
      return;
    }
    const late = named('late', bucket, movement);
    this.#network.source(late, 'movement', movement, amounts);
    let difference = amounts;
    for (const { reversal, amounts: estimated } of event.corrects ?? []) {
      this.#network.fixed(late, OUTSIDE, 'movement', reversal, estimated);
      difference = difference.map((amount, e) => amount - estimated[e]);
    }
    const covered = upTo(difference, share.covered, share.of);
    if (!share.toClosing) {
      if (share.covered.sign > 0) this.#network.fixed(late, this.entry(event), 'late', '', covered);
    } else if (this.#closes(bucket)) {
      this.#network.fixed(late, OUTSIDE, 'closing_stock', '', covered);
      this.#closesFrom(late, bucket);
    }
    this.#network.share(late, OUTSIDE, 'late_difference', '', ONE);
  }

  #closes(bucket: Bucket): boolean {
    return this.#matched.takes.some(({ from, by }) => by === 'closing' && from.start.bucket === bucket);
  }

  addOutflows(buckets: readonly Bucket[]): void {
    for (const bucket of buckets) this.#addDebt(bucket);
    const taken = new Map<StockEvent, Fraction>();
    /** Of what leaves at a known value, the next part: cumulative over the pieces that it is taken from. */
    const nextPart = (event: StockEvent, quantity: Fraction): Vector => {
      const before = taken.get(event) ?? event.after ?? ZERO;
      taken.set(event, before.plus(quantity));
      const known = event.amounts ?? [];
      const whole = event.quantity.plus(event.after ?? ZERO);
      const already = upTo(known, before, whole);
      return upTo(known, before.plus(quantity), whole).map((amount, e) => amount - already[e]);
    };
    for (const { from, by, quantity, to } of this.#matched.takes) {
      const stock = nodeOf(from);
      if (by === 'closing') {
        this.#network.share(stock, OUTSIDE, 'closing_stock', '', quantity);
        this.#closesFrom(stock, from.start.bucket, from.name);
      } else if (!('does' in by)) this.#network.share(stock, nodeOf(by), 'carry', '', quantity);
      else if (by.movement === '')
        this.#network.share(stock, named('revaluation', by.bucket), 'revalued', '', quantity);
      else if (by.does === 'out') this.#network.share(stock, this.#target(by, to), 'movement', by.movement, quantity);
      else if (by.does === 'out returned')
        this.#network.share(stock, this.#goingBack(by), 'movement', by.movement, quantity);
      else {
        const { standard } = by.bucket;
        const leaving = standard === undefined ? stock : this.#difference(by.bucket);
        if (standard !== undefined) this.#network.fixed(stock, leaving, 'standard', '', worth(quantity, standard));
        this.#network.fixed(leaving, by.node, 'movement', by.movement, nextPart(by, quantity));
      }
    }
    for (const { event, quantity, to } of this.#matched.short) {
      if (event.movement === '') continue;
      const { name, shares } = this.#network.node(named('short', event.bucket));
      if (shares.length === 0) this.#network.share(name, OUTSIDE, 'closing_stock', '', ONE);
      this.#closesFrom(name, event.bucket);
      const amounts =
        event.does === 'out at value' ? nextPart(event, quantity) : worth(quantity, event.bucket.fallback);
      const target =
        event.does === 'out'
          ? this.#target(event, to)
          : event.does === 'out returned'
            ? this.#goingBack(event)
            : event.node;
      this.#network.fixed(name, target, 'movement', event.movement, amounts);
    }
  }

  #closesFrom(node: string, bucket: Bucket, piece = ''): void {
    const { method } = bucket.valuation;
    this.closings.push({ bucket, layer: method === 'fifo' || method === 'lifo' ? piece : '', node });
  }

  /** What goes back to the vendor leaves stock at its price; the vendor takes it at its original value. */
  #goingBack(event: StockEvent): string {
    const { name, shares } = this.#network.node(returnedNode(event));
    if (shares.length === 0) {
      this.#network.fixed(name, OUTSIDE, 'returned', event.movement, event.amounts ?? []);
      this.#network.share(name, OUTSIDE, 'return_difference', '', ONE);
    }
    return name;
  }

  #target({ other, node }: StockEvent, to: Piece | undefined): string {
    if (to !== undefined) return nodeOf(to);
    return other === undefined ? node : this.entry(other);
  }

  #addDebt(bucket: Bucket): void {
    const debts = bucket.events.filter(({ movement, does }) => movement === '' && does === 'out');
    if (debts.length === 0) return;
    const debt = named('debt', bucket);
    for (const { amounts } of debts) this.#network.source(debt, 'opening_stock', '', amounts ?? []);
    const isDebt = (by: Matched['takes'][number]['by']) => debts.some((event) => event === by);
    const covered = sum(this.#matched.takes.filter(({ by }) => isDebt(by)).map(({ quantity }) => quantity));
    const revaluation = named('revaluation', bucket);
    this.#network.share(debt, revaluation, 'revalued', '', covered);
    this.#network.share(debt, OUTSIDE, 'closing_stock', '', sum(debts.map(({ quantity }) => quantity)).minus(covered));
    this.#closesFrom(debt, bucket);
    if (covered.sign > 0) this.#network.share(revaluation, OUTSIDE, 'negative_stock', '', ONE);
  }
}

/** The node of what goes back to the vendor at stock's own price. */
export function returnedNode({ bucket, movement }: StockEvent): string {
  return named('returned', bucket, movement);
}

function nodeOf({ name, start: { bucket } }: Piece): string {
  return named('stock', bucket, OF_PERIOD.includes(bucket.valuation.method) ? '' : name);
}

function named(kind: string, { place }: Bucket, part = ''): string {
  return `${kind} ${keyOfPlace(place)}${part && ` · ${part}`}`;
}

/** R(amount · quantity / whole), per element. */
function upTo(amounts: Vector, quantity: Fraction, whole: Fraction): Vector {
  return amounts.map((amount) => (whole.sign === 0 ? ZERO : new Fraction(amount).times(quantity).over(whole)).rounded);
}
