import type { Finding } from '../findings.js';
import { writeAbsorption } from './absorption.js';
import { PoolAllocation, PoolRates, ServiceTables } from './allocation-tables.js';
import { writeBackFlush } from './back-flush.js';
import { ComponentTable } from './component-table.js';
import { ControlTotals } from './control-totals.js';
import { Proof, Residuals } from './flow-tables.js';
import { flowsOf } from './flows.js';
import { writeJointCost } from './joint-cost.js';
import { LateCosts } from './late-costs.js';
import { MovementCost } from './movement-cost.js';
import { writeOrderQuantity } from './order-quantity.js';
import { orderStages } from './order-stages.js';
import { OrderTables } from './order-tables.js';
import type { Outcome } from './outcome.js';
import { Spoilage } from './spoilage.js';
import { SpoilageByOperation } from './spoilage-by-operation.js';
import { StepShares } from './step-share.js';
import { StockTables } from './stock-tables.js';
import { writeValuations } from './valuations.js';
import { type Identity, Version, writeFindings } from './version.js';

/** The flows of a period added up, by what they stand for: the checks after settling and the version's tables read it. */
export interface Summary {
  readonly stock: StockTables;
  readonly orders: OrderTables;
  readonly components: ComponentTable;
  readonly pools: PoolAllocation;
  readonly rates: PoolRates;
  readonly services: ServiceTables;
  readonly movements: MovementCost;
  readonly losses: { readonly spoilage: Spoilage; readonly spoilageByOperation: SpoilageByOperation };
  readonly lateCosts: LateCosts;
  readonly stepShares: StepShares;
  readonly residuals: Residuals;
  readonly control: ControlTotals;
  readonly proof: Proof;
}

export function summarize(outcome: Outcome): Summary {
  const stages = orderStages(outcome);
  const summary: Summary = {
    stock: new StockTables(outcome),
    orders: new OrderTables(outcome, stages),
    components: new ComponentTable(outcome, stages),
    pools: new PoolAllocation(outcome),
    rates: new PoolRates(outcome),
    services: new ServiceTables(outcome),
    movements: new MovementCost(outcome),
    losses: { spoilage: new Spoilage(outcome), spoilageByOperation: new SpoilageByOperation(outcome) },
    lateCosts: new LateCosts(outcome),
    stepShares: new StepShares(outcome),
    residuals: new Residuals(outcome),
    control: new ControlTotals(outcome),
    proof: new Proof(outcome),
  };
  // Each by its name: a call whose callee is known is far cheaper, and there are millions.
  for (const flow of flowsOf(outcome.compiled.plan, outcome.settled)) {
    summary.stock.add(flow);
    summary.orders.add(flow);
    summary.components.add(flow);
    summary.pools.add(flow);
    summary.rates.add(flow);
    summary.services.add(flow);
    summary.movements.add(flow);
    summary.losses.spoilage.add(flow);
    summary.losses.spoilageByOperation.add(flow);
    summary.lateCosts.add(flow);
    summary.stepShares.add(flow);
    summary.residuals.add(flow);
    summary.control.add(flow);
    summary.proof.add(flow);
  }
  for (const { node, amounts } of outcome.settled.stranded) {
    summary.stock.addStranded(node, amounts);
    summary.orders.addStranded(node, amounts);
  }
  return summary;
}

/** The version of a period; its tables are made as they are asked for. */
export function buildVersion(
  outcome: Outcome,
  summary: Summary,
  identity: Identity,
  findings: readonly Finding[],
): Version {
  const { facts, scope } = outcome;
  const elements = scope.elements.map((code) => facts.symbols.text(code));
  return new Version(identity, elements, {
    unit_cost: (rows) => summary.stock.writeUnitCosts(rows),
    unit_cost_component: (rows) => summary.components.write(rows),
    stock: (rows) => summary.stock.writeStock(rows),
    layer: (rows) => summary.stock.writeLayers(rows),
    order_cost: (rows) => summary.orders.write(rows),
    order_quantity: (rows) => writeOrderQuantity(outcome, rows),
    step_share: (rows) => summary.stepShares.write(rows),
    joint_cost: (rows) => writeJointCost(outcome, summary.movements, rows),
    spoilage: (rows) => summary.losses.spoilage.write(rows),
    spoilage_by_operation: (rows) => summary.losses.spoilageByOperation.write(rows),
    pool_allocation: (rows) => summary.pools.write(rows),
    pool_rate: (rows) => summary.rates.write(rows),
    absorption: (rows) => writeAbsorption(outcome, rows),
    service_rate: (rows) => summary.services.writeRates(rows),
    service_allocation: (rows) => summary.services.writeAllocation(rows),
    movement_cost: (rows) => summary.movements.write(rows),
    late_cost: (rows) => summary.lateCosts.write(rows),
    back_flush: (rows) => writeBackFlush(outcome, rows),
    valuation: (rows) => writeValuations(outcome, rows),
    residual: (rows) => summary.residuals.write(rows),
    finding: writeFindings(findings),
    control_total: (rows) => summary.control.write(rows),
    proof: (rows) => summary.proof.write(rows),
  });
}
