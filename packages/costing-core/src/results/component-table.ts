import { divRound, GrowingArray, roundUnlessInDoubt } from '@millrace/exact';
import { NODE } from '../compile/flow-kinds.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import { ComponentOrigins, OTHER } from './component-origins.js';
import type { Flow } from './flows.js';
import { inOrder } from './key-order.js';
import type { OrderStages } from './order-stages.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/**
 * What completions consist of, one level down. An order's stages know what entered them (components, pools, work in
 * process from before, fees); what they completed is made up in the same proportions, by cumulative rounding, so that
 * the parts add up to the completed amount of every element.
 */
export class ComponentTable {
  readonly #outcome: Outcome;
  readonly #stages: OrderStages;
  /** Steps in parallel, which come after the stages of orders: what they give is a component, whatever it is made of. */
  readonly #steps: ReadonlyMap<number, number>;
  readonly #origins: ComponentOrigins;
  /** What entered stages, by origin. */
  readonly #inputs: Links;
  /** What stages brought to what their order completed. */
  readonly #completed: Links;
  /** What came to buckets from what orders completed. */
  readonly #receipts: Links;

  constructor(outcome: Outcome, stages: OrderStages) {
    this.#outcome = outcome;
    this.#stages = stages;
    const nodes = Array.from(outcome.compiled.orders.steps.all(), ({ node, opening }) => [node, opening ?? node]);
    this.#steps = new Map(nodes.flat().map((node, place) => [node, stages.count + (place >> 1)]));
    this.#origins = new ComponentOrigins(outcome);
    const { network, carried } = outcome.settled;
    const amounts = [network.sourceAmount, network.fixedAmount, carried];
    const width = outcome.scope.elements.length;
    this.#inputs = new Links(amounts, width);
    this.#completed = new Links(amounts, width);
    this.#receipts = new Links(amounts, width);
  }

  add(flow: Flow): void {
    const { from, to, kind } = flow;
    const { nodeKind, nodeRef } = this.#outcome.compiled.plan;
    const into = to === OUTSIDE ? -1 : this.#stages.at[to];
    const outOf = from === OUTSIDE ? -1 : this.#stages.at[from];
    if (into >= 0) this.#inputs.add(into, this.#origins.of(flow, from), flow, 1);
    const step = kind === 'completed' ? this.#steps.get(from) : undefined;
    if (step !== undefined) {
      this.#inputs.add(step, this.#origins.of(flow, from), flow, 1);
      this.#completed.add(to, step, flow, 1);
    } else if (outOf >= 0) {
      if (kind === 'completed') this.#completed.add(to, outOf, flow, 1);
      // What flows back to stock was part of a component.
      if (kind === 'movement' || kind === 'normal_salvage')
        this.#inputs.add(outOf, this.#origins.of(flow, to), flow, -1);
    } else if (kind === 'movement' && from !== OUTSIDE && to !== OUTSIDE && nodeKind[from] === NODE.completed) {
      this.#receipts.add(nodeRef[to], from, flow, 1);
    }
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, compiled } = this.#outcome;
    const { symbols } = facts;
    const { buckets } = compiled.events;
    const width = scope.elements.length;
    const nodes = compiled.plan.nodeKind.length;
    const { rank, order } = this.#origins.ranked();
    const inputs = this.#inputs.sorted(this.#stages.count + this.#steps.size, order.length, rank);
    const completed = this.#completed.sorted(nodes, this.#stages.count + this.#steps.size);
    const receipts = this.#receipts.sorted(buckets.length, nodes);
    const other = rank[OTHER];
    const [ofStage, ofMade, ofBucket] = [1, 2, 3].map(() => new Parts(order.length, width));
    const amounts = new Totals(width);

