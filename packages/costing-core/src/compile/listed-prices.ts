import { conversionsOf } from '@millrace/bom';
import { divide, type Fraction, fraction, multiply, ONE, RATE_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { TABLES } from '@millrace/facts';
import type { Scope } from '../period/scope.js';
import { ownUnits } from './own-units.js';

/** What one of an item's own unit is worth by a price list, in currency, by the place of its element. */
export type ListedPrice = ReadonlyMap<number, Fraction>;

/**
 * Standard prices as exact fractions: of each element the latest that is in force on the period's last day. Undefined where an
 * item has none in a plant, or one in a unit that doesn't convert.
 */
export function standardPrices(facts: Facts, scope: Scope): (plant: number, item: number) => ListedPrice | undefined {
  const { item_price: table } = facts;
  const own = ownUnits(facts);
  const convert = conversionsOf(facts);
  const latest = new Map<string, Map<number, number>>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.kind[row] !== STANDARD || table.valid_from[row] > scope.lastDay) continue;
    const key = `${table.plant[row]} ${table.item[row]}`;
    let rows = latest.get(key);
    if (rows === undefined) {
      rows = new Map();
      latest.set(key, rows);
    }
    const present = rows.get(table.element[row]);
    if (present === undefined || table.valid_from[present] < table.valid_from[row]) rows.set(table.element[row], row);
  }
  return (plant, item) => {
    const rows = latest.get(`${plant} ${item}`);
    if (rows === undefined) return undefined;
    const price = new Map<number, Fraction>();
    for (const [element, row] of rows) {
      const toOwn = ownUnitsIn(row);
      if (toOwn === undefined) return undefined;
      const quantity = multiply(fraction(table.per_quantity[row], 10 ** 6), toOwn);
      price.set(
        scope.elementPlace.get(element) as number,
        divide(fraction(table.price[row], 10 ** RATE_SCALE), quantity),
      );
    }
    return price;
  };

  function ownUnitsIn(row: number): Fraction | undefined {
    return table.unit[row] === 0 ? ONE : convert(table.item[row], table.unit[row], own[table.item[row]]);
  }
}

const STANDARD = TABLES.item_price.columns.kind.choices.indexOf('standard');
