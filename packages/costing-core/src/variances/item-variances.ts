import { add, type Fraction, fraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { type FlowKind, NODE } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import { flowsOf } from '../results/flows.js';
import { quantitiesMoved } from '../results/movement-cost.js';
import type { Outcome } from '../results/outcome.js';
import type { Difference } from './order-variances.js';
import type { StandardValue } from './standard-value.js';

/** The differences of an item in a plant, codes of both. */
export interface OfItem {
  readonly plant: number;
  readonly item: number;
  readonly rows: Difference[];
}

/**
 * What items at standard cost otherwise when they were bought: `price` = purchases − their quantity at standard. What orders made of
 * them is told by the orders; the rest of the difference is `other`, whoever bears it.
 */
export function itemVariances(outcome: Outcome, standardValue: StandardValue): OfItem[] {
  const { facts, scope, compiled, settled } = outcome;
  const { nodeKind, nodeRef } = compiled.plan;
  const quantity = quantitiesMoved(outcome);
  const found = new Map<string, Bought>();
  const nothing = () => scope.elements.map(() => 0n);
  const counted = new Set<number>();
  for (const { from, to, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
    const into = to !== OUTSIDE && nodeKind[to] === NODE.difference ? nodeRef[to] : -1;
    const isLeft = from !== OUTSIDE && nodeKind[from] === NODE.difference && BEARING.has(kind);
    const bucket = isLeft ? nodeRef[from] : into;
    if (bucket < 0) continue;
    const { plant, item } = compiled.events.buckets[bucket];
    const key = `${plant} ${item}`;
    const of = found.get(key) ?? { plant, item, bought: ZERO, price: nothing(), other: nothing() };
    found.set(key, of);
    const own = scope.elements.map((_, e) => BigInt(amounts[at + e]));
    if (isLeft) {
      for (const [e, amount] of own.entries()) of.other[e] += amount;
      continue;
    }
    if (kind !== 'movement') continue;
    const isBought = PURCHASES.has(facts.movement.type[ref]);
    const isFromOrder = from !== OUTSIDE && OF_ORDERS.has(nodeKind[from]);
    const isMade = isFromOrder && facts.movement.type[ref] !== TYPE.issue_return;
    if (!isBought && !isMade) continue;
    const standard = standardValue(ref);
    // One price may hold for the ledger; what a plant without one of its own cost beyond it isn't told apart.
    if (standard === undefined) continue;
    for (const [e, amount] of own.entries()) {
      const more = counted.has(ref) ? amount : amount - standard[e];
      of.other[e] -= more;
      if (isBought) of.price[e] += more;
    }
    if (isBought && !counted.has(ref))
      of.bought = add(of.bought, fraction(quantity[ref], 10n ** BigInt(QUANTITY_SCALE)));
    counted.add(ref);
  }
  return [...found.values()].map(({ plant, item, bought, price, other }) => {
    const rows = scope.elements.flatMap((_, element): Difference[] => [
      { component: '', element, kind: 'price', quantity: bought, amount: price[element] },
      { component: '', element, kind: 'other', quantity: undefined, amount: other[element] },
    ]);
    return { plant, item, rows: rows.filter(({ amount }) => amount !== 0n) };
  });
}

/** What was bought of an item beyond standard, and what its residual has besides. */
interface Bought {
  readonly plant: number;
  readonly item: number;
  bought: Fraction;
  readonly price: bigint[];
  readonly other: bigint[];
}

/** How a difference is borne: as expense, by stock, or by what was sold. */
const BEARING: ReadonlySet<FlowKind> = new Set(['price_difference', 'sales_difference']);

const PURCHASES: ReadonlySet<number> = new Set([TYPE.purchase_receipt, TYPE.purchase_estimate]);

/** What comes out of these is told by the orders; salvage out of an order's loss is nothing that it made. */
const OF_ORDERS: ReadonlySet<number> = new Set([NODE.completed, NODE.order]);
