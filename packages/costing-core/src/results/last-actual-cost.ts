import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Row } from '@millrace/facts';
import { itemCosts } from './item-costs.js';
import { unitsOf } from './units-of.js';
import type { VersionRows } from './version.js';

/** What items cost in a version, as rows for the next period. A unit cost below 0 becomes 0. */
export function lastActualCosts(version: VersionRows): Row<'last_actual_cost'>[] {
  const { ledger } = version.identity;
  const rows = Array.from(version.unitCosts()).filter(({ quantity }) => unitsOf(quantity, QUANTITY_SCALE) > 0n);
  const scale = rows[0]?.amount.split('.')[1]?.length ?? 0;
  const costs = itemCosts(rows, scale);
  return Array.from(costs.values()).flatMap(({ plant, item, quantity, elements }) =>
    Array.from(elements, ([element, amount]) => ({
      ledger,
      plant,
      item,
      element,
      quantity: printFixed(quantity, QUANTITY_SCALE),
      amount: printFixed(amount, scale),
    })),
  );
}
