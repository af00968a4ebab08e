import { literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { isNotHeld, touches } from './rows-of-period.js';

/**
 * A select of what movements of published periods cost, as rows of `earlier_cost`, for what refers to them in this
 * period; beside it the day of each, and what came back of them in the periods between, so that returns go on where those ended. Movements of
 * this period are not among them, also where it was published before: closing it again reads the same rows.
 *
 * 10 pieces cost 100.00, 3 came back last month: 10, 100.00 and 3 are handed on.
 */
export function earlierCost(ledger: string, dates: CalendarPeriod): string {
  const published = `millrace.version v where v.ledger = c.ledger and v.version = c.version and v.state = 'published'`;
  return `with referred as (${referred(ledger, dates)}), came_back as (${cameBack(dates)}), returned as (
       select b.refers_to as movement, b.movement as return, max(c.quantity) as quantity
       from came_back b join millrace.movement_cost c on c.movement = b.movement
       where c.ledger = ${literal(ledger)} and exists (select from ${published})
       group by b.refers_to, b.movement
     )
     select ${literal(ledger)}::text, r.movement, c.element, c.quantity, c.amount,
       (select sum(b.quantity) from returned b where b.movement = r.movement),
       (select (r.posted_at at time zone l.time_zone)::date from millrace.ledger l where l.ledger = c.ledger)
     from referred r join millrace.movement_cost_element c on c.movement = r.movement
     where c.ledger = ${literal(ledger)} and exists (select from ${published}) and c.quantity > 0
       and r.movement not in (select e.movement from millrace.earlier_cost e where e.ledger = ${literal(ledger)})`;
}

/** A select of the movements whose cost `earlierCost` asks for, with their instants. */
export function movementsOfEarlierCost(ledger: string, dates: CalendarPeriod): string {
  return `with referred as (${referred(ledger, dates)})
    select r.posted_at from referred r union all select b.posted_at from (${cameBack(dates)}) b`;
}

/** Movements of earlier periods that those of this one refer to, issues by bill of material among them, which no document has. */
function referred(ledger: string, period: CalendarPeriod): string {
  const { start, end } = period;
  const referring = `t.posted_at >= ${literal(start)} and t.posted_at < ${literal(end)} and ${touches('t', ledger)}
      and ${isNotHeld('movement', 't', ledger, period)}`;
  return `select distinct o.movement, o.posted_at from millrace.movement t
      join millrace.movement o on o.movement = t.refers_to and o.posted_at < ${literal(start)}
    where ${referring}
    union select b.movement, ${NOON} from millrace.movement t
      join millrace.back_flush b on b.movement = t.refers_to and b.ledger = ${literal(ledger)}
      join millrace.version v on v.ledger = b.ledger and v.version = b.version and v.state = 'published'
      join millrace.ledger l on l.ledger = b.ledger
    where ${referring} and ${NOON} < ${literal(start)}`;
}

/** On the day of an issue by bill of material: within its period, whatever the hour was. */
const NOON = "((b.posted_on + time '12:00') at time zone l.time_zone)";

/** What came back of them before this period. */
function cameBack({ start }: CalendarPeriod): string {
  return `select b.refers_to, b.movement, b.posted_at from referred r
      join millrace.movement b on b.refers_to = r.movement and b.posted_at < ${literal(start)}
    where b.type = any (${RETURNS})`;
}

/** What takes back a movement that it refers to; goods that are sent back out of the ledger too. */
const RETURNS = `array['issue_return', 'sale_return', 'purchase_return', 'purchase_estimate_reversal',
  'completion_reversal', 'transfer', 'transfer_out', 'form_change']`;
