import { groupBy } from '@millrace/bom';
import type { FactRows, Row } from '@millrace/costing-core';
import type { OpenOrder } from '../dated.ts';
import { addHours, type Hours } from './hours.ts';
import { BLANK, PLANT } from './ledger.ts';
import { dayOf, type ShopReport } from './reports.ts';

/** An order with what the log says of it. */
export interface ShopOrder extends OpenOrder {
  readonly item: string;
  readonly quantity: number;
  /** When it was first worked on. */
  readonly start: number;
  readonly reports: readonly ShopReport[];
  /** Pieces packed, which is what is received into stock. */
  readonly packed: number;
}

/**
 * The cases of the log as production orders. The log says neither when an order was opened nor when it was closed: it opens
 * with its first report, and closes with its last one, if something was packed and the log goes on for a week after that.
 * The others stay open, with what they hold as work in process.
 */
export function readOrders(reports: readonly ShopReport[], lastDay: string): ShopOrder[] {
  const quiet = dayOf(Date.parse(`${lastDay}T00:00:00Z`) / 60_000 - 7 * 24 * 60);
  return [...groupBy(reports, ({ order }) => order)].map(([order, own]) => {
    const [{ item, orderQuantity }] = own;
    const start = Math.min(...own.map((report) => report.start));
    const last = dayOf(Math.max(...own.map(({ end }) => end)));
    const packed = own.filter(isPacking).reduce((sum, { good }) => sum + good, 0);
    const openedOn = dayOf(start);
    const closedOn = packed > 0 && last <= quiet ? last : '';
    const row: Row<'production_order'> = {
      order,
      plant: PLANT,
      item,
      alternative: order,
      type: 'normal',
      quantity_planned: String(orderQuantity),
      opened_on: openedOn,
      closed_on: closedOn,
      source: order,
      status: 'approved',
    };
    return { order, openedOn, closedOn, row, item, quantity: orderQuantity, start, reports: own, packed };
  });
}

/** A report of packed pieces that counts. */
export function isPacking({ operation, isRepeated }: ShopReport): boolean {
  return operation === 'Packing' && !isRepeated;
}

/** Parts and the blank as items; for each order a routing of its own. */
export function orderMasters(orders: readonly ShopOrder[], hoursOf: (report: ShopReport) => Hours): FactRows {
  const parts = [...new Set(orders.map(({ item }) => item))];
  return {
    item: [
      { item: BLANK, unit: 'EA', supply: 'purchased', valued: true },
      ...parts.map((item) => ({ item, unit: 'EA', supply: 'made', valued: true }) as const),
    ],
    routing_operation: orders.flatMap((order) => routingOf(order, hoursOf)),
  };
}

/**
 * The route that an order took: its operations in the order in which each was first reported, packing last, with the
 * hours that were reported on each, over the quantity of the order.
 */
function routingOf(
  { item, order, quantity, reports }: ShopOrder,
  hoursOf: (report: ShopReport) => Hours,
): Row<'routing_operation'>[] {
  const inTime = [...reports].sort((a, b) => a.start - b.start || Number(a.row) - Number(b.row));
  const operations = [...groupBy(inTime, ({ operation }) => operation)];
  const packingLast = [
    ...operations.filter(([operation]) => operation !== 'Packing'),
    ...operations.filter(([operation]) => operation === 'Packing'),
  ];
  return packingLast.map(([operation, own], place) => ({
    plant: PLANT,
    item,
    alternative: order,
    operation,
    position: place + 1,
    work_centre: own[0].resource,
    base_quantity: String(quantity),
    run_hours_machine: addHours(own.map((report) => hoursOf(report).machine)),
    run_hours_labour: addHours(own.map((report) => hoursOf(report).labour)),
  }));
}
