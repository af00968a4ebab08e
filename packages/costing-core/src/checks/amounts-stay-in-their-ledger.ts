import { printFixed } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import { amountsEnter } from '../compile/movements/costed.js';
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
    const { owns, addsCost, hasDestination } = MOVEMENT_KINDS[movement.type[row]];
    if (!(owns || addsCost) || enters(row) !== 0) continue;
    const plant = (hasDestination && movement.to_plant[row]) || movement.plant[row];
    report('amount_must_be_for_a_plant_of_the_ledger', 'movement', symbols.text(movement.movement[row]), {
      amount: printFixed(movement_amount.amount[amount], scope.amountScale),
      ledger: scope.ledger,
      plant: symbols.text(plant),
    });
  }
}
