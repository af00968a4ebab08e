import { divide, type Fraction, fraction, fractionFaultOf, multiply, ONE, parseFraction } from '@millrace/exact';
import { compareText, type Facts, type Finding } from '@millrace/facts';
import {
  type Contradiction,
  contradictionFields,
  contradictions,
  type GivenConversion as Given,
} from './contradictions.js';
import { bomFinding, rowKey } from './finding.js';
import type { UnitConversionRow } from './rows.js';

/**
 * How many `to` one `from` is, exactly, for one item; undefined where no chain of conversions leads there. Items and
 * units are texts, or their codes in the facts.
 */
export type Convert<Key = string> = (item: Key, from: Key, to: Key) => Fraction | undefined;

/**
 * Reads the conversions. Each may be used in both directions and in chains (kg → g → mg). The shortest chain is taken; of
 * steps from one unit those of the item come before those of any item, and one that is given this way round before one
 * that is given the other way (rules.md 5).
 *
 * @example
 * const { convert } = conversions([{ from_unit: 'kg', to_unit: 'g', numerator: '1000' }]);
 * convert('flour', 'g', 'kg') // 1/1000
 */
export function conversions(rows: readonly UnitConversionRow[]): { convert: Convert; findings: Finding[] } {
  const findings: Finding[] = [];
  const given: Given<string>[] = [];
  for (const row of inOrder(rows)) {
    const factor = factorOf(row);
    if (factor === undefined) {
      const key = rowKey(row.item, row.from_unit, row.to_unit);
      const fields = { numerator: row.numerator, denominator: row.denominator ?? '1' };
      findings.push(bomFinding('conversion_must_be_a_plain_number', 'unit_conversion', key, fields));
      continue;
    }
    given.push({ item: row.item ?? '', from: row.from_unit, to: row.to_unit, factor });
  }
  for (const found of contradictions(given, '')) {
    const { item, from, to } = found.given;
    const fields = contradictionFields(found, (unit) => unit);
    findings.push(bomFinding('conversions_must_agree', 'unit_conversion', rowKey(item, from, to), fields));
  }
  return { convert: converter(given, ''), findings };
}

/**
 * The conversions of facts, by codes: the same rules. A conversion whose numbers aren't above 0 converts nothing.
 *
 * @example
 * const convert = conversionsOf(facts);
 * convert(facts.symbols.code('flour'), facts.symbols.code('g'), facts.symbols.code('kg')) // 1/1000
 */
export function conversionsOf(facts: Facts): Convert<number> {
  return converter(givenIn(facts), NO_ITEM);
}

/** Conversions of facts that contradict each other, by codes. */
export function contradictingConversions(facts: Facts): readonly Contradiction<number>[] {
  return contradictions(givenIn(facts), NO_ITEM);
}

/** By the bytes of their units and items, so that nothing depends on the order of the rows. */
function givenIn({ unit_conversion: table, symbols }: Facts): Given<number>[] {
  const given: Given<number>[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const [numerator, denominator] = [table.numerator[row], table.denominator[row]];
    if (!(numerator > 0 && denominator > 0)) continue;
    const factor = fraction(numerator, denominator);
    given.push({ item: table.item[row], from: table.from_unit[row], to: table.to_unit[row], factor });
  }
  const { compare } = symbols;
  return given.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.item, b.item));
}

/** The code of an empty text: a conversion of any item. */
const NO_ITEM = 0;

interface Step<Key> {
  readonly to: Key;
  readonly factor: Fraction;
}

/** From a unit, the steps that lead on, in the order in which they are tried. */
type Steps<Key> = ReadonlyMap<Key, readonly Step<Key>[]>;

function converter<Key extends string | number>(given: readonly Given<Key>[], anyItem: Key): Convert<Key> {
  const byItem = new Map<Key, Map<Key, Step<Key>[]>>();
  const add = (item: Key, from: Key, step: Step<Key>) => {
    const steps = byItem.get(item) ?? new Map<Key, Step<Key>[]>();
    byItem.set(item, steps);
    const present = steps.get(from);
    if (present === undefined) steps.set(from, [step]);
    else present.push(step);
  };
  for (const { item, from, to, factor } of given) add(item, from, { to, factor });
  for (const { item, from, to, factor } of given) add(item, to, { to: from, factor: divide(ONE, factor) });
  const known = new Map<string, Fraction | undefined>();
  return (item, from, to) => {
    if (from === to) return ONE;
    const own = item === anyItem ? undefined : byItem.get(item);
    const key = `${own === undefined ? anyItem : item}\u0000${from}\u0000${to}`;
    if (!known.has(key)) known.set(key, shortestChain(own, byItem.get(anyItem), from, to));
    return known.get(key);
  };
}

function shortestChain<Key>(
  own: Steps<Key> | undefined,
  any: Steps<Key> | undefined,
  from: Key,
  to: Key,
): Fraction | undefined {
  const reached = new Map<Key, Fraction>([[from, ONE]]);
  for (const [unit, factor] of reached) {
    for (const step of [...(own?.get(unit) ?? []), ...(any?.get(unit) ?? [])]) {
      if (reached.has(step.to)) continue;
      const product = multiply(factor, step.factor);
      if (step.to === to) return product;
      reached.set(step.to, product);
    }
  }
  return undefined;
}

/** Where conversions contradict each other, the result must not depend on the order of the rows. */
function inOrder(rows: readonly UnitConversionRow[]): UnitConversionRow[] {
  return [...rows].sort(
    (a, b) =>
      compareText(a.from_unit, b.from_unit) ||
      compareText(a.to_unit, b.to_unit) ||
      compareText(a.item ?? '', b.item ?? '') ||
      compareText(a.numerator, b.numerator),
  );
}

function factorOf({ numerator, denominator = '1' }: UnitConversionRow): Fraction | undefined {
  if (fractionFaultOf(numerator) !== undefined || fractionFaultOf(denominator) !== undefined) return undefined;
  const [n, d] = [parseFraction(numerator), parseFraction(denominator)];
  return n.numerator > 0n && d.numerator > 0n ? divide(n, d) : undefined;
}
