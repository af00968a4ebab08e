import { divRound, parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import { STRANDED } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';

/**
 * Differences that nobody is told of one by one are little beside what came in: the policy says within how many percent, for each
 * reason.
 */
export function residualsAreSmall({ scope, policy }: Outcome, { residuals, proof }: Summary, report: Report): void {
  const allowed = BigInt(parseFixed(policy.checks.residuals_percent, QUANTITY_SCALE));
  const whole = proof.cameIn;
  for (const [reason, amount] of residuals.sizes()) {
    if (TOLD.has(reason) || amount * HUNDRED_PERCENT <= allowed * (whole < 0n ? -whole : whole)) continue;
    report('residuals_are_large', 'residual', reason, {
      amount: printFixed(amount, scope.amountScale),
      expected: printFixed(whole, scope.amountScale),
      percent: whole > 0n ? printFixed(divRound(1000n * amount, whole), 1) : '',
    });
  }
}

/** Residuals with findings of their own, each of which names its row. */
const TOLD: ReadonlySet<string> = new Set([
  ...Object.values(STRANDED),
  'idle_capacity',
  'negative_stock',
  'no_driver',
  'order_without_output',
]);
const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
