import type { Row } from '@millrace/costing-core';
import { distinct, instant, OPERATIONS, PLANTS, WORK_CENTRES } from './cells.js';
import type { ItemPlan, OrderPlan, Plan } from './plan.js';

/** An item of a factory, with the name it has in the facts. */
export interface Item extends ItemPlan {
  readonly item: string;
}

export interface Order extends OrderPlan {
  readonly order: string;
  readonly makes: string;
}

export function itemsOf(plan: Plan): Item[] {
  return plan.items.map((item, i) => ({ ...item, item: `${item.made ? 'M' : 'R'}${i}` }));
}

/** Orders of valued items: what an order makes has a value. */
export function ordersOf(plan: Plan): Order[] {
  const valued = itemsOf(plan).filter((item) => item.valued);
  const items = valued.length > 0 ? valued : itemsOf(plan);
  return plan.orders.map((order, i) => ({ ...order, order: `O${i}`, makes: items[order.item % items.length].item }));
}

export function orderRows(plan: Plan): Row<'production_order'>[] {
  const closedOn = { open: '', closed: '2026-09-30', 'closed later': '2026-10-01', 'closed before': '2026-08-31' };
  return ordersOf(plan).map((order) => ({
    order: order.order,
    plant: PLANTS[order.plant],
    item: order.makes,
    alternative: order.alternative,
    type: order.type,
    quantity_planned: order.planned,
    refers_to: order.type === 'rework' && order.repairs !== undefined ? `O${order.repairs % plan.orders.length}` : '',
    opened_on: '2026-07-15',
    closed_on: closedOn[order.closing],
    source: order.order,
    status: order.counts ? 'approved' : 'draft',
  }));
}

export function routingRows(plan: Plan): Row<'routing_operation'>[] {
  const items = itemsOf(plan);
  const routings = distinct(plan.routings, (row) => `${row.item % items.length} ${row.plant} ${row.alternative}`);
  return routings.flatMap((routing) =>
    routing.operations.map((operation, i) => ({
      plant: PLANTS[routing.plant],
      item: items[routing.item % items.length].item,
      alternative: routing.alternative,
      operation: operation.code,
      position: operation.position ?? null,
      work_centre: WORK_CENTRES[i % 3],
      base_quantity: operation.base ?? null,
      run_hours_machine: operation.machine,
      run_hours_labour: operation.labour,
    })),
  );
}

/** The operations of one of the routings that an order may follow; undefined where there is none. */
export function routedOperations(plan: Plan, order: Order): readonly string[] | undefined {
  const rows = routingRows(plan).filter((row) => row.plant === PLANTS[order.plant] && row.item === order.makes);
  const own = rows.filter((row) => row.alternative === order.alternative);
  const any = own.length > 0 ? own : rows.filter((row) => row.alternative === rows[0].alternative);
  return any.length > 0 ? any.map(({ operation }) => String(operation)) : undefined;
}

export function reportRows(plan: Plan): Row<'work_report'>[] {
  const orders = ordersOf(plan);
  return plan.reports.map((report, i) => {
    const order = orders[report.order % orders.length];
    const operations = routedOperations(plan, order) ?? OPERATIONS;
    const isKnown = report.operation < OPERATIONS.length;
    return {
      report: `W${i}`,
      order: order.order,
      operation: isKnown ? operations[report.operation % operations.length] : `no such ${report.operation}`,
      work_centre: WORK_CENTRES[report.workCentre],
      reported_at: instant(report.when),
      quantity_good: report.good ?? null,
      quantity_scrap: report.scrap ?? null,
      quantity_rework: report.rework ?? null,
      hours_machine: report.machine ?? null,
      hours_labour: report.labour ?? null,
      cycles: report.cycles ?? null,
      setup: report.setup,
      idle: report.idle ?? '',
      reverses: report.reverses && i > 0 ? `W${i - 1}` : '',
      status: order.counts ? report.status : 'draft',
    };
  });
}
