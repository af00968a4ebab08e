import type { FactRows } from '@millrace/facts';
import { lastActualCosts } from './last-actual-cost.js';
import type { VersionRows } from './version.js';

/** The rows with which the next period opens. */
export type Opening = Required<
  Pick<FactRows, 'opening_stock' | 'opening_stock_amount' | 'opening_wip' | 'last_actual_cost'>
>;

/**
 * The closing of a version as the opening of the next period: stock by layer, work in process by stage, and what items
 * cost, should a fallback price be asked for.
 *
 * @param handedOn what items had last cost when the version's own period opened: an item that nothing happened to keeps it.
 *
 * @example
 * closePeriod({ ...october, ...openingFrom(september) }, policy, { ledger, period: '2026-10', previous: september });
 */
export function openingFrom(version: VersionRows, handedOn: Opening['last_actual_cost'] = []): Opening {
  const { ledger, period } = version.identity;
  const reason = `closing of ${period}`;
  const zero = /^-?0(\.0*)?$/;
  return {
    opening_stock: version.rows('layer').map((row) => ({ ledger, ...row, reason })),
    opening_stock_amount: version.rows('layer_element').map((row) => ({ ledger, ...row })),
    opening_wip: version
      .rows('order_cost')
      .filter((row) => !zero.test(row.closing_wip))
      .map(({ order, stage, element, closing_wip }) => ({ ledger, order, stage, element, amount: closing_wip })),
    last_actual_cost: latestCosts(lastActualCosts(version), handedOn),
  };
}

/** What items cost in the version; those that it doesn't have, as it was handed on to it. */
function latestCosts(own: Opening['last_actual_cost'], handedOn: Opening['last_actual_cost']) {
  const itemOf = ({ plant, item }: Opening['last_actual_cost'][number]) => `${plant ?? ''} · ${item}`;
  const costed = new Set(own.map(itemOf));
  return [...own, ...handedOn.filter((row) => !costed.has(itemOf(row)))];
}
