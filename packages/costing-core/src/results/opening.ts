import { RATE_SCALE, readFixed } from '@millrace/exact';
import type { FactRows } from '@millrace/facts';
import { lastActualCosts } from './last-actual-cost.js';
import type { VersionRows } from './version.js';

/** The rows with which the next period opens. */
export type Opening = Required<
  Pick<
    FactRows,
    'opening_stock' | 'opening_stock_amount' | 'opening_wip' | 'opening_absorption' | 'last_actual_cost' | 'last_rate'
  >
>;

/**
 * The closing of a version as the opening of the next period: stock by layer, work in process by stage, what centres
 * absorbed in the year so far, and what items cost, should a fallback price be asked for.
 *
 * @param handedOn what items had last cost when the version's own period opened: an item that nothing happened to keeps it.
 *
 * @example
 * closePeriod({ ...october, ...openingFrom(september) }, policy, { ledger, period: '2026-10', previous: september });
 */
export function openingFrom(version: VersionRows, handedOn: Opening['last_actual_cost'] = []): Opening {
  const { ledger, period } = version.identity;
  const reason = `closing of ${period}`;
  return {
    opening_stock: version.rows('layer').map((row) => ({ ledger, ...row, reason })),
    opening_stock_amount: version.rows('layer_element').map((row) => ({ ledger, ...row })),
    opening_wip: workInProcess(version),
    opening_absorption: absorbed(version),
    last_rate: lastRates(version),
    last_actual_cost: latestCosts(lastActualCosts(version), handedOn),
  };
}

/** Amounts of orders, and of steps in parallel, by stage and element with the units behind them; of units that cost nothing yet, one row without an amount. */
function workInProcess(version: VersionRows): Opening['opening_wip'] {
  const { ledger } = version.identity;
  const keyOf = ({ order, stage }: { readonly order: string; readonly stage: string }) => `${order}\0${stage}`;
  const units = new Map(
    version
      .rows('order_quantity')
      .filter(({ closing }) => !ZERO.test(closing))
      .map((row) => [keyOf(row), row]),
  );
  const valued = version.rows('order_cost').filter((row) => !ZERO.test(row.closing_wip));
  const withValue = new Set(valued.map(keyOf));
  const withUnits = (key: string) => {
    const of = units.get(key);
    return of === undefined ? {} : { quantity: of.closing, equivalent_units: of.closing_equivalents };
  };
  const waiting = version
    .rows('step_share')
    .filter(({ share }) => share === 'in_process')
    .map(({ item, stage, element, amount, units, quantity }) => {
      return { ledger, item, stage, element, amount, quantity: units, equivalent_units: quantity };
    });
  const worthless = [...units].filter(([key]) => !withValue.has(key));
  return [
    ...valued.map((row) => {
      const { order, stage, element, closing_wip: amount } = row;
      return { ledger, order, stage, element, amount, ...withUnits(keyOf(row)) };
    }),
    ...worthless.map(([key, { order, stage, element }]) => {
      return { ledger, order, stage, element, amount: '0', ...withUnits(key) };
    }),
    ...waiting,
  ];
}

/** What centres absorbed in the year so far; where the year ended, of a difference that is carried on all the same, that alone. */
function absorbed(version: VersionRows): Opening['opening_absorption'] {
  const { ledger } = version.identity;
  return version.rows('absorption').flatMap(({ year_end, ...row }) => {
    if (year_end === 'false') return [{ ledger, ...row }];
    return ZERO.test(row.difference) ? [] : [{ ledger, ...row, amount: '0', quantity: '0', applied: '0' }];
  });
}

const ZERO = /^-?0(\.0*)?$/;

/** What items cost in the version; those that it doesn't have, as it was handed on to it. */
function latestCosts(own: Opening['last_actual_cost'], handedOn: Opening['last_actual_cost']) {
  const itemOf = ({ plant, item }: Opening['last_actual_cost'][number]) => `${plant ?? ''} · ${item}`;
  const costed = new Set(own.map(itemOf));
  return [...own, ...handedOn.filter((row) => !costed.has(itemOf(row)))];
}

/**
 * At which rates pools and centres spread what they had; a difference goes up and down by itself. A rate that is larger than any that
 * facts may hold, over next to no hours, is nothing to compare the next one with.
 */
function lastRates(version: VersionRows): Opening['last_rate'] {
  const { ledger } = version.identity;
  return version
    .rows('pool_rate')
    .filter(({ object, rate }) => object !== 'difference' && !Number.isNaN(readFixed(rate, RATE_SCALE)))
    .map(({ object, pool, driver, element, rate }) => {
      return { ledger, object: object as Opening['last_rate'][number]['object'], pool, driver, element, rate };
    });
}
