import { type Fraction, fraction, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Orders } from './orders.js';
import { holds, readStage, type Stage } from './stage.js';

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

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
