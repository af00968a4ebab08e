import { divRound, parseFixed, printFixed, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';

/** The rate of a pool or a centre is near that of the month before: the policy says within how many percent. */
export function ratesAreSteady({ facts, scope, policy }: Outcome, { rates: pools }: Summary, report: Report): void {
  if (facts.last_rate.rowCount === 0) return;
  const { symbols } = facts;
  const allowed = BigInt(parseFixed(policy.rate_change_percent, QUANTITY_SCALE));
  for (const {
    key: [, pool],
    driver,
    rates,
    lastRates,
  } of pools.lines()) {
    for (const [e, last] of lastRates.entries()) {
      if (last === '' || rates[e] === '') continue;
      const [then, now] = [last, rates[e]].map((rate) => BigInt(parseFixed(rate, RATE_SCALE)));
      if (then <= 0n) continue;
      const change = now - then;
      if ((change < 0n ? -change : change) * HUNDRED_PERCENT <= allowed * then) continue;
      report('rate_moved_far', 'pool_rate', symbols.text(pool), {
        driver,
        element: symbols.text(scope.elements[e]),
        expected: last,
        found: rates[e],
        difference: printFixed(divRound(1000n * change, then), 1),
      });
    }
  }
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
