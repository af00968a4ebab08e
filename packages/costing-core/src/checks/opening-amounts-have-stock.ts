import { printFixed } from '@millrace/exact';
import { rowKey } from '../facts/cells.js';
import type { Facts } from '../facts/read-facts.js';
import type { Report } from '../finding.js';

/** An opening amount belongs to a row of opening stock: without one it would be in no bucket. */
export function openingAmountsHaveStock(facts: Facts, amountScale: number, report: Report): void {
  const { opening_stock, opening_stock_amount } = facts;
  const keyOf = (table: typeof opening_stock | typeof opening_stock_amount, row: number) =>
    KEY.map((column) => table[column][row]).join(' ');
  const present = new Set<string>();
  for (let row = 0; row < opening_stock.rowCount; row++) present.add(keyOf(opening_stock, row));
  for (let row = 0; row < opening_stock_amount.rowCount; row++) {
    if (present.has(keyOf(opening_stock_amount, row))) continue;
    report('opening_amount_must_have_its_stock', 'opening_stock_amount', rowKey(facts, 'opening_stock_amount', row), {
      amount: printFixed(opening_stock_amount.amount[row], amountScale),
    });
  }
}

const KEY = ['plant', 'item', 'lot', 'project', 'in_transit', 'layer'] as const;
