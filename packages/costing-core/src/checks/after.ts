import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';
import { accountsAreKnown } from './accounts-are-known.js';
import { closingStockIsAtItsAverage } from './closing-stock-is-at-its-average.js';
import { compensationIsForALoss } from './compensation-is-for-a-loss.js';
import { costsAreBelowSalesPrices } from './costs-are-below-sales-prices.js';
import { countsAgreeWithTheBooks } from './counts-agree-with-the-books.js';
import { elementSharesAreSteady } from './element-shares-are-steady.js';
import { gainsCount } from './gains-count.js';
import { jointOutputsCostSomething } from './joint-outputs-cost-something.js';
import { knownValuesLeaveSomething } from './known-values-leave-something.js';
import { loopsLetValueOut } from './loops-let-value-out.js';
import { mixturesCanBeTold } from './mixtures-can-be-told.js';
import { movedItemsHaveUnitCosts } from './moved-items-have-unit-costs.js';
import { ordersHaveCostAndOutput } from './orders-have-cost-and-output.js';
import { plantsCostAlike } from './plants-cost-alike.js';
import { presentCosts } from './present-costs.js';
import { productsCostMoreThanMaterial } from './products-cost-more-than-material.js';
import { ratesAreSteady } from './rates-are-steady.js';
import { receiptsAreNearTheirPrice } from './receipts-are-near-their-price.js';
import { residualsAreSmall } from './residuals-are-small.js';
import { roundedRatesAreKept } from './rounded-rates-are-kept.js';
import { semisAreOfOneLevel } from './semis-are-of-one-level.js';
import { stepsHaveNoValue } from './steps-have-no-value.js';
import { stockHasValue } from './stock-has-value.js';
import { unitCostsAreSteady } from './unit-costs-are-steady.js';
import { workInProcessCostsLess } from './work-in-process-costs-less.js';

/** The checks after settling, piece by piece. */
export function* checkOutcome(outcome: Outcome, summary: Summary, report: Report): Generator<void> {
  const costs = presentCosts(outcome, summary.stock);
  const checks = [
    () => countsAgreeWithTheBooks(outcome, report),
    () => loopsLetValueOut(outcome, report),
    () => gainsCount(outcome, report),
    () => jointOutputsCostSomething(outcome, summary, report),
    () => knownValuesLeaveSomething(outcome, report),
    () => ordersHaveCostAndOutput(outcome, summary, report),
    () => compensationIsForALoss(outcome, report),
    () => mixturesCanBeTold(outcome, report),
    () => roundedRatesAreKept(outcome, report),
    () => semisAreOfOneLevel(outcome, report),
    () => stockHasValue(outcome, summary, report),
    () => stepsHaveNoValue(outcome, summary, report),
    () => ratesAreSteady(outcome, summary, report),
    () => unitCostsAreSteady(outcome, costs, report),
    () => costsAreBelowSalesPrices(outcome, costs, report),
    () => productsCostMoreThanMaterial(outcome, costs, report),
    () => elementSharesAreSteady(outcome, costs, report),
    () => plantsCostAlike(outcome, costs, report),
    () => receiptsAreNearTheirPrice(outcome, report),
    () => closingStockIsAtItsAverage(outcome, summary, report),
    () => movedItemsHaveUnitCosts(outcome, summary, report),
    () => workInProcessCostsLess(outcome, summary, report),
    () => residualsAreSmall(outcome, summary, report),
  ];
  // Who has no rules has no journals of ours.
  if (outcome.facts.account_rule.rowCount > 0) checks.push(() => accountsAreKnown(outcome, report));
  for (const check of checks) {
    check();
    yield;
  }
}
