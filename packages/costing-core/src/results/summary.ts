import type { Finding } from '../findings.js';
import { writeAbsorption } from './absorption.js';
import { PoolAllocation, PoolRates, ServiceTables } from './allocation-tables.js';
import { writeBackFlush } from './back-flush.js';
import { ComponentTable } from './component-table.js';
import { ControlTotals } from './control-totals.js';
import { Proof, Residuals } from './flow-tables.js';
import { flowsOf } from './flows.js';
import { writeJointCost } from './joint-cost.js';
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
  readonly stepShares: StepShares;
  readonly residuals: Residuals;
  readonly control: ControlTotals;
  readonly proof: Proof;
}

export function summarize(outcome: Outcome): Summary {
  const stages = orderStages(outcome);
  const stock = new StockTables(outcome);
  const orders = new OrderTables(outcome, stages);
  const components = new ComponentTable(outcome, stages);
  const pools = new PoolAllocation(outcome);
  const rates = new PoolRates(outcome);
  const services = new ServiceTables(outcome);
  const movements = new MovementCost(outcome);
  const spoilage = new Spoilage(outcome);
  const spoilageByOperation = new SpoilageByOperation(outcome);
  const stepShares = new StepShares(outcome);
  const residuals = new Residuals(outcome);
  const control = new ControlTotals(outcome);
  const proof = new Proof(outcome);
  for (const flow of flowsOf(outcome.compiled.plan, outcome.settled)) {
    stock.add(flow);
    orders.add(flow);
    components.add(flow);
    pools.add(flow);
    rates.add(flow);
    services.add(flow);
    movements.add(flow);
    spoilage.add(flow);
    spoilageByOperation.add(flow);
    stepShares.add(flow);
    residuals.add(flow);
    control.add(flow);
    proof.add(flow);
  }
  for (const { node, amounts } of outcome.settled.stranded) {
    stock.addStranded(node, amounts);
    orders.addStranded(node, amounts);
  }
  const losses = { spoilage, spoilageByOperation };
  return {
    stock,
    orders,
    components,
    pools,
    rates,
    services,
    movements,
    losses,
    stepShares,
    residuals,
    control,
    proof,
  };
}

/** The version of a period; its tables are made as they are asked for. */
export function buildVersion(
  outcome: Outcome,
  {
    stock,
    orders,
    components,
    pools,
    rates,
    services,
    movements,
    losses,
    stepShares,
    residuals,
    control,
    proof,
  }: Summary,
  identity: Identity,
  findings: readonly Finding[],
): Version {
  const { facts, scope } = outcome;
  const elements = scope.elements.map((code) => facts.symbols.text(code));
  return new Version(identity, elements, {
    unit_cost: (rows) => stock.writeUnitCosts(rows),
    unit_cost_component: (rows) => components.write(rows),
    stock: (rows) => stock.writeStock(rows),
    layer: (rows) => stock.writeLayers(rows),
    order_cost: (rows) => orders.write(rows),
    order_quantity: (rows) => writeOrderQuantity(outcome, rows),
    step_share: (rows) => stepShares.write(rows),
    joint_cost: (rows) => writeJointCost(outcome, movements, rows),
    spoilage: (rows) => losses.spoilage.write(rows),
    spoilage_by_operation: (rows) => losses.spoilageByOperation.write(rows),
    pool_allocation: (rows) => pools.write(rows),
    pool_rate: (rows) => rates.write(rows),
    absorption: (rows) => writeAbsorption(outcome, rows),
    service_rate: (rows) => services.writeRates(rows),
    service_allocation: (rows) => services.writeAllocation(rows),
    movement_cost: (rows) => movements.write(rows),
    back_flush: (rows) => writeBackFlush(outcome, rows),
    valuation: (rows) => writeValuations(outcome, rows),
    residual: (rows) => residuals.write(rows),
    finding: writeFindings(findings),
    control_total: (rows) => control.write(rows),
    proof: (rows) => proof.write(rows),
  });
}
