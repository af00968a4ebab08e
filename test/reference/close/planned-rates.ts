import type { Policy } from '@millrace/costing-core';
import { type Counted, text } from './counted.js';
import { Fraction, ZERO } from './fraction.js';

/** The rates per element of a centre that absorbs at planned rates, by the budget in force; undefined where it doesn't. */
export function plannedRates(counted: Counted, policy: Policy, centre: string, driver: string): Fraction[] | undefined {
  const choice = { ...policy.absorption, ...policy.absorption_by_centre[centre] };
  if (choice.rate !== 'planned') return undefined;
  return counted.elements.map((element) => {
    const rows = (counted.rows.rate_budget ?? []).filter(
      (row) =>
        row.ledger === counted.ledger &&
        row.centre === centre &&
        row.element === element &&
        row.driver === driver &&
        text(row.valid_from) <= counted.lastDay &&
        (text(row.valid_to) === '' || text(row.valid_to) >= counted.lastDay),
    );
    const latest = rows.reduce<(typeof rows)[number] | undefined>(
      (best, row) => (best === undefined || text(row.valid_from) > text(best.valid_from) ? row : best),
      undefined,
    );
    if (latest === undefined || Fraction.of(text(latest.quantity) || '0').sign === 0) return ZERO;
    return Fraction.of(text(latest.amount)).over(Fraction.of(text(latest.quantity)));
  });
}
