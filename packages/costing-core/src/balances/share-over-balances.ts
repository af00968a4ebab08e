import { fraction } from '@millrace/exact';
import { compareNodes } from '../compile/compare-nodes.js';
import type { Compiled } from '../compile/compile.js';
import { OUTSIDE, type PlanBuilder } from '../compile/plan.js';
import { type Balances, balancesOf, type Settlement } from './balances.js';

/**
 * Shares differences of absorbed cost over work in process, stock and cost of sales of what is made, by what they came to without
 * them (formulas.md 10). Nothing flows on from there, so all else settles as it did before; the differences are part of the same
 * network, so that it is conserved as one, and all tables, journals and the next opening are read off it as ever.
 *
 * 1,000.00 over work in process of 6,000.00, stock of 14,000.00 and cost of sales of 40,000.00: 100.00, 233.33, 666.67.
 *
 * @param settlement where they are left in their nodes. @param plan takes the edges.
 */
export function shareOverBalances(settlement: Settlement, plan: PlanBuilder): Compiled {
  const { facts, scope, policy, compiled } = settlement;
  const balances = balancesOf(settlement);
  const bearers = addBearers(balances, plan);
  const { default: exact, absorption: rounding = exact } = policy.rate_rounding;
  const unit = fraction(10n ** BigInt(scope.amountScale));
  const differences = new Map(compiled.spreads.differences);
  for (const { node, centre } of compiled.spreads.unshared) {
    if (bearers.length === 0) {
      plan.share(node, OUTSIDE, 1, 'unabsorbed', -1);
      continue;
    }
    for (const { to, weight, item } of bearers) {
      if (item === undefined) plan.share(node, to, weight, 'absorption_difference', centre);
      else plan.share(node, to, weight, 'sales_difference', item);
    }
    plan.roundRate(node, rounding, unit);
    differences.set(node, { driver: 'balances', unit });
  }
  const pieceOfNode = new Int32Array(plan.nodeCount).fill(-1);
  pieceOfNode.set(compiled.pieceOfNode);
  for (const { to, piece = -1 } of bearers) if (to !== OUTSIDE) pieceOfNode[to] = piece;
  const { events, orders } = compiled;
  return {
    ...compiled,
    plan: plan.build(compareNodes(facts, events, orders.stages)),
    more: undefined,
    pieceOfNode,
    spreads: { ...compiled.spreads, differences },
  };
}

/** What bears a part of a difference, by its weight. */
interface Bearer {
  /** A node, or OUTSIDE for what was sold. */
  readonly to: number;
  readonly weight: bigint;
  /** The code of an item that was sold. */
  readonly item?: number;
  /** The piece of stock whose layer it is of; none where its stock has one price. */
  readonly piece?: number;
}

/** Adds a node for each balance that stays, with its way to the closing; each bears what is above zero. */
function addBearers({ inProcess, inStock, sold }: Balances, plan: PlanBuilder): Bearer[] {
  const bearers: Bearer[] = [];
  for (const { order, stage, amount } of inProcess) {
    const to = plan.node('wip_balance', order, stage);
    plan.share(to, OUTSIDE, 1, 'closing_wip', order);
    bearers.push({ to, weight: amount });
  }
  for (const { bucket, piece, amount } of inStock) {
    const to = plan.node('stock_balance', bucket);
    plan.share(to, OUTSIDE, 1, 'closing_stock', bucket);
    bearers.push({ to, weight: amount, piece });
  }
  for (const { item, amount } of sold) bearers.push({ to: OUTSIDE, weight: amount, item });
  return bearers;
}
