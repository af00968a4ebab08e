import { QUANTITY_SCALE } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import { NODE } from '../compile/flow-kinds.js';
import { DIRECTION, takesQuantity } from '../compile/stock/events.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import type { Outcome } from '../results/outcome.js';
import { type Cause, type CauseKind, causeKey, causeOf, type Place } from './cause.js';
import { IN_TRANSIT } from './finished-node.js';
import { addTimes, type Fixed, fixed, isNothing, ONE, type Vector } from './fixed-point.js';
import type { Gathered, Gathering } from './gather.js';

/** What comes into stock from no other node, with a quantity and a price of its own. */
export type LeafKind = 'opening' | 'purchase' | 'count' | 'returned' | 'by_product' | 'standard';

const LEAF_CAUSES = {
  opening: 'opening',
  purchase: 'purchase_price',
  count: 'adjustment',
  returned: 'returned',
  by_product: 'credit',
  standard: 'standard',
} as const satisfies Record<LeafKind, CauseKind>;

interface Leaf {
  quantity: Fixed;
  readonly amounts: Vector;
}

/**
 * Stock as nodes: one for each item and plant, over lots, projects and layers, what is on its way apart. One unit is one available
 * (rules.md 36): opening and receipts, net of what left at a value known beforehand.
 *
 * Stock at standard cost hangs on its standard price alone: what its receipts cost is in the difference that they leave.
 */
export class StockNodes {
  readonly #outcome: Outcome;
  readonly #gathering: Gathering;
  /** By bucket. */
  readonly #nodes: readonly Gathered[];
  readonly #atStandard: ReadonlySet<Gathered>;
  readonly #itemRow: (code: number) => number;
  readonly #leaves = new Map<Gathered, Map<LeafKind, Leaf>>();
  #takenFrom: ReadonlyMap<number, number> | undefined;

