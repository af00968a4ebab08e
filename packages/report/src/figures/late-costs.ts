import type { ResultRow } from '@millrace/costing-core';
import { unitsOf } from './decimals.js';

/** A cost that came after its receipt, its elements together. */
export interface LateCostLine extends LateAmounts {
  readonly row: ResultRow<'late_cost'>;
}

/** `amount` is `toStock` and `toExpense` together. */
export interface LateAmounts {
  readonly amount: bigint;
  readonly toStock: bigint;
  readonly toExpense: bigint;
}

/** 前期单据差异: the costs that came after their receipts, a line for each document and receipt, and what they add up to. */
export function lateCostsOf(
  rows: Iterable<ResultRow<'late_cost'>>,
  amountScale: number,
): { readonly lines: readonly LateCostLine[]; readonly total: LateAmounts } {
  const lines = new Map<string, LateCostLine>();
  let total: LateAmounts = { amount: 0n, toStock: 0n, toExpense: 0n };
  for (const row of rows) {
    const own: LateAmounts = {
      amount: unitsOf(row.amount, amountScale),
      toStock: unitsOf(row.to_stock, amountScale),
      toExpense: unitsOf(row.to_expense, amountScale),
    };
    const key = `${row.movement}\0${row.receipt}`;
    const line = lines.get(key);
    lines.set(key, { row: line?.row ?? row, ...(line === undefined ? own : sum(line, own)) });
    total = sum(total, own);
  }
  return { lines: [...lines.values()], total };
}

function sum(a: LateAmounts, b: LateAmounts): LateAmounts {
  return { amount: a.amount + b.amount, toStock: a.toStock + b.toStock, toExpense: a.toExpense + b.toExpense };
}
