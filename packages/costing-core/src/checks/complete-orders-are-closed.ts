import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED, type Facts, rowOf, TABLES } from '@millrace/facts';
import { TYPE } from '../compile/movements/kinds.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * An order of which all was received before the period began is closed: while it is open it can take cost that is another's, and
 * all that was ever done for it is read again for each period.
 */
export function completeOrdersAreClosed(facts: Facts, scope: Scope, report: Report): void {
  const { production_order: orders, movement, item, symbols } = facts;
  const orderRow = rowOf(orders.order);
  const itemRow = rowOf(item.item);
  const received = new Float64Array(orders.rowCount);
  for (let row = 0; row < movement.rowCount; row++) {
    const sign = SIGNS.get(movement.type[row]);
    if (sign === undefined || movement.status[row] !== APPROVED || movement.posted_at[row] >= scope.start) continue;
    const order = movement.order[row] === 0 ? -1 : orderRow(movement.order[row]);
    if (order < 0 || movement.item[row] !== orders.item[order]) continue;
    // In another unit it may be more or less than it seems; what is not a number is not below what was planned.
    const own = item.unit[itemRow(movement.item[row])];
    const isOwnUnit = movement.unit[row] === 0 || movement.unit[row] === own;
    received[order] += isOwnUnit ? sign * movement.quantity[row] : Number.NaN;
  }
  for (let order = 0; order < orders.rowCount; order++) {
    const isNormal = orders.type[order] === NORMAL && orders.status[order] === APPROVED;
    const planned = orders.quantity_planned[order];
    const isComplete = planned > 0 && received[order] >= planned;
    if (!isNormal || !isComplete || orders.closed_on[order] <= scope.lastDay) continue;
    if (!scope.plants.has(orders.plant[order])) continue;
    report('complete_order_is_open', 'production_order', symbols.text(orders.order[order]), {
      item: symbols.text(orders.item[order]),
      quantity: printFixed(received[order], QUANTITY_SCALE),
    });
  }
}

const SIGNS: ReadonlyMap<number, number> = new Map([
  [TYPE.completion, 1],
  [TYPE.completion_reversal, -1],
]);
const NORMAL = TABLES.production_order.columns.type.choices.indexOf('normal');
