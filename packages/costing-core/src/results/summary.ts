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

/** What the tables with the most rows are made of: they are written first, while all else is added up. */
export interface LongTables {
  readonly pools: PoolAllocation;
  readonly movements: MovementCost;
}

/** The flows of a period added up, by what they stand for: the checks after settling and the version's tables read it. */
export interface Summary extends LongTables {
  readonly stock: StockTables;
  readonly orders: OrderTables;
  readonly components: ComponentTable;
  readonly rates: PoolRates;
  readonly services: ServiceTables;
  readonly losses: { readonly spoilage: Spoilage; readonly spoilageByOperation: SpoilageByOperation };
  readonly lateCosts: LateCosts;
  readonly stepShares: StepShares;
  readonly residuals: Residuals;
  readonly control: ControlTotals;
  readonly proof: Proof;
}

export function sumLongTables(outcome: Outcome): LongTables {
  const long: LongTables = { pools: new PoolAllocation(outcome), movements: new MovementCost(outcome) };
  for (const flow of flowsOf(outcome.compiled.plan, outcome.settled)) {
    long.pools.add(flow);
    long.movements.add(flow);
  }
  return long;
}

/** Adds up the rest, piece by piece. */
export function* summarizing(outcome: Outcome, long: LongTables): Generator<void, Summary> {
  const stages = orderStages(outcome);
  yield;
  const summary: Summary = {
    ...long,
    stock: new StockTables(outcome),
    orders: new OrderTables(outcome, stages),
    components: new ComponentTable(outcome, stages),
    rates: new PoolRates(outcome),
    services: new ServiceTables(outcome),
    losses: { spoilage: new Spoilage(outcome), spoilageByOperation: new SpoilageByOperation(outcome) },
    lateCosts: new LateCosts(outcome),
    stepShares: new StepShares(outcome),
    residuals: new Residuals(outcome),
    control: new ControlTotals(outcome),
    proof: new Proof(outcome),
  };
  let count = 0;
  // Each by its name: a call whose callee is known is far cheaper, and there are millions.
  for (const flow of flowsOf(outcome.compiled.plan, outcome.settled)) {
    summary.stock.add(flow);
    summary.orders.add(flow);
    summary.components.add(flow);
    summary.rates.add(flow);
    summary.services.add(flow);
    summary.losses.spoilage.add(flow);
    summary.losses.spoilageByOperation.add(flow);
    summary.lateCosts.add(flow);
    summary.stepShares.add(flow);
    summary.residuals.add(flow);
    summary.control.add(flow);
    summary.proof.add(flow);
    if (++count % PIECE === 0) yield;
  }
  for (const { node, amounts } of outcome.settled.stranded) {
    summary.stock.addStranded(node, amounts);
    summary.orders.addStranded(node, amounts);
  }
  return summary;
}

/** Flows that are added up at a time. */
const PIECE = 16_384;

/** What a version is made of; `rest` and `findings` are there once somebody asks for them. */
export interface Parts {
  readonly long: LongTables;
  readonly rest: () => Summary;
  readonly findings: () => readonly Finding[];
}

/** The version of a period; its tables are made as they are asked for. */
export function buildVersion(outcome: Outcome, { long, rest, findings }: Parts, identity: Identity): Version {
  const { facts, scope } = outcome;
  const elements = scope.elements.map((code) => facts.symbols.text(code));
  return new Version(identity, elements, {
    unit_cost: (rows) => rest().stock.writeUnitCosts(rows),
    unit_cost_component: (rows) => rest().components.write(rows),
    stock: (rows) => rest().stock.writeStock(rows),
    layer: (rows) => rest().stock.writeLayers(rows),
    order_cost: (rows) => rest().orders.write(rows),
    order_quantity: (rows) => writeOrderQuantity(outcome, rows),
    step_share: (rows) => rest().stepShares.write(rows),
    joint_cost: (rows) => writeJointCost(outcome, long.movements, rows),
    spoilage: (rows) => rest().losses.spoilage.write(rows),
    spoilage_by_operation: (rows) => rest().losses.spoilageByOperation.write(rows),
    pool_allocation: (rows) => long.pools.write(rows),
    pool_rate: (rows) => rest().rates.write(rows),
    absorption: (rows) => writeAbsorption(outcome, rows),
    service_rate: (rows) => rest().services.writeRates(rows),
    service_allocation: (rows) => rest().services.writeAllocation(rows),
    movement_cost: (rows) => long.movements.write(rows),
    late_cost: (rows) => rest().lateCosts.write(rows),
    back_flush: (rows) => writeBackFlush(outcome, rows),
    valuation: (rows) => writeValuations(outcome, rows),
    residual: (rows) => rest().residuals.write(rows),
    finding: (rows) => writeFindings(findings())(rows),
    control_total: (rows) => rest().control.write(rows),
    proof: (rows) => rest().proof.write(rows),
  });
}
