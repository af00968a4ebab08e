import { APPROVED, type Facts, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What a report reverses has counted: to reverse a draft, or what is void, takes away hours and quantities that never were
 * there. What is not among the facts belongs to an order that was closed before.
 */
export function reportsReverseWhatCounts({ work_report, symbols }: Facts, scope: Scope, report: Report): void {
  const { rowCount, report: names, reverses, status, reported_at } = work_report;
  const uncounted = new Map<number, string>();
  for (let row = 0; row < rowCount; row++) if (status[row] !== APPROVED) uncounted.set(names[row], STATES[status[row]]);
  if (uncounted.size === 0) return;
  for (let row = 0; row < rowCount; row++) {
    const value = uncounted.get(reverses[row]);
    if (value === undefined || status[row] !== APPROVED) continue;
    if (reported_at[row] < scope.start || reported_at[row] >= scope.end) continue;
    report('report_must_reverse_what_counts', 'work_report', symbols.text(names[row]), {
      found: symbols.text(reverses[row]),
      value,
    });
  }
}

const STATES = TABLES.work_report.columns.status.choices;
