import { divRound, parseFixed, printFixed, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';

/**
 * One line of a stock ledger, in plain decimal text.
 *
 * `opening` and `receipt` bring quantity, at an `amount` or a `unit_cost`; opening may be below zero. `issue` takes quantity
 * at the stock's cost. `adjust` brings value only; with `of` it refers to a quantity received, and stock bears the part
 * of it that is still there. `return` gives quantity back at a value known beforehand. `day` (2026-09-05) matters to the
 * daily average; a line without one belongs to the day of the line before.
 */
export type StockEntry = { readonly day?: string } & (
  | ({ readonly opening: string } & Value)
  | ({ readonly receipt: string } & Value)
  | { readonly issue: string }
  | { readonly adjust: string; readonly of?: string }
  | ({ readonly return: string } & Value)
);

export type Value = { readonly amount: string } | { readonly unit_cost: string };

/** The amount of a value for a quantity: as given, or R(quantity × unit cost) at the ledger's scale. */
export function amountOf(value: Value, quantity: string, scale: number): string {
  if ('amount' in value) return printFixed(parseFixed(value.amount, scale), scale);
  const product = BigInt(parseFixed(value.unit_cost, RATE_SCALE)) * BigInt(parseFixed(quantity, QUANTITY_SCALE));
  return printFixed(divRound(product, 10n ** BigInt(QUANTITY_SCALE + RATE_SCALE - scale)), scale);
}
