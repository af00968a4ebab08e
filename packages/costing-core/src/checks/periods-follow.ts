import type { Facts } from '@millrace/facts';
import { printDate, rowKey } from '@millrace/facts';
import type { Report } from '../findings.js';

/** Each day of a ledger belongs to one period: what lies in two would count twice, what lies in none never. */
export function periodsFollow(facts: Facts, report: Report): void {
  const { period } = facts;
  const rows = Array.from(period.period.keys())
    .filter((row) => period.starts_on[row] <= period.ends_on[row])
    .sort((a, b) => period.starts_on[a] - period.starts_on[b]);
  for (let i = 1; i < rows.length; i++) {
    const [before, row] = [rows[i - 1], rows[i]];
    const days = period.starts_on[row] - period.ends_on[before];
    if (days === 1) continue;
    report(days < 1 ? 'periods_must_not_overlap' : 'periods_leave_days_out', 'period', rowKey(facts, 'period', row), {
      from: printDate(period.starts_on[row]),
      previous: rowKey(facts, 'period', before),
      to: printDate(period.ends_on[before]),
    });
  }
}
