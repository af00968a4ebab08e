import type { CheckResult, Language } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/**
 * What came of every check: how many passed, found something, had nothing to look at or were not reached; with `all` each of
 * them, with the rows that it looked at.
 */
export function printChecks(
  terminal: Terminal,
  checks: readonly CheckResult[],
  { texts, language, all }: { readonly texts: Texts; readonly language: Language; readonly all: boolean },
): void {
  const { heading, counts, head, result, look } = texts.checks;
  terminal.heading(heading);
  if (all) {
    const rows = checks.map((one) => [
      one.check,
      grouped(String(one.rows)),
      one.findings === 0 ? '' : grouped(String(one.findings)),
      result[one.result],
      one[language],
    ]);
    terminal.table(head, rows, [1, 2]);
  }
  const of = (...results: readonly CheckResult['result'][]) =>
    checks.filter((one) => results.includes(one.result)).length;
  const [found, idle, behind] = [of('fatal', 'error', 'warning'), of('not_examined'), of('not_reached')];
  terminal.line(counts(of('passed'), found, idle, behind));
  if (!all) terminal.line(look);
}

/** Checks as they stand in JSON. */
export function checksAsJson(checks: readonly CheckResult[], language: Language) {
  return checks.map(({ check, phase, rows, findings, result, ...says }) => ({
    check,
    phase,
    looks_at: says[language],
    rows,
    findings,
    result,
  }));
}
