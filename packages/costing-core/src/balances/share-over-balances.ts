import { fraction } from '@millrace/exact';
import { compareNodes } from '../compile/compare-nodes.js';
import type { Compiled } from '../compile/compile.js';
import { OUTSIDE, type PlanBuilder } from '../compile/plan.js';
import { balancesOf, type Settlement } from './balances.js';

/**
 * Shares differences by balances, by what they came to without them. Those of absorbed cost go over work in process, stock and cost of
 * sales of what is made (formulas.md 10), those of an item at standard over its own stock and cost of sales (formulas.md 12). Nothing
 * flows on from there, so all else settles as it did before; the differences are part of the same network, so that it is conserved as
 * one, and all tables, journals and the next opening are read off it as ever.
 *
 * 1,000.00 over work in process of 6,000.00, stock of 14,000.00 and cost of sales of 40,000.00: 100.00, 233.33, 666.67. By what was
 * applied in them, the amounts of the elements that the rate charges weigh alone.
 *
 * @param settlement where they are left in their nodes. @param plan takes the edges.
 */
export function shareOverBalances(settlement: Settlement, plan: PlanBuilder): Compiled {
  const { facts, scope, policy, compiled } = settlement;
  const { events, orders } = compiled;
  const bearersBy = new Map<string, ReturnType<typeof bearersOf>>();
  const nodes = new Map<string, { readonly node: number; readonly bearer: Bearer }>();
  const { default: exact, absorption: rounding = exact } = policy.rate_rounding;
  const unit = fraction(10n ** BigInt(scope.amountScale));
  const differences = new Map(compiled.spreads.differences);
  for (const { node, of, ref, elements } of plan.unshared) {
    const isOfCentre = of === 'centre';
    const bearers = bearersOver(elements);
    const bearing = isOfCentre ? bearers.made : (bearers.byItem.get(events.buckets[ref].item) ?? []);
    for (const bearer of bearing) {
      if (!isStaying(bearer)) plan.share(node, OUTSIDE, bearer.weight, 'sales_difference', bearer.ref);
      else
        plan.share(node, nodeOf(bearer), bearer.weight, isOfCentre ? 'absorption_difference' : 'price_difference', ref);
    }
    if (bearing.length === 0)
      plan.share(node, OUTSIDE, 1, isOfCentre ? 'unabsorbed' : 'price_difference', isOfCentre ? -1 : ref);
    else if (isOfCentre) {
      plan.roundRate(node, rounding, unit);
      differences.set(node, { driver: 'balances', unit });
    }
  }
  const pieceOfNode = new Int32Array(plan.nodeCount).fill(-1);
  pieceOfNode.set(compiled.pieceOfNode);
  for (const { node, bearer } of nodes.values()) if (bearer.kind === 'stock') pieceOfNode[node] = bearer.part;
  return {
    ...compiled,
    plan: plan.build(compareNodes(facts, events, orders.stages)),
    more: undefined,
    pieceOfNode,
    spreads: { ...compiled.spreads, differences },
  };

  /** The node of a balance that stays, with its way to the closing. */
  function nodeOf(bearer: Staying): number {
    const { kind, ref, part } = bearer;
    const key = `${kind} ${ref} ${part}`;
    let node = nodes.get(key)?.node;
    if (node === undefined) {
      const { of, closes } = NODE_OF[kind];
      node = kind === 'stock' ? plan.node(of, ref) : plan.node(of, ref, part);
      plan.share(node, OUTSIDE, 1, closes, ref);
      nodes.set(key, { node, bearer });
    }
    return node;
  }

  function bearersOver(elements?: readonly number[]) {
    const key = String(elements);
    const known = bearersBy.get(key) ?? bearersOf(settlement, elements);
    bearersBy.set(key, known);
    return known;
  }
}

/** What bears a part of a difference, by its weight. */
interface Bearer {
  readonly kind: 'order' | 'step' | 'stock' | 'sold';
  /** An order, a bucket, or the code of an item. */
  readonly ref: number;
  /** The stage of an order or step; the piece of stock whose layer it is of, −1 where its stock has one price. */
  readonly part: number;
  readonly weight: bigint;
}

type Staying = Bearer & { readonly kind: keyof typeof NODE_OF };

function isStaying(bearer: Bearer): bearer is Staying {
  return bearer.kind !== 'sold';
}

/** By what stays: the node of what it bears, and as what that closes. */
const NODE_OF = {
  order: { of: 'wip_balance', closes: 'closing_wip' },
  step: { of: 'step_balance', closes: 'step_wip' },
  stock: { of: 'stock_balance', closes: 'closing_stock' },
} as const;

/** In the order in which they share: of centres, of which all that is made bears; of items, each by its own. */
function bearersOf(settlement: Settlement, elements?: readonly number[]) {
  const { inProcess, inSteps, inStock, sold, isMade } = balancesOf(settlement, elements);
  const made: Bearer[] = inProcess.map(({ order, stage, amount }) => {
    return { kind: 'order', ref: order, part: stage, weight: amount };
  });
  for (const { item, stage, amount } of inSteps) made.push({ kind: 'step', ref: item, part: stage, weight: amount });
  const byItem = new Map<number, Bearer[]>();
  const add = (item: number, bearer: Bearer) => {
    if (isMade(item)) made.push(bearer);
    const own = byItem.get(item) ?? [];
    byItem.set(item, own);
    own.push(bearer);
  };
  for (const { bucket, piece, amount } of inStock) {
    const { item } = settlement.compiled.events.buckets[bucket];
    add(item, { kind: 'stock', ref: bucket, part: piece, weight: amount });
  }
  for (const { item, amount } of sold) add(item, { kind: 'sold', ref: item, part: -1, weight: amount });
  return { made, byItem };
}
