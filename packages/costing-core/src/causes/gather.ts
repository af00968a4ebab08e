import { type Cause, type CauseKind, causeKey, causeOf, type Place } from './cause.js';
import { addTimes, type Fixed, isNothing, ONE, ratio, times, type Vector } from './fixed-point.js';
import { type Factor, type Link, type Model, type ModelNode, type NodeGroup, nodeKey, type Own } from './model.js';

/** What a node takes from another. */
export interface Taken {
  readonly quantity: Fixed;
  /** The same without what became scrap. */
  readonly without: Fixed;
  /** What it carried, before rounding; undefined where it carried its quantity times the source's own rate. */
  readonly amounts: readonly Fixed[] | undefined;
  readonly cause: Cause;
}

interface Input {
  readonly source: string;
  readonly cause: Cause;
  quantity: Fixed;
  without: Fixed;
  /** What was taken in earlier periods and still in process, likewise. */
  earlier: Fixed;
  earlierWithout: Fixed;
  amounts: Vector | undefined;
}

interface GatheredNode {
  readonly group: NodeGroup;
  readonly place: Place;
  readonly width: number;
  readonly volume: Cause | undefined;
}

/** A node while its flows are gathered. */
export class Gathered {
  readonly key: string;
  readonly group: NodeGroup;
  readonly place: Place;
  /** What its quantity is a cause of, where its cost is a sum that its units share: a fixed pool's volume. */
  readonly volume: Cause | undefined;
  quantity: Fixed = 0n;
  readonly amounts: Vector;
  readonly inputs = new Map<string, Input>();
  readonly own = new Map<string, { cause: Cause; amounts: Vector }>();
  flows = 0;

  constructor(key: string, { group, place, width, volume }: GatheredNode) {
    this.key = key;
    this.group = group;
    this.place = place;
    this.volume = volume;
    this.amounts = Array<Fixed>(width).fill(0n);
  }

  take(source: string, { quantity, without, amounts, cause }: Taken, factor: Fixed): void {
    const input = this.#input(source, cause);
    input.quantity += times(quantity, factor);
    input.without += times(without, factor);
    if (amounts === undefined) return;
    input.amounts ??= Array<Fixed>(amounts.length).fill(0n);
    addTimes(input.amounts, amounts, factor);
  }

