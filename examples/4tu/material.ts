import type { Row } from '@millrace/costing-core';
import { multiply, parseFraction, printFraction } from '@millrace/exact';
import type { Dated } from '../dated.ts';
import type { Month } from '../months.ts';
import { BLANK, ELEMENTS, LEDGER, PLANT } from './ledger.ts';
import { isPacking, type ShopOrder } from './orders.ts';
import { dayOf, instantOf } from './reports.ts';

/** What a blank costs, month by month. */
const PRICES: Readonly<Record<string, string>> = { '2012-01': '12.00', '2012-02': '12.60', '2012-03': '12.30' };

/** Blanks are bought by the thousand. */
const LOT = 1000;

export interface Material {
  readonly movements: readonly Dated<'movement'>[];
  readonly amounts: readonly Dated<'movement_amount'>[];
}

/**
 * The movements of stock. Real are the receipts of finished parts: the pieces of every packing report. Invented is the
 * material: one blank for each piece of an order, issued with its first report; bought on the first day of each month, as
 * many thousands as the orders begun in it need.
 */
export function moveMaterial(orders: readonly ShopOrder[], months: readonly Month[]): Material {
  const movements: Dated<'movement'>[] = [];
  const amounts: Dated<'movement_amount'>[] = [];
  const add = (day: string, order: string, row: Moved) => {
    const fixed = { document: order === '' ? `Purchase ${day}` : order, line: 1, plant: PLANT, order };
    movements.push({ day, order, row: { ...fixed, status: 'approved', ...row } });
  };
  for (const { period, firstDay, lastDay } of months) {
    const begun = orders.filter(({ openedOn }) => openedOn >= firstDay && openedOn <= lastDay);
    const needed = begun.reduce((sum, { quantity }) => sum + quantity, 0);
    const quantity = String(Math.ceil(needed / LOT) * LOT);
    const movement = `PURCHASE-${period}`;
    const posted_at = `${firstDay}T00:00:00Z`;
    add(firstDay, '', { movement, posted_at, type: 'purchase_receipt', item: BLANK, quantity, source: 'assumption' });
    const amount = printFraction(multiply(parseFraction(quantity), parseFraction(PRICES[period])), 2);
    amounts.push({ day: firstDay, order: '', row: { movement, ledger: LEDGER, element: ELEMENTS.material, amount } });
  }
  for (const { order, openedOn, start, quantity, item, reports } of orders) {
    const issued = { movement: `ISSUE-${order}`, posted_at: instantOf(start), item: BLANK, quantity: String(quantity) };
    add(openedOn, order, { ...issued, type: 'issue', source: 'assumption' });
    for (const { row, end, good } of reports.filter((report) => isPacking(report) && report.good > 0)) {
      const received = { movement: `PACKED-${row}`, posted_at: instantOf(end), item, quantity: String(good) };
      add(dayOf(end), order, { ...received, type: 'completion', source: `row ${row}` });
    }
  }
  return { movements, amounts };
}

type Moved = Pick<Row<'movement'>, 'movement' | 'posted_at' | 'type' | 'item' | 'quantity' | 'source'>;
