import type { Dated } from '../dated.ts';
import { instantOf, PLANT } from './ledger.ts';
import { dayOf, type Tables } from './tables.ts';
import type { Window } from './window.ts';

/** The transactions of type S as sales, a movement each; what is sold is counted in the stock unit. */
export function readSales({ transaction }: Tables, window: Window): Dated<'movement'>[] {
  return transaction
    .filter((row) => row.TransactionType === 'S' && window.includes(dayOf(row.TransactionDate)))
    .map((row) => ({
      day: dayOf(row.TransactionDate),
      order: '',
      row: {
        movement: `S-${row.TransactionID}`,
        document: `SO-${row.ReferenceOrderID}`,
        line: row.TransactionID,
        posted_at: instantOf(dayOf(row.TransactionDate)),
        type: 'sale',
        plant: PLANT,
        item: row.ProductID,
        quantity: row.Quantity,
        source: `Transaction ${row.TransactionID}`,
        status: 'approved',
      },
    }));
}
