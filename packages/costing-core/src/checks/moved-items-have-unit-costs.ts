import type { Report } from '../findings.js';
import { bucketTexts } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';
import type { Summary } from '../results/summary.js';
import { lastCosts, placeKey } from './last-costs.js';

/**
 * What moved in the period has a unit cost, in this period or an earlier one; not so what there was nothing of, as where all that
 * came in was undone.
 */
export function movedItemsHaveUnitCosts({ facts, compiled }: Outcome, { stock }: Summary, report: Report): void {
  const { events } = compiled;
  const hasCost = new Uint8Array(events.buckets.length);
  for (const { bucket } of stock.unitCosts()) hasCost[bucket] = 1;
  const known = lastCosts(facts);
  for (const [bucket, place] of events.buckets.entries()) {
    if (hasCost[bucket] === 1 || known.has(placeKey(facts, place.plant, place.item)) || place.inTransit !== 0) continue;
    let count = 0;
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      if (events.row[event] >= 0 && events.quantity[event] !== 0) count++;
    }
    if (count === 0) continue;
    report('moved_item_has_no_unit_cost', 'stock', bucketTexts(facts, place).join(' · '), { count: String(count) });
  }
}
