import { add, type Fraction, fraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { type FlowKind, NODE } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import { type Flow, flowsOf } from '../results/flows.js';
import { quantitiesInStock } from '../results/movement-cost.js';
import type { Outcome } from '../results/outcome.js';
import type { Difference } from './difference.js';
import { standardValues } from './standard-value.js';

/** The differences of an item in a plant, codes of both. */
export interface OfItem {
  readonly plant: number;
  readonly item: number;
  readonly rows: Difference[];
}

/**
 * What items cost otherwise when they were bought: `price` = purchases − their quantity at standard, of items at standard cost, and by the
 * policy's `variances.material_price: receipt` of all that have a standard price. What orders made of items at standard is told by the
 * orders; the rest of their difference is `other`, whoever bears it. Of other items a purchase is no difference in the books: stock has
 * it, and orders tell it again where they use it.
 */
export function itemVariances(outcome: Outcome): OfItem[] {
  const { facts, scope, policy, compiled, settled } = outcome;
  const { nodeKind, nodeRef } = compiled.plan;
  const isAtStandard = (item: number) => compiled.valuation(item).method === 'standard';
  const isToldAtReceipt = policy.variances.material_price === 'receipt';
  const quantity = quantitiesInStock(outcome);
  const standardValue = standardValues(outcome, quantity);
  const found = new Map<string, Bought>();
  const nothing = () => scope.elements.map(() => 0n);
  const counted = new Set<number>();
  const lateOnes = lateOfPurchases(outcome);
  const isOwn = (row: number) => isToldAtReceipt && !isAtStandard(facts.movement.item[row]);
  for (const { from, to, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
    const into = to !== OUTSIDE && nodeKind[to] === NODE.difference ? nodeRef[to] : -1;
    const isLeft = from !== OUTSIDE && nodeKind[from] === NODE.difference && BEARING.has(kind);
    const bucket = isLeft ? nodeRef[from] : into;
    const isBought = isPurchase(facts, { from, kind, ref });
    const isReversed = kind === 'movement' && to === OUTSIDE && lateOnes.has(from);
    if (bucket < 0 && !((isBought || isReversed) && isOwn(ref))) continue;
    const { plant, item } = bucket < 0 ? placeOf(facts, ref) : compiled.events.buckets[bucket];
    const key = `${plant} ${item}`;
    const of = found.get(key) ?? { plant, item, bought: ZERO, price: nothing(), other: nothing() };
    found.set(key, of);
    const own = scope.elements.map((_, e) => BigInt(amounts[at + e]));
    const isFromOrder = from !== OUTSIDE && OF_ORDERS.has(nodeKind[from]);
    const isMade = kind === 'movement' && isFromOrder && facts.movement.type[ref] !== TYPE.issue_return;
    if (isLeft) {
      for (const [e, amount] of own.entries()) of.other[e] += amount;
    } else if (kind === 'late' && lateOnes.has(from)) {
      for (const [e, amount] of own.entries()) {
        of.other[e] -= amount;
        of.price[e] += amount;
      }
    } else if (isBought || isMade || isReversed) {
      const standard = standardValue(ref);
      // One price may hold for the ledger; what a plant without one of its own cost beyond it isn't told apart.
      if (standard === undefined) continue;
      const isFirst = !isReversed && !counted.has(ref);
      counted.add(ref);
      for (const [e, amount] of own.entries()) {
        const more = (isReversed ? -amount : amount) - (isFirst ? standard[e] : 0n);
        if (bucket >= 0) of.other[e] -= more;
        if (!isMade) of.price[e] += more;
      }
      if (isBought && isFirst) of.bought = add(of.bought, fraction(quantity[ref], 10n ** BigInt(QUANTITY_SCALE)));
    }
  }
  return [...found.values()].map(({ plant, item, bought, price, other }) => {
    const rows = scope.elements.flatMap((_, element): Difference[] => [
      { component: '', element, kind: 'price', quantity: bought, amount: price[element] },
      { component: '', element, kind: 'other', quantity: undefined, amount: other[element] },
    ]);
    return { plant, item, rows: rows.filter(({ amount }) => amount !== 0n) };
  });
}

/** Nodes of what came after a receipt, for purchases: an estimate of an earlier month leaves them as it was, invoiced it comes in. */
function lateOfPurchases({ facts, compiled, settled }: Outcome): ReadonlySet<number> {
  const { nodeKind } = compiled.plan;
  const found = new Set<number>();
  for (const { from, to, kind, ref } of flowsOf(compiled.plan, settled)) {
    if (to !== OUTSIDE && nodeKind[to] === NODE.late && isPurchase(facts, { from, kind, ref })) found.add(to);
  }
  return found;
}

function isPurchase(facts: Facts, { from, kind, ref }: Pick<Flow, 'from' | 'kind' | 'ref'>): boolean {
  return kind === 'movement' && from === OUTSIDE && PURCHASES.has(facts.movement.type[ref]);
}

function placeOf({ movement }: Facts, row: number): { readonly plant: number; readonly item: number } {
  return { plant: movement.plant[row], item: movement.item[row] };
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

/** Receipts, and what was invoiced for them later: that moves nothing. */
const PURCHASES: ReadonlySet<number> = new Set([
  TYPE.purchase_receipt,
  TYPE.purchase_estimate,
  TYPE.purchase_adjustment,
]);

/** What comes out of these is told by the orders; salvage out of an order's loss is nothing that it made. */
const OF_ORDERS: ReadonlySet<number> = new Set([NODE.completed, NODE.order]);
