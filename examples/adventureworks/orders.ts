import type { Row } from '@millrace/costing-core';
import type { Dated, OpenOrder } from '../dated.ts';
import type { DataFinding } from '../example.ts';
import { backFlush } from './back-flush.ts';
import type { Items } from './items.ts';
import { instantOf, PLANT } from './ledger.ts';
import type { Tables } from './tables.ts';
import type { Window } from './window.ts';

export interface Orders {
  readonly orders: readonly OpenOrder[];
  /** Issues on the first day of an order; completion and scrap on its last. */
  readonly movements: readonly Dated<'movement'>[];
  readonly findings: readonly DataFinding[];
}

/**
 * The work orders that are in process in the window. No table says what an order consumed: its components are
 * back-flushed for all pieces that it started, scrapped ones included. It is completed at once, on its last day, with
 * the quantity that was stocked.
 */
export function readOrders(tables: Tables, items: Items, window: Window): Orders {
  const reasons = new Map(tables.scrapReason.map((row) => [row.ScrapReasonID, row.Name]));
  const { componentsOf, faulty } = backFlush(tables, items);
  const orders: OpenOrder[] = [];
  const movements: Dated<'movement'>[] = [];
  const withoutComponents: string[] = [];
  for (const work of tables.workOrder) {
    if (!window.overlaps(work.StartDate, work.EndDate)) continue;
    const order = work.WorkOrderID;
    orders.push({ order, openedOn: work.StartDate, closedOn: work.EndDate, row: orderRow(work) });
    const add = (key: string, day: string, row: Moved) => {
      const document = `WO-${order}`;
      const movement = { movement: `${key}-${order}`, document, posted_at: instantOf(day), plant: PLANT, order };
      movements.push({ day, order, row: { ...movement, source: `WorkOrder ${order}`, status: 'approved', ...row } });
    };
    const components = componentsOf(work.ProductID, work.OrderQty, work.StartDate);
    if (components.length === 0) withoutComponents.push(`order ${order}`);
    for (const { line, item, quantity } of components) {
      add(`I-${line}`, work.StartDate, { type: 'issue', line, item, quantity });
    }
    add('C', work.EndDate, { type: 'completion', line: '0', item: work.ProductID, quantity: work.StockedQty });
    if (work.ScrappedQty !== '0') {
      const reason = reasons.get(work.ScrapReasonID) ?? '';
      const scrapped = { item: work.ProductID, quantity: work.ScrappedQty, reason };
      add('X', work.EndDate, { type: 'operation_scrap', line: '1', ...scrapped });
    }
  }
  const findings = [
    {
      code: 'work_order_must_have_components',
      keys: withoutComponents,
      found: 'work orders whose product has no bill of material in force on their first day',
      handled: 'they bear no material',
    },
    {
      code: 'bill_of_material_must_be_readable',
      keys: faulty().map(({ item }) => `product ${item}`),
      found: 'products of which a line of the bill of material can not be read',
      handled: 'the line is left out',
    },
  ];
  return { orders, movements, findings };
}

type Moved = Pick<Row<'movement'>, 'type' | 'line' | 'item' | 'quantity' | 'reason'>;

function orderRow(work: Tables['workOrder'][number]): Row<'production_order'> {
  return {
    order: work.WorkOrderID,
    plant: PLANT,
    item: work.ProductID,
    type: 'normal',
    quantity_planned: work.OrderQty,
    opened_on: work.StartDate,
    closed_on: work.EndDate,
    source: `WorkOrder ${work.WorkOrderID}`,
    status: 'approved',
  };
}
