import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What happens to an order of the ledger happens in its plants: an issue from elsewhere would bring no cost, a receipt
 * elsewhere take none. Looks at all facts, since movements of other plants are none of the period's.
 */
export function ordersStayInTheirLedger(facts: Facts, { plants, start, end }: Scope, report: Report): void {
  const { movement, production_order: orders, symbols } = facts;
  const orderRow = rowOf(orders.order);
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.order[row] === 0 || plants.has(movement.plant[row]) || movement.status[row] !== APPROVED) continue;
    if (movement.posted_at[row] < start || movement.posted_at[row] >= end) continue;
    if (!plants.has(orders.plant[orderRow(movement.order[row])])) continue;
    report('movement_of_an_order_must_be_in_its_ledger', 'movement', symbols.text(movement.movement[row]), {
      value: TABLES.movement.columns.type.choices[movement.type[row]],
      order: symbols.text(movement.order[row]),
      plant: symbols.text(movement.plant[row]),
    });
  }
}
