import { printFixed } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import { amountsEnter, plantOfAmounts } from '../compile/movements/costed.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * An amount of the ledger is for one of its plants: the price of goods that another ledger receives, or the cost of a way that
 * ends there, would enter nothing. Looks at all facts, since movements of other plants are none of the period's.
 */
export function amountsStayInTheirLedger(facts: Facts, scope: Scope, report: Report): void {
  const { movement, movement_amount, symbols } = facts;
  const ledger = symbols.find(scope.ledger);
  const movementRow = rowOf(movement.movement);
  const enters = amountsEnter(facts, scope);
  for (let amount = 0; amount < movement_amount.rowCount; amount++) {
    if (movement_amount.ledger[amount] !== ledger || movement_amount.amount[amount] === 0) continue;
    const row = movementRow(movement_amount.movement[amount]);
    if (row < 0 || movement.status[row] !== APPROVED) continue;
    if (movement.posted_at[row] < scope.start || movement.posted_at[row] >= scope.end) continue;
    const place = { plant: movement.plant[row], to_plant: movement.to_plant[row] };
    const plant = plantOfAmounts(MOVEMENT_KINDS[movement.type[row]], place);
    if (plant === undefined || enters(row) !== 0) continue;
    report('amount_must_be_for_a_plant_of_the_ledger', 'movement', symbols.text(movement.movement[row]), {
      amount: printFixed(movement_amount.amount[amount], scope.amountScale),
      ledger: scope.ledger,
      plant: symbols.text(plant),
    });
  }
}
