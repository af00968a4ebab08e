import { fraction, QUANTITY_SCALE } from '@millrace/exact';
import { NODE } from '../compile/flow-kinds.js';
import { reclassified } from '../network/combined.js';
import { OUTSIDE } from '../network/network.js';
import { causeOf } from './cause.js';
import { isNothing, ONE } from './fixed-point.js';
import type { Gathered } from './gather.js';
import type { GatheredFlows } from './gathered-flows.js';

export function addReceipts(flows: GatheredFlows): void {
  for (const { from, to, quantity, amounts } of flows.recipes.receipts.values()) {
    const stock = flows.stock.at(to);
    if (stock === undefined) continue;
    stock.hold(0n, amounts);
    stock.take(from, { quantity, without: quantity, amounts, cause: causeOf('mix', stock.place) }, ONE);
  }
}

export function addShares(flows: GatheredFlows): void {
  const { nodeKind, nodeRef } = flows.outcome.compiled.plan;
  for (let node = 0; node < nodeKind.length; node++) {
    const kind = nodeKind[node];
    if (CLOSING.has(kind)) addClosing(flows, node);
    else if (flows.stock.at(node) !== undefined) addFromStock(flows, node, nodeRef[node]);
    else if (flows.rates.at(node) !== undefined) addFromRate(flows, node);
    else if (kind === NODE.loss) addLoss(flows, node);
    else if (kind === NODE.step || kind === NODE.step_opening) addFromStep(flows, node);
    else if (kind === NODE.order) addCommonLoss(flows, node);
  }
}

/** What closes though it isn't there, or by an edge of its own. */
function addClosing(flows: GatheredFlows, node: number): void {
  const { nodeKind, nodeRef } = flows.outcome.compiled.plan;
  for (const { edge, kind } of flows.shared.edges(node)) {
    if (kind !== 'closing_stock') continue;
    const closing = flows.totals.of('closing_stock', flows.stock.ofBucket(nodeRef[node]));
    const carried = flows.shared.carried(edge);
    closing.hold(0n, carried);
    const isAssumed = nodeKind[node] === NODE.short || nodeKind[node] === NODE.debt;
    closing.bear(causeOf(isAssumed ? 'fallback' : 'adjustment', closing.place), carried);
  }
}

function addFromStock(flows: GatheredFlows, node: number, bucket: number): void {
  const { plan, kindOf } = flows.outcome.compiled;
  const { network } = flows.outcome.settled;
  const from = flows.stock.ofBucket(bucket);
  for (const { edge, to, kind, ref } of flows.shared.edges(node)) {
    const carried = flows.shared.carried(edge);
    if (kind === 'negative_stock') {
      flows.bear(
        node,
        'fallback',
        carried.map((amount) => -amount),
      );
      continue;
    }
    const delivery = {
      from,
      quantity: flows.shared.quantity(node, edge, PIECES),
      exact: flows.shared.exact(node, edge),
      carried,
    };
    if (to !== OUTSIDE) {
      if (flows.stock.at(to) === undefined || plan.nodeRef[to] !== bucket) flows.deliver(to, delivery);
      const more = reclassified(network, flows.outcome.settled.carried, edge);
      if (more !== undefined) flows.bear(to, 'reclassified', flows.shared.amounts(more), from.place);
    } else if (kind === 'closing_stock') flows.toTotal(flows.totals.of('closing_stock', from), delivery);
    else if (kind === 'movement' && kindOf(ref).type === 'sale') {
      flows.toTotal(flows.totals.of('cost_of_sales', from), delivery);
    }
  }
}

function addFromRate(flows: GatheredFlows, node: number): void {
  const from = flows.rates.at(node) as Gathered;
  const isRounded = flows.outcome.settled.network.rounding.has(node);
  const work = { driver: flows.rates.driver(node), centre: flows.rates.centre(node) };
  for (const { edge, to } of flows.shared.edges(node)) {
    if (to === OUTSIDE || BALANCES.has(flows.outcome.compiled.plan.nodeKind[to])) continue;
    const exact = flows.shared.exact(node, edge);
    const quantity = flows.rates.quantity(node, edge);
    flows.deliver(to, { from, quantity, exact, carried: flows.shared.carried(edge), work });
    if (isRounded) flows.bear(to, 'rounded_rate', flows.shared.rounded(node, edge), from.place);
  }
}

/** The loss that good units bear. */
function addLoss(flows: GatheredFlows, node: number): void {
  for (const { edge, to } of flows.shared.edges(node)) {
    if (to !== OUTSIDE) flows.bear(to, 'loss', flows.shared.carried(edge));
  }
}

/** Spoiled units whose cost the overhead of a centre bears. */
function addCommonLoss(flows: GatheredFlows, node: number): void {
  for (const { edge, to, kind } of flows.shared.edges(node)) {
    if (kind !== 'irreparable' || to === OUTSIDE || flows.rates.at(to) === undefined) continue;
    flows.bear(to, 'loss', flows.shared.carried(edge));
  }
}

/** Units of a step in parallel that leave otherwise than in products: what they cost comes from the step, not with them. */
function addFromStep(flows: GatheredFlows, node: number): void {
  const { facts, compiled } = flows.outcome;
  const item = facts.symbols.text(compiled.plan.nodeRef[node]);
  for (const { edge, to, kind, ref } of flows.shared.edges(node)) {
    if (kind !== 'movement') continue;
    const place = { plant: facts.symbols.text(facts.movement.plant[ref]), key: item };
    const carried = flows.shared.carried(edge);
    if (to !== OUTSIDE) flows.bear(to, 'step', carried, place);
    else if (compiled.kindOf(ref).type === 'sale') {
      const sold = flows.totals.of('cost_of_sales', flows.stock.from(ref));
      sold.hold(0n, carried);
      sold.bear(causeOf('step', place), carried);
    }
  }
}

/** What could not move on is in no price. */
export function addStranded(flows: GatheredFlows): void {
  for (const { node, amounts } of flows.outcome.settled.stranded) {
    const lost = flows.shared.amounts(amounts).map((amount) => -amount);
    if (!isNothing(lost)) flows.bear(node, 'stranded', lost);
  }
}

const CLOSING: ReadonlySet<number> = new Set([NODE.short, NODE.debt, NODE.late, NODE.stock_balance]);
/** What they bear of differences is in no price: it closes, and is told there. */
const BALANCES: ReadonlySet<number> = new Set([NODE.wip_balance, NODE.step_balance, NODE.stock_balance]);

/** The weight of one piece. */
const PIECES = fraction(10 ** QUANTITY_SCALE);
