import {
  type Finding as FindingOf,
  FindingsOf,
  READING_RULES,
  type Report as ReportOf,
  type Rule,
} from '@millrace/facts';
import { ACCOUNTS } from './findings/accounts.js';
import { CENTRES } from './findings/centres.js';
import { type CheckResult, listChecks, type RowsExamined } from './findings/check-list.js';
import type { CheckId } from './findings/checks.js';
import { CONTRADICTIONS } from './findings/contradictions.js';
import { DOCUMENTS } from './findings/documents.js';
import { fill, type Language } from './findings/fill.js';
import { IDLE_ROWS } from './findings/idle-rows.js';
import { MASTERS } from './findings/masters.js';
import { ORDERS } from './findings/orders.js';
import { PLAUSIBILITY } from './findings/plausibility.js';
import { PRICES } from './findings/prices.js';
import { STANDARD } from './findings/standard.js';
import { STEPS } from './findings/steps.js';
import { VALUES } from './findings/values.js';

/** Every finding there can be, by the rule that was not kept: how bad it is, and what it says (`findings/`). */
const CATALOGUE = {
  ...READING_RULES,
  ...MASTERS,
  ...DOCUMENTS,
  ...CONTRADICTIONS,
  ...IDLE_ROWS,
  ...PRICES,
  ...ORDERS,
  ...STEPS,
  ...CENTRES,
  ...VALUES,
  ...STANDARD,
  ...ACCOUNTS,
  ...PLAUSIBILITY,
} satisfies Record<string, Rule & { readonly check: CheckId }>;

export type FindingCode = keyof typeof CATALOGUE;

/** A finding of a close or of a standard cost. */
export type Finding = FindingOf<FindingCode>;

/** Notes a finding; its severity stands in the catalogue. */
export type Report = ReportOf<FindingCode>;

export type { Language };

/** Codes with their severity and check number, for documents and tests. */
export const findingRules: Readonly<Record<FindingCode, Rule & { readonly check: CheckId }>> = CATALOGUE;

/**
 * The catalogue of checks with what came of each.
 *
 * @example
 * const { examined, findings } = closePeriod(facts, defaultPolicy, { ledger: 'CN01', period: '2026-09' });
 * checkResults(examined(), findings)[0] // { check: 'PRE-01', phase: 'before', rows: 14, findings: 0, result: 'passed', … }
 */
export function checkResults(examined: RowsExamined, findings: readonly Finding[]): CheckResult[] {
  return listChecks(examined, findings, (code) => CATALOGUE[code].check);
}

/** Collects all findings of a run. */
export class Findings extends FindingsOf<FindingCode> {
  constructor() {
    super(CATALOGUE);
  }
}

/** A finding with the severity that the catalogue gives it. */
export function finding(
  code: FindingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>> = {},
): Finding {
  return { code, severity: CATALOGUE[code].severity, table, key, fields };
}

/** Findings on structures and standard costs as those of a close: with codes of the catalogue, the worst first. */
export function catalogued(found: readonly FindingOf[]): Finding[] {
  const findings = new Findings();
  // Every code of theirs is in the catalogue, as the type of `STANDARD` there checks.
  findings.add(found.map((one) => ({ ...one, code: one.code as FindingCode })));
  return findings.sorted();
}

/**
 * The text of a finding: what is wrong, and what to do.
 *
 * @example
 * describe(finding('number_must_be_plain', 'movement', 'MV-7', { column: 'quantity', value: '1200*3' }), 'en').wrong
 * // 'quantity is "1200*3", not a plain number'
 */
export function describe(found: Finding, language: Language): { readonly wrong: string; readonly remedy: string } {
  const [wrong, remedy] = findingRules[found.code][language];
  const field = (name: string) => (name === 'key' ? found.key : (found.fields[name] ?? ''));
  return { wrong: fill(wrong, field, language), remedy: fill(remedy, field, language) };
}
