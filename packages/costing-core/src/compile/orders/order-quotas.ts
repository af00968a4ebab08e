import { type Fraction, fraction, QUANTITY_SCALE } from '@millrace/exact';
import { type Facts, rowKey } from '@millrace/facts';
import { namedKeys } from '../../findings/named-keys.js';
import type { Report } from '../../findings.js';
import type { Orders } from './orders.js';
import { holds, printStage, readStage, type Stage } from './stage.js';

interface Quota {
  readonly completed: Fraction;
  readonly inProcess: Fraction;
}

/** Quotas of the period by order and stage (定额); a row holds for all stages that narrow its own. */
export function orderQuotas({ order_quota: table, symbols }: Facts, orders: Orders) {
  const byOrder = new Map<number, { stage: Stage; quota: Quota }[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const stage = readStage(symbols.text(table.stage[row]));
    if (stage === undefined) continue;
    const order = orders.row(table.order[row]);
    const quota = { completed: fraction(table.completed[row], UNIT), inProcess: fraction(table.in_process[row], UNIT) };
    const present = byOrder.get(order);
    if (present === undefined) byOrder.set(order, [{ stage, quota }]);
    else present.push({ stage, quota });
  }
  return (order: number, stage: Stage): Quota | undefined =>
    byOrder.get(order)?.find((of) => holds(of.stage, stage))?.quota;
}

/**
 * A quota of a stage in which nothing stands, while what stands in others of its order has none: mostly the stage is written in another
 * way, `material:0010` where that enters at the start, and is `material`. Steps in parallel say so themselves.
 */
export function reportIdleQuotas(facts: Facts, orders: Orders, report: Report): void {
  const { order_quota: table, symbols } = facts;
  if (table.rowCount === 0) return;
  const stagesOf = new Map<number, Stage[]>();
  for (const { order, stage } of orders.all()) {
    if (orders.wip(order, stage).method !== 'quota_ratio') continue;
    const present = stagesOf.get(order);
    if (present === undefined) stagesOf.set(order, [orders.stages.stage(stage)]);
    else present.push(orders.stages.stage(stage));
  }
  const quotas = Array.from(table.stage, (code) => readStage(symbols.text(code)));
  for (let row = 0; row < table.rowCount; row++) {
    const stages = stagesOf.get(orders.row(table.order[row])) ?? [];
    const isHeld = (stage: Stage, by: Stage | undefined) => by !== undefined && holds(by, stage);
    if (stages.length === 0 || stages.some((stage) => isHeld(stage, quotas[row]))) continue;
    const others = quotas.filter((_, other) => table.order[other] === table.order[row]);
    const without = stages.filter((stage) => SHARED.has(stage.kind) && !others.some((by) => isHeld(stage, by)));
    if (without.length === 0) continue;
    report('quota_is_of_no_stage_of_its_order', 'order_quota', rowKey(facts, 'order_quota', row), {
      order: symbols.text(table.order[row]),
      stage: symbols.text(table.stage[row]),
      keys: namedKeys(new Set(without.map(printStage))),
    });
  }
}

/** Kinds of stages that quotas are for. */
const SHARED: ReadonlySet<string> = new Set(['material', 'evenly', 'conversion']);
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
