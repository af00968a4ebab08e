import { divRound, printFixed } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { Aligned } from './align.js';
import type { CauseOfChange, LargestCauses, RootCauses } from './asked.js';
import type { Part } from './attribute.js';
import { type Cause, causeKey, causeOf } from './cause.js';
import { type Fixed, ONE, type Vector } from './fixed-point.js';

/** Of a cost, in units of the last decimal; undefined where a version has none. */
export interface Change {
  readonly before: bigint | undefined;
  readonly after: bigint | undefined;
  readonly change: bigint;
}

/** What the tables show, per element and, under the empty name, in total: rounded one by one. */
export function changesOf(
  { elements, prices }: Aligned,
  node: number | undefined,
  isThere: readonly boolean[],
  scale: number,
): Map<string, Change> {
  const sides = prices.map((side, of) => (isThere[of] ? shown(elements, side[node as number], scale) : undefined));
  return new Map(
    [...elements, ''].map((element) => {
      const pair = sides.map((side) => side?.get(element));
      const isInBoth = !isThere.includes(false);
      return [element, { before: pair[0], after: pair[1], change: isInBoth ? (pair[1] ?? 0n) - (pair[0] ?? 0n) : 0n }];
    }),
  );
}

function shown(elements: readonly string[], price: Vector, scale: number): Map<string, bigint> {
  const total = price.reduce((sum, each) => sum + each, 0n);
  return new Map([
    ...elements.map((element, e) => [element, rounded(price[e], scale)] as const),
    ['', rounded(total, scale)],
  ]);
}

function rounded(value: Fixed, scale: number): bigint {
  return divRound(value * 10n ** BigInt(scale), ONE);
}

/** A cause as it is shown: amounts by element, in units of the last decimal. */
export interface ShownPart {
  readonly cause: Cause;
  readonly amounts: readonly bigint[];
  readonly total: bigint;
}

/** Parts rounded as they are shown, in that order, without those that come to nothing. */
export function shownParts(parts: readonly Part[], scale: number): ShownPart[] {
  return parts
    .map(({ cause, amounts }) =>
      shownPart(
        cause,
        amounts.map((amount) => rounded(amount, scale)),
      ),
    )
    .filter(({ amounts }) => amounts.some((amount) => amount !== 0n))
    .sort(comparePart);
}

/** The order in which causes are shown. */
export function comparePart(a: ShownPart, b: ShownPart): number {
  return absolute(b.total, a.total) || compareCause(a.cause, b.cause);
}

export function compareCause(a: Cause, b: Cause): number {
  return compareText(causeKey(a), causeKey(b));
}

/** All causes; what rounding them and the settlement's own rounding left is `rounding`. */
export function withAllCauses(
  elements: readonly string[],
  changes: ReadonlyMap<string, Change>,
  parts: readonly ShownPart[],
  scale: number,
): RootCauses {
  const rounding = shownRest(elements, changes, parts, causeOf('rounding'));
  const all = isNothing(rounding) ? parts : [...parts, rounding];
  const { change } = changes.get('') as Change;
  return {
    ...printedCosts(elements, changes, scale),
    causes: all.map((part) => printedCause(elements, part, change, scale)),
  };
}

/** The largest causes, and what all others are together. */
export function withLargestCauses(
  elements: readonly string[],
  changes: ReadonlyMap<string, Change>,
  parts: readonly ShownPart[],
  scale: number,
): Omit<LargestCauses, 'plant' | 'item'> {
  const { change } = changes.get('') as Change;
  const rest = shownRest(elements, changes, parts, causeOf('rounding'));
  const { part, percent, elements: by } = printedCause(elements, rest, change, scale);
  return {
    ...printedCosts(elements, changes, scale),
    causes: parts.map((each) => printedCause(elements, each, change, scale)),
    others: isNothing(rest) ? undefined : { part, percent, elements: by },
  };
}

/** What parts leave of a change. */
function shownRest(
  elements: readonly string[],
  changes: ReadonlyMap<string, Change>,
  parts: readonly ShownPart[],
  cause: Cause,
): ShownPart {
  const amounts = elements.map((element, e) =>
    parts.reduce((left, part) => left - part.amounts[e], changes.get(element)?.change ?? 0n),
  );
  const whole = changes.get('') as Change;
  return { cause, amounts, total: parts.reduce((left, { total }) => left - total, whole.change) };
}

function isNothing({ total, amounts }: ShownPart): boolean {
  return total === 0n && amounts.every((amount) => amount === 0n);
}

function printedCosts(elements: readonly string[], changes: ReadonlyMap<string, Change>, scale: number) {
  const print = (value: bigint) => printFixed(value, scale);
  const printed = ({ before, after, change }: Change) => ({
    before: before === undefined ? '' : print(before),
    after: after === undefined ? '' : print(after),
    change: before === undefined || after === undefined ? '' : print(change),
  });
  return {
    ...printed(changes.get('') as Change),
    elements: elements.map((element) => ({ element, ...printed(changes.get(element) as Change) })),
  };
}

function printedCause(
  elements: readonly string[],
  { cause, amounts, total }: ShownPart,
  change: bigint,
  scale: number,
): CauseOfChange {
  const part = printFixed(total, scale);
  const percent = change === 0n ? '' : printFixed(divRound(total * 1000n, change), 1);
  const by: CauseOfChange['elements'][number][] = [];
  for (const [e, amount] of amounts.entries()) {
    // Most causes move one element: its text is there already, which counts where there are many.
    if (amount !== 0n) by.push({ element: elements[e], part: amount === total ? part : printFixed(amount, scale) });
  }
  return { ...cause, part, percent, elements: by };
}

function shownPart(cause: Cause, amounts: readonly bigint[]): ShownPart {
  return { cause, amounts, total: amounts.reduce((sum, amount) => sum + amount, 0n) };
}

/** Compares sizes, whatever the signs. */
function absolute(a: bigint, b: bigint): number {
  const difference = (a < 0n ? -a : a) - (b < 0n ? -b : b);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
