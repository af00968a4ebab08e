import type { ResultRow } from '@millrace/costing-core';
import { descending, unitsOf } from './decimals.js';
import type { Terms } from './terms.js';

/** 收发存 in money: opening + in − out = closing. */
export interface StockAmounts {
  readonly opening: bigint;
  readonly in: bigint;
  readonly out: bigint;
  readonly closing: bigint;
}

export interface StockFigures {
  readonly plants: readonly (StockAmounts & { readonly plant: string; readonly items: number })[];
  readonly total: StockAmounts & { readonly items: number };
  /** Buckets that had a quantity or a value, the largest closing value first. */
  readonly lines: readonly (StockAmounts & { readonly row: ResultRow<'stock'> })[];
}

export function stockOf(rows: Iterable<ResultRow<'stock'>>, terms: Terms): StockFigures {
  const plants = new Map<string, StockAmounts & { items: number }>();
  const lines: (StockAmounts & { row: ResultRow<'stock'> })[] = [];
  let total = { ...NOTHING, items: 0 };
  for (const row of rows) {
    const amounts = {
      opening: unitsOf(row.opening_amount, terms.amountScale),
      in: unitsOf(row.in_amount, terms.amountScale),
      out: unitsOf(row.out_amount, terms.amountScale),
      closing: unitsOf(row.closing_amount, terms.amountScale),
    };
    lines.push({ ...amounts, row });
    plants.set(row.plant, counted(plants.get(row.plant) ?? { ...NOTHING, items: 0 }, amounts));
    total = counted(total, amounts);
  }
  return {
    plants: [...plants].map(([plant, amounts]) => ({ plant, ...amounts })),
    total,
    lines: lines.sort((a, b) => descending(a.closing, b.closing)),
  };
}

function counted(sum: StockAmounts & { items: number }, amounts: StockAmounts): StockAmounts & { items: number } {
  return {
    opening: sum.opening + amounts.opening,
    in: sum.in + amounts.in,
    out: sum.out + amounts.out,
    closing: sum.closing + amounts.closing,
    items: sum.items + 1,
  };
}

const NOTHING: StockAmounts = { opening: 0n, in: 0n, out: 0n, closing: 0n };
