import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { rowKey, rowOf } from '@millrace/facts';
import { valuationOf } from '../compile/stock/valuation.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';

/**
 * Opening stock lies where something can take it out again: in a plant of the ledger (in none where the ledger is one
 * bucket), of an item that takes part in costing. And an opening amount belongs to a row of opening stock.
 */
export function openingStockHasAPlace(facts: Facts, scope: Scope, policy: Policy, report: Report): void {
  const { opening_stock, opening_stock_amount, item, symbols } = facts;
  const itemRow = rowOf(item.item);
  const valuation = valuationOf(facts, policy);
  const keyOf = (table: typeof opening_stock | typeof opening_stock_amount, row: number) =>
    KEY.map((column) => table[column][row]).join(' ');
  const present = new Set<string>();
  for (let row = 0; row < opening_stock.rowCount; row++) {
    present.add(keyOf(opening_stock, row));
    const plant = opening_stock.plant[row];
    const key = rowKey(facts, 'opening_stock', row);
    if (item.valued[itemRow(opening_stock.item[row])] === 0) {
      const quantity = printFixed(opening_stock.quantity[row], QUANTITY_SCALE);
      report('opening_stock_must_be_of_a_valued_item', 'opening_stock', key, { quantity });
    }
    const isOneBucket = valuation(opening_stock.item[row]).bucket === 'item';
    if (scope.plants.has(plant) || (plant === 0 && isOneBucket)) continue;
    report('opening_stock_must_be_in_a_plant_of_the_ledger', 'opening_stock', key, { value: symbols.text(plant) });
  }
  for (let row = 0; row < opening_stock_amount.rowCount; row++) {
    if (present.has(keyOf(opening_stock_amount, row))) continue;
    report('opening_amount_must_have_its_stock', 'opening_stock_amount', rowKey(facts, 'opening_stock_amount', row), {
      amount: printFixed(opening_stock_amount.amount[row], scope.amountScale),
    });
  }
}

const KEY = ['plant', 'item', 'lot', 'project', 'in_transit', 'layer'] as const;
