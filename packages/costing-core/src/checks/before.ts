import type { Facts } from '@millrace/facts';
import type { Findings } from '../findings.js';
import { factsOfPeriod } from '../period/facts-of-period.js';
import { type Closing, type Scope, scopeOf } from '../period/scope.js';
import type { Policy } from '../policy.js';
import type { VersionRows } from '../results/version.js';
import { accountRulesMakeSense } from './account-rules-make-sense.js';
import { amountsStayInTheirLedger } from './amounts-stay-in-their-ledger.js';
import { completionsAreOfTheirOrder } from './completions-are-of-their-order.js';
import { documentsCount, historyHasAnOpening } from './documents-count.js';
import { driversMakeSense } from './drivers-make-sense.js';
import { goodsMoveInThePeriod } from './goods-move-in-the-period.js';
import { keysAreUnique } from './keys-are-unique.js';
import { lineFormulasOfOrdersGiveQuantities } from './line-formulas-give-quantities.js';
import { lossesLeaveSomething } from './losses-leave-something.js';
import { lossesNameACentreOfTheLedger } from './losses-name-a-centre-of-the-ledger.js';
import { mastersMakeSense } from './masters-make-sense.js';
import { methodsAreKept } from './methods-are-kept.js';
import { movementsAreWhole } from './movements-are-whole.js';
import { namedOperationsAreThere } from './named-operations-are-there.js';
import { openingIsPreviousClosing } from './opening-is-previous-closing.js';
import { openingStockHasAPlace } from './opening-stock-has-a-place.js';
import { openingWipHasAnOwner } from './opening-wip-has-an-owner.js';
import { ordersAreApprovedAndOpen } from './orders-are-approved-and-open.js';
import { ordersHaveHoursAndReceipts } from './orders-have-hours-and-receipts.js';
import { ordersStayInTheirLedger } from './orders-stay-in-their-ledger.js';
import { parallelStepsGoWithPolicy } from './parallel-steps-go-with-policy.js';
import { periodsFollow } from './periods-follow.js';
import { phantomsEnd } from './phantoms-end.js';
import { policyNamesWhatIsKnown } from './policy-names-what-is-known.js';
import { referencesAreKnown } from './references-are-known.js';
import { referencesFit } from './references-fit.js';
import { repairsNameAnOrder } from './repairs-name-an-order.js';
import { reportsReverseWhatCounts } from './reports-reverse-what-counts.js';
import { sharedAmountsHaveReceipts } from './shared-amounts-have-receipts.js';

/** Facts that can be computed with: those that belong to the period, and what the period is. */
export interface Checked {
  readonly own: Facts;
  readonly scope: Scope;
}

/** The checks before anything is computed, but for those of `factsArePlausible`; undefined where something fatal was found. */
export function checkFacts(
  facts: Facts,
  policy: Policy,
  closing: Closing,
  previous: VersionRows | undefined,
  findings: Findings,
): Checked | undefined {
  findings.add(facts.faults);
  keysAreUnique(facts, findings.report);
  referencesAreKnown(facts, findings.report);
  mastersMakeSense(facts, findings.report);
  openingWipHasAnOwner(facts, findings.report);
  periodsFollow(facts, findings.report);
  if (findings.fatal) return undefined;
  const scope = scopeOf(facts, closing, findings.report);
  if (scope === undefined) return undefined;
  const own = factsOfPeriod(facts, scope);
  documentsCount(facts, own, scope, findings.report);
  if (previous === undefined) historyHasAnOpening(own, scope, findings.report);
  ordersStayInTheirLedger(facts, scope, findings.report);
  amountsStayInTheirLedger(facts, scope, findings.report);
  movementsAreWhole(own, scope, findings.report);
  referencesFit(own, scope, findings.report);
  sharedAmountsHaveReceipts(own, scope, findings.report);
  completionsAreOfTheirOrder(own, scope, findings.report);
  goodsMoveInThePeriod(own, scope, findings.report);
  ordersAreApprovedAndOpen(own, scope, findings.report);
  ordersHaveHoursAndReceipts(own, scope, findings.report);
  repairsNameAnOrder(own, scope, findings.report);
  lossesNameACentreOfTheLedger(own, scope, findings.report);
  reportsReverseWhatCounts(own, scope, findings.report);
  openingStockHasAPlace(own, scope, policy, findings.report);
  lossesLeaveSomething(own, findings.report);
  driversMakeSense(own, scope, findings.report);
  namedOperationsAreThere(own, scope, findings.report);
  lineFormulasOfOrdersGiveQuantities(own, scope, findings.report);
  phantomsEnd(own, scope, findings.report);
  policyNamesWhatIsKnown(own, policy, findings.report);
  parallelStepsGoWithPolicy(own, policy, findings.report);
  accountRulesMakeSense(own, findings.report);
  if (previous !== undefined) {
    openingIsPreviousClosing(own, previous, scope.amountScale, findings.report);
    methodsAreKept(own, scope, policy, previous, findings.report);
  }
  return findings.fatal ? undefined : { own, scope };
}
