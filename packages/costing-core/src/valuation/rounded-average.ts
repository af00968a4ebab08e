import { divRound, parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { amountOf, inOrderOfDays, type StockEntry } from './entries.js';

export interface UnitCostRounding {
  readonly decimals: number;
  readonly mode: 'half_away_from_zero' | 'half_even' | 'down';
}

export interface RoundedLedger {
  /** In the order in which they were given. */
  readonly entries: readonly { readonly amount: string; readonly unit_cost: string }[];
  readonly issued: string;
  readonly closing: {
    readonly quantity: string;
    /** What is left of the value. */
    readonly amount: string;
    /** What the quantity comes to at the rounded unit cost: what such books often print. */
    readonly at_unit_cost: string;
    readonly unit_cost: string;
  };
  /** What is left where the stock is empty: the price of rounding. */
  readonly rounding: string;
}

/**
 * An average whose unit cost is rounded whenever it changes, as many books and systems keep it: issues go at quantity ×
 * the rounded unit cost, stock keeps what is left. Not what Millrace does (value is primary, a unit cost derived), but what
 * one needs to check such books; `rounding` is what their rounding loses.
 *
 * 3 pieces for 1.00, 1.00 and 1.01, unit cost rounded to cents: 1.00. All 3 go out for 3.00, and 0.01 is left of
 * nothing.
 *
 * @param entries in any order: they count in that of their days, as they do for `valueStock`.
 * @param perpetual a new unit cost with every receipt; else one for all entries together.
 */
export function roundedAverage(
  entries: readonly StockEntry[],
  rounding: UnitCostRounding,
  { scale = 2, perpetual = true }: { readonly scale?: number; readonly perpetual?: boolean } = {},
): RoundedLedger {
  const lines = entries.map((entry) => lineOf(entry, scale));
  const total = { quantity: 0n, value: 0n };
  for (const { quantity, value } of lines) {
    if (value === undefined) continue;
    total.quantity += quantity;
    total.value += value;
  }
  let price = perpetual ? 0n : roundedPrice(total.value, total.quantity, scale, rounding);
  let onHand = 0n;
  let held = 0n;
  let issued = 0n;
  const unit = 10n ** BigInt(QUANTITY_SCALE + rounding.decimals - scale);
  const valued: RoundedLedger['entries'][number][] = [];
  for (const place of inOrderOfDays(entries)) {
    const { quantity, value } = lines[place];
    const amount = value ?? divRound(-quantity * price, unit);
    onHand += quantity;
    held += value ?? -amount;
    if (value === undefined) issued += amount;
    else if (perpetual && onHand > 0n) price = roundedPrice(held, onHand, scale, rounding);
    valued[place] = { amount: printFixed(amount, scale), unit_cost: printFixed(price, rounding.decimals) };
  }
  const left = onHand === 0n ? 0n : held;
  return {
    entries: valued,
    issued: printFixed(issued, scale),
    closing: {
      quantity: printFixed(onHand, QUANTITY_SCALE),
      amount: printFixed(left, scale),
      at_unit_cost: printFixed(divRound(onHand * price, unit), scale),
      unit_cost: printFixed(price, rounding.decimals),
    },
    rounding: printFixed(held - left, scale),
  };
}

/** The change of quantity; the value that an entry brings, or undefined where it takes at the unit cost. */
function lineOf(entry: StockEntry, scale: number): { quantity: bigint; value: bigint | undefined } {
  const quantity = (text: string) => BigInt(parseFixed(text, QUANTITY_SCALE));
  const value = (text: string) => BigInt(parseFixed(text, scale));
  if ('issue' in entry) return { quantity: -quantity(entry.issue), value: undefined };
  if ('customer_return' in entry) return { quantity: quantity(entry.customer_return), value: undefined };
  if ('adjust' in entry) return { quantity: 0n, value: value(entry.adjust) };
  if ('return' in entry)
    return { quantity: -quantity(entry.return), value: -value(amountOf(entry, entry.return, scale)) };
  const brought = 'opening' in entry ? entry.opening : entry.receipt;
  return { quantity: quantity(brought), value: value(amountOf(entry, brought, scale)) };
}

function roundedPrice(value: bigint, quantity: bigint, scale: number, { decimals, mode }: UnitCostRounding): bigint {
  if (quantity === 0n) return 0n;
  const numerator = value * 10n ** BigInt(QUANTITY_SCALE + decimals);
  const denominator = quantity * 10n ** BigInt(scale);
  const down = numerator / denominator;
  if (mode === 'down') return down;
  const nearest = divRound(numerator, denominator);
  const isTie =
    2n * (numerator - down * denominator) === denominator || 2n * (down * denominator - numerator) === denominator;
  return mode === 'half_even' && isTie && nearest % 2n !== 0n ? down : nearest;
}
