import { type Cause, type CauseKind, causeKey, causeOf, type Place } from './cause.js';
import { addTimes, type Fixed, isNothing, ONE, ratio, times, type Vector } from './fixed-point.js';
import type { Factor, Link, ModelNode, NodeGroup, Own } from './model.js';

/** All that a node took from another for one cause. */
export interface Input {
  readonly source: NodeFlows;
  readonly cause: Cause;
  readonly quantity: Fixed;
  /** The same without what became scrap. */
  readonly without: Fixed;
  /** What was taken in earlier periods and still in process, likewise. */
  readonly earlier: Fixed;
  readonly earlierWithout: Fixed;
  readonly amounts: Readonly<Vector> | undefined;
}

/** What was gathered of a node. */
export interface NodeFlows extends Pick<ModelNode, 'group' | 'place' | 'quantity' | 'flows'> {
  readonly key: string;
  readonly amounts: Readonly<Vector>;
  /** What a unit is worth; undefined where there is none. */
  readonly price: Vector | undefined;
  /** What its quantity is a cause of, where its cost is a sum that its units share: a fixed pool's volume. */
  readonly volume: Cause | undefined;
  readonly own: ReadonlyMap<string, { readonly cause: Cause; readonly amounts: Readonly<Vector> }>;
  readonly inputs: readonly Input[];
}

/**
 * A node of the model of a settled period: its flows as a price, links and own costs. Each is made when it is first asked for: who asks
 * about one item asks for few nodes, and for rounding only where one version alone has the node.
 */
export class FinishedNode implements ModelNode {
  readonly #of: NodeFlows;
  readonly #unit: Fixed;
  #parts: Pick<ModelNode, 'links' | 'own' | 'flows'> | undefined;

  /** @param unit the smallest amount of currency. */
  constructor(of: NodeFlows, unit: Fixed) {
    this.#of = of;
    this.#unit = unit;
  }

  get group(): NodeGroup {
    return this.#of.group;
  }

  get place(): Place {
    return this.#of.place;
  }

  get quantity(): Fixed {
    return this.#of.quantity;
  }

  get price(): Vector {
    return this.#of.price as Vector;
  }

  get links(): readonly Link[] {
    return this.#finished().links;
  }

  get own(): readonly Own[] {
    return this.#finished().own;
  }

  get flows(): number {
    return this.#finished().flows;
  }

  get rounding(): Vector {
    const { own } = this.#finished();
    const rounding = this.price.slice();
    for (const input of this.#of.inputs) {
      const { price } = input.source;
      if (price !== undefined && isLink(input)) addTimes(rounding, price, -product(factorsOf(this.#of, input)));
    }
    for (const { amounts, factors } of own) addTimes(rounding, amounts, -product(factors));
    return rounding;
  }

  #finished() {
    this.#parts ??= finished(this.#of, this.#unit);
    return this.#parts;
  }
}

function finished(of: NodeFlows, unit: Fixed): Pick<ModelNode, 'links' | 'own' | 'flows'> {
  let { flows } = of;
  const links: Link[] = [];
  const own = new Map<string, Own>();
  const perUnit: Factor[] = of.volume === undefined ? [] : [{ cause: of.volume, value: ratio(ONE, of.quantity) }];
  const price = of.price as Vector;
  const bear = (cause: Cause, amounts: readonly Fixed[]) => {
    if (isNothing(amounts)) return;
    const shared = perUnit.length > 0;
    const present = own.get(causeKey(cause));
    const vector = present?.amounts ?? Array<Fixed>(amounts.length).fill(0n);
    for (const [e, amount] of amounts.entries()) {
      const perPiece = amount === of.amounts[e] ? price[e] : ratio(amount, of.quantity);
      vector[e] += shared ? amount : perPiece;
    }
    own.set(causeKey(cause), { cause, amounts: vector, factors: perUnit });
  };
  for (const { cause, amounts } of of.own.values()) bear(cause, amounts);
  for (const input of of.inputs) {
    const { source, cause } = input;
    if (isLink(input)) {
      links.push({ source: source.key, cause, factors: factorsOf(of, input), presence: presenceOf(of.group, cause) });
    }
    const beyond = beyondPrice(input);
    if (beyond === undefined) continue;
    const isInTransit = isOfGoodsOnTheirWay(source);
    const most = isInTransit ? unit * BigInt(source.flows) : NEGLIGIBLE;
    if (beyond.some((amount) => amount > most || amount < -most)) {
      bear(causeOf('layers', source.place, of.place), beyond);
    } else if (isInTransit) flows += source.flows;
  }
  return { links, own: [...own.values()], flows };
}

/** What was taken earlier only may have no price in this period; the other version may know it. */
function isLink({ source, quantity, earlier }: Input): boolean {
  return quantity === 0n ? earlier !== 0n : source.quantity !== 0n;
}

/** What an input carried that its quantity at the price of its source is not. */
function beyondPrice({ source, quantity, amounts }: Input): Vector | undefined {
  if (amounts === undefined) return undefined;
  // All of what its source has.
  if (quantity === source.quantity && amounts.every((amount, e) => amount === source.amounts[e])) {
    return quantity === 0n ? [...amounts] : amounts.map(() => 0n);
  }
  const { price } = source;
  return amounts.map((amount, e) => amount - (price === undefined ? 0n : times(price[e], quantity)));
}

/**
 * Goods on their way are kept by transfer, each with an amount of its own, which is whole: two transfers out of one stock differ by
 * rounding alone, and by the little that they are, by much a piece.
 */
export const IN_TRANSIT = 'in transit';

/** Stock and what came into it: their keys say so behind plant and item, which may be called anything. */
function isOfGoodsOnTheirWay({ group, key }: NodeFlows): boolean {
  return (group === 'stock' || group === 'leaf') && key.split('\0').includes(IN_TRANSIT, 3);
}

/** 10^-20 of the currency: what division at 40 decimals leaves is no difference of layers. */
const NEGLIGIBLE = ONE / 10n ** 20n;

/** In the order of which the shares of causes hang (see formulas.md). */
function factorsOf({ group, place, quantity: units, volume }: NodeFlows, input: Input): Factor[] {
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
  return factors.length === 1 ? factors[0].value : factors.reduce((value, factor) => times(value, factor.value), ONE);
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
