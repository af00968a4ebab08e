import { type Fraction, multiply, roundFraction, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { OrderStandards, UnitVector } from './components.js';
import type { Orders } from './orders.js';
import type { Sharing } from './sharing.js';
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

/** What a unit of an order should cost in a stage; where it is missing, that is told and it is shared by equivalent units. */
export function standardOf(
  { facts, scope, orders, report }: Pick<Sharing, 'facts' | 'scope' | 'orders' | 'report'>,
  order: number,
  stage: number,
): UnitVector | undefined {
  const standard = stageQuota(facts, scope, orders, { order, stage, standards: orders.standards });
  if (standard !== undefined) return standard;
  const code = facts.symbols.text(facts.production_order.order[order]);
  report('stage_must_have_a_standard', 'production_order', code, { stage: orders.stages.text(stage) });
  return undefined;
}

/** Units × standard by element, each rounded once. */
export function atStandard({ elements }: Scope, standard: UnitVector, units: Fraction): Float64Array {
  return Float64Array.from(elements.keys(), (place) =>
    Number(roundFraction(multiply(standard.get(place) ?? ZERO, units))),
  );
}
