import { divide, fraction, QUANTITY_SCALE } from '@millrace/exact';
import { asFraction, type Millionths } from '../compile/centres/driver.js';
import { FLOWS, NODE } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { causeOf } from './cause.js';
import { type Fixed, fixed, ONE, type Vector } from './fixed-point.js';
import type { GatheredFlows } from './gathered-flows.js';

/** A flow that was known before anything was settled. */
interface Known {
  readonly from: number;
  readonly to: number;
  readonly ref: number;
  readonly amounts: Vector;
}

/** Adds what comes from outside, and the edges whose amounts were known beforehand: originals of returns, planned rates, credits. */
export function addKnown(flows: GatheredFlows): void {
  addSources(flows);
  const { plan, spreads, flows: stockFlows, events } = flows.outcome.compiled;
  const { fixedFrom, fixedTo, fixedAmount } = flows.outcome.settled.network;
  const short = stockFlows.short.filter(({ event }) => events.row[event] >= 0).values();
  for (let number = 0; number < fixedFrom.length; number++) {
    const from = fixedFrom[number];
    const kind = FLOWS[plan.fixed.kind[number]];
    const flow: Known = {
      from,
      to: fixedTo[number],
      ref: plan.fixed.ref[number],
      amounts: flows.shared.amounts(fixedAmount, number),
    };
    const charged = spreads.charged.get(number);
    if (charged !== undefined) addCharged(flows, flow, charged);
    else if (plan.nodeKind[from] === NODE.short) addShort(flows, flow, fixed(short.next().value?.quantity ?? 0, UNIT));
    else if (kind === 'standard') addStandard(flows, flow);
    else if (kind === 'late') flows.bear(flow.to, 'adjustment', flow.amounts);
    else if (kind === 'closing_wip' || kind === 'step_wip') flows.bear(from, 'wip', negative(flow.amounts));
    else if (kind === 'normal_salvage') flows.bear(from, 'credit', negative(flow.amounts));
    else if (kind === 'irreparable') {
      flows.bear(from, 'loss', negative(flow.amounts));
      if (flows.rates.at(flow.to) !== undefined) flows.bear(flow.to, 'loss', flow.amounts);
    } else if (kind === 'movement') addMovement(flows, flow);
  }
}

function addSources(flows: GatheredFlows): void {
  const { plan } = flows.outcome.compiled;
  const { sourceNode, sourceAmount } = flows.outcome.settled.network;
  for (let number = 0; number < sourceNode.length; number++) {
    const to = sourceNode[number];
    const kind = FLOWS[plan.sources.kind[number]];
    const amounts = flows.shared.amounts(sourceAmount, number);
    const stock = flows.stock.at(to);
    if (kind === 'pool') flows.rates.addPool(to, amounts);
    else if (kind === 'opening_absorption') flows.rates.addCarried(to, amounts);
    else if (kind === 'opening_wip') flows.bear(to, 'wip', amounts);
    else if (kind === 'opening_stock' && stock !== undefined) flows.stock.bring(stock, 'opening', amounts);
    else if (kind === 'reclassified') flows.bear(to, 'reclassified', amounts);
    else if (kind === 'movement') addBrought(flows, to, plan.sources.ref[number], amounts);
  }
}

/** What a movement brings from outside. */
function addBrought(flows: GatheredFlows, to: number, row: number, amounts: Vector): void {
  const { plan, kindOf } = flows.outcome.compiled;
  const { type, returns, owns, addsCost, fromOrder, into } = kindOf(row);
  const bucket = flows.stock.at(to);
  if (returns !== undefined && type === 'sale_return') {
    const sold = flows.totals.of('cost_of_sales', flows.stock.ofBucket(plan.nodeRef[to]));
    sold.hold(0n, amounts, -ONE);
    sold.bear(causeOf('returned', sold.place), amounts, -ONE);
  }
  if (fromOrder) flows.bear(to, 'fee', amounts);
  else if (bucket === undefined) return;
  else if (returns !== undefined) flows.stock.bring(bucket, 'returned', amounts);
  else if (type === 'count_gain') flows.stock.bring(bucket, 'count', amounts);
  else if (owns && into !== undefined) flows.stock.bring(bucket, 'purchase', amounts);
  else flows.bear(to, addsCost ? 'freight' : 'adjustment', amounts);
}

/** Charged at a rate laid down: the rate is what it is, whatever the pool cost. */
function addCharged(
  flows: GatheredFlows,
  { from, to, amounts }: Known,
  { driver, quantity }: { readonly driver: string; readonly quantity: Millionths },
): void {
  flows.rates.charge(from, driver, amounts);
  if (to === OUTSIDE) return;
  const { numerator, denominator } = divide(asFraction(quantity), fraction(UNIT));
  const units = fixed(numerator, denominator);
  const leaf = flows.rates.planned(from, driver, units, amounts);
  const work = { driver, centre: flows.rates.centre(from) };
  flows.deliver(to, { from: leaf, quantity: units, exact: undefined, carried: amounts, work });
}

/** Taken though it wasn't there, at a fallback price. */
function addShort(flows: GatheredFlows, { from, to, ref, amounts }: Known, quantity: Fixed): void {
  const { plan, kindOf } = flows.outcome.compiled;
  const { returns, type } = kindOf(ref);
  const stock = flows.stock.ofBucket(plan.nodeRef[from]);
  if (returns !== undefined) {
    flows.stock.bring(stock, 'returned', amounts, -ONE);
    if (to !== OUTSIDE) flows.bear(to, 'returned', amounts);
    return;
  }
  const leaf = flows.gathering.node('leaf', stock.place, ['fallback']);
  leaf.hold(quantity, amounts);
  leaf.bear(causeOf('fallback', stock.place), amounts);
  if (to !== OUTSIDE) flows.deliver(to, { from: leaf, quantity, exact: amounts, carried: amounts });
  else if (type === 'sale') flows.sellShort(leaf, quantity, amounts);
}

/** Into stock at its standard, or out of it. */
function addStandard(flows: GatheredFlows, { from, to, amounts }: Known): void {
  const [left, entered] = [flows.stock.at(from), flows.stock.at(to)];
  if (entered !== undefined) flows.stock.bring(entered, 'standard', amounts);
  if (left !== undefined) flows.stock.bring(left, 'standard', amounts, -ONE);
}

/** At the value of what it takes back, or as a credit. */
function addMovement(flows: GatheredFlows, { from, to, ref, amounts }: Known): void {
  const { plan, kindOf } = flows.outcome.compiled;
  const { returns } = kindOf(ref);
  const isGivenBack = plan.nodeKind[from] === NODE.completed && flows.recipes.receipts.has(ref);
  if (isGivenBack) flows.recipes.giveBack(ref, plan.nodeRef[from], to, amounts);
  const left = flows.stock.at(from);
  if (left !== undefined) flows.stock.bring(left, 'returned', amounts, -ONE);
  else flows.bear(from, returns === undefined ? 'credit' : 'returned', negative(amounts));
  const entered = to === OUTSIDE ? undefined : flows.stock.at(to);
  if (isGivenBack || to === OUTSIDE) return;
  if (entered !== undefined) flows.stock.bring(entered, returns === undefined ? 'by_product' : 'returned', amounts);
  else flows.bear(to, 'returned', amounts);
}

function negative(amounts: Vector): Vector {
  return amounts.map((amount) => -amount);
}

const UNIT = 10 ** QUANTITY_SCALE;
