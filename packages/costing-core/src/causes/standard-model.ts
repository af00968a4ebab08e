import { fraction } from '@millrace/exact';
import type { ItemCost } from '../standard/cost-item.js';
import type { RolledStandard } from '../standard/roll-up.js';
import { type Cause, causeKey, causeOf, type Place } from './cause.js';
import { product } from './finished-node.js';
import { addTimes, type Fixed, fixed, isNothing, ONE, ratio, type Vector } from './fixed-point.js';
import { type Link, linkKey, type Model, type ModelNode, type NodeGroup, nodeKey, type Own } from './model.js';
import { type Drawn, exactly, type StandardRecipe, standardRecipes } from './standard-recipe.js';
import { workCause, workKey } from './work-nodes.js';

/**
 * A standard, plan or simulation as the nodes that a closed period has: what has a price is bought, all of it; what is rolled up is made
 * by one recipe of its lines (yield · usage), its work (yield · hours, at the centre's rate), fees, credits and surcharges.
 */
export function modelOfStandard(rolled: RolledStandard): Model {
  const nodes = new StandardNodes(rolled);
  const { order, items } = rolled.standard.structure;
  // From the lowest level up: an item's sources are there before it.
  for (let at = items - 1; at >= 0; at--) nodes.add(order[at]);
  return { elements: rolled.standard.elements.map(({ element }) => element), nodes: nodes.all };
}

interface Rest {
  readonly links?: readonly Link[];
  readonly own?: readonly Own[];
  /** How many rounded numbers are added up in it. */
  readonly flows?: number;
}

class StandardNodes {
  readonly all = new Map<string, ModelNode>();
  readonly #rolled: RolledStandard;
  readonly #recipeOf: (number: number) => StandardRecipe;
  readonly #scale: bigint;
  /** Keys of stock by item: of a large catalogue each is named by many lines. */
  readonly #stockOf: string[] = [];
  readonly #nothing: Vector;

  constructor(rolled: RolledStandard) {
    this.#rolled = rolled;
    this.#recipeOf = standardRecipes(rolled);
    this.#scale = 10n ** BigInt(rolled.standard.policy.cost_scale);
    this.#nothing = rolled.standard.elements.map(() => 0n);
  }

  /** An item with a cost. */
  add(number: number): void {
    const cost = this.#rolled.costs[number];
    if (cost === undefined) return;
    const place = this.#place(number);
    const price = this.#price(cost);
    const isBought = this.#rolled.standard.equations[number].source === 'price';
    const from = isBought ? this.#leaf(number, place, price) : this.#made(number, place, price);
    const stock = this.#put('stock', place, [], price, { links: whole(from, causeOf('mix', place)) });
    this.#stockOf[number] = stock;
    // As the table shows it.
    const shown = cost.total.map((amount) => fixed(amount, this.#scale));
    const links = whole(isBought ? stock : from, causeOf('mix_basis', place));
    this.#put('target', place, [], shown, { links, flows: 1 });
  }

  #leaf(number: number, place: Place, price: Vector): string {
    const { equations, bom, elements } = this.#rolled.standard;
    const own = equations[number].own.map(exactly);
    const main = elements.findIndex(({ element }) => element === bom.items[number].row?.element);
    const isPrice = (e: number) => main < 0 || e === main;
    const paid = own.map((amount, e) => (isPrice(e) ? amount : 0n));
    const freight = own.map((amount, e) => (isPrice(e) ? 0n : amount));
    return this.#put('leaf', place, ['purchase'], price, {
      own: [
        ownOf(causeOf('purchase_price', place), paid),
        ownOf(causeOf('freight', place), freight),
        ownOf(causeOf('surcharge', place), this.#recipeOf(number).surcharge),
      ],
      flows: 1,
    });
  }

