import { Overflow } from '@millrace/exact';
import type { FactRows } from '@millrace/facts';
import { type ColumnChunk, type Facts, hashingFacts, Later, readFacts } from '@millrace/facts';
import { checkOutcome } from './checks/after.js';
import { checkFacts } from './checks/before.js';
import { factsArePlausible } from './checks/plausible.js';
import { generalLedgerOf, poolsAgreeWithTheGeneralLedger } from './checks/pools-agree-with-the-general-ledger.js';
import { type RowsExamined, rowsExamined } from './findings/check-list.js';
import { type Finding, type FindingCode, Findings, type Report } from './findings.js';
import type { Closing } from './period/scope.js';
import { hashPolicy, type Policy, policySchema } from './policy.js';
import type { Outcome } from './results/outcome.js';
import { buildVersion, sumLongTables, summarizing } from './results/summary.js';
import type { Version, VersionRows } from './results/version.js';
import { settlePeriod } from './settle-period.js';

/** The engine's own version: part of every version's identity. */
export const ENGINE = 'millrace 0.1.0';

/** What a closing came to. Without a version where a finding is fatal. */
export interface Closed {
  readonly findings: readonly Finding[];
  /** How many rows each check looked at, those of the version's tables among them. */
  readonly examined: () => RowsExamined;
  readonly version?: Version;
  readonly outcome?: Outcome;
}

export interface After {
  /** The version of the period before, whose closing the opening must equal. */
  readonly previous?: VersionRows;
}

/**
 * Closes a period: facts → checks → network → amounts → proof → version. Pure: the same facts and policy give the same
 * bytes, whatever the order of the rows.
 *
 * @param facts rows as plain objects (see `TABLES`), or columns that were read already.
 * @throws ZodError for a policy that is not whole; BrokenInvariant for a defect of the engine.
 *
 * @example
 * const { findings, version } = closePeriod(facts, defaultPolicy, { ledger: 'CN01', period: '2026-09' });
 * version?.rows('unit_cost');
 */
export function closePeriod(facts: FactRows | Facts, policy: Policy, closing: Closing & After): Closed {
  const { findings, rest: _, ...closed } = closeForWriting(facts, policy, closing);
  closed.version?.makeAll();
  return { findings, ...closed };
}

/** A period that is closed so far that its version can be stored. */
export interface ClosedForWriting extends Closed {
  /** What is still to be done: checks that stand in nobody's way, and hashes. Whoever asks for what comes of it waits for it. */
  readonly rest: Pick<Later<unknown>, 'advance'>;
}

/**
 * The same for whoever stores the version: its tables are still to be made, and are as they are asked for. What a table's
 * making finds broken is thrown then, so nothing counts as closed before all of them are made.
 *
 * @param keep takes what the version was computed from as it is hashed; has all of it when the version's `inputHash` is known.
 */
export function closeForWriting(
  facts: FactRows | Facts,
  policy: Policy,
  closing: Closing & After,
  keep?: (chunk: ColumnChunk) => void,
): ClosedForWriting {
  const choices = policySchema.parse(policy);
  const findings = new Findings();
  const all = 'symbols' in facts ? facts : readFacts(facts, closing.ledger);

  const checked = checkFacts(all, choices, closing, closing.previous, findings);
  if (checked === undefined) return closedWithout(findings);

  const { own, scope } = checked;
  const outcome = withinRange(() => settlePeriod(own, scope, choices, findings.report), closing, findings.report);
  if (outcome === undefined) return closedWithout(findings, factsArePlausible(own, scope, choices, findings.report));
  const compared = poolsAgreeWithTheGeneralLedger(outcome, generalLedgerOf(all, closing, scope.amountScale));
  for (const { code, table, key, fields } of compared.findings) findings.report(code, table, key, fields);
  const long = sumLongTables(outcome);
  const summary = new Later(summarizing(outcome, long));
  const inputHash = new Later(hashingFacts(own, scope.amountScale, keep));
  const rest = new Later(
    (function* () {
      yield* pieces(summary);
      yield* checkOutcome(outcome, summary.value, findings.report);
      yield* factsArePlausible(own, scope, choices, findings.report);
      yield* pieces(inputHash);
      return findings.sorted();
    })(),
  );
  const identity = {
    ledger: closing.ledger,
    period: closing.period,
    kind: 'actual' as const,
    get inputHash() {
      return inputHash.value;
    },
    policyHash: hashPolicy(choices),
    engine: ENGINE,
  };
  const parts = { long, rest: () => summary.value, findings: () => rest.value.filter(isOfVersion) };
  const version = buildVersion(outcome, parts, identity);
  const examined = () =>
    rowsExamined({
      facts: own,
      policy: choices,
      hasPrevious: closing.previous !== undefined,
      accountsCompared: compared.accounts,
      nodes: outcome.settled.network.nodeCount,
      rows: (table) => version.sum(table).rowCount,
    });
  return {
    get findings() {
      return rest.value;
    },
    examined,
    version,
    outcome,
    rest,
  };
}

function* pieces(work: Later<unknown>): Generator<void> {
  while (work.advance()) yield;
}

/** Where a finding is fatal: no version. */
function closedWithout(findings: Findings, checks: Iterable<void> = []): ClosedForWriting {
  for (const _ of checks);
  return { findings: findings.sorted(), examined: nothing, rest: { advance: () => false } };
}

/** Rows outside the period and the general ledger are reported, but they are not part of the version, whose hash must not depend on them. */
function isOfVersion({ code }: Finding): boolean {
  return !NOT_OF_THE_VERSION.has(code);
}

const NOT_OF_THE_VERSION: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'fact_is_outside_the_period',
  'fact_is_in_no_period',
  'pools_must_agree_with_the_general_ledger',
]);

function nothing(): RowsExamined {
  return new Map();
}

/** What a figure can't hold exactly is bad data, not a defect: a finding, and nothing computed. */
function withinRange<T>(compute: () => T, { period }: Closing, report: Report): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof Overflow)) throw error;
    report('total_must_be_within_range', 'period', period, { value: String(error.value) });
    return undefined;
  }
}
