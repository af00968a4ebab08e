import type { OrderSheet } from '@millrace/costing-core';
import { columns, type Sheet } from './sheet.js';

/** 成本计算单: a row per order and cost element. */
export function orderSheet(orders: Iterable<OrderSheet>): Sheet {
  return {
    name: 'order_sheet',
    columns: [...columns('text', 'order', 'element'), ...columns('number', ...AMOUNTS)],
    rows: rowsOf(orders, ({ order, elements }) =>
      elements.map((row) => [order, row.element, ...AMOUNTS.map((column) => row[column])]),
    ),
  };
}

const AMOUNTS = [
  'opening_wip',
  'input',
  'completed',
  'scrap',
  'residual',
  'closing_wip',
  'unit_cost',
  'year_input',
  'year_completed',
] as const;

/** 单耗: a row per order and component. */
export function consumptionSheet(orders: Iterable<OrderSheet>): Sheet {
  return {
    name: 'consumption',
    columns: [...columns('text', 'order', 'component', 'component_unit'), ...columns('quantity', ...QUANTITIES)],
    rows: rowsOf(orders, ({ order, consumption }) =>
      consumption.map((row) => [order, row.component, row.unit, ...QUANTITIES.map((column) => row[column])]),
    ),
  };
}

const QUANTITIES = ['quantity', 'back_flushed', 'made', 'per_unit', 'standard_per_unit', 'difference'] as const;

function* rowsOf(orders: Iterable<OrderSheet>, rows: (order: OrderSheet) => string[][]): Generator<string[]> {
  for (const order of orders) yield* rows(order);
}
