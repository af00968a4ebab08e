import { divRound, parseFixed, printFixed, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';

/**
 * One line of a stock ledger, in plain decimal text.
 *
 * `opening` and `receipt` bring quantity, at an `amount` or a `unit_cost`; opening may be below zero. `issue` takes quantity
 * at the stock's cost; `customer_return` brings it back, making the latest issues smaller. `return` gives quantity back to
 * the vendor at a value known beforehand. `adjust` brings value only; `of` names the receipt that it belongs to, by its place
 * in the list (a number) or by the quantity that was received (text): the latest receipt of that quantity before it, or one of
 * earlier than the list.
 *
 * `day` is a date (2026-09-05), or any text that sorts like one: lines count in the order of their days, those of one day in
 * the order in which they are given.
 * A line without one belongs to the day of the line before.
 */
export type StockEntry = { readonly day?: string } & (
  | ({ readonly opening: string } & Value)
  | ({ readonly receipt: string } & Value)
  | { readonly issue: string }
  | { readonly customer_return: string }
  | { readonly adjust: string; readonly of?: number | string }
  | ({ readonly return: string } & Value)
);

export type Value = { readonly amount: string } | { readonly unit_cost: string };

/** The amount of a value for a quantity: as given, or R(quantity × unit cost) at the ledger's scale. */
export function amountOf(value: Value, quantity: string, scale: number): string {
  if ('amount' in value) return printFixed(parseFixed(value.amount, scale), scale);
  const product = BigInt(parseFixed(value.unit_cost, RATE_SCALE)) * BigInt(parseFixed(quantity, QUANTITY_SCALE));
  return printFixed(divRound(product, 10n ** BigInt(QUANTITY_SCALE + RATE_SCALE - scale)), scale);
}

/** By entry, which of the days it is of, from 0: its own, else that of the one before; before any, the first there is. */
export function daysOf(entries: readonly StockEntry[]): number[] {
  const own = new Set(entries.flatMap(({ day }) => (day === undefined ? [] : [day])));
  const places = new Map([...own].sort(compareText).map((day, place) => [day, place]));
  let at = 0;
  return entries.map(({ day }) => {
    at = (day === undefined ? undefined : places.get(day)) ?? at;
    return at;
  });
}

/** The places of entries in the order in which they count: opening first, then by day, those of one day as they are given. */
export function inOrderOfDays(entries: readonly StockEntry[]): number[] {
  const days = daysOf(entries);
  const dayOf = (place: number) => ('opening' in entries[place] ? -1 : days[place]);
  return Array.from(entries.keys()).sort((a, b) => dayOf(a) - dayOf(b) || a - b);
}
