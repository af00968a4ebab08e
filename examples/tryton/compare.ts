import type { FactRows, Policy } from '@millrace/costing-core';
import {
  divide,
  type Fraction,
  fraction,
  multiply,
  parseFraction,
  printFraction,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { closings, type OnHand } from './closings.ts';
import { known } from './known.ts';
import type { Tryton } from './read.ts';
import { asTryton, CAUSES, stepsToTryton, withoutRounding } from './steps.ts';

/** An item at the end of a month: what either says, and why they differ, in cents of the stock's value. */
export interface Compared {
  readonly period: string;
  readonly item: string;
  readonly quantity: string;
  readonly millrace: { readonly unitCost: string; readonly amount: string };
  readonly tryton: { readonly unitCost: string; readonly amount: string };
  readonly difference: string;
  /** By cause, adding up to the difference. */
  readonly causes: Readonly<Record<string, string>>;
}

export interface Ledger {
  readonly name: string;
  readonly policy: Policy;
  /** How Tryton costs the items that are compared by this ledger. */
  readonly method: string;
  /** By period and item, what was published. */
  readonly published: ReadonlyMap<string, ReadonlyMap<string, OnHand>>;
}

/** The last two: what Tryton's four decimals come to, and what nothing explains, of which none may be left. */
export const UNEXPLAINED = 'unexplained';
export const COLUMNS: readonly string[] = [...CAUSES, 'price decimals', UNEXPLAINED];

/**
 * Sets the items of a ledger's family beside Tryton's cost prices. From one to the other lead closings that differ by one
 * cause each; the last of them must come to what Tryton's rules come to without rounding.
 */
export function compare(facts: FactRows, tryton: Tryton, ledger: Ledger): Compared[] {
  const exact = withoutRounding(facts, tryton);
  const own = asTryton(tryton);
  const periods = [...ledger.published.keys()];
  const steps = stepsToTryton(facts, ledger.policy, tryton, exact).map((step) =>
    closings(step.facts, step.policy, ledger.name, periods),
  );
  const items = [...tryton.products].filter(([, { method }]) => method === ledger.method).map(([item]) => item);
  const rows = periods.flatMap((period) => items.map((item) => ({ period, item })));
  return rows.map(({ period, item }): Compared => {
    const lastDay = String(facts.period?.find((row) => row.period === period)?.ends_on);
    const millrace = known(known(ledger.published, period), item);
    const { price, quantity } = own.at(item, lastDay);
    const target = exact.at(item, lastDay);
    const amounts = [millrace.amount, ...steps.map((closed) => known(known(closed, period), item).amount)];
    const value = multiply(price, quantity);
    return {
      period,
      item,
      quantity: printFraction(quantity, 2),
      millrace: {
        unitCost: printFraction(divide(millrace.amount, millrace.quantity), 4),
        amount: cents(millrace.amount),
      },
      tryton: { unitCost: printFraction(price, 4), amount: cents(value) },
      difference: cents(subtract(rounded(value), millrace.amount)),
      causes: causesOf(amounts, multiply(target.price, target.quantity), value),
    };
  });
}

/** Cost prices that Tryton has stored, on moves and of products, and that its rules, computed again, don't come to. */
export function notAsStored(tryton: Tryton): string[] {
  const own = asTryton(tryton);
  const lastDay =
    tryton.moves
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? '';
  const differs = (price: Fraction, stored: string) => toText(price) !== toText(parseFraction(stored));
  return [
    ...tryton.moves
      .filter(({ id, costPrice }) => differs(own.costPrices.get(id) ?? ZERO, costPrice))
      .map(
        ({ id, item, costPrice }) =>
          `move ${id} of ${item}: ${toText(own.costPrices.get(id) ?? ZERO)}, not ${costPrice}`,
      ),
    ...[...tryton.products]
      .filter(([item, { costPrice }]) => differs(own.at(item, lastDay).price, costPrice))
      .map(([item, { costPrice }]) => `${item}: ${toText(own.at(item, lastDay).price)}, not ${costPrice}`),
  ];
}

const toText = (price: Fraction) => printFraction(price, 10);

/** Differences of what is on the way, each rounded to cents, so that they add up; what the last step leaves open stands apart. */
function causesOf(steps: readonly Fraction[], target: Fraction, value: Fraction): Record<string, string> {
  const unexplained = subtract(target, steps[steps.length - 1]);
  const way = [...steps.slice(0, -1), subtract(target, rounded(unexplained))];
  const differences = way.slice(1).map((amount, i) => subtract(rounded(amount), rounded(way[i])));
  const last = subtract(rounded(value), rounded(way[way.length - 1]));
  const all = [...differences, subtract(last, rounded(unexplained)), unexplained];
  return Object.fromEntries(COLUMNS.map((cause, i) => [cause, cents(all[i])]));
}

const rounded = (value: Fraction) => fraction(roundFraction(value, 2), 100n);
const cents = (value: Fraction) => printFraction(value, 2);
