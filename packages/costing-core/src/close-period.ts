import { createHash } from 'node:crypto';
import { documentsCount } from './checks/documents-count.js';
import { keysAreUnique } from './checks/keys-are-unique.js';
import { mastersMakeSense } from './checks/masters-make-sense.js';
import { methodsAreKept } from './checks/methods-are-kept.js';
import { movementsAreWhole } from './checks/movements-are-whole.js';
import { openingIsPreviousClosing } from './checks/opening-is-previous-closing.js';
import { checkOutcome } from './checks/outcome.js';
import { referencesAreKnown } from './checks/references-are-known.js';
import { compile } from './compile/compile.js';
import { hashFacts } from './facts/canonical.js';
import type { FactRows } from './facts/facts.js';
import { factsOfPeriod } from './facts/of-period.js';
import { type Facts, readFacts } from './facts/read-facts.js';
import { type Finding, Findings } from './finding.js';
import { invariant } from './invariant.js';
import { conserve } from './network/conserve.js';
import { settle } from './network/settle.js';
import { type Policy, policySchema } from './policy.js';
import { type Closing, type Scope, scopeOf } from './scope.js';
import type { Outcome } from './version/outcome.js';
import { buildVersion, type Version, type VersionRows } from './version/version.js';

/** The engine's own version: part of every version's identity. */
export const ENGINE = 'millrace 0.1.0';

/** What a closing came to. Without a version where a finding is fatal. */
export interface Closed {
  readonly findings: readonly Finding[];
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
 */
export function closePeriod(facts: FactRows | Facts, policy: Policy, closing: Closing & After): Closed {
  const choices = policySchema.parse(policy);
  const findings = new Findings();
  const all = 'symbols' in facts ? facts : readFacts(facts, closing.ledger);

  const scope = check(all, closing, findings);
  if (scope !== undefined && closing.previous !== undefined) {
    openingIsPreviousClosing(all, closing.previous, scope.amountScale, findings.report);
    methodsAreKept(all, scope, choices, closing.previous, findings.report);
  }
  if (scope === undefined || findings.fatal) return { findings: findings.sorted() };

  const own = factsOfPeriod(all, scope);
  const compiled = compile(own, scope, choices, findings.report);
  const settled = settle(compiled.plan.network);
  const conservation = conserve(settled);
  const outcome: Outcome = { facts: own, scope, policy: choices, compiled, settled, conservation };
  verify(outcome);
  checkOutcome(outcome, findings.report);

  const identity = {
    ledger: closing.ledger,
    period: closing.period,
    kind: 'actual' as const,
    inputHash: hashFacts(own, scope.amountScale),
    policyHash: createHash('sha256').update(JSON.stringify(choices)).digest('hex'),
    engine: ENGINE,
  };
  return { findings: findings.sorted(), version: buildVersion(outcome, identity, findings.sorted()), outcome };
}

/** The checks before anything is computed; undefined where not even the period is known. */
export function check(facts: Facts, closing: Closing, findings: Findings): Scope | undefined {
  findings.add(facts.faults);
  keysAreUnique(facts, findings.report);
  referencesAreKnown(facts, findings.report);
  mastersMakeSense(facts, findings.report);
  if (findings.fatal) return undefined;
  const scope = scopeOf(facts, closing, findings.report);
  if (scope === undefined) return undefined;
  documentsCount(facts, scope, findings.report);
  movementsAreWhole(facts, scope, findings.report);
  return scope;
}

/** In = out per node and element, and in total: else the engine is wrong, and says so. */
function verify({ conservation: { entered, gone, stranded, imbalances } }: Outcome): void {
  invariant(
    imbalances.length === 0,
    `${imbalances.length} nodes do not balance, the first ${JSON.stringify(imbalances[0])}.`,
  );
  for (const [e, amount] of entered.entries()) {
    invariant(amount === gone[e] + stranded[e], `Element ${e}: ${amount} entered, ${gone[e] + stranded[e]} left.`);
  }
}
