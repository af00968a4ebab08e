import { type Cause, causeKey, isSameCause, type Place } from './cause.js';
import { FinishedNode, type Input, type NodeFlows } from './finished-node.js';
import { addTimes, type Fixed, ONE, ratio, times, type Vector } from './fixed-point.js';
import { type Model, type ModelNode, type NodeGroup, nodeKey } from './model.js';

/** What a node takes from another. */
export interface Taken {
  readonly quantity: Fixed;
  /** The same without what became scrap. */
  readonly without: Fixed;
  /** What it carried, before rounding; undefined where it carried its quantity times the source's own rate. */
  readonly amounts: readonly Fixed[] | undefined;
  readonly cause: Cause;
}

type GatheredInput = { -readonly [K in keyof Input]: Input[K] } & {
  readonly source: Gathered;
  amounts: Vector | undefined;
  /** From the same source, for another cause. */
  readonly other: GatheredInput | undefined;
};

interface GatheredNode {
  readonly group: NodeGroup;
  readonly place: Place;
  readonly width: number;
  readonly volume: Cause | undefined;
}

/** A node while its flows are gathered. */
export class Gathered implements NodeFlows {
  readonly key: string;
  readonly group: NodeGroup;
  readonly place: Place;
  /** What its quantity is a cause of, where its cost is a sum that its units share: a fixed pool's volume. */
  readonly volume: Cause | undefined;
  quantity: Fixed = 0n;
  readonly amounts: Vector;
  readonly own = new Map<string, { cause: Cause; amounts: Vector }>();
  flows = 0;
  readonly #inputs: GatheredInput[] = [];
  readonly #bySource = new Map<Gathered, GatheredInput>();
  #price: Vector | undefined;

  constructor(key: string, { group, place, width, volume }: GatheredNode) {
    this.key = key;
    this.group = group;
    this.place = place;
    this.volume = volume;
    this.amounts = Array<Fixed>(width).fill(0n);
  }

  get inputs(): readonly Input[] {
    return this.#inputs;
  }

  /** What a unit is worth; undefined where there is none. To be asked for when all flows are gathered. */
  get price(): Vector | undefined {
    if (this.quantity !== 0n) this.#price ??= this.amounts.map((amount) => ratio(amount, this.quantity));
    return this.#price;
  }

  take(source: Gathered, { quantity, without, amounts, cause }: Taken, factor: Fixed): void {
    const input = this.#input(source, cause);
    input.quantity += times(quantity, factor);
    input.without += times(without, factor);
    if (amounts === undefined) return;
    input.amounts ??= Array<Fixed>(amounts.length).fill(0n);
    addTimes(input.amounts, amounts, factor);
  }

  tookEarlier(source: Gathered, cause: Cause, quantity: Fixed, without: Fixed): void {
    const input = this.#input(source, cause);
    input.earlier += quantity;
    input.earlierWithout += without;
  }

  /** Notes units and what they are worth. */
  hold(quantity: Fixed, amounts: readonly Fixed[], factor: Fixed = ONE): void {
    this.quantity += quantity;
    addTimes(this.amounts, amounts, factor);
  }

  bear(cause: Cause, amounts: readonly Fixed[], factor: Fixed = ONE): void {
    const key = causeKey(cause);
    let own = this.own.get(key);
    if (own === undefined) {
      own = { cause, amounts: Array<Fixed>(amounts.length).fill(0n) };
      this.own.set(key, own);
    }
    addTimes(own.amounts, amounts, factor);
  }

  #input(source: Gathered, cause: Cause): GatheredInput {
    const other = this.#bySource.get(source);
    for (let known = other; known !== undefined; known = known.other) if (isSameCause(known.cause, cause)) return known;
    const nothing = { quantity: 0n, without: 0n, earlier: 0n, earlierWithout: 0n, amounts: undefined };
    const input = { source, cause, ...nothing, other };
    this.#bySource.set(source, input);
    this.#inputs.push(input);
    return input;
  }
}

/** Gathers flows by node of the comparison model, then makes prices, coefficients and own costs of them. */
export class Gathering {
  readonly #elements: readonly string[];
  readonly #unit: Fixed;
  readonly #nodes = new Map<string, Gathered>();

  /** @param unit the smallest amount of currency. */
  constructor(elements: readonly string[], unit: Fixed) {
    this.#elements = elements;
    this.#unit = unit;
  }

  node(group: NodeGroup, place: Place, more: readonly string[] = [], volume?: Cause): Gathered {
    const key = nodeKey(group, place, more);
    let node = this.#nodes.get(key);
    if (node === undefined) {
      node = new Gathered(key, { group, place, width: this.#elements.length, volume });
      this.#nodes.set(key, node);
    }
    return node;
  }

  /** To be called when all flows are gathered. */
  model(): Model {
    const nodes = new Map<string, ModelNode>();
    for (const [key, node] of this.#nodes) if (node.quantity !== 0n) nodes.set(key, new FinishedNode(node, this.#unit));
    return { elements: this.#elements, nodes };
  }
}
