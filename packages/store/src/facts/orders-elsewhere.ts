import { type Finding, Findings, plantThatBears } from '@millrace/costing-core';
import type { MovementType } from '@millrace/facts';
import { type Database, literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { plantsOf, touches } from './rows-of-period.js';

/**
 * What the ledger's documents say of plants that are not its own: movements of its orders that touch none of its plants, and its
 * amounts for such movements. No close reads them, so they would count for nothing, and nobody would be told. Among facts from files
 * `ordersStayInTheirLedger` and `amountsStayInTheirLedger` of costing-core find them.
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
    `select m.movement, round(a.amount, l.amount_scale::integer)::text, m.type, m.plant, coalesce(m.to_plant, '')
     from millrace.movement m join millrace.movement_amount a on a.movement = m.movement
     join millrace.ledger l on l.ledger = a.ledger
     where a.ledger = ${literal(ledger)} and a.amount <> 0 and ${touches('m', ledger)} is not true and m.status = 'approved'
       and m.posted_at >= ${literal(start)} and m.posted_at < ${literal(end)}`,
    ([movement, amount, type, plant, to_plant]) => {
      const bearing = plantThatBears(type as MovementType, { plant, to_plant });
      if (bearing === undefined) return;
      const fields = { amount, ledger, plant: bearing };
      findings.report('amount_must_be_for_a_plant_of_the_ledger', 'movement', movement, fields);
    },
  );
  return findings.sorted();
}
