import { type Facts, rowKey } from '@millrace/facts';
import type { Report } from '../findings.js';

/** Opening work in process is of an order, or of an item that is a step in parallel: of one of them. */
export function openingWipHasAnOwner(facts: Facts, report: Report): void {
  const { order, item, rowCount } = facts.opening_wip;
  for (let row = 0; row < rowCount; row++) {
    if ((order[row] === 0) !== (item[row] === 0)) continue;
    report('opening_wip_must_be_of_an_order_or_an_item', 'opening_wip', rowKey(facts, 'opening_wip', row));
  }
}