  /** @param shares whether the receipt of a row shares what its order completed. */
  constructor(outcome: Outcome, gathering: Gathering, shares: (row: number) => boolean) {
    this.#outcome = outcome;
    this.#gathering = gathering;
    const { compiled, facts } = outcome;
    const { plan, events } = compiled;
    this.#itemRow = rowOf(facts.item.item);
    this.#nodes = events.buckets.map(({ plant, item, inTransit }) => {
      const place = { plant: facts.symbols.text(plant), key: facts.symbols.text(item) };
      return gathering.node('stock', place, inTransit === 0 ? [] : [IN_TRANSIT]);
    });
    const atStandard = new Set<Gathered>();
    for (let node = 0; node < plan.nodeKind.length; node++) {
      if (plan.nodeKind[node] === NODE.difference) atStandard.add(this.#nodes[plan.nodeRef[node]]);
    }
    this.#atStandard = atStandard;
    this.#countUnits(shares);
  }

  /** The node of stock behind a node of the network; undefined for others, and for what only tells differences apart. */
  at(node: number): Gathered | undefined {
    const { plan } = this.#outcome.compiled;
    const bucket = bucketOfNode(plan, node);
    return bucket < 0 || APART.has(plan.nodeKind[node]) ? undefined : this.#nodes[bucket];
  }

  /** The same, also where a node only tells a difference apart. */
  ofBucket(bucket: number): Gathered {
    return this.#nodes[bucket];
  }

  /** The stock that a movement, by its row, takes from. */
  from(row: number): Gathered {
    this.#takenFrom ??= bucketsTakenFrom(this.#outcome);
    return this.#nodes[this.#takenFrom.get(row) as number];
  }

  /** Notes what a leaf is worth; its units are known from events. */
  bring(stock: Gathered, kind: LeafKind, amounts: readonly Fixed[], factor: Fixed = ONE): void {
    addTimes(this.#leaf(stock, kind).amounts, amounts, factor);
  }

  /** Makes nodes of the leaves. To be called when all that stock takes is known. */
  addLeaves(): void {
    for (const stock of new Set(this.#nodes)) {
      const leaves = this.#leaves.get(stock) ?? new Map<LeafKind, Leaf>();
      if (this.#atStandard.has(stock)) this.#fill(stock, leaves);
      for (const [kind, { quantity, amounts }] of leaves) {
        addTimes(stock.amounts, amounts);
        const parts = this.#causesOf(kind, stock.place, amounts);
        if (quantity === 0n) {
          for (const { cause, amounts: own } of parts) stock.bear(cause, own);
          continue;
        }
        const leaf = this.#gathering.node('leaf', stock.place, [kind, ...stock.key.split('\0').slice(3)]);
        leaf.hold(quantity, amounts);
        for (const { cause, amounts: own } of parts) leaf.bear(cause, own);
        stock.take(leaf, { quantity, without: quantity, amounts, cause: causeOf('mix', stock.place) }, ONE);
      }
    }
  }

  /** What stock at standard took in at its standard: all units that have no other source. */
  #fill(stock: Gathered, leaves: ReadonlyMap<LeafKind, Leaf>): void {
    let rest = stock.quantity;
    for (const { quantity } of stock.inputs) rest -= quantity;
    for (const { quantity } of leaves.values()) rest -= quantity;
    this.#leaf(stock, 'standard').quantity += rest;
  }

  #countUnits(shares: (row: number) => boolean): void {
    const { events, kindOf } = this.#outcome.compiled;
    const { first, buckets, direction, quantity, row, other } = events;
    for (let bucket = 0; bucket < buckets.length; bucket++) {
      const stock = this.#nodes[bucket];
      for (let event = first[bucket]; event < first[bucket + 1]; event++) {
        const isOut = takesQuantity(direction[event]);
        const isOpening = row[event] < 0;
        if (isOut && !isOpening && direction[event] !== DIRECTION.outAtValue) continue;
        const units = fixed(isOut ? -quantity[event] : quantity[event], UNIT);
        stock.quantity += units;
        if (this.#atStandard.has(stock) && !(isOut && isOpening)) continue;
        const leaf = isOpening ? 'opening' : isOut ? 'returned' : leafOf(row[event]);
        if (leaf !== undefined && (isOpening || isOut || other[event] < 0)) this.#leaf(stock, leaf).quantity += units;
      }
    }

    function leafOf(of: number): LeafKind | undefined {
      const kind = kindOf(of);
      if (kind.returns !== undefined) return 'returned';
      if (kind.fromOrder) return shares(of) ? undefined : 'by_product';
      if (kind.type === 'count_gain') return 'count';
      return kind.owns ? 'purchase' : undefined;
    }
  }

  #leaf(stock: Gathered, kind: LeafKind): Leaf {
    const leaves = this.#leaves.get(stock) ?? new Map<LeafKind, Leaf>();
    this.#leaves.set(stock, leaves);
    const leaf = leaves.get(kind) ?? { quantity: 0n, amounts: stock.amounts.map(() => 0n) };
    leaves.set(kind, leaf);
    return leaf;
  }

  /** Of a purchase, the part in the item's own element is its price, other elements are freight and the like. */
  #causesOf(kind: LeafKind, place: Place, amounts: readonly Fixed[]): { cause: Cause; amounts: Vector }[] {
    const price = causeOf(LEAF_CAUSES[kind], place);
    const own = kind === 'purchase' ? this.#ownElement(place) : -1;
    if (own < 0) return [{ cause: price, amounts: [...amounts] }];
    const parts = [
      { cause: price, amounts: amounts.map((amount, e) => (e === own ? amount : 0n)) },
      { cause: causeOf('freight', place), amounts: amounts.map((amount, e) => (e === own ? 0n : amount)) },
    ];
    return parts
      .filter((part) => !isNothing(part.amounts))
      .sort((a, b) => (causeKey(a.cause) < causeKey(b.cause) ? -1 : 1));
  }

  /** The place of an item's own element; −1 where it has none. */
  #ownElement({ key }: Place): number {
    const { facts, scope } = this.#outcome;
    const row = this.#itemRow(facts.symbols.find(key) as number);
    return row < 0 ? -1 : (scope.elementPlace.get(facts.item.element[row]) ?? -1);
  }
}

/** By movement row. */
function bucketsTakenFrom({ compiled: { events } }: Outcome): Map<number, number> {
  const buckets = new Map<number, number>();
  for (let bucket = 0; bucket < events.buckets.length; bucket++) {
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      if (events.direction[event] !== DIRECTION.in) buckets.set(events.row[event], bucket);
    }
  }
  return buckets;
}

const UNIT = 10 ** QUANTITY_SCALE;

/** What they carry on is known beforehand, whatever comes in. */
const APART: ReadonlySet<number> = new Set([NODE.difference, NODE.late, NODE.returned, NODE.stock_balance]);
