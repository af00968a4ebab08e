import type { Finding, Policy } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { proofOf, termsOf } from '@millrace/report/figures';
import {
  allFindings,
  type Closing,
  closeInDatabase,
  closeOnTrial,
  type Database,
  type Exit,
  exitOf,
  type LostJob,
  mastersOf,
  mayBePublished,
  type Steps,
  Trouble,
} from '@millrace/store';

/** What became of one ledger of many: its version and counts, or the trouble that stopped it. A worker sends it as it is. */
export interface ClosedLedger {
  readonly ledger: string;
  readonly exit: Exit;
  readonly version?: number | undefined;
  readonly is_new?: boolean | undefined;
  /** The number of the policy on record. */
  readonly policy?: number | undefined;
  /** The policy that this one took the place of, just now. */
  readonly policy_before?: number | undefined;
  readonly hash?: string;
  readonly cost_in?: string;
  readonly difference?: string;
  readonly currency?: string;
  readonly fatal: number;
  readonly errors: number;
  readonly warnings: number;
  /** Nothing that was found stands in the way, or all of it is waived. */
  readonly publishable: boolean;
  readonly trouble?: Pick<Trouble, 'code' | 'fields'>;
}

export interface LedgerToClose {
  readonly ledger: string;
  readonly period: string;
  readonly policy: Policy;
  /** Its number, where it was taken from the record. */
  readonly recorded?: number;
  readonly trial: boolean;
}

/** Closes one ledger of many and keeps what `ClosedLedger` holds: the results of a thousand would fill the memory. */
export async function closeLedger(
  database: Database,
  { ledger, period, policy, recorded, trial }: LedgerToClose,
  steps: Steps,
): Promise<ClosedLedger> {
  const closed = trial
    ? await closeOnTrial(database, ledger, period, policy, steps)
    : await closeInDatabase(database, ledger, period, { content: policy, number: recorded }, steps);
  return toldOf({ ...closed, ledger, period });
}

/** What becomes of a ledger that ended every worker that took it. */
export function endedItsWorkers({ ledger, period, deaths }: LostJob): ClosedLedger {
  return notClosed(ledger, new Trouble('workers_ended', { ledger, period, deaths: String(deaths) }));
}

/** @throws what no file, server or user can cause: a defect. */
export function stoppedBy(ledger: string, error: unknown): ClosedLedger {
  const trouble = Trouble.behind(error);
  if (trouble === undefined) throw error;
  return notClosed(ledger, trouble);
}

export function notClosed(ledger: string, { exit, code, fields }: Trouble): ClosedLedger {
  return {
    ledger,
    exit,
    fatal: 0,
    errors: 0,
    warnings: 0,
    publishable: false,
    trouble: { code, fields },
  };
}

function toldOf(closing: Closing): ClosedLedger {
  const findings = allFindings(closing);
  const { ledger, written, version, outcome } = closing;
  const counted = {
    ledger,
    exit: exitOf(closing),
    fatal: countOf(findings, 'fatal'),
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    publishable: mayBePublished(closing),
  };
  if (version === undefined || outcome === undefined) return counted;
  const masters = mastersOf(outcome, ['ledger', 'cost_element']);
  // Figures alone are taken from the terms, which are the same in every language.
  const terms = termsOf({ version: { tables: version }, masters, language: 'en' });
  const proof = proofOf(version.rows('proof'), terms);
  return {
    ...counted,
    version: written?.version,
    is_new: written?.isNew,
    policy: written?.policy.number,
    policy_before: written?.policy.before,
    hash: version.hash,
    currency: terms.currency,
    cost_in: printFixed(proof.in.total, terms.amountScale),
    difference: printFixed(proof.differenceTotal, terms.amountScale),
  };
}

function countOf(findings: readonly Finding[], severity: Finding['severity']): number {
  return findings.filter((found) => found.severity === severity).length;
}