    for (let bucket = 0; bucket < buckets.length; bucket++) {
      let at = receipts.first[bucket];
      const end = receipts.first[bucket + 1];
      if (at === end) continue;
      while (at < end) {
        const made = receipts.source[at];
        amounts.clear();
        for (; at < end && receipts.source[at] === made; at++) receipts.addTo(amounts, at);
        for (let link = completed.first[made]; link < completed.first[made + 1]; link++) {
          const stage = completed.source[link];
          for (let i = inputs.first[stage]; i < inputs.first[stage + 1]; i++) ofStage.add(inputs, i);
          ofStage.split(completed, link, ofMade, other);
          ofStage.clear();
        }
        ofMade.splitTotals(amounts, ofBucket, other);
        ofMade.clear();
      }
      const { plant, item, lot, project } = buckets[bucket];
      for (const place of ofBucket.inOrder()) {
        if (ofBucket.totals.areZero(place * width, width)) continue;
        for (const code of [plant, item, lot, project]) rows.code(symbols, code);
        this.#origins.write(rows, order[place]);
        rows.amounts(ofBucket.totals, place * width, width, scope.amountScale);
        if (rows.end()) yield;
      }
      ofBucket.clear();
    }
  }
}

/** Vectors between things that are known by number, collected in any order. They stay where the flows have them. */
class Links {
  readonly width: number;
  /** The arrays that flows have their amounts in. */
  readonly #amounts: readonly Float64Array[];
  readonly #target = new GrowingArray(Int32Array);
  readonly #source = new GrowingArray(Int32Array);
  /** In which array its vector is, twice, and 1 where it counts negative. */
  readonly #in = new GrowingArray(Uint8Array);
  /** Where in that array it begins. */
  readonly #at = new GrowingArray(Uint32Array);
  /** Vectors of flows that have none of those arrays: what is carried as another element. */
  readonly #others = new GrowingArray(Float64Array);

  constructor(amounts: readonly Float64Array[], width: number) {
    this.#amounts = amounts;
    this.width = width;
  }

  add(target: number, source: number, { amounts, at }: Flow, sign: 1 | -1): void {
    this.#target.push(target);
    this.#source.push(source);
    const known = this.#amounts.indexOf(amounts);
    this.#in.push(2 * (known < 0 ? this.#amounts.length : known) + (sign < 0 ? 1 : 0));
    this.#at.push(known < 0 ? this.#others.length : at);
    if (known < 0) for (let e = 0; e < this.width; e++) this.#others.push(amounts[at + e]);
  }

