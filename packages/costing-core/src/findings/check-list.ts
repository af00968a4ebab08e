import type { Finding, Severity } from '@millrace/facts';
import { CHECKS, type CheckId, type Phase, phaseOf, type Settling } from './checks.js';

/**
 * What came of one check. `not_examined`: there are no such rows; `not_reached`: the run stopped before. Neither has passed.
 */
export interface CheckResult {
  readonly check: CheckId;
  readonly phase: Phase;
  readonly en: string;
  readonly zh: string;
  /** How many rows it looked at. */
  readonly rows: number;
  readonly findings: number;
  readonly result: 'passed' | Severity | 'not_examined' | 'not_reached';
}

/** How many rows each check looked at; empty where the run stopped before all were done. */
export type RowsExamined = ReadonlyMap<CheckId, number>;

export function rowsExamined(settling: Settling): RowsExamined {
  return new Map(checkIds().map((check) => [check, CHECKS[check].rows(settling)]));
}

/**
 * Every check of the catalogue with what came of it: what passed is listed like what did not.
 *
 * @param checkOf the check of a code.
 */
export function listChecks<Code extends string>(
  examined: RowsExamined,
  findings: readonly Finding<Code>[],
  checkOf: (code: Code) => CheckId,
): CheckResult[] {
  const found = new Map<CheckId, { count: number; severity: Severity }>();
  for (const { code, key, severity, fields } of findings) {
    // It counts for those that it stands for, which are there already.
    const isMore = code === 'more_was_found_than_is_listed';
    const check = checkOf(isMore ? (key as Code) : code);
    const more = isMore ? Number(fields.count) - Number(fields.expected) : 1;
    const before = found.get(check);
    const worst =
      before === undefined || (!isMore && RANK[severity] < RANK[before.severity]) ? severity : before.severity;
    found.set(check, { count: (before?.count ?? 0) + more, severity: worst });
  }
  return checkIds().map((check) => {
    const { en, zh } = CHECKS[check];
    const rows = examined.get(check);
    const its = found.get(check);
    const passed = rows === undefined ? 'not_reached' : rows === 0 ? 'not_examined' : 'passed';
    const result = its?.severity ?? passed;
    return { check, phase: phaseOf(check), en, zh, rows: rows ?? 0, findings: its?.count ?? 0, result };
  });
}

function checkIds(): CheckId[] {
  return Object.keys(CHECKS) as CheckId[];
}

const RANK: Readonly<Record<Severity, number>> = { fatal: 0, error: 1, warning: 2 };
