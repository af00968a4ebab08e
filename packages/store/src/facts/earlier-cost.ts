import { literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { touches } from './rows-of-period.js';

/**
 * A select of what movements of published periods cost, as rows of `earlier_cost`, for the returns of this period that refer to
 * them; less what earlier returns took back already, so that the last return takes all that is left. Movements of this
 * period are not among them, also where it was published before: closing it again reads the same rows.
 *
 * 10 pieces cost 100.00; 3 came back last month at 30.00: 7 and 70.00 are handed on.
 */
export function earlierCost(ledger: string, { start, end }: CalendarPeriod): string {
  const published = `millrace.version v where v.ledger = c.ledger and v.version = c.version and v.state = 'published'`;
  return `with referred as (
       select distinct t.refers_to as movement from millrace.movement t
         join millrace.movement o on o.movement = t.refers_to and o.posted_at < ${literal(start)}
       where t.posted_at >= ${literal(start)} and t.posted_at < ${literal(end)}
         and ${touches('t', ledger)}
     ), counted as (
       select r.movement, c.element, c.quantity, c.amount
       from referred r join millrace.movement_cost c on c.movement = r.movement
       where c.ledger = ${literal(ledger)} and exists (select from ${published})
       union all
       select r.movement, c.element, -c.quantity, -c.amount
       from referred r
         join millrace.movement b on b.refers_to = r.movement and b.posted_at < ${literal(start)}
         join millrace.movement_cost c on c.movement = b.movement
       where c.ledger = ${literal(ledger)} and exists (select from ${published})
     )
     select ${literal(ledger)}::text, movement, element, sum(quantity), sum(amount)
     from counted where movement not in (select e.movement from millrace.earlier_cost e where e.ledger = ${literal(ledger)})
     group by movement, element having sum(quantity) > 0`;
}
