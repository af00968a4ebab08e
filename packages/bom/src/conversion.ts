import { divide, type Fraction, fraction, fractionFaultOf, multiply, ONE, parseFraction } from '@millrace/exact';
import { compareText, type Finding } from '@millrace/facts';
import { bomFinding, rowKey } from './finding.js';
import type { UnitConversionRow } from './rows.js';

/** How many `to` one `from` is, exactly, for one item; undefined where no chain of conversions leads there. */
export type Convert = (item: string, from: string, to: string) => Fraction | undefined;

/**
 * Reads the conversions. Each may be used in both directions and in chains (kg → g → mg); those of the item come
 * before those of any item, and of several chains the shortest is taken.
 *
 * @example
 * const { convert } = conversions([{ from_unit: 'kg', to_unit: 'g', numerator: '1000' }]);
 * convert('flour', 'g', 'kg') // 1/1000
 */
export function conversions(rows: readonly UnitConversionRow[]): { convert: Convert; findings: Finding[] } {
  const findings: Finding[] = [];
  const byItem = new Map<string, Map<string, Step[]>>();
  for (const row of inOrder(rows)) {
    const factor = factorOf(row);
    if (factor === undefined) {
      const key = rowKey(row.item, row.from_unit, row.to_unit);
      const fields = { numerator: row.numerator, denominator: row.denominator ?? '1' };
      findings.push(bomFinding('conversion_must_be_a_plain_number', 'unit_conversion', key, fields));
      continue;
    }
    const steps = byItem.get(row.item ?? '') ?? new Map<string, Step[]>();
    byItem.set(row.item ?? '', steps);
    addStep(steps, row.from_unit, { to: row.to_unit, factor });
    addStep(steps, row.to_unit, { to: row.from_unit, factor: divide(ONE, factor) });
  }
  const known = new Map<string, Fraction | undefined>();
  const convert: Convert = (item, from, to) => {
    if (from === to) return ONE;
    const own = byItem.get(item);
    const key = `${own === undefined ? '' : item}\u0000${from}\u0000${to}`;
    if (!known.has(key)) known.set(key, shortestChain(own, byItem.get(''), from, to));
    return known.get(key);
  };
  return { convert, findings };
}

/** Where data contradicts itself the result must at least not depend on the order of its rows. */
function inOrder(rows: readonly UnitConversionRow[]): UnitConversionRow[] {
  const text = (row: UnitConversionRow) => [row.item ?? '', row.from_unit, row.to_unit, row.numerator].join('\u0000');
  return [...rows].sort((a, b) => compareText(text(a), text(b)));
}

interface Step {
  readonly to: string;
  readonly factor: Fraction;
}

function addStep(steps: Map<string, Step[]>, from: string, step: Step): void {
  const list = steps.get(from);
  if (list === undefined) steps.set(from, [step]);
  else list.push(step);
}

function factorOf({ numerator, denominator = '1' }: UnitConversionRow): Fraction | undefined {
  if (fractionFaultOf(numerator) !== undefined || fractionFaultOf(denominator) !== undefined) return undefined;
  const [n, d] = [parseFraction(numerator), parseFraction(denominator)];
  return n.numerator > 0n && d.numerator > 0n ? divide(n, d) : undefined;
}

function shortestChain(
  own: Map<string, Step[]> | undefined,
  any: Map<string, Step[]> | undefined,
  from: string,
  to: string,
): Fraction | undefined {
  const reached = new Map<string, Fraction>([[from, fraction(1)]]);
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
