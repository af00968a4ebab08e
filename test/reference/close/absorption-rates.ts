import type { Policy } from '@millrace/costing-core';
import { type Counted, text } from './counted.js';
import { Fraction, larger, sum, ZERO } from './fraction.js';

export function absorptionChoice(policy: Policy, centre: string): Policy['absorption'] {
  return { ...policy.absorption, ...policy.absorption_by_centre[centre] } as Policy['absorption'];
}

/**
 * The rates per element, in currency, of a centre that absorbs at planned rates or at those of the year; undefined at the actual one.
 *
 * @param driven what the centre spreads by the driver in the period.
 */
export function absorptionRates(
  counted: Counted,
  policy: Policy,
  { centre, driver }: { readonly centre: string; readonly driver: string },
  driven: readonly { readonly quantity: Fraction }[],
): Fraction[] | undefined {
  const { rate } = absorptionChoice(policy, centre);
  if (rate === 'actual') return undefined;
  if (rate === 'planned') return counted.elements.map((element) => plannedRate(counted, centre, driver, element));
  const before = absorbedBefore(counted).filter((row) => row.centre === centre && row.driver === driver);
  const pools = counted.pools.filter((row) => row.centre === centre && row.driver === driver && text(row.rate) === '');
  const worked = sum(driven.map(({ quantity }) => quantity));
  const quantity = before
    .map((row) => Fraction.of(text(row.quantity)))
    .reduce(larger, ZERO)
    .plus(worked);
  if (quantity.sign === 0) return counted.elements.map(() => ZERO);
  return counted.elements.map((element) => {
    const amounts = [...before, ...pools].filter((row) => row.element === element);
    return sum(amounts.map((row) => Fraction.of(text(row.amount)))).over(quantity);
  });
}

/** What centres absorbed in the year before the period. */
export function absorbedBefore({ rows, ledger }: Counted) {
  return (rows.opening_absorption ?? []).filter((row) => row.ledger === ledger);
}

/** Of the latest budget in force on the period's last day. */
function plannedRate({ rows, ledger, lastDay }: Counted, centre: string, driver: string, element: string): Fraction {
  const budgets = (rows.rate_budget ?? []).filter(
    (row) =>
      row.ledger === ledger &&
      row.centre === centre &&
      row.element === element &&
      row.driver === driver &&
      text(row.valid_from) <= lastDay &&
      (text(row.valid_to) === '' || text(row.valid_to) >= lastDay),
  );
  const latest = budgets.reduce<(typeof budgets)[number] | undefined>(
    (best, row) => (best === undefined || text(row.valid_from) > text(best.valid_from) ? row : best),
    undefined,
  );
  if (latest === undefined || Fraction.of(text(latest.quantity) || '0').sign === 0) return ZERO;
  return Fraction.of(text(latest.amount)).over(Fraction.of(text(latest.quantity)));
}
