import { APPROVED, type Facts, printDate, startOfDay } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';
import { placeKey } from './last-costs.js';

/**
 * An item moves at a plant no more often in a day than the policy says: more is mostly a document that came in many times, or
 * pieces booked one by one.
 */
export function itemsMoveSeldom(facts: Facts, scope: Scope, { checks }: Policy, report: Report): void {
  const { movement, symbols } = facts;
  const most = checks.movements_per_item_day;
  const counts = (row: number) =>
    movement.status[row] === APPROVED && movement.posted_at[row] >= scope.start && movement.posted_at[row] < scope.end;
  // Few items, if any, move so often in the whole period: only theirs are looked at by day.
  const ofItem = new Int32Array(symbols.size);
  for (let row = 0; row < movement.rowCount; row++) if (counts(row)) ofItem[movement.item[row]]++;
  if (!ofItem.some((count) => count > most)) return;

  const starts: number[] = [];
  for (let day = scope.firstDay; day <= scope.lastDay; day++) starts.push(startOfDay(day, scope.timeZone));
  const byPlace = new Map<number, { readonly row: number; readonly byDay: Int32Array }>();
  for (let row = 0; row < movement.rowCount; row++) {
    if (ofItem[movement.item[row]] <= most || !counts(row)) continue;
    const key = placeKey(facts, movement.plant[row], movement.item[row]);
    let place = byPlace.get(key);
    if (place === undefined) {
      place = { row, byDay: new Int32Array(starts.length) };
      byPlace.set(key, place);
    }
    place.byDay[starts.findLastIndex((start) => start <= movement.posted_at[row])]++;
  }
  for (const { row, byDay } of byPlace.values()) {
    const plantAndItem = [movement.plant[row], movement.item[row]].map((code) => symbols.text(code)).join(' · ');
    for (const [day, count] of byDay.entries()) {
      if (count <= most) continue;
      report('item_moved_very_often', 'movement', plantAndItem, {
        on: printDate(scope.firstDay + day),
        count: String(count),
        expected: String(most),
      });
    }
  }
}
