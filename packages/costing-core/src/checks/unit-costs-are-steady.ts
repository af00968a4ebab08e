import { divRound, parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';
import { unitCost } from '../results/unit-cost.js';
import { type Cost, lastCosts, placeKey } from './last-costs.js';

/**
 * The unit cost of an item is near what it last was: the policy says within how many percent. Both are compared as
 * amount × quantity, so that nothing is rounded: from 10.00 for 3 to 14.00 for 3 is 40 %.
 */
export function unitCostsAreSteady(
  { facts, scope, policy, compiled }: Outcome,
  { stock }: Summary,
  report: Report,
): void {
  const { last_actual_cost: last, symbols } = facts;
  if (last.rowCount === 0) return;
  const before = lastCosts(facts);
  // As it was produced in the period where it was, else as it was available (rules.md 36).
  const produced = new Map<number, Cost>();
  const available = new Map<number, Cost>();
  for (const { bucket, basis, quantity, amount } of stock.unitCosts()) {
    if (basis === 'closing') continue;
    const { plant, item } = compiled.events.buckets[bucket];
    const costs = basis === 'produced' ? produced : available;
    const present = costs.get(placeKey(facts, plant, item)) ?? { amount: 0n, quantity: 0n };
    costs.set(placeKey(facts, plant, item), { amount: present.amount + amount, quantity: present.quantity + quantity });
  }
  const allowed = BigInt(parseFixed(policy.unit_cost_change_percent, QUANTITY_SCALE));
  for (const [place, then] of before) {
    const now = produced.get(place) ?? available.get(place);
    if (now === undefined || then.amount <= 0n || then.quantity <= 0n || now.quantity <= 0n) continue;
    const base = then.amount * now.quantity;
    const change = now.amount * then.quantity - base;
    if ((change < 0n ? -change : change) * HUNDRED_PERCENT <= allowed * base) continue;
    const print = ({ amount, quantity }: Cost) => unitCost(amount, quantity, scope.amountScale, policy.unit_cost_scale);
    const key = [Math.floor(place / symbols.size), place % symbols.size].map((code) => symbols.text(code)).join(' · ');
    report('unit_cost_moved_far', 'unit_cost', key, {
      expected: print(then),
      found: print(now),
      difference: printFixed(divRound(1000n * change, base), 1),
    });
  }
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
