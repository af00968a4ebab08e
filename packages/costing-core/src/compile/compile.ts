import type { Facts } from '../facts/read-facts.js';
import type { Report } from '../finding.js';
import type { Policy } from '../policy.js';
import type { Scope } from '../scope.js';
import { matchAverage } from './average.js';
import { addCentres } from './centres.js';
import { compareNodes } from './compare-nodes.js';
import { readDrivers } from './drivers.js';
import { selectMovements } from './movements.js';
import { followOrders } from './order-progress.js';
import { Orders } from './orders.js';
import { type Plan, PlanBuilder } from './plan.js';
import { addPools } from './pools.js';
import { netReturns } from './returns.js';
import { addStock } from './stock.js';
import { type StockEvents, stockEvents } from './stock-events.js';
import { StockFlows } from './stock-flows.js';
import { addWorkInProcess } from './work-in-process.js';

/** The month as a cost-flow network, with what its nodes and edges stand for. */
export interface Compiled {
  readonly plan: Plan;
  readonly events: StockEvents;
  readonly flows: StockFlows;
  readonly orders: Orders;
}

/**
 * Compiles the facts of a period into a network. Looks at quantities, hours and rules, never at prices; the only
 * amounts it computes are those known beforehand (fallback prices, planned rates, original values of returns).
 */
export function compile(facts: Facts, scope: Scope, policy: Policy, report: Report): Compiled {
  const plan = new PlanBuilder(scope.elements.length);
  const movements = selectMovements(facts, scope, plan, report);
  const net = netReturns(facts, scope, movements, plan, report);
  const events = stockEvents(facts, scope, movements, net, (plant, item) => ({ plant, item, lot: 0 }));

  const flows = new StockFlows(events.row.length);
  for (let bucket = 0; bucket < events.buckets.length; bucket++) matchAverage(events, bucket, () => false, flows);

  const orders = new Orders(facts, plan, policy, followOrders(facts, scope, movements, net, policy, report));
  const drivers = readDrivers(facts, scope, orders, policy.conversion_stages === 'operation', report);
  const centreNode = addCentres(facts, policy, orders, drivers, plan, report);
  addStock({ facts, scope, policy, net, events, flows, orders, centreNode }, plan, report);
  addPools(facts, scope, orders, drivers, plan, policy, report);
  addWorkInProcess(facts, scope, movements, orders, plan, policy);
  return { plan: plan.build(compareNodes(facts, events)), events, flows, orders };
}