  tookEarlier(source: string, cause: Cause, quantity: Fixed, without: Fixed): void {
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

  #input(source: string, cause: Cause): Input {
    const key = `${source}\0${causeKey(cause)}`;
    let input = this.inputs.get(key);
    if (input === undefined) {
      const nothing = { quantity: 0n, without: 0n, earlier: 0n, earlierWithout: 0n, amounts: undefined };
      input = { source, cause, ...nothing };
      this.inputs.set(key, input);
    }
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

  model(): Model {
    const prices = new Map<string, Vector>();
    for (const [key, { quantity, amounts }] of this.#nodes) {
      if (quantity === 0n) continue;
      prices.set(
        key,
        amounts.map((amount) => ratio(amount, quantity)),
      );
    }
    const nodes = new Map<string, ModelNode>();
    const roundedTo = (source: string) => {
      const { flows = 0 } = this.#nodes.get(source) ?? {};
      return source.endsWith(IN_TRANSIT)
        ? { flows, amount: this.#unit * BigInt(flows) }
        : { flows: 0, amount: NEGLIGIBLE };
    };
    for (const [key, price] of prices) {
      nodes.set(key, finished(this.#nodes.get(key) as Gathered, price, prices, roundedTo));
    }
    return { elements: this.#elements, nodes };
  }
}

/** @param roundedTo how far apart rounding alone can bring what a source gives to several. */
function finished(
  of: Gathered,
  price: Vector,
  prices: ReadonlyMap<string, Vector>,
  roundedTo: (source: string) => { readonly flows: number; readonly amount: Fixed },
): ModelNode {
  let { flows } = of;
  const links = new Map<string, Link>();
  const own = new Map<string, Own>();
  const rounding = price.slice();
  const perUnit: Factor[] = of.volume === undefined ? [] : [{ cause: of.volume, value: ratio(ONE, of.quantity) }];
  const bear = (cause: Cause, amounts: readonly Fixed[]) => {
    if (isNothing(amounts)) return;
    const shared = perUnit.length > 0;
    const present = own.get(causeKey(cause));
    const vector = present?.amounts ?? Array<Fixed>(amounts.length).fill(0n);
    for (let e = 0; e < vector.length; e++) vector[e] += shared ? amounts[e] : ratio(amounts[e], of.quantity);
    own.set(causeKey(cause), { cause, amounts: vector, factors: perUnit });
  };
  for (const { cause, amounts } of of.own.values()) bear(cause, amounts);
  for (const [key, input] of of.inputs) {
    const { source, quantity, amounts } = input;
    const from = prices.get(source);
    // What was taken earlier only may have no price in this period; the other version may know it.
    if (quantity === 0n ? input.earlier !== 0n : from !== undefined) {
      const factors = factorsOf(of, input);
      links.set(key, { source, factors, presence: presenceOf(of.group, input.cause) });
      if (from !== undefined) addTimes(rounding, from, -product(factors));
    }
    if (amounts === undefined) continue;
    const atPrice = from === undefined ? amounts.map(() => 0n) : from.map((each) => times(each, quantity));
    const beyond = amounts.map((amount, e) => amount - atPrice[e]);
    const [, plant, item] = source.split('\0');
    const { flows: roundedFlows, amount: most } = roundedTo(source);
    if (beyond.some((amount) => amount > most || amount < -most)) {
      bear(causeOf('layers', { plant, key: item }, of.place), beyond);
    } else flows += roundedFlows;
  }
  for (const { amounts, factors } of own.values()) addTimes(rounding, amounts, -product(factors));
  return { group: of.group, place: of.place, quantity: of.quantity, price, links, own, rounding, flows };
}

/**
 * Goods on their way are kept by transfer, each with an amount of its own, which is whole: two transfers out of one stock differ by
 * rounding alone, and by the little that they are, by much a piece.
 */
export const IN_TRANSIT = 'in transit';

/** 10^-20 of the currency: what division at 40 decimals leaves is no difference of layers. */
const NEGLIGIBLE = ONE / 10n ** 20n;

/** In the order of which the shares of causes hang (see formulas.md). */
function factorsOf({ group, place, quantity: units, volume }: Gathered, input: Input): Factor[] {
  const { cause, quantity } = input;
  if (group === 'recipe') {
    const whole = quantity + input.earlier;
    const without = input.without + input.earlierWithout;
    const isOdd = whole === 0n || without === 0n;
    return [
      { cause: causeOf('wip', place), value: isOdd ? ONE : ratio(quantity, whole) },
      { cause: causeOf('yield', place), value: isOdd ? ONE : ratio(whole, without) },
      { cause, value: ratio(isOdd ? quantity : without, units) },
    ];
  }
  if (volume === undefined) return [{ cause, value: ratio(quantity, units) }];
  return [
    { cause, value: quantity },
    { cause: volume, value: ratio(ONE, units) },
  ];
}

export function product(factors: readonly Factor[]): Fixed {
  return factors.reduce((value, factor) => times(value, factor.value), ONE);
}

const PRESENCE: Record<NodeGroup, CauseKind> = {
  leaf: 'mix',
  stock: 'mix',
  made: 'mix_made',
  recipe: 'structure',
  rate: 'method',
  sold: 'mix',
  closing: 'mix',
  total: 'quantity',
  target: 'mix_basis',
};

/** Work that comes or goes is another way of allocating, not another structure. */
function presenceOf(group: NodeGroup, { kind }: Cause): CauseKind {
  return kind === 'hours' ? 'method' : PRESENCE[group];
}
