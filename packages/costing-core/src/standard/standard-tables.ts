import { printFixed } from '@millrace/exact';
import type { Filling, RowWriter } from '../results/row-writer.js';
import type { UnitCostRow } from './unit-cost.js';

const ONE = printFixed(1_000_000, 6);

/**
 * A roll-up as tables of a version. The unit cost of one unit stands where that of a close does, `produced` for what is
 * rolled up and `available` for what has a price, so that any two versions can be compared; own and lower level, and
 * where a cost comes from, in tables of their own. An item without a cost is in `standard_source` alone, with why.
 */
export function standardTables(costs: () => Iterable<UnitCostRow>) {
  return {
    *unit_cost(rows: RowWriter): Filling {
      for (const { plant, item, source, cost } of costs()) {
        if (cost === undefined) continue;
        for (const text of [plant, item, '', '', source === 'price' ? 'available' : 'produced']) rows.text(text);
        for (const number of [ONE, cost.total, cost.total]) rows.printed(number);
        rows.printedAmounts(cost.elements.map(({ total }) => some(total)));
        if (rows.end()) yield;
      }
    },
    *standard_source(rows: RowWriter): Filling {
      for (const { plant, item, unit, low_level_code, source, price_kind = '', lot = '', why = '' } of costs()) {
        for (const text of [plant, item, unit]) rows.text(text);
        rows.integer(low_level_code);
        for (const text of [source, price_kind]) rows.text(text);
        rows.printed(lot);
        rows.text(why);
        if (rows.end()) yield;
      }
    },
    *standard_level(rows: RowWriter): Filling {
      for (const { plant, item, cost } of costs()) {
        if (!cost?.elements.some(({ own, lower }) => some(own) !== '' || some(lower) !== '')) continue;
        for (const text of [plant, item]) rows.text(text);
        rows.printedAmounts(cost.elements.map(({ own }) => some(own)));
        rows.printedAmounts(cost.elements.map(({ lower }) => some(lower)));
        if (rows.end()) yield;
      }
    },
  };
}

/** An amount, where it is one. */
function some(amount: string): string {
  return /[1-9]/.test(amount) ? amount : '';
}