  #made(number: number, place: Place, price: Vector): string {
    const { lines, work, fee, credit, surcharge, roundings } = this.#recipeOf(number);
    const yielded = causeOf('yield', place);
    const links = [
      ...lines.map(({ of, drawn }) => {
        const { plant, item } = this.#rolled.standard.bom.items[of];
        const cause = causeOf('usage', { plant: place.plant, key: item }, place);
        return linkOf(this.#stock(of, { plant: place.plant, key: item }, plant), yielded, drawn, cause);
      }),
      ...work.map(({ centre, driver, drawn, amounts }) => {
        const rate = amounts.map((amount) => ratio(amount, drawn.quantity));
        const own = [ownOf(workCause(centre, driver), rate)];
        const source = workKey(place, centre, driver, RECIPE);
        this.#put('rate', place, source.split('\0').slice(3), rate, { own });
        return linkOf(source, yielded, drawn, causeOf('hours', { plant: '', key: centre }, place, driver));
      }),
    ];
    const own = [
      ownOf(causeOf('fee', place), fee),
      ownOf(causeOf('credit', place), credit),
      ownOf(causeOf('surcharge', place), surcharge),
    ];
    const recipe = this.#put('recipe', place, RECIPE, price, { links, own, flows: roundings });
    return this.#put('made', place, [], price, { links: whole(recipe, causeOf('mix_made', place)) });
  }

  /** The stock that a component is taken from: of the plant that takes it, which another plant may fill. */
  #stock(of: number, here: Place, plant: string): string {
    const there = this.#stockOf[of];
    if (plant === here.plant) return there;
    const key = nodeKey('stock', here);
    const { bom } = this.#rolled.standard;
    const own = bom.numberOf(here.key, here.plant);
    if (own !== undefined && own !== of && this.#rolled.costs[own] !== undefined) return there;
    const price = this.all.get(there)?.price as Vector;
    return this.all.has(key) ? key : this.#put('stock', here, [], price, { links: whole(there, causeOf('mix', here)) });
  }

  #put(
    group: NodeGroup,
    place: Place,
    more: readonly string[],
    price: Vector,
    { links = [], own = [], flows = 0 }: Rest,
  ): string {
    const key = nodeKey(group, place, more);
    const rounding = price.slice();
    for (const { source, factors } of links) {
      addTimes(rounding, (this.all.get(source) as ModelNode).price, -product(factors));
    }
    const borne = own.filter(({ amounts }) => !isNothing(amounts));
    for (const { amounts } of borne) addTimes(rounding, amounts, -ONE);
    this.all.set(key, {
      group,
      place,
      quantity: ONE,
      price,
      links: oneOfEach(links, linkKey),
      own: oneOfEach(borne, (of) => causeKey(of.cause)),
      rounding: isNothing(rounding) ? this.#nothing : rounding,
      flows,
    });
    return key;
  }

  #place(number: number): Place {
    const { plant, item } = this.#rolled.standard.bom.items[number];
    return { plant, key: item };
  }

  #price({ exact, total }: ItemCost): Vector {
    return (exact ?? total.map((amount) => fraction(amount, this.#scale))).map(exactly);
  }
}

/** Of several with one key the last. */
function oneOfEach<T>(all: readonly T[], keyOf: (of: T) => string): readonly T[] {
  return all.length < 2 ? all : [...new Map(all.map((of) => [keyOf(of), of])).values()];
}

/** The recipe of normal orders. */
const RECIPE = ['normal', ''] as const;

function linkOf(source: string, yielded: Cause, { quantity, without }: Drawn, cause: Cause): Link {
  const isOdd = without === 0n;
  const factors = [
    { cause: yielded, value: isOdd ? ONE : ratio(quantity, without) },
    { cause, value: isOdd ? quantity : without },
  ];
  return { source, cause, factors, presence: cause.kind === 'hours' ? 'method' : 'structure' };
}

/** All of something is from one source. */
function whole(source: string, cause: Cause): readonly Link[] {
  return [{ source, cause, factors: [{ cause, value: ONE }], presence: 'mix' }];
}

function ownOf(cause: Cause, amounts: readonly Fixed[]): Own {
  return { cause, amounts: [...amounts], factors: [] };
}
