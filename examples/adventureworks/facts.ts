import { defaultPolicy, type FactRows } from '@millrace/costing-core';
import { ordersOpenIn, rowsOf } from '../dated.ts';
import type { Example } from '../example.ts';
import { type Month, monthsFrom } from '../months.ts';
import { assumptions } from './assumptions.ts';
import { readItems } from './items.ts';
import { LEDGER, ledgerMasters } from './ledger.ts';
import { assumeOpening } from './opening.ts';
import { openingPrices } from './opening-prices.ts';
import { readOrders } from './orders.ts';
import { readPurchases } from './purchases.ts';
import { readSales } from './sales.ts';
import { readTables } from './tables.ts';
import { windowOf } from './window.ts';
import { readWork } from './work.ts';

/**
 * AdventureWorks as facts, of the twelve months 2013-06 to 2014-05 unless others are asked for: work orders with back-flushed components, routing
 * hours, purchases with freight, sales.
 *
 * @throws MissingFile
 */
export function adventureWorks(folder: string, months: readonly Month[] = monthsFrom('2013-06', 12)): Example {
  const window = windowOf(months);
  const tables = readTables(folder);
  const items = readItems(tables);
  const purchases = readPurchases(tables, items, window);
  const made = readOrders(tables, items, window);
  const work = readWork(tables, window);
  const movements = [...purchases.movements, ...made.movements, ...readSales(tables, window)];
  const prices = openingPrices(tables, items);
  const opening = assumeOpening(movements, made.orders, items, window, prices, work.costBefore);

  const factsOf = (month: Month): FactRows => {
    const orders = ordersOpenIn(month, made.orders);
    const open = new Set(orders.map(({ order }) => order));
    return {
      ...ledgerMasters(months),
      ...work.masters,
      item: items.rows,
      unit_conversion: items.conversions,
      ...(month === months[0] ? opening.rows : {}),
      production_order: orders.map(({ row }) => row),
      movement: rowsOf(month, movements, open),
      movement_amount: rowsOf(month, purchases.amounts, open),
      work_report: rowsOf(month, work.reports, open),
      cost_pool: work.poolsOf(month),
    };
  };
  return {
    title: `AdventureWorks, ${months[0].period} to ${months[months.length - 1].period}`,
    ledger: LEDGER,
    months,
    policy: defaultPolicy,
    factsOf,
    dataFindings: [...purchases.findings, ...made.findings, ...work.findings, ...opening.findings],
    assumptions: assumptions(opening.counts, window),
  };
}
