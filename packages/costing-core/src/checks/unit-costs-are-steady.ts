import { divRound, parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import { itemCosts } from '../results/item-costs.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';
import { unitCost } from '../results/unit-cost.js';

/**
 * The unit cost of an item is near what it last was: the policy says within how many percent. Both are compared as
 * amount × quantity, so that nothing is rounded: from 10.00 for 3 to 14.00 for 3 is 40 %.
 */
export function unitCostsAreSteady({ facts, scope, policy }: Outcome, { stock }: Summary, report: Report): void {
  const { last_actual_cost: last, symbols } = facts;
  const before = new Map<string, Cost>();
  for (let row = 0; row < last.rowCount; row++) {
    const key = `${symbols.text(last.plant[row])} · ${symbols.text(last.item[row])}`;
    const own = { amount: BigInt(last.amount[row]), quantity: BigInt(last.quantity[row]) };
    const present = before.get(key);
    before.set(key, present === undefined ? own : together(present, own));
  }
  const allowed = BigInt(parseFixed(policy.unit_cost_change_percent, QUANTITY_SCALE));
  const rows = Array.from(stock.unitCost(), ([plant, item, lot, project, basis, quantity, amount]) => {
    return { plant, item, lot, project, basis, quantity, amount };
  });
  for (const { plant, item, ...now } of itemCosts(rows, [], scope.amountScale).values()) {
    const key = `${plant} · ${item}`;
    const then = before.get(key);
    if (then === undefined || then.amount <= 0n || then.quantity <= 0n || now.quantity <= 0n) continue;
    const base = then.amount * now.quantity;
    const change = now.amount * then.quantity - base;
    if ((change < 0n ? -change : change) * HUNDRED_PERCENT <= allowed * base) continue;
    const print = ({ amount, quantity }: Cost) => unitCost(amount, quantity, scope.amountScale, policy.unit_cost_scale);
    report('unit_cost_moved_far', 'unit_cost', key, {
      expected: print(then),
      found: print(now),
      difference: printFixed(divRound(1000n * change, base), 1),
    });
  }
}

interface Cost {
  readonly amount: bigint;
  readonly quantity: bigint;
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);

/** What a unit costs of both elements, which may stand at different quantities: a/q + b/r = (a·r + b·q) / q·r. */
function together(a: Cost, b: Cost): Cost {
  if (a.quantity === b.quantity) return { amount: a.amount + b.amount, quantity: a.quantity };
  return { amount: a.amount * b.quantity + b.amount * a.quantity, quantity: a.quantity * b.quantity };
}
