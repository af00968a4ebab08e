import type { Facts } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { OrderStandards, UnitVector } from './components.js';
import type { Orders } from './orders.js';
import { stageStandard } from './stage-standard.js';

/** What a unit should cost in a stage of an order (定额), by the standards given; undefined where a price is missing. */
export function stageQuota(
  facts: Facts,
  scope: Scope,
  orders: Orders,
  { order, stage, standards }: { readonly order: number; readonly stage: number; readonly standards: OrderStandards },
): UnitVector | undefined {
  const wip = orders.wip(order, stage);
  return stageStandard(facts, scope, standards, {
    order,
    codes: orders.stages.codes(stage),
    routing: orders.progress(order).routing,
    isWhole: wip.material_entry === 'cumulative_quota',
    isEvenly: ({ evenly }) => wip.material_entry === 'by_entry' && (evenly ?? wip.entry_progress === '0.5'),
    isApart: (element) => orders.isElementApart(order, stage, element),
  });
}
