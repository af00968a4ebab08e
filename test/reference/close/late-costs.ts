import type { Bucket, StockEvent } from './bucket.js';
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
  isOfEarlier: (receipt: string) => boolean,
  returnedNode: (event: StockEvent) => string,
): LateCost[] {
  return buckets.flatMap(({ events }) => events.flatMap((event) => costOf(event) ?? []));

  function costOf(event: StockEvent): LateCost | undefined {
    const { does, type, movement, refersTo: receipt, bucket, quantity } = event;
    const told = { movement, receipt, place: placeOf(bucket) };
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
    const told = { movement, receipt, place: placeOf(bucket) };
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
