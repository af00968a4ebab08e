import { listedPrices } from '@millrace/bom';
import { divide, type Fraction, fraction, multiply, ONE, ZERO } from '@millrace/exact';
import { type Facts, rowOf, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { sumOf } from '../../production/split.js';
import type { CarriedAs } from '../carried-as.js';
import { componentLines, readOnce } from './component-lines.js';
import type { Structures } from './structures.js';

/** By the element's place: an amount per unit, in the ledger's smallest unit. */
export type UnitVector = ReadonlyMap<number, Fraction>;

/** A component of the bill of material that an order follows, per unit of what the order makes. */
export interface Component {
  readonly item: number;
  /** The code of the operation at which it enters; 0: at the start. */
  readonly operation: number;
  /** In the component's own unit, scrap rate in. */
  readonly quantity: Fraction;
  /** Its standard price; undefined where there is none. */
  readonly price: UnitVector | undefined;
  /** The place of the one element as which it enters; undefined: by its elements. */
  readonly carriedAs: number | undefined;
  /** The item's own unit. */
  readonly unit: number;
  /** What the line says of when it comes in; undefined: as the policy says. */
  readonly evenly: boolean | undefined;
  /** The mixture that it belongs to; 0: none. */
  readonly mixGroup: number;
}

/** What a bill of material asks for: per unit of what is made, and once for an order however much it makes. */
export interface Needed {
  readonly perUnit: readonly Component[];
  readonly once: readonly Component[];
}

/** What orders should take and cost. */
export interface OrderStandards {
  components(order: number): readonly Component[];
  /** The standard price of the order's item; undefined where there is none. */
  price(order: number): UnitVector | undefined;
  /** The standard price of an item in a plant, codes; undefined where there is none. */
  priceOf(plant: number, item: number): UnitVector | undefined;
}

/** Components by the bill of material, prices by `item_price` of the kind standard that holds on the period's last day. */
export function orderStandards(
  facts: Facts,
  scope: Scope,
  structures: Structures,
  carriedAs: CarriedAs,
): OrderStandards {
  const { production_order: orders } = facts;
  const listed = listedPrices(facts, scope.lastDay);
  const smallest = fraction(10n ** BigInt(scope.amountScale));
  const priceOf = (plant: number, item: number): UnitVector | undefined => {
    const price = listed(plant, item, 'standard');
    return (
      price &&
      new Map(
        [...price].map(([element, each]) => [scope.elementPlace.get(element) as number, multiply(each, smallest)]),
      )
    );
  };
  const read = neededOf(facts, { day: scope.lastDay, headerOf: structures.headerOf }, { priceOf, carriedAs });
  return {
    components(order) {
      const header = structures.header(order);
      return header === undefined ? NO_COMPONENTS : read(header, orders.order[order]).perUnit;
    },
    price: (order) => priceOf(orders.plant[order], orders.item[order]),
    priceOf,
  };
}

/** What bills of material ask for on a day, by their row and the code of an order, 0 for none. */
export function neededOf(
  facts: Facts,
  { day, headerOf }: { readonly day: number } & Pick<Structures, 'headerOf'>,
  { priceOf, carriedAs }: Pick<OrderStandards, 'priceOf'> & { readonly carriedAs: CarriedAs },
): (header: number, order: number) => Needed {
  const { bom_line: lines, item: items } = facts;
  const itemRow = rowOf(items.item);
  const linesOf = componentLines(facts, day, { headerOf });
  return readOnce(facts, (header, order) => {
    const needed: Needed & Record<keyof Needed, Component[]> = { perUnit: [], once: [] };
    for (const { line, plant, item, operation, quantity, isFixed } of linesOf(header, order)) {
      needed[isFixed ? 'once' : 'perUnit'].push({
        item,
        operation,
        quantity,
        price: priceOf(plant, item),
        carriedAs: carriedAs(item),
        unit: items.unit[itemRow(item)],
        evenly: ENTRY_IS_EVENLY[lines.entry[line]],
        mixGroup: lines.mix_group[line],
      });
    }
    return needed;
  });
}

/** What a unit needs of an item, over all lines that bring it. */
export function needOf(components: readonly Component[], item: number): Fraction {
  return sumOf(components.filter((of) => of.item === item).map(({ quantity }) => quantity));
}

/**
 * How far material has got in by its quota (分工序投料): Σ_{j≤k} m_j / Σm, of what comes in evenly Σ_{j<k} m_j + ½·m_k; m is quantity ×
 * standard price, or the quantity where nothing has a price and all share a unit. Undefined where neither makes them comparable.
 */
export function entryDegrees(
  components: readonly Component[],
  operations: readonly number[],
  evenly: boolean,
): { readonly inProcess: Fraction[]; readonly scrapped: Fraction[] } | undefined {
  const isPriced = components.some(({ price }) => price !== undefined);
  if (!isPriced && components.some(({ unit }) => unit !== components[0].unit)) return undefined;
  const worth = ({ quantity, price }: Component) =>
    isPriced ? multiply(quantity, sumOf([...(price?.values() ?? [])])) : quantity;
  const total = sumOf(components.map(worth));
  const upTo = (k: number, own: (component: Component) => Fraction): Fraction => {
    if (total.numerator === 0n) return ONE;
    const entered = components.map((component) => {
      const place = Math.max(0, operations.indexOf(component.operation));
      if (place > k) return ZERO;
      return place < k ? worth(component) : multiply(own(component), worth(component));
    });
    return divide(sumOf(entered), total);
  };
  const half = fraction(1, 2);
  return {
    inProcess: operations.map((_, k) => upTo(k, (component) => ((component.evenly ?? evenly) ? half : ONE))),
    scrapped: operations.map((_, k) => upTo(k, () => ONE)),
  };
}

const NO_COMPONENTS: readonly Component[] = [];

/** By the line's choice; undefined where it has none. */
const ENTRY_IS_EVENLY: readonly (boolean | undefined)[] = TABLES.bom_line.columns.entry.choices.map(
  (entry) => entry === 'evenly',
);
