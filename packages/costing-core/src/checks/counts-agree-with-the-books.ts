import { printFixed, QUANTITY_SCALE, safe } from '@millrace/exact';
import { APPROVED, type Facts, printDate, rowKey, rowOf, startOfDay } from '@millrace/facts';
import { costedMovements } from '../compile/movements/costed.js';
import { TYPE } from '../compile/movements/kinds.js';
import { quantitiesInOwnUnit } from '../compile/own-units.js';
import { arrivesAt, bucketAt, placeOf } from '../compile/period.js';
import { DIRECTION, takesQuantity } from '../compile/stock/events.js';
import { type Bucket, bucketKey } from '../compile/stock/valuation.js';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';

/**
 * What was counted in stock (盘点) is what the books say at the end of that day, or the difference was posted after it: as a
 * count_gain or count_loss of the same period, before the next count. Where the books don't tell places apart, as lots of an item
 * that is valued without them, the counts of the day add up like the books.
 */
export function countsAgreeWithTheBooks(outcome: Outcome, report: Report): void {
  const { facts, scope } = outcome;
  const { stock_count, symbols } = facts;
  const counts = countsByBucket(outcome, report);
  if (counts.size === 0) return;
  close(outcome, counts);
  noteChanges(outcome, counts);
  for (const { days, closing, changes } of counts.values()) {
    const inTime = [...days].sort(([a], [b]) => a - b);
    for (const [place, [day, { row, quantity }]] of inTime.entries()) {
      const end = startOfDay(day + 1, scope.timeZone);
      const next = inTime[place + 1];
      const until = next === undefined ? scope.end : startOfDay(next[0] + 1, scope.timeZone);
      let book = closing;
      let posted = 0n;
      for (const change of changes) {
        if (change.at < end) continue;
        book -= change.quantity;
        if (change.at < until && change.isOfCount) posted += change.quantity;
      }
      if (book === quantity || book + posted === quantity) continue;
      report('stock_count_differs_from_the_books', 'stock_count', rowKey(facts, 'stock_count', row), {
        item: symbols.text(stock_count.item[row]),
        on: printDate(day),
        found: printed(quantity),
        expected: printed(book + posted),
        difference: printed(quantity - book - posted),
      });
    }
  }
}

/** A bucket in which something was counted. */
interface Counted {
  /** By day: the first row, and what was counted in all. */
  readonly days: Map<number, { readonly row: number; quantity: bigint }>;
  /** What the books say is left at the period's end. */
  closing: bigint;
  readonly changes: { readonly at: number; readonly quantity: bigint; readonly isOfCount: boolean }[];
}

function countsByBucket({ facts, compiled }: Outcome, report: Report): Map<string, Counted> {
  const { stock_count, item, symbols } = facts;
  const itemRow = rowOf(item.item);
  const inOwnUnit = quantitiesInOwnUnit(facts, 'stock_count', report);
  const counts = new Map<string, Counted>();
  for (let row = 0; row < stock_count.rowCount; row++) {
    if (stock_count.status[row] !== APPROVED) continue;
    if (item.valued[itemRow(stock_count.item[row])] === 0) {
      const fields = { item: symbols.text(stock_count.item[row]) };
      report('stock_count_must_be_of_a_valued_item', 'stock_count', rowKey(facts, 'stock_count', row), fields);
      continue;
    }
    const quantity = inOwnUnit(stock_count.item[row], stock_count.quantity[row], stock_count.unit[row], row);
    if (Number.isNaN(quantity)) continue;
    const key = bucketKey(bucketAt(compiled, countedAt(facts, row)));
    const counted = counts.get(key) ?? { days: new Map(), closing: 0n, changes: [] };
    counts.set(key, counted);
    const day = counted.days.get(stock_count.counted_on[row]);
    if (day === undefined) counted.days.set(stock_count.counted_on[row], { row, quantity: BigInt(quantity) });
    else day.quantity += BigInt(quantity);
  }
  return counts;
}

function close({ compiled: { events } }: Outcome, counts: ReadonlyMap<string, Counted>): void {
  for (const [bucket, place] of events.buckets.entries()) {
    const counted = counts.get(bucketKey(place));
    if (counted === undefined) continue;
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const quantity = BigInt(events.quantity[event]);
      if (events.direction[event] === DIRECTION.in) counted.closing += quantity;
      else if (takesQuantity(events.direction[event])) counted.closing -= quantity;
    }
  }
}

/** What moved the counted buckets, as it was posted: a return on its own day, though it makes what it refers to smaller. */
function noteChanges({ facts, scope, compiled }: Outcome, counts: ReadonlyMap<string, Counted>): void {
  const { movement, stock_count, symbols } = facts;
  const { kindOf } = compiled;
  const received = transfersReceived(compiled);
  const isCosted = costedMovements(facts);
  // What can't be converted has its finding already.
  const inOwnUnit = quantitiesInOwnUnit(facts, 'movement', () => undefined);
  const isCounted = new Uint8Array(symbols.size);
  for (const code of stock_count.item) isCounted[code] = 1;
  const add = (place: Bucket, at: number, quantity: number, isOfCount: boolean) => {
    if (Number.isNaN(quantity) || !scope.plants.has(place.plant)) return;
    const counted = counts.get(bucketKey(bucketAt(compiled, place)));
    counted?.changes.push({ at, quantity: BigInt(quantity), isOfCount });
  };
  for (let row = 0; row < movement.rowCount; row++) {
    const at = movement.posted_at[row];
    if (movement.status[row] !== APPROVED || at < scope.start || at >= scope.end || !isCosted(row)) continue;
    if (isCounted[movement.item[row]] === 0 && isCounted[movement.to_item[row]] === 0) continue;
    const { type, into, outOf } = kindOf(row);
    const quantity = inOwnUnit(movement.item[row], movement.quantity[row], movement.unit[row], row);
    const isOfCount = movement.type[row] === TYPE.count_gain || movement.type[row] === TYPE.count_loss;
    // What is on the way has left one place and not come to another.
    if (outOf !== undefined && type !== 'transfer_in') add(placeOf(facts, row), at, -quantity, isOfCount);
    if (into === undefined || type === 'transfer_out') continue;
    add(received.get(row) ?? arrivesAt({ facts, kindOf }, row), at, quantity, isOfCount);
  }
}

/** By row of a `transfer_in`: the bucket that it came to. What it doesn't say is that of what was sent. */
function transfersReceived({ events, kindOf }: Outcome['compiled']): Map<number, Bucket> {
  const received = new Map<number, Bucket>();
  for (const [bucket, place] of events.buckets.entries()) {
    for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
      const row = events.row[event];
      if (row < 0 || events.direction[event] !== DIRECTION.in || kindOf(row).type !== 'transfer_in') continue;
      received.set(row, place);
    }
  }
  return received;
}

function countedAt({ stock_count: { plant, item, lot, project } }: Facts, row: number): Bucket {
  return { plant: plant[row], item: item[row], lot: lot[row], project: project[row], inTransit: 0 };
}

function printed(quantity: bigint): string {
  return printFixed(safe(quantity), QUANTITY_SCALE);
}
