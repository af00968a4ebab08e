import { literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { factColumns } from './fact-columns.js';
import { plantsOf } from './rows-of-period.js';

/**
 * A select of the rows of item_price that a period is closed with: those that the site gave, and as standard prices the unit
 * costs of the standard that is active on the period's last day. Of an item that has both, the later counts, whole:
 * elements of the older one are not mixed in. Where that standard began within the period, its items also have the
 * prices that held before it, by the same rule: what was in process was measured by them.
 */
export function pricesOfPeriod(ledger: string, { firstDay, lastDay }: CalendarPeriod): string {
  const [first, last] = [literal(firstDay), literal(lastDay)];
  const sameItem = (a: string, b: string) => `${a}.plant = ${b}.plant and ${a}.item = ${b}.item`;
  return `with standard as (${standardOn(ledger, `v.effective_on <= ${last}`)}),
    earlier as (${standardOn(ledger, `v.effective_on < ${first}`)})
    select ${factColumns('item_price', 't')} from millrace.item_price t
    where t.plant in (${plantsOf(ledger)}) and (t.kind <> 'standard' or t.valid_from > ${last}
      or not exists (select from standard s where ${sameItem('s', 't')} and t.valid_from < s.effective_on)
      or t.valid_from < ${first} and exists (select from standard s where ${sameItem('s', 't')} and s.effective_on >= ${first})
        and not exists (select from earlier e where ${sameItem('e', 't')} and t.valid_from < e.effective_on))
    union all
    select s.plant, s.item, 'standard', s.element, s.effective_on, s.unit_cost, 1, null from standard s
    where not exists (select from millrace.item_price t where ${sameItem('s', 't')} and t.kind = 'standard'
      and t.valid_from between s.effective_on and ${last})
    union all
    select e.plant, e.item, 'standard', e.element, e.effective_on, e.unit_cost, 1, null from earlier e
    where exists (select from standard s where ${sameItem('s', 'e')} and s.effective_on >= ${first})
      and not exists (select from millrace.item_price t where ${sameItem('e', 't')} and t.kind = 'standard'
        and t.valid_from >= e.effective_on and t.valid_from < ${first})`;
}

/** The unit costs of the latest standard that was activated for a day that is meant. */
function standardOn(ledger: string, meant: string): string {
  const active = `v.ledger = ${literal(ledger)} and v.kind = 'standard' and v.state = 'published' and ${meant}`;
  return `select e.plant, e.item, e.element, v.effective_on, e.unit_cost
      from millrace.version v join millrace.unit_cost_element e using (ledger, version)
      where ${active} and v.effective_on = (select max(v.effective_on) from millrace.version v where ${active})`;
}
