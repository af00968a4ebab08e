import type { ResultRow } from '@millrace/costing-core';
import { descending, unitsOf } from './decimals.js';
import type { Terms } from './terms.js';

/** Work in process of an order, or of many: opening + input = completed + scrap + residual + closing. */
export interface OrderFigures {
  readonly opening: bigint;
  readonly input: bigint;
  readonly completed: bigint;
  readonly scrap: bigint;
  readonly residual: bigint;
  readonly closing: bigint;
}

export interface WorkInProcess {
  /** Orders that carried work over the start or the end of the period, the largest closing first. */
  readonly carried: readonly OrderLine[];
  readonly orders: readonly OrderLine[];
  /** All orders, also those that began and ended in the period. */
  readonly total: OrderFigures;
  readonly orderCount: number;
}

export interface OrderLine extends OrderFigures {
  readonly order: string;
}

export function workInProcessOf(rows: Iterable<ResultRow<'order_cost'>>, terms: Terms): WorkInProcess {
  const orders = new Map<string, OrderFigures>();
  let total = NOTHING;
  for (const row of rows) {
    const figures = figuresOf(row, terms.amountScale);
    orders.set(row.order, plus(orders.get(row.order) ?? NOTHING, figures));
    total = plus(total, figures);
  }
  const lines = Array.from(orders, ([order, figures]): OrderLine => ({ order, ...figures }));
  const carried = lines
    .filter(({ opening, closing }) => opening !== 0n || closing !== 0n)
    .sort((a, b) => descending(a.closing, b.closing));
  return { carried, orders: lines, total, orderCount: orders.size };
}

export function plus(a: OrderFigures, b: OrderFigures): OrderFigures {
  return {
    opening: a.opening + b.opening,
    input: a.input + b.input,
    completed: a.completed + b.completed,
    scrap: a.scrap + b.scrap,
    residual: a.residual + b.residual,
    closing: a.closing + b.closing,
  };
}

export const NOTHING: OrderFigures = { opening: 0n, input: 0n, completed: 0n, scrap: 0n, residual: 0n, closing: 0n };

function figuresOf(row: ResultRow<'order_cost'>, scale: number): OrderFigures {
  return {
    opening: unitsOf(row.opening_wip, scale),
    input: unitsOf(row.input, scale),
    completed: unitsOf(row.completed, scale),
    scrap: unitsOf(row.scrap, scale),
    residual: unitsOf(row.residual, scale),
    closing: unitsOf(row.closing_wip, scale),
  };
}
