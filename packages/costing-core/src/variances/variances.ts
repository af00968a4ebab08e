import { printFixed, printFraction, QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { quantitiesMoved } from '../results/movement-cost.js';
import type { Outcome } from '../results/outcome.js';
import { centreVariances } from './centre-variances.js';
import type { Difference, VarianceKind } from './difference.js';
import { itemVariances } from './item-variances.js';
import { orderVariances, unexplainedOrders } from './order-variances.js';
import { standardValues } from './standard-value.js';

/** A variance (差异): above zero is unfavourable. */
export interface Variance {
  /** `order`: what it completed against standard; `item`: purchases of an item at standard; `centre`: overhead not absorbed. */
  readonly object_kind: 'order' | 'item' | 'centre';
  readonly object: string;
  /** Of an order the component; of a centre the driver or the pool; of an item its plant. */
  readonly component: string;
  readonly element: string;
  readonly kind: VarianceKind;
  /** Units or hours behind it, 6 decimals; empty where there are none. */
  readonly quantity: string;
  readonly amount: string;
}

/**
 * The variances of a settled period by name (formulas.md 12). The rows of an order add up to what its receipts cost beyond standard,
 * those of a centre to its residuals `unabsorbed` and `idle_capacity`; those of an item, with the orders that made it, to its
 * residual `price_difference`.
 */
export function variances(outcome: Outcome): Variance[] {
  const { facts, scope } = outcome;
  const { symbols, production_order } = facts;
  const standardValue = standardValues(outcome, quantitiesMoved(outcome));
  const rows: Variance[] = [];
  const tell = (object_kind: Variance['object_kind'], object: number, differences: readonly Difference[], of = '') => {
    for (const { component, element, kind, quantity, amount } of differences) {
      rows.push({
        object_kind,
        object: symbols.text(object),
        component: component || of,
        element: symbols.text(scope.elements[element]),
        kind,
        quantity: quantity === undefined ? '' : printFraction(quantity, QUANTITY_SCALE),
        amount: printFixed(amount, scope.amountScale),
      });
    }
  };
  for (const [order, of] of orderVariances(outcome, standardValue)) tell('order', production_order.order[order], of);
  for (const { plant, item, rows: of } of itemVariances(outcome)) tell('item', item, of, symbols.text(plant));
  for (const { centre, rows: of } of centreVariances(outcome)) tell('centre', centre, of);
  const keyOf = (row: Variance) => [row.object_kind, row.object, row.component, row.element, row.kind];
  return rows.sort((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    const place = first.findIndex((text, i) => text !== second[i]);
    return place < 0 ? 0 : compareText(first[place], second[place]);
  });
}

/** Orders that received something and have no variances, since an output of theirs has no standard price; in the order of their codes. */
export function ordersWithoutStandard(outcome: Outcome): string[] {
  const { symbols, production_order } = outcome.facts;
  const orders = unexplainedOrders(outcome, standardValues(outcome, quantitiesMoved(outcome)));
  return orders.map((order) => symbols.text(production_order.order[order])).sort(compareText);
}
