import type { Bucket, StockEvent } from './bucket.js';
import { dayOf, instantOf } from './calendar.js';
import { type Counted, text } from './counted.js';
import { Fraction, sum, ZERO } from './fraction.js';
import type { Matched } from './matched.js';
import { type LateCost, OUTSIDE, type Vector } from './network.js';

/**
 * Each cost that came after its receipt with what stock bears of it (rules.md 21): R(amount · covered / quantity) per element of what an
 * invoice brings, or an estimate turned out to be; of what goes back to the vendor at stock's price, less than nothing of what left stock
 * for it. The rest is expense.
 */
export function lateCosts(
  buckets: readonly Bucket[],
  matched: Matched,
  counted: Counted,
  returnedNode: (event: StockEvent) => string,
): LateCost[] {
  const isOfEarlier = (receipt: string) => !counted.movements.some(({ movement }) => movement === receipt);
  return buckets.flatMap(({ events }) => events.flatMap((event) => costOf(event) ?? []));

  function costOf(event: StockEvent): LateCost | undefined {
    const { does, type, movement, refersTo: receipt, bucket, quantity } = event;
    const told = { movement, receipt, receivedOn: receivedOn(counted, receipt), place: placeOf(bucket) };
    switch (does) {
      case 'value':
        return added(event);
      case 'out returned': {
        const amounts = (event.amounts ?? []).map((amount) => -amount);
        return { ...told, quantity, covered: undefined, amounts, toStock: { leaves: returnedNode(event) } };
      }
      case 'out at value': {
        const goesBack = type === 'purchase_return' || type === 'purchase_estimate_reversal';
        if (!goesBack || receipt === '' || !isOfEarlier(receipt)) return undefined;
        const rest = restOf(event);
        return { ...told, quantity, covered: undefined, amounts: rest, toStock: rest };
      }
      default:
        return undefined;
    }
  }

  function added(event: StockEvent): LateCost | undefined {
    const { movement, refersTo: receipt, bucket } = event;
    const told = { movement, receipt, receivedOn: receivedOn(counted, receipt), place: placeOf(bucket) };
    const amounts = (event.corrects ?? []).reduce<Vector>(
      (left, { amounts: estimated }) => left.map((amount, e) => amount - estimated[e]),
      event.amounts ?? [],
    );
    const share = matched.late.get(event);
    if (share === undefined) {
      if (receipt === '' || !isOfEarlier(receipt)) return undefined;
      return { ...told, quantity: undefined, covered: undefined, amounts, toStock: amounts };
    }
    const isBorne = !share.toClosing || closes(bucket);
    const covered = isBorne ? share.covered : ZERO;
    const toStock = amounts.map((amount) => new Fraction(amount).times(covered).over(share.of).rounded);
    return { ...told, quantity: share.of, covered, amounts, toStock };
  }

  function closes(bucket: Bucket): boolean {
    return matched.takes.some(({ from, by }) => by === 'closing' && from.start.bucket === bucket);
  }
}

/** Of the document where the close sees it, else of what an earlier document cost, else of the layer that is called so: the first of several days. */
function receivedOn(counted: Counted, receipt: string): string {
  const { rows, ledger, plants, orders, namedReceipts, timeZone, firstDay, lastDay } = counted;
  for (const row of rows.movement ?? []) {
    if (row.movement !== receipt || row.status !== 'approved') continue;
    const day = new Date(dayOf(instantOf(String(row.posted_at)), timeZone) * 86_400_000).toISOString().slice(0, 10);
    const isHere = plants.has(text(row.plant)) || plants.has(text(row.to_plant));
    const isOfOpenOrder = orders.get(text(row.order))?.open === true;
    // Of an earlier month's documents a close sees those of its open orders, and those that freight is for.
    const isSeen = (day >= firstDay && isHere) || isOfOpenOrder || namedReceipts.has(receipt);
    if (day <= lastDay && isSeen) return day;
  }
  const first = (days: readonly string[]) => days.filter((day) => day !== '').sort()[0];
  const ofLedger = <R extends { readonly ledger: unknown }>(all: readonly R[] = []) =>
    all.filter((row) => row.ledger === ledger);
  const earlier = ofLedger(rows.earlier_cost).filter((row) => row.movement === receipt);
  const layers = ofLedger(rows.opening_stock).filter((row) => row.layer === receipt);
  return (
    first(earlier.map(({ posted_on }) => text(posted_on))) ??
    first(layers.map(({ received_on }) => text(received_on))) ??
    ''
  );
}

function placeOf({ place: { plant, item, lot, project } }: Bucket): string[] {
  return [plant, item, lot, project];
}

/** Less than nothing of a known value: without what a receipt of the period corrects of it. */
function restOf({ amounts = [], after = ZERO, quantity }: StockEvent): Vector {
  const whole = quantity.plus(after);
  return amounts.map((amount) => new Fraction(amount).times(after).over(whole).rounded - amount);
}

/** What left stock by the edges into a node, in the ledger's smallest unit. */
export function carriedInto(
  node: string,
  edges: Iterable<{ readonly from: string; readonly to: string; readonly amounts: Readonly<Record<string, string>> }>,
  elements: readonly string[],
  amountScale: number,
): Vector {
  const scale = new Fraction(10n ** BigInt(amountScale));
  const into = [...edges].filter(({ to, from }) => to === node && from !== OUTSIDE);
  return elements.map((element) => sum(into.map(({ amounts }) => Fraction.of(amounts[element]).times(scale))).rounded);
}
