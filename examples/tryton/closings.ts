import {
  closePeriod,
  type FactRows,
  type Opening,
  openingFrom,
  type Policy,
  type Row,
  type Version,
} from '@millrace/costing-core';
import { add, type Fraction, parseFraction, printFraction, ZERO } from '@millrace/exact';
import { sum } from './replay.ts';

/** An item at the end of a month, whatever is on its way among it. */
export interface OnHand {
  readonly quantity: Fraction;
  readonly amount: Fraction;
}

/** Closes the months one after the other; by period and item what is on hand. */
export function closings(
  facts: FactRows,
  policy: Policy,
  ledger: string,
  periods: readonly string[],
): Map<string, Map<string, OnHand>> {
  const closed = new Map<string, Map<string, OnHand>>();
  let previous: Version | undefined;
  let opening: Partial<Opening> = {};
  const earlier: Row<'earlier_cost'>[] = [];
  for (const period of periods) {
    const after = previous === undefined ? {} : { previous };
    const { version, findings } = closePeriod({ ...facts, ...opening, earlier_cost: earlier }, policy, {
      ledger,
      period,
      ...after,
    });
    if (version === undefined) throw new Error(`${ledger} ${period}: ${JSON.stringify(findings)}`);
    closed.set(period, onHand(version.rows('stock')));
    opening = openingFrom(version, opening.last_actual_cost);
    earlier.push(...earlierCosts(version, facts, ledger));
    previous = version;
  }
  return closed;
}

/** A row of the result table `stock`, as far as it is read. */
export interface StockRow {
  readonly item: string;
  readonly closing_quantity: string;
  readonly closing_amount: string;
}

export function onHand(stock: readonly StockRow[]): Map<string, OnHand> {
  const items = new Map<string, OnHand>();
  for (const { item, closing_quantity, closing_amount } of stock) {
    const before = items.get(item) ?? { quantity: ZERO, amount: ZERO };
    items.set(item, {
      quantity: add(before.quantity, parseFraction(closing_quantity)),
      amount: add(before.amount, parseFraction(closing_amount)),
    });
  }
  return items;
}

/** What movements cost that later ones refer to, and how much of them has come back since. */
function earlierCosts(version: Version, facts: FactRows, ledger: string): Row<'earlier_cost'>[] {
  const costs = version.rows('movement_cost');
  const referring = (to: string) => (facts.movement ?? []).filter(({ refers_to }) => refers_to === to);
  const quantities = new Map(costs.map(({ movement, quantity }) => [movement, parseFraction(quantity)]));
  return costs.flatMap(({ movement, element, quantity, amount }) => {
    const later = referring(movement);
    if (later.length === 0 || !(parseFraction(quantity).numerator > 0n)) return [];
    const back = sum(
      later
        .filter(({ type }) => type !== 'purchase_adjustment')
        .map((row) => quantities.get(String(row.movement)) ?? ZERO),
    );
    return [{ ledger, movement, element, quantity, amount, returned: printFraction(back, 6) }];
  });
}
