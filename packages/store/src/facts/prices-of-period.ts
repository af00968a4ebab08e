import { literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { factColumns } from './fact-columns.js';
import { plantsOf } from './rows-of-period.js';

/**
 * A select of the rows of item_price that a period is closed with: those that the site gave, and as standard prices the unit
 * costs of the standard that is active on the period's last day. Of an item that has both, the later counts, whole:
 * elements of the older one are not mixed in.
 */
export function pricesOfPeriod(ledger: string, { lastDay }: CalendarPeriod): string {
  const active = `v.ledger = ${literal(ledger)} and v.kind = 'standard' and v.state = 'published'
    and v.effective_on <= ${literal(lastDay)}`;
  const sameItem = (a: string, b: string) => `${a}.plant = ${b}.plant and ${a}.item = ${b}.item`;
  return `with standard as (
      select e.plant, e.item, e.element, v.effective_on, e.unit_cost
      from millrace.version v join millrace.unit_cost_element e using (ledger, version)
      where ${active} and v.effective_on = (select max(v.effective_on) from millrace.version v where ${active})
    )
    select ${factColumns('item_price', 't')} from millrace.item_price t
    where t.plant in (${plantsOf(ledger)}) and (t.kind <> 'standard' or t.valid_from > ${literal(lastDay)}
      or not exists (select from standard s where ${sameItem('s', 't')} and t.valid_from < s.effective_on))
    union all
    select s.plant, s.item, 'standard', s.element, s.effective_on, s.unit_cost, 1, null from standard s
    where not exists (select from millrace.item_price t where ${sameItem('s', 't')} and t.kind = 'standard'
      and t.valid_from between s.effective_on and ${literal(lastDay)})`;
}
