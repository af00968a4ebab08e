import type { Facts } from '@millrace/facts';
import { APPROVED, printDate } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/** What is posted in the period moved in it (cut-off). Cost follows the posting; `physical_on` is for this check only. */
export function goodsMoveInThePeriod({ movement, symbols }: Facts, scope: Scope, report: Report): void {
  for (let row = 0; row < movement.rowCount; row++) {
    const day = movement.physical_on[row];
    const isPosted = movement.status[row] === APPROVED && movement.posted_at[row] >= scope.start;
    if (!isPosted || !(day < scope.firstDay || day > scope.lastDay)) continue;
    report('goods_moved_in_another_period', 'movement', symbols.text(movement.movement[row]), {
      physical_on: printDate(day),
    });
  }
}
