import { conversionsOf } from '@millrace/bom';
import { add, divide, divRound, type Fraction, fraction, multiply, ONE, RATE_SCALE, safe, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { compareText, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { Vector } from '../amounts.js';
import { ownUnits } from '../own-units.js';
import type { Bucket } from './valuation.js';

type FallbackOrigin = Policy['fallback_prices'][number];

/** A price as `amounts` for a `quantity`: never divided out. */
export interface FallbackPrice {
  readonly origin: FallbackOrigin;
  /** The value of a quantity (6 decimals), each element rounded once. */
  value(quantity: number): Vector;
}

/**
 * Prices for what has none of its own: stock below zero, receipts without an amount (rules.md 26). Taken in the
 * policy's order from what is known before anything is settled, never from what the settlement produces.
 *
 * @param opening, purchases what the bucket has of each: quantity and amounts.
 */
export function fallbackPrices(
  facts: Facts,
  scope: Scope,
  origins: Policy['fallback_prices'],
  opening: (bucket: number) => Known | undefined,
  purchases: (bucket: number) => Known | undefined,
): (bucket: number, place: Bucket) => FallbackPrice | undefined {
  const lastActual = readLastActual(facts, scope);
  const standard = readPrices(facts, scope, 'standard');
  const lastPurchase = readPrices(facts, scope, 'purchase');
  return (bucket, place) => {
    for (const origin of origins) {
      const known = {
        opening: () => priceOf(opening(bucket)),
        purchases: () => priceOf(purchases(bucket)),
        last_actual: () => lastActual(place),
        standard: () => standard(place),
        last_purchase: () => lastPurchase(place),
      }[origin]();
      if (known !== undefined) return { origin, value: known };
    }
    return undefined;
  };
}

export interface Known {
  readonly quantity: number;
  readonly amounts: Vector;
}

type Value = (quantity: number) => Vector;

function priceOf(known: Known | undefined): Value | undefined {
  if (
    known === undefined ||
    known.quantity <= 0 ||
    isBelowZero(Array.from(known.amounts, (amount) => fraction(amount)))
  )
    return undefined;
  return (quantity) =>
    known.amounts.map((amount) => safe(divRound(BigInt(amount) * BigInt(quantity), BigInt(known.quantity))));
}

/** Below zero in all, a price is none; single elements may be (rules.md 26). */
function isBelowZero(elements: readonly Fraction[]): boolean {
  return elements.reduce(add, ZERO).numerator < 0n;
}

/** What items cost last: each element at its own quantity. Below zero, or for nothing, is no price. */
function readLastActual({ last_actual_cost: table }: Facts, { elementPlace }: Scope) {
  const costs = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = `${table.plant[row]} ${table.item[row]}`;
    const rows = costs.get(key);
    if (rows === undefined) costs.set(key, [row]);
    else rows.push(row);
  }
  return ({ plant, item }: Bucket): Value | undefined => {
    const rows = costs.get(`${plant} ${item}`);
    if (rows === undefined || rows.some((row) => table.quantity[row] <= 0)) return undefined;
    if (isBelowZero(rows.map((row) => fraction(table.amount[row], table.quantity[row])))) return undefined;
    return (quantity) => {
      const value = new Float64Array(elementPlace.size);
      for (const row of rows) {
        const amount = BigInt(table.amount[row]) * BigInt(quantity);
        value[elementPlace.get(table.element[row]) as number] = safe(divRound(amount, BigInt(table.quantity[row])));
      }
      return value;
    };
  };
}

/**
 * Prices per element, each the latest that is valid on the period's last day. One in a unit that doesn't convert to the
 * item's own is none.
 */
function readPrices(facts: Facts, scope: Scope, kind: 'standard' | 'purchase') {
  const { item_price: table } = facts;
  const toOwnUnit = unitsOfPrices(facts);
  const wanted = TABLES.item_price.columns.kind.choices.indexOf(kind);
  const latest = new Map<string, Map<number, number>>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.kind[row] !== wanted || table.valid_from[row] > scope.lastDay || toOwnUnit(row) === undefined) continue;
    const key = `${table.plant[row]} ${table.item[row]}`;
    let rows = latest.get(key);
    if (rows === undefined) {
      rows = new Map();
      latest.set(key, rows);
    }
    const element = scope.elementPlace.get(table.element[row]) as number;
    const present = rows.get(element);
    if (present === undefined || table.valid_from[present] < table.valid_from[row]) rows.set(element, row);
  }
  const perUnit = 10n ** BigInt(RATE_SCALE - scope.amountScale);
  const valueAt = (rows: ReadonlyMap<number, number>) => (quantity: number) => {
    const value = new Float64Array(scope.elements.length);
    for (const [element, row] of rows) {
      const { numerator, denominator } = toOwnUnit(row) as Fraction;
      const price = BigInt(table.price[row]) * BigInt(quantity) * denominator;
      value[element] = safe(divRound(price, BigInt(table.per_quantity[row]) * perUnit * numerator));
    }
    return value;
  };
  return ({ plant, item }: Bucket): Value | undefined => {
    const rows = plant === 0 ? agreed(item) : latest.get(`${plant} ${item}`);
    if (rows === undefined || isBelowZero(Array.from(rows.values(), priceOfOne))) return undefined;
    return valueAt(rows);
  };

  /** Valued as one for the whole ledger: the price that its plants agree on. */
  function agreed(item: number): ReadonlyMap<number, number> | undefined {
    const prices = [...scope.plants].flatMap((plant) => latest.get(`${plant} ${item}`) ?? []);
    return new Set(prices.map(described)).size === 1 ? prices[0] : undefined;
  }

  function priceOfOne(row: number): Fraction {
    const forOne = multiply(fraction(table.per_quantity[row]), toOwnUnit(row) as Fraction);
    return divide(fraction(table.price[row]), forOne);
  }

  function described(rows: ReadonlyMap<number, number>): string {
    const each = Array.from(rows, ([element, row]) => {
      const { numerator, denominator } = priceOfOne(row);
      return numerator === 0n ? '' : `${element} ${numerator}/${denominator}`;
    });
    return each
      .filter((price) => price !== '')
      .sort(compareText)
      .join(' ');
  }
}

/** By row of item_price: how many of the item's own units one of the unit of its quantity is. */
function unitsOfPrices(facts: Facts): (row: number) => Fraction | undefined {
  const { item, unit } = facts.item_price;
  const own = ownUnits(facts);
  const convert = conversionsOf(facts);
  return (row) => (unit[row] === 0 ? ONE : convert(item[row], unit[row], own[item[row]]));
}
