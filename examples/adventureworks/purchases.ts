import { groupBy } from '@millrace/bom';
import type { Row } from '@millrace/costing-core';
import { apportion, multiply, parseFixed, parseFraction, printFixed, printFraction } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { CsvRow } from '../csv.ts';
import type { Dated } from '../dated.ts';
import type { DataFinding } from '../example.ts';
import type { Items } from './items.ts';
import { ELEMENTS, instantOf, LEDGER, PLANT } from './ledger.ts';
import { dayOf, type Tables } from './tables.ts';
import type { Window } from './window.ts';

export interface Purchases {
  readonly movements: readonly Dated<'movement'>[];
  readonly amounts: readonly Dated<'movement_amount'>[];
  readonly findings: readonly DataFinding[];
}

/**
 * Purchase order lines as receipts: the stocked quantity (received less rejected) on the day it was due, at the line's
 * price, with the order's freight apportioned over its lines by their amounts. Amounts are rounded to the cent once a
 * line, freight once an order. An order over 3 × 50.26 and 2 × 10.00 with 4.27 freight: 150.78 + 3.77 and 20.00 + 0.50.
 *
 * A complete purchase order is an approved document, a pending or only approved one a draft, a rejected one void.
 */
export function readPurchases({ purchaseOrder, purchaseLine }: Tables, items: Items, window: Window): Purchases {
  const linesOf = groupBy(purchaseLine, (line) => line.PurchaseOrderID);
  const movements: Dated<'movement'>[] = [];
  const amounts: Dated<'movement_amount'>[] = [];
  const notes = new Notes();
  for (const order of purchaseOrder) {
    const status = STATUS[order.Status];
    const lines = linesOf.get(order.PurchaseOrderID) ?? [];
    const values = lines.map(lineAmount);
    const freight = freightOf(order, values);
    for (const [i, line] of lines.entries()) {
      const day = dayOf(line.DueDate);
      if (!window.includes(day)) continue;
      notes.look(line, status);
      if (parseFixed(line.StockedQty, 2) === 0) continue;
      const movement = `P-${line.PurchaseOrderDetailID}`;
      movements.push({ day, order: '', row: receipt(movement, line, order, status, items) });
      for (const [element, amount] of [
        [ELEMENTS.material, values[i]],
        [ELEMENTS.freight, freight[i]],
      ] as const) {
        if (amount === 0) continue;
        amounts.push({ day, order: '', row: { movement, ledger: LEDGER, element, amount: printFixed(amount, 2) } });
      }
      const unit = items.purchaseUnitOf(line.ProductID, order.VendorID);
      const stockUnit = items.unitOf(line.ProductID);
      const isKnown = items.convert(line.ProductID, unit, stockUnit) !== undefined;
      if (!isKnown && status === 'approved') notes.leftOut(line, `${unit} to ${stockUnit}`, values[i] + freight[i]);
    }
  }
  return { movements, amounts, findings: notes.findings() };
}

type Status = 'approved' | 'draft' | 'void';

/** 1 pending, 2 approved but not complete, 3 rejected, 4 complete. */
const STATUS: Readonly<Record<string, Status>> = { 1: 'draft', 2: 'draft', 3: 'void', 4: 'approved' };

function receipt(
  movement: string,
  line: CsvRow,
  order: CsvRow,
  status: Status,
  { purchaseUnitOf }: Items,
): Row<'movement'> {
  return {
    movement,
    document: `PO-${order.PurchaseOrderID}`,
    line: line.PurchaseOrderDetailID,
    posted_at: instantOf(dayOf(line.DueDate)),
    type: 'purchase_receipt',
    plant: PLANT,
    item: line.ProductID,
    quantity: line.StockedQty,
    unit: purchaseUnitOf(line.ProductID, order.VendorID),
    source: `PurchaseOrderDetail ${line.PurchaseOrderDetailID}`,
    status,
  };
}

/** R(stocked quantity × unit price) in cents. */
function lineAmount({ StockedQty, UnitPrice }: CsvRow): number {
  return parseFixed(printFraction(multiply(parseFraction(StockedQty), parseFraction(UnitPrice)), 2), 2);
}

/** The order's freight, rounded to cents, over its lines; where nothing was stocked there is nothing to bear it. */
function freightOf({ Freight }: CsvRow, values: readonly number[]): number[] {
  if (values.every((value) => value === 0)) return values.map(() => 0);
  return apportion(parseFixed(printFraction(parseFraction(Freight), 2), 2), values);
}

/** Counts what was found while reading the lines. */
class Notes {
  readonly #notComplete: string[] = [];
  readonly #rejected: string[] = [];
  readonly #nothingStocked: string[] = [];
  readonly #leftOut: { readonly line: string; readonly units: string }[] = [];
  #leftOutAmount = 0;

  look({ PurchaseOrderDetailID, RejectedQty, StockedQty }: CsvRow, status: Status): void {
    const line = `line ${PurchaseOrderDetailID}`;
    if (status !== 'approved') this.#notComplete.push(line);
    if (parseFixed(RejectedQty, 2) > 0) this.#rejected.push(line);
    if (parseFixed(StockedQty, 2) === 0) this.#nothingStocked.push(line);
  }

  leftOut({ PurchaseOrderDetailID }: CsvRow, units: string, amount: number): void {
    this.#leftOut.push({ line: `line ${PurchaseOrderDetailID}`, units });
    this.#leftOutAmount += amount;
  }

  findings(): DataFinding[] {
    const byUnits = [...groupBy(this.#leftOut, ({ units }) => units)].sort(([a], [b]) => compareText(a, b));
    const units = byUnits.map(([pair, lines]) => `${pair} ${lines.length}`);
    return [
      {
        code: 'purchase_unit_must_convert_to_the_stock_unit',
        keys: this.#leftOut.map(({ line }) => line),
        found: `complete purchase lines in a unit without a known factor (${units.join(', ')}), worth ${printFixed(this.#leftOutAmount, 2)} with freight`,
        handled: 'left out by the engine with an error each: neither quantity nor amount is guessed',
      },
      {
        code: 'purchase_order_must_be_complete',
        keys: this.#notComplete,
        found: 'purchase lines of orders that are pending, approved or rejected',
        handled: 'loaded as drafts and voids, which do not count',
      },
      {
        code: 'received_quantity_must_not_be_rejected',
        keys: this.#rejected,
        found: 'purchase lines with a rejected quantity',
        handled: 'only what was stocked is received and paid for',
      },
      {
        code: 'purchase_line_must_stock_something',
        keys: this.#nothingStocked,
        found: 'purchase lines of which nothing was stocked',
        handled: 'no receipt',
      },
    ];
  }
}
