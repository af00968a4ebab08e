import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  parseFixed,
  printFixed,
  QUANTITY_SCALE,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import { placeKey } from './last-costs.js';
import { type PresentCost, placeName } from './present-costs.js';

/**
 * The part that an element has of a unit cost is near what it last was: the policy says within how many percentage points. What is
 * dearer altogether moves no part; labour booked as material does.
 */
export function elementSharesAreSteady(
  { facts, scope, policy }: Outcome,
  costs: ReadonlyMap<number, PresentCost>,
  report: Report,
): void {
  if (facts.last_actual_cost.rowCount === 0) return;
  const allowed = fraction(parseFixed(policy.checks.element_share_points, QUANTITY_SCALE), HUNDRED_PERCENT);
  for (const [place, then] of lastCostsByElement(facts)) {
    const now = costs.get(place);
    const whole = [...then.values()].reduce(add, ZERO);
    const isWhole = [...then.values()].every(({ numerator }) => numerator >= 0n) && whole.numerator > 0n;
    if (now === undefined || !isWhole || now.amount <= 0n || now.amounts.some((amount) => amount < 0n)) continue;
    for (const [e, element] of scope.elements.entries()) {
      const before = divide(then.get(element) ?? ZERO, whole);
      const after = fraction(now.amounts[e], now.amount);
      const change = subtract(after, before);
      if (compare(change, allowed) <= 0 && compare(subtract(ZERO, change), allowed) <= 0) continue;
      report('element_share_moved_far', 'unit_cost', placeName(facts, now), {
        element: facts.symbols.text(element),
        expected: percent(before),
        found: percent(after),
      });
    }
  }
}

/** What a unit cost last, by place and element, in the smallest unit per millionth: only parts of it are taken. */
function lastCostsByElement(facts: Facts): ReadonlyMap<number, ReadonlyMap<number, Fraction>> {
  const { last_actual_cost: last } = facts;
  const costs = new Map<number, Map<number, Fraction>>();
  for (let row = 0; row < last.rowCount; row++) {
    if (!(last.quantity[row] > 0)) continue;
    const key = placeKey(facts, last.plant[row], last.item[row]);
    const own = costs.get(key);
    const cost = fraction(last.amount[row], last.quantity[row]);
    if (own === undefined) costs.set(key, new Map([[last.element[row], cost]]));
    else own.set(last.element[row], add(own.get(last.element[row]) ?? ZERO, cost));
  }
  return costs;
}

function percent(part: Fraction): string {
  return printFixed(roundFraction(part, 3), 1);
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
