import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED, type Facts, rowOf, TABLES } from '@millrace/facts';
import { namedKeys } from '../findings/named-keys.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What a report reverses has counted: to reverse a draft, or what is void, takes away hours and quantities that never were
 * there. It takes back where that counted, and no more than there was. What is not among the facts belongs to an order that was
 * closed before.
 */
export function reportsReverseWhatCounts(facts: Facts, scope: Scope, report: Report): void {
  const { work_report: table, symbols } = facts;
  const reversing: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (table.status[row] === APPROVED && table.reverses[row] !== 0) reversing.push(row);
  }
  if (reversing.length === 0) return;
  const reportRow = rowOf(table.report);
  const isOfPeriod = (row: number) => table.reported_at[row] >= scope.start && table.reported_at[row] < scope.end;
  const text = (code: number) => symbols.text(code);
  for (const row of reversing) {
    const original = reportRow(table.reverses[row]);
    if (original < 0 || !isOfPeriod(row)) continue;
    const key = text(table.report[row]);
    const found = text(table.reverses[row]);
    if (table.status[original] !== APPROVED) {
      report('report_must_reverse_what_counts', 'work_report', key, { found, value: STATES[table.status[original]] });
      continue;
    }
    const column = PLACES.find((name) => table[name][row] !== table[name][original]);
    if (original === row || column === undefined) continue;
    report('report_must_reverse_one_of_its_own_kind', 'work_report', key, {
      found,
      column,
      expected: text(table[column][original]),
      value: text(table[column][row]),
    });
  }
  for (const [original, rows] of byOriginal()) {
    if (table.status[original] !== APPROVED || !rows.some(isOfPeriod)) continue;
    // One that reverses itself has nothing to take back.
    const isEnough = rows.includes(original) ? 0 : undefined;
    const column = QUANTITIES.find((name) => takenBack(name, rows) > (isEnough ?? (table[name][original] || 0)));
    if (column === undefined) continue;
    report('report_must_not_be_reversed_beyond_itself', 'work_report', text(table.report[original]), {
      column,
      expected: printFixed(table[column][original] || 0, QUANTITY_SCALE),
      found: printFixed(takenBack(column, rows), QUANTITY_SCALE),
      keys: namedKeys(rows.map((row) => text(table.report[row]))),
    });
  }

  /** Reports that reverse one, and aren't reversed themselves: by its row. */
  function byOriginal(): Map<number, number[]> {
    const isReversed = new Set(reversing.map((row) => reportRow(table.reverses[row])));
    const rows = new Map<number, number[]>();
    for (const row of reversing) {
      const original = reportRow(table.reverses[row]);
      if (original < 0 || (isReversed.has(row) && original !== row)) continue;
      const present = rows.get(original);
      if (present === undefined) rows.set(original, [row]);
      else present.push(row);
    }
    return rows;
  }

  function takenBack(column: (typeof QUANTITIES)[number], rows: readonly number[]): number {
    return rows.reduce((sum, row) => sum + (table[column][row] || 0), 0);
  }
}

const STATES = TABLES.work_report.columns.status.choices;
const PLACES = ['order', 'operation', 'work_centre'] as const;
const QUANTITIES = [
  'hours_machine',
  'hours_labour',
  'quantity_good',
  'quantity_scrap',
  'quantity_rework',
  'cycles',
] as const;
