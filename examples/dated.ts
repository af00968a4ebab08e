import type { Row, TableName } from '@millrace/costing-core';
import type { Month } from './months.ts';

/** A document of the facts with its day, as an ISO date, and the order that it belongs to ('' for none). */
export interface Dated<T extends TableName> {
  readonly day: string;
  readonly order: string;
  readonly row: Row<T>;
}

/** What the facts of a month hold: its own documents, and those to date of the orders that are open in it. */
export function rowsOf<T extends TableName>(
  month: Month,
  documents: readonly Dated<T>[],
  isOpen: ReadonlySet<string>,
): Row<T>[] {
  return documents
    .filter(({ day, order }) => day <= month.lastDay && (day >= month.firstDay || isOpen.has(order)))
    .map(({ row }) => row);
}

/** An order that is in process for some days, the first and the last one included; '' where it was not closed. */
export interface OpenOrder {
  readonly order: string;
  readonly openedOn: string;
  readonly closedOn: string;
  readonly row: Row<'production_order'>;
}

export function ordersOpenIn<O extends OpenOrder>({ firstDay, lastDay }: Month, orders: readonly O[]): O[] {
  return orders.filter(({ openedOn, closedOn }) => openedOn <= lastDay && (closedOn === '' || closedOn >= firstDay));
}
