import { conversionsOf, headersInForce, pricesInForce } from '@millrace/bom';
import { divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import { type Needed, neededOf, needOf } from '../compile/orders/components.js';
import { type Routing, readRoutings } from '../compile/orders/routings.js';
import type { Outcome } from '../results/outcome.js';

/** What orders should have taken and done, by the policy's `variances.against`. Orders by their rows. */
export interface Yardstick {
  /** Components in their own units. */
  needed(order: number): Needed;
  /** Of an order whose item has no routing: the operations that were reported, without hours. */
  routing(order: number): Routing;
  /** How many the standard makes at once, by which what is needed once is in its price; undefined without a bill of material. */
  costingLot(order: number): Fraction | undefined;
}

/** A bill of material and routing, and the day on which lines count. */
interface Structure {
  readonly day: number;
  /** The row of `bom`; undefined where there is none. */
  readonly header: number | undefined;
  /** Of the routing: a code. */
  readonly alternative: number;
  /** Whose attributes lines by formula read, a code; undefined: those of items alone. */
  readonly order?: number;
}

/**
 * Against `order_plan` the structure that the order follows. Against `standard` the one that the item's standard price was set by: the
 * active alternative on the day from which that price holds; where none held then, that of the period's last day, and where the item
 * has no active one, the order's. Lines by formula read attributes of an order only in the structure that it follows.
 */
export function yardstick({ facts, scope, policy, compiled }: Outcome): Yardstick {
  const { bom, item: items, production_order: orders } = facts;
  const { structures, carriedAs } = compiled;
  const { priceOf } = compiled.orders.standards;
  const routingOf = readRoutings(facts);
  const itemRow = rowOf(items.item);
  const convert = conversionsOf(facts);
  const days = readByDay((day) => {
    const headers = headersInForce(facts, day);
    const headerOf = (plant: number, item: number) => headers(plant, item, undefined).header;
    return { headerOf, needed: neededOf(facts, { day, headerOf }, { priceOf, carriedAs }) };
  });
  const pricedOn = pricesInForce(facts, scope.lastDay);
  const dayOfStandard = (plant: number, item: number): number => {
    const rows = [...(pricedOn(plant, item, 'standard')?.values() ?? [])];
    return rows.reduce((day, row) => Math.max(day, facts.item_price.valid_from[row]), Number.NEGATIVE_INFINITY);
  };
  const followed = (order: number): Structure => {
    const [header, alternative] = [structures.header(order), structures.alternative(order)];
    return { day: scope.lastDay, header, alternative, order: orders.order[order] };
  };
  const standard = (order: number): Structure => {
    const [plant, item] = [orders.plant[order], orders.item[order]];
    for (const day of [dayOfStandard(plant, item), scope.lastDay]) {
      const header = Number.isFinite(day) ? days(day).headerOf(plant, item) : undefined;
      if (header !== undefined) return { day, header, alternative: bom.alternative[header] };
    }
    return followed(order);
  };
  const structureOf = policy.variances.against === 'standard' ? standard : followed;
  return {
    needed(order) {
      const { day, header, order: of = 0 } = structureOf(order);
      return header === undefined ? NOTHING : days(day).needed(header, of);
    },
    routing(order) {
      const { alternative } = structureOf(order);
      return routingOf(orders.plant[order], orders.item[order], alternative) ?? compiled.orders.progress(order).routing;
    },
    costingLot(order) {
      const { header } = structureOf(order);
      if (header === undefined) return undefined;
      const row = itemRow(bom.parent[header]);
      const stated = row < 0 ? Number.NaN : items.costing_lot[row];
      if (stated > 0) return fraction(stated, UNIT);
      const own = row < 0 ? 0 : items.unit[row];
      const unit = bom.unit[header];
      const toOwn = unit === 0 || unit === own ? ONE : convert(bom.parent[header], unit, own);
      const lot = multiply(fraction(bom.base_quantity[header], UNIT), toOwn ?? ONE);
      return lot.numerator > 0n ? lot : undefined;
    },
  };
}

/** Of what is needed once, what one unit bears of it at standard. */
export function perUnitOf(once: Fraction, lot: Fraction | undefined): Fraction {
  return lot === undefined ? ZERO : divide(once, lot);
}

/** Whether a bill of material asks for an item at all. */
export function isListed({ perUnit, once }: Needed, item: number): boolean {
  return needOf(perUnit, item).numerator !== 0n || needOf(once, item).numerator !== 0n;
}

function readByDay<T>(read: (day: number) => T): (day: number) => T {
  const found = new Map<number, T>();
  return (day) => {
    let of = found.get(day);
    if (of === undefined) {
      of = read(day);
      found.set(day, of);
    }
    return of;
  };
}

const NOTHING: Needed = { perUnit: [], once: [] };
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