  /** @param numbers by which other number each source goes. */
  sorted(targets: number, sources: number, numbers?: Int32Array): SortedLinks {
    const target = this.#target.trimmed();
    const given = this.#source.trimmed();
    const source = numbers === undefined ? given : given.map((number) => numbers[number]);
    const order = inOrder(target.length, [
      { of: target, size: targets },
      { of: source, size: sources },
    ]);
    const first = new Uint32Array(targets + 1);
    for (const number of target) first[number + 1]++;
    for (let number = 0; number < targets; number++) first[number + 1] += first[number];
    const { values: places } = this.#in;
    const { values: begins } = this.#at;
    // In their own order, so that reading them one after the other is reading memory onwards.
    const sorted = { source: new Int32Array(order.length), in: new Uint8Array(order.length), at: order };
    for (let i = 0; i < order.length; i++) {
      const link = order[i];
      sorted.source[i] = source[link];
      sorted.in[i] = places[link];
      sorted.at[i] = begins[link];
    }
    return new SortedLinks(first, sorted, [...this.#amounts, this.#others.values], this.width);
  }
}

/** The same by target, then by source; those of a target stand at first[target] up to, not including, first[target + 1]. */
class SortedLinks {
  readonly first: Uint32Array;
  readonly source: Int32Array;
  readonly #in: Uint8Array;
  readonly #at: Uint32Array;
  readonly #amounts: readonly Float64Array[];
  readonly #width: number;

  constructor(
    first: Uint32Array,
    { source, in: places, at }: { readonly source: Int32Array; readonly in: Uint8Array; readonly at: Uint32Array },
    amounts: readonly Float64Array[],
    width: number,
  ) {
    this.first = first;
    this.source = source;
    this.#in = places;
    this.#at = at;
    this.#amounts = amounts;
    this.#width = width;
  }

  amount(link: number, element: number): number {
    const place = this.#in[link];
    const amount = this.#amounts[place >> 1][this.#at[link] + element];
    return (place & 1) === 0 ? amount : -amount;
  }

  addTo(totals: Totals, link: number, first = 0): void {
    const place = this.#in[link];
    const amounts = this.#amounts[place >> 1];
    const at = this.#at[link];
    const sign = (place & 1) === 0 ? 1 : -1;
    for (let e = 0; e < this.#width; e++) {
      const amount = amounts[at + e];
      if (amount !== 0) totals.add(first + e, sign * amount);
    }
  }
}

/** Amounts by origin, of one thing after the other. */
class Parts {
  readonly totals: Totals;
  readonly #width: number;
  readonly #isThere: Uint8Array;
  readonly #places = new GrowingArray(Int32Array);

  constructor(origins: number, width: number) {
    this.totals = new Totals(origins * width);
    this.#width = width;
    this.#isThere = new Uint8Array(origins);
  }

  add(links: SortedLinks, link: number): void {
    const place = links.source[link];
    this.#touch(place);
    links.addTo(this.totals, link, place * this.#width);
  }

  inOrder(): Int32Array {
    return this.#places.trimmed().sort();
  }

  clear(): void {
    for (const place of this.#places.trimmed()) {
      this.#isThere[place] = 0;
      this.totals.clear(place * this.#width, this.#width);
    }
    this.#places.length = 0;
  }

  /** Adds to `into` the amounts of a link in the proportions of these parts. */
  split(links: SortedLinks, link: number, into: Parts, other: number): void {
    const places = this.inOrder();
    for (let e = 0; e < this.#width; e++) this.#splitOne(places, e, links.amount(link, e), into, other);
  }

  splitTotals(amounts: Totals, into: Parts, other: number): void {
    const places = this.inOrder();
    for (let e = 0; e < this.#width; e++) this.#splitOne(places, e, amounts.valueAt(e), into, other);
  }

  /**
   * An amount of one element in the proportions of these parts, by cumulative rounding in the order of the origins. An amount
   * of which nothing is known has the origin `other`.
   */
  #splitOne(places: Int32Array, e: number, amount: Exact, into: Parts, other: number): void {
    if (isNothing(amount)) return;
    let total: Exact = 0;
    for (const place of places) total = plus(total, this.totals.valueAt(place * this.#width + e));
    if (isNothing(total)) {
      into.#touch(other);
      into.totals.addAll(other * this.#width + e, amount);
      return;
    }
    let cumulative: Exact = 0;
    let before: Exact = 0;
    for (const place of places) {
      const part = this.totals.valueAt(place * this.#width + e);
      if (isNothing(part)) continue;
      cumulative = plus(cumulative, part);
      const upTo = timesOver(amount, cumulative, total);
      into.#touch(place);
      into.totals.addAll(place * this.#width + e, plus(upTo, negative(before)));
      before = upTo;
    }
  }

  #touch(place: number): void {
    if (this.#isThere[place] === 1) return;
    this.#isThere[place] = 1;
    this.#places.push(place);
  }
}

/** A total: a safe integer, or a BigInt where it has outgrown them. */
type Exact = number | bigint;

function isNothing(value: Exact): boolean {
  return typeof value === 'number' ? value === 0 : value === 0n;
}

function negative(value: Exact): Exact {
  return -value;
}

function plus(a: Exact, b: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}

/** R(a·b/c). */
function timesOver(a: Exact, b: Exact, c: Exact): Exact {
  if (typeof a === 'number' && typeof b === 'number' && typeof c === 'number') {
    const quotient = (a * b) / c;
    if (Math.abs(quotient) < 2 ** 48) return roundUnlessInDoubt(quotient, a, b, c);
  }
  return divRound(BigInt(a) * BigInt(b), BigInt(c));
}
