import { divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
import { type Facts, rowOf, rowsByKey, TABLES } from '@millrace/facts';
import { conversionsOf } from './conversion.js';

export type PriceKind = (typeof TABLES.item_price.columns.kind.choices)[number];

/** By the code of its cost element: the price of one of an item's own unit, exactly, in currency. */
export type Price = ReadonlyMap<number, Fraction>;

/**
 * The rows of `item_price` that count on a day: of a plant, an item and a kind the latest of each element that has begun, by
 * the element's code. Undefined where there is none.
 */
export function pricesInForce({ item_price: table }: Facts, day: number) {
  const rows = rowsByKey(table.rowCount, [table.plant, table.item, table.kind]);
  return (plant: number, item: number, kind: PriceKind): ReadonlyMap<number, number> | undefined => {
    const latest = new Map<number, number>();
    for (const row of rows.find(plant, item, KINDS.indexOf(kind))) {
      if (table.valid_from[row] > day) continue;
      const before = latest.get(table.element[row]);
      if (before === undefined || table.valid_from[before] < table.valid_from[row]) latest.set(table.element[row], row);
    }
    return latest.size === 0 ? undefined : latest;
  };
}

/**
 * What one of the item's own unit costs by a row of `item_price`: 1.00 a bag of 15 kg is 1/15 a kg. Undefined where the unit
 * doesn't convert to the item's own, or the price is for nothing.
 */
export function perOwnUnit(facts: Facts): (row: number) => Fraction | undefined {
  const { item_price: table } = facts;
  const own = ownUnits(facts);
  const convert = conversionsOf(facts);
  return (row) => {
    const factor = table.unit[row] === 0 ? ONE : convert(table.item[row], table.unit[row], own(table.item[row]));
    if (factor === undefined || !(table.per_quantity[row] > 0)) return undefined;
    return divide(fraction(table.price[row], RATE_UNIT), multiply(fraction(table.per_quantity[row], UNIT), factor));
  };
}

/**
 * The price of an item on a day, whole: where the row in force of one element doesn't convert to the item's unit, there is none,
 * and an earlier row doesn't take its place.
 *
 * @example
 * const price = listedPrices(facts, readDate('2026-10-31'));
 * price(facts.symbols.code('WX'), facts.symbols.code('CU-WIRE'), 'standard')
 */
export function listedPrices(facts: Facts, day: number) {
  const inForce = pricesInForce(facts, day);
  const perUnit = perOwnUnit(facts);
  return (plant: number, item: number, kind: PriceKind): Price | undefined => {
    const price = new Map<number, Fraction>();
    for (const [element, row] of inForce(plant, item, kind) ?? []) {
      const each = perUnit(row);
      if (each === undefined) return undefined;
      price.set(element, each);
    }
    return price.size === 0 ? undefined : price;
  };
}

/** By an item's code: the unit that its stock is counted in; 0 of an item that there is none of. */
export function ownUnits({ item }: Facts): (item: number) => number {
  const itemRow = rowOf(item.item);
  return (code) => {
    const row = itemRow(code);
    return row < 0 ? 0 : item.unit[row];
  };
}

const KINDS = TABLES.item_price.columns.kind.choices;
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);
