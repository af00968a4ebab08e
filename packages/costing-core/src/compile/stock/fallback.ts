import { listedPrices, type Price, type PriceKind } from '@millrace/bom';
import { add, divRound, type Fraction, fraction, QUANTITY_SCALE, safe, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { compareText } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { Vector } from '../amounts.js';
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
  const listed = readPrices(facts, scope);
  return (bucket, place) => {
    for (const origin of origins) {
      const known = {
        opening: () => priceOf(opening(bucket)),
        purchases: () => priceOf(purchases(bucket)),
        last_actual: () => lastActual(place),
        standard: () => listed(place, 'standard'),
        last_purchase: () => listed(place, 'purchase'),
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

/** Listed prices of the period's last day. Of an item that is valued as one for the whole ledger: what its plants agree on. */
function readPrices(facts: Facts, scope: Scope) {
  const listed = listedPrices(facts, scope.lastDay);
  const smallest = 10n ** BigInt(scope.amountScale);
  return ({ plant, item }: Bucket, kind: PriceKind): Value | undefined => {
    const price = plant === 0 ? agreed(item, kind) : listed(plant, item, kind);
    if (price === undefined || isBelowZero([...price.values()])) return undefined;
    return (quantity) => {
      const value = new Float64Array(scope.elements.length);
      for (const [element, { numerator, denominator }] of price) {
        const amount = divRound(numerator * BigInt(quantity) * smallest, denominator * UNIT);
        value[scope.elementPlace.get(element) as number] = safe(amount);
      }
      return value;
    };
  };

  function agreed(item: number, kind: PriceKind): Price | undefined {
    const prices = [...scope.plants].flatMap((plant) => listed(plant, item, kind) ?? []);
    return new Set(prices.map(described)).size === 1 ? prices[0] : undefined;
  }
}

/** Elements of price 0 make no difference. */
function described(price: Price): string {
  return [...price]
    .filter(([, { numerator }]) => numerator !== 0n)
    .map(([element, { numerator, denominator }]) => `${element} ${numerator}/${denominator}`)
    .sort(compareText)
    .join(' ');
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
