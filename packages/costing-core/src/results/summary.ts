import { PoolAllocation, ServiceTables } from './allocation-tables.js';
import { ComponentTable } from './component-table.js';
import { ControlTotals } from './control-totals.js';
import { MovementCost, Proof, Residuals } from './flow-tables.js';
import { flowsOf } from './flows.js';
import { OrderTables } from './order-tables.js';
import type { Outcome } from './outcome.js';
import { StockTables } from './stock-tables.js';

/** The flows of a period added up, by what they stand for: the checks after settling and the version's tables read it. */
export interface Summary {
  readonly stock: StockTables;
  readonly orders: OrderTables;
  readonly components: ComponentTable;
  readonly pools: PoolAllocation;
  readonly services: ServiceTables;
  readonly movements: MovementCost;
  readonly residuals: Residuals;
  readonly control: ControlTotals;
  readonly proof: Proof;
}

export function summarize(outcome: Outcome): Summary {
  const summary: Summary = {
    stock: new StockTables(outcome),
    orders: new OrderTables(outcome),
    components: new ComponentTable(outcome),
    pools: new PoolAllocation(outcome),
    services: new ServiceTables(outcome),
    movements: new MovementCost(outcome),
    residuals: new Residuals(outcome),
    control: new ControlTotals(outcome),
    proof: new Proof(outcome),
  };
  const tables = Object.values(summary) as Summary[keyof Summary][];
  for (const flow of flowsOf(outcome.compiled.plan, outcome.settled)) for (const table of tables) table.add(flow);
  for (const { node, amounts } of outcome.settled.stranded) {
    summary.stock.addStranded(node, amounts);
    summary.orders.addStranded(node, amounts);
  }
  return summary;
}
