import { printFixed } from '@millrace/exact';
import type { Report } from '../findings.js';
import { bucketTexts } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';

/** What steps in parallel make has the value 0 in stock: nothing opens with a value, is bought, or comes from other items. */
export function stepsHaveNoValue({ compiled, facts, scope }: Outcome, { stock }: Summary, report: Report): void {
  for (const [bucket, place] of compiled.events.buckets.entries()) {
    if (!compiled.steps.has(place.item)) continue;
    const amount = stock.availableAmount(bucket);
    if (amount === 0n) continue;
    const key = bucketTexts(facts, place).join(' · ');
    report('step_stock_must_have_no_value', 'stock', key, { amount: printFixed(amount, scope.amountScale) });
  }
}
