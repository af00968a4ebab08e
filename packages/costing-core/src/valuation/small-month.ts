import { parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { FactRows, Row } from '@millrace/facts';
import { amountOf, daysOf, type StockEntry } from './entries.js';

export const SMALL_MONTH = { ledger: 'L', period: '2026-01' } as const;

interface SmallMonthOptions {
  readonly scale: number;
  readonly fallback_price: string | undefined;
}

/**
 * A list of entries as the facts of one period with as many days as the list: one ledger, plant and item; entry n is movement
 * n, on its day, in the order in which it is given.
 *
 * @throws RangeError for an `of` that is no receipt.
 */
export function smallMonth(entries: readonly StockEntry[], { scale, fallback_price }: SmallMonthOptions): FactRows {
  const days = daysOf(entries);
  const movement: Row<'movement'>[] = [];
  const movement_amount: Row<'movement_amount'>[] = [];
  const opening_stock: Row<'opening_stock'>[] = [];
  const opening_stock_amount: Row<'opening_stock_amount'>[] = [];
  const earlier_cost: Row<'earlier_cost'>[] = [];
  const price = { plant: 'P', item: 'I', kind: 'standard', element: 'value' } as const;

  for (const [place, entry] of entries.entries()) {
    const key = String(place);
    if ('opening' in entry) {
      const layer = { ledger: 'L', plant: 'P', item: 'I', layer: layerOf(place) };
      opening_stock.push({ ...layer, sequence: place, quantity: entry.opening, reason: 'given' });
      const amount = amountOf(entry, entry.opening, scale);
      opening_stock_amount.push({ ...layer, element: 'value', amount });
      continue;
    }
    const { amount, refers_to = '', ...what } = movementOf(entry, place);
    movement.push({
      ...what,
      movement: key,
      document: 'given',
      line: place,
      posted_at: instantOf(days[place], place),
      plant: 'P',
      item: 'I',
      refers_to,
      status: 'approved',
    });
    if (amount !== undefined) movement_amount.push({ movement: key, ledger: 'L', element: 'value', amount });
  }
  const last = days.reduce((latest, day) => Math.max(latest, day), 0);
  return {
    ledger: [{ ledger: 'L', currency: 'X', amount_scale: scale, time_zone: 'UTC' }],
    ledger_plant: [{ ledger: 'L', plant: 'P' }],
    plant: [{ plant: 'P' }],
    period: [{ ...SMALL_MONTH, starts_on: instantOf(0).slice(0, 10), ends_on: instantOf(last).slice(0, 10) }],
    cost_element: [{ element: 'value', class: 'material', position: 1 }],
    item: [{ item: 'I', unit: 'unit', supply: 'purchased', valued: true }],
    item_price:
      fallback_price === undefined
        ? []
        : [{ ...price, valid_from: '2000-01-01', price: fallback_price, per_quantity: '1' }],
    movement,
    movement_amount,
    opening_stock,
    opening_stock_amount,
    earlier_cost,
  };

  function movementOf(entry: Exclude<StockEntry, { readonly opening: string }>, place: number) {
    if ('issue' in entry) return { type: 'sale' as const, quantity: entry.issue };
    if ('customer_return' in entry) return { type: 'sale_return' as const, quantity: entry.customer_return };
    if ('return' in entry) {
      const amount = amountOf(entry, entry.return, scale);
      return { type: 'purchase_return' as const, quantity: entry.return, amount };
    }
    if ('receipt' in entry) {
      const amount = amountOf(entry, entry.receipt, scale);
      return { type: 'purchase_receipt' as const, quantity: entry.receipt, amount };
    }
    const amount = printFixed(parseFixed(entry.adjust, scale), scale);
    if (entry.of === undefined) return { type: 'revaluation' as const, quantity: '0', amount };
    return { type: 'purchase_adjustment' as const, quantity: '0', amount, refers_to: referenceOf(entry.of, place) };
  }

  /** The receipt that an adjustment belongs to; one of earlier than the list is where the list's last opening came from. */
  function referenceOf(of: number | string, place: number): string {
    const named = typeof of === 'number' ? of : latestReceipt(of, place);
    if (named === undefined)
      return earlier(
        entries.findLastIndex((entry) => 'opening' in entry),
        String(of),
        place,
      );
    const entry = entries[named];
    if (entry !== undefined && 'receipt' in entry) return String(named);
    if (entry !== undefined && 'opening' in entry) return earlier(named, entry.opening, place);
    throw new RangeError(`entry ${place}: of names entry ${of}, which is no receipt`);
  }

  /** Notes that a quantity was received earlier, of which an opening layer is left. */
  function earlier(opening: number, quantity: string, place: number): string {
    const layer = opening < 0 ? '' : layerOf(opening);
    const known = earlier_cost.find(({ movement }) => movement === layer);
    const movement = opening < 0 || (known !== undefined && known.quantity !== quantity) ? `of ${place}` : layer;
    if (known?.movement !== movement)
      earlier_cost.push({ ledger: 'L', movement, element: 'value', amount: '0', quantity });
    return movement;
  }

  function latestReceipt(quantity: string, place: number): number | undefined {
    const units = parseFixed(quantity, QUANTITY_SCALE);
    const isBefore = (other: number) => days[other] < days[place] || (days[other] === days[place] && other < place);
    let latest: number | undefined;
    for (const [other, entry] of entries.entries()) {
      if (!('receipt' in entry) || !isBefore(other) || parseFixed(entry.receipt, QUANTITY_SCALE) !== units) continue;
      if (latest === undefined || days[other] >= days[latest]) latest = other;
    }
    return latest;
  }
}

/** The name of the layer that an entry opens with; in the order of the entries. */
function layerOf(place: number): string {
  return String(place).padStart(9, '0');
}

/** Days follow each other in the small month, whatever lies between them in the list. */
function instantOf(day: number, place = 0): string {
  return new Date(Date.UTC(2026, 0, 1 + day) + place).toISOString();
}
