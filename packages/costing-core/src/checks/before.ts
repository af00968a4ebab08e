import type { Facts } from '../facts/read-facts.js';
import type { Findings } from '../finding.js';
import type { Policy } from '../policy.js';
import { type Closing, type Scope, scopeOf } from '../scope.js';
import type { VersionRows } from '../version/version.js';
import { documentsCount } from './documents-count.js';
import { keysAreUnique } from './keys-are-unique.js';
import { mastersMakeSense } from './masters-make-sense.js';
import { methodsAreKept } from './methods-are-kept.js';
import { movementsAreWhole } from './movements-are-whole.js';
import { openingIsPreviousClosing } from './opening-is-previous-closing.js';
import { referencesAreKnown } from './references-are-known.js';

/** The checks before anything is computed; undefined where something fatal was found. */
export function checkFacts(
  facts: Facts,
  policy: Policy,
  closing: Closing,
  previous: VersionRows | undefined,
  findings: Findings,
): Scope | undefined {
  findings.add(facts.faults);
  keysAreUnique(facts, findings.report);
  referencesAreKnown(facts, findings.report);
  mastersMakeSense(facts, findings.report);
  if (findings.fatal) return undefined;
  const scope = scopeOf(facts, closing, findings.report);
  if (scope === undefined) return undefined;
  documentsCount(facts, scope, findings.report);
  movementsAreWhole(facts, scope, findings.report);
  if (previous !== undefined) {
    openingIsPreviousClosing(facts, previous, scope.amountScale, findings.report);
    methodsAreKept(facts, scope, policy, previous, findings.report);
  }
  return findings.fatal ? undefined : scope;
}
