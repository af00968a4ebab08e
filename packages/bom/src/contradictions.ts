import { divide, type Fraction, multiply, ONE, printFraction } from '@millrace/exact';

/** One `from` is `factor` of `to`. */
export interface GivenConversion<Key> {
  readonly item: Key;
  readonly from: Key;
  readonly to: Key;
  readonly factor: Fraction;
}

/** A conversion that others contradict: they lead from its one unit to its other at `expected`, by way of `chain`. */
export interface Contradiction<Key> {
  readonly given: GivenConversion<Key>;
  readonly expected: Fraction;
  /** From its `from` to its `to`. */
  readonly chain: readonly Key[];
}

/**
 * Conversions that contradict those before them: given both ways, or directly and as a chain. What an item lays down for two
 * units takes the place of the general conversion between them, and contradicts none. Differences up to one in ten thousand
 * are the rounding of what was given: 0.4536 kg a pound and 2.2046 pounds a kg agree.
 *
 * A box is 12 pieces, a piece 1/10 of a box: contradicted, since a box is 12 and not 10 pieces.
 *
 * @param given in an order that does not depend on that of the rows.
 */
export function contradictions<Key extends string | number>(
  given: readonly GivenConversion<Key>[],
  anyItem: Key,
): Contradiction<Key>[] {
  const general: GivenConversion<Key>[] = [];
  const byItem = new Map<Key, GivenConversion<Key>[]>();
  for (const one of given) {
    if (one.item === anyItem) general.push(one);
    else {
      const own = byItem.get(one.item);
      if (own === undefined) byItem.set(one.item, [one]);
      else own.push(one);
    }
  }
  const found = contradictedAmong(general);
  const generallyUsed = new Set(general.flatMap(({ from, to }) => [from, to]));
  const agreeing = general.filter((one) => !found.some(({ given: contradicted }) => contradicted === one));
  for (const own of byItem.values()) {
    if (own.length === 1 && own[0].from !== own[0].to && agreeing.length === 0) continue;
    const laidDown = new Set(own.flatMap(({ from, to }) => [pair(from, to), pair(to, from)]));
    const units = new Set(own.flatMap(({ from, to }) => [from, to]));
    // General conversions can contradict an item's own only where they lead from one of its units to another.
    const shared = [...units].filter((unit) => generallyUsed.has(unit));
    const others = shared.length < 2 ? [] : agreeing.filter(({ from, to }) => !laidDown.has(pair(from, to)));
    for (const one of contradictedAmong([...own, ...others])) found.push(one);
  }
  return found;
}

function contradictedAmong<Key extends string | number>(given: readonly GivenConversion<Key>[]): Contradiction<Key>[] {
  const steps = new Map<Key, Map<Key, Fraction>>();
  const found: Contradiction<Key>[] = [];
  for (const one of given) {
    const known = chainFrom(steps, one.from, one.to);
    if (known === undefined) {
      addStep(steps, one.from, one.to, one.factor);
      addStep(steps, one.to, one.from, divide(ONE, one.factor));
    } else if (!agree(known.factor, one.factor)) {
      found.push({ given: one, expected: known.factor, chain: known.chain });
    }
  }
  return found;
}

function addStep<Key>(steps: Map<Key, Map<Key, Fraction>>, from: Key, to: Key, factor: Fraction): void {
  const present = steps.get(from);
  if (present === undefined) steps.set(from, new Map([[to, factor]]));
  else present.set(to, factor);
}

/** Steps are a forest, so that there is at most one chain. */
function chainFrom<Key>(
  steps: ReadonlyMap<Key, ReadonlyMap<Key, Fraction>>,
  from: Key,
  to: Key,
): { readonly factor: Fraction; readonly chain: readonly Key[] } | undefined {
  if (from === to) return { factor: ONE, chain: [from, to] };
  if (!steps.has(from) || !steps.has(to)) return undefined;
  const direct = steps.get(from)?.get(to);
  if (direct !== undefined) return { factor: direct, chain: [from, to] };
  const cameFrom = new Map<Key, Key>([[from, from]]);
  for (const unit of cameFrom.keys()) {
    if (unit === to) return walkedBack(steps, cameFrom, from, to);
    for (const next of steps.get(unit)?.keys() ?? []) if (!cameFrom.has(next)) cameFrom.set(next, unit);
  }
  return undefined;
}

function walkedBack<Key>(
  steps: ReadonlyMap<Key, ReadonlyMap<Key, Fraction>>,
  cameFrom: ReadonlyMap<Key, Key>,
  from: Key,
  to: Key,
): { readonly factor: Fraction; readonly chain: readonly Key[] } {
  const chain = [to];
  let factor = ONE;
  for (let unit = to; unit !== from; ) {
    const before = cameFrom.get(unit) as Key;
    factor = multiply(steps.get(before)?.get(unit) as Fraction, factor);
    chain.push(before);
    unit = before;
  }
  return { factor, chain: chain.reverse() };
}

/** Whether two factors differ by at most one in ten thousand of the larger. */
function agree(a: Fraction, b: Fraction): boolean {
  const [one, other] = [a.numerator * b.denominator, b.numerator * a.denominator];
  const [less, more] = one < other ? [one, other] : [other, one];
  return (more - less) * 10_000n <= more;
}

function pair(from: string | number, to: string | number): string {
  return `${from}\u0000${to}`;
}

/** What a contradiction says, with texts for its units. */
export function contradictionFields<Key>(
  { given, expected, chain }: Contradiction<Key>,
  text: (unit: Key) => string,
): Readonly<Record<string, string>> {
  return {
    from: text(given.from),
    to: text(given.to),
    found: plainNumber(given.factor),
    expected: plainNumber(expected),
    chain: chain.map(text).join(' → '),
  };
}

/** At 9 decimals, without the zeros at its end. */
function plainNumber(factor: Fraction): string {
  const printed = printFraction(factor, 9);
  return printed.includes('.') ? printed.replace(/\.?0+$/, '') : printed;
}
