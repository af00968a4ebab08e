import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';
import type { BackFlushed } from './back-flush.js';
import { carriedAs } from './carried-as.js';
import { Centres } from './centres/centres.js';
import type { Drivers } from './centres/drivers.js';
import type { SharedOf } from './centres/shared-material.js';
import type { Spreads } from './centres/spreading.js';
import { compareNodes } from './compare-nodes.js';
import { movementKinds } from './movements/kinds.js';
import { type NetMovements, netReturns } from './movements/returns.js';
import { selectMovements } from './movements/select.js';
import { orderStandards } from './orders/components.js';
import { givingBack } from './orders/disassembly.js';
import { JointOutputs } from './orders/joint-outputs.js';
import { Losses } from './orders/losses.js';
import { followOrders } from './orders/order-progress.js';
import { Orders } from './orders/orders.js';
import { isOfPeriod } from './orders/repairs.js';
import { parallelItems } from './orders/step-needs.js';
import { orderStructures, type Structures } from './orders/structures.js';
import { wipChoices } from './orders/wip-choice.js';
import { addWorkInProcess } from './orders/work-in-process.js';
import type { Period } from './period.js';
import { type Plan, PlanBuilder } from './plan.js';
import { type StockEvents, stockEvents } from './stock/events.js';
import type { LateCost, StockFlows } from './stock/flows.js';
import { type LayerNames, layerNames } from './stock/layer-names.js';
import { matchStock } from './stock/match.js';
import { addStock } from './stock/stock.js';
import { isLayered, valuationOf } from './stock/valuation.js';

/** The month as a cost-flow network, with what its nodes and edges stand for. */
export interface Compiled {
  readonly plan: Plan;
  /** Takes what hangs on settled amounts, and is part of the plan then; undefined where nothing does. */
  readonly more: PlanBuilder | undefined;
  readonly net: NetMovements;
  readonly events: StockEvents;
  readonly flows: StockFlows;
  /** The piece of stock behind a node. */
  readonly pieceOfNode: Int32Array;
  readonly lateCosts: readonly LateCost[];
  readonly layers: LayerNames;
  readonly orders: Orders;
  readonly structures: Structures;
  readonly losses: Losses;
  readonly drivers: Drivers;
  readonly spreads: Spreads;
  /** Material that orders share, by the node that shares it. */
  readonly sharedMaterial: ReadonlyMap<number, SharedOf>;
  readonly kindOf: Period['kindOf'];
  readonly valuation: Period['valuation'];
  readonly carriedAs: Period['carriedAs'];
  readonly steps: Period['steps'];
}

/**
 * Compiles the facts of a period into a network. Looks at quantities, hours and rules, never at prices; the only
 * amounts it computes are those known beforehand (fallback prices, planned rates, original values of returns).
 */
export function compile(
  { facts, orders: backFlushed }: BackFlushed,
  scope: Scope,
  policy: Policy,
  report: Report,
): Compiled {
  const plan = new PlanBuilder(scope.elements.length, scope.amountScale);
  const valuation = valuationOf(facts, policy);
  const steps = parallelItems(facts, policy);
  const kinds = { kindOf: movementKinds(facts, scope), valuation, carriedAs: carriedAs(facts, scope, policy), steps };
  const period: Period = { facts, scope, policy, plan, report, ...kinds };
  const movements = selectMovements(period);
  const net = netReturns(period, movements);
  const events = stockEvents(period, movements, net);
  const flows = matchStock(period, movements, net, events);

  const structures = orderStructures(facts, scope.lastDay, report);
  const progress = followOrders(period, movements, net, structures);
  const orders = new Orders(facts, plan, {
    policy,
    joint: new JointOutputs(facts, scope, policy, structures, { movements, net }),
    choices: wipChoices(facts, policy),
    standards: orderStandards(facts, scope, structures, kinds.carriedAs),
    isOfPeriod: (order) => isOfPeriod(facts, scope, order),
    follow: progress,
    givingBack: givingBack(facts, movements),
    backFlushed,
    steps,
  });
  const losses = new Losses({ facts, scope, policy, plan }, movements, orders);
  const centres = new Centres({ facts, scope, policy, movements, net, orders, report, structures }, plan);
  const centreNode = (centre: number, item: number) => centres.materialNode(centre, item);
  const { nodes: pieceNodes, lateCosts } = addStock({ ...period, net, events, flows, orders, losses, centreNode });
  const overhead = (centre: number) => centres.receivedNode(centre);
  for (const centre of losses.centres()) overhead(centre);
  centres.addPoolsAndServices();
  const { spreads, sharedMaterial } = centres;
  addWorkInProcess(
    period,
    { movements, net, sharedMaterial, events, flows, structures, centreNode, overhead },
    orders,
    losses,
  );
  losses.follow();
  const pieceOfNode = new Int32Array(plan.nodeCount).fill(-1);
  for (const [piece, node] of pieceNodes.entries()) pieceOfNode[node] = piece;
  const layers = layerNames(facts, scope, events, flows, (bucket) => isLayered(valuation(events.buckets[bucket].item)));
  const hasMore = plan.unshared.length > 0;
  return {
    plan: plan.build(compareNodes(facts, events, orders.stages), { keeps: hasMore }),
    more: hasMore ? plan : undefined,
    net,
    events,
    flows,
    pieceOfNode,
    lateCosts,
    layers,
    orders,
    structures,
    losses,
    drivers: centres.drivers,
    spreads,
    sharedMaterial,
    ...kinds,
  };
}
