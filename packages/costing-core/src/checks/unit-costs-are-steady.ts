import { divRound, parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { type Cost, lastCosts } from './last-costs.js';
import { type PresentCost, placeName } from './present-costs.js';

/**
 * The unit cost of an item is near what it last was: the policy says within how many percent. Both are compared as
 * amount × quantity, so that nothing is rounded: from 10.00 for 3 to 14.00 for 3 is 40 %.
 */
export function unitCostsAreSteady(
  { facts, scope, policy }: Outcome,
  costs: ReadonlyMap<number, PresentCost>,
  report: Report,
): void {
  if (facts.last_actual_cost.rowCount === 0) return;
  const allowed = BigInt(parseFixed(policy.unit_cost_change_percent, QUANTITY_SCALE));
  for (const [place, then] of lastCosts(facts)) {
    const now = costs.get(place);
    if (now === undefined || then.amount <= 0n || then.quantity <= 0n || now.quantity <= 0n) continue;
    const base = then.amount * now.quantity;
    const change = now.amount * then.quantity - base;
    if ((change < 0n ? -change : change) * HUNDRED_PERCENT <= allowed * base) continue;
    const print = ({ amount, quantity }: Cost) => unitCost(amount, quantity, scope.amountScale, policy.unit_cost_scale);
    report('unit_cost_moved_far', 'unit_cost', placeName(facts, now), {
      expected: print(then),
      found: print(now),
      difference: printFixed(divRound(1000n * change, base), 1),
    });
  }
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
