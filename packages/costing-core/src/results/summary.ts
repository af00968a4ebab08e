import type { Finding } from '../findings.js';
import { writeAbsorption } from './absorption.js';
import { PoolAllocation, PoolRates, ServiceTables } from './allocation-tables.js';
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
import { StockTables } from './stock-tables.js';
import { writeValuations } from './valuations.js';
import { type Identity, type Version, VersionWriter } from './version.js';

/** The flows of a period added up, by what they stand for: the checks after settling and the version's tables read it. */
export interface Summary {
  readonly stock: StockTables;
  readonly orders: OrderTables;
  readonly components: ComponentTable;
  readonly pools: PoolAllocation;
  readonly rates: PoolRates;
  readonly services: ServiceTables;
  readonly movements: MovementCost;
  readonly spoilage: Spoilage;
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
    residuals.add(flow);
    control.add(flow);
    proof.add(flow);
  }
  for (const { node, amounts } of outcome.settled.stranded) {
    stock.addStranded(node, amounts);
    orders.addStranded(node, amounts);
  }
  return { stock, orders, components, pools, rates, services, movements, spoilage, residuals, control, proof };
}

/** The version of a period. */
export function buildVersion(
  outcome: Outcome,
  { stock, orders, components, pools, rates, services, movements, spoilage, residuals, control, proof }: Summary,
  identity: Identity,
  findings: readonly Finding[],
): Version {
  const { facts, scope } = outcome;
  const writer = new VersionWriter(scope.elements.map((code) => facts.symbols.text(code)));
  writer.write('unit_cost', (rows) => stock.writeUnitCosts(rows));
  writer.write('unit_cost_component', (rows) => components.write(rows));
  writer.write('stock', (rows) => stock.writeStock(rows));
  writer.write('layer', (rows) => stock.writeLayers(rows));
  writer.write('order_cost', (rows) => orders.write(rows));
  writer.write('order_quantity', (rows) => writeOrderQuantity(outcome, rows));
  writer.write('joint_cost', (rows) => writeJointCost(outcome, movements, rows));
  writer.write('spoilage', (rows) => spoilage.write(rows));
  writer.write('pool_allocation', (rows) => pools.write(rows));
  writer.write('pool_rate', (rows) => rates.write(rows));
  writer.write('absorption', (rows) => writeAbsorption(outcome, rows));
  writer.write('service_rate', (rows) => services.writeRates(rows));
  writer.write('service_allocation', (rows) => services.writeAllocation(rows));
  writer.write('movement_cost', (rows) => movements.write(rows));
  writer.write('valuation', (rows) => writeValuations(outcome, rows));
  writer.write('residual', (rows) => residuals.write(rows));
  writer.findings(findings);
  writer.write('control_total', (rows) => control.write(rows));
  writer.write('proof', (rows) => proof.write(rows));
  return writer.version(identity);
}
