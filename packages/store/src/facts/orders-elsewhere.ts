import { type Finding, Findings } from '@millrace/costing-core';
import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { plantsOf, touches } from './rows-of-period.js';

/**
 * What the ledger's documents say of plants that are not its own. Movements of an order of the ledger that touch none of its plants. No close reads them, so they would count for nothing unsaid;
 * among facts from files `ordersStayInTheirLedger` of costing-core finds them. So would amounts of the ledger for such movements
 * (`amountsStayInTheirLedger`).
 */
export async function ordersElsewhere(
  database: Database,
  ledger: string,
  { start, end }: CalendarPeriod,
): Promise<readonly Finding[]> {
  const findings = new Findings();
  await database.read(
    `select m.movement, m.type, m."order", m.plant from millrace.production_order o
     join millrace.movement m on m."order" = o."order"
     where o.plant in (${plantsOf(ledger)}) and ${touches('m', ledger)} is not true and m.status = 'approved'
       and m.posted_at >= ${literal(start)} and m.posted_at < ${literal(end)}`,
    ([movement, type, order, plant]) => {
      findings.report('movement_of_an_order_must_be_in_its_ledger', 'movement', movement, {
        value: type,
        order,
        plant,
      });
    },
  );
  await database.read(
    `select m.movement, a.amount::text, m.plant from millrace.movement_amount a
     join millrace.movement m on m.movement = a.movement
     where a.ledger = ${literal(ledger)} and a.amount <> 0 and ${touches('m', ledger)} is not true and m.status = 'approved'
       and m.posted_at >= ${literal(start)} and m.posted_at < ${literal(end)}`,
    ([movement, amount, plant]) => {
      findings.report('amount_must_be_for_a_plant_of_the_ledger', 'movement', movement, { amount, ledger, plant });
    },
  );
  return findings.sorted();
}
