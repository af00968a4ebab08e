import type { Facts } from '@millrace/facts';
import { rowKey, rowOf } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/** What is lost as a rule may be borne by the overhead of a centre: of one in the same ledger, as nothing leaves it otherwise. */
export function lossesNameACentreOfTheLedger(facts: Facts, { plants }: Scope, report: Report): void {
  const { normal_loss: table, cost_centre, symbols } = facts;
  const centreRow = rowOf(cost_centre.centre);
  for (let row = 0; row < table.rowCount; row++) {
    if (table.centre[row] === 0 || plants.has(cost_centre.plant[centreRow(table.centre[row])])) continue;
    const centre = symbols.text(table.centre[row]);
    report('normal_loss_must_name_a_centre_of_its_ledger', 'normal_loss', rowKey(facts, 'normal_loss', row), {
      centre,
    });
  }
}
